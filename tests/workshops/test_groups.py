"""Groups of people across OPD: made, filled, led, dissolved; and the link each works by."""

import pytest
from django.core.cache import cache

from participants.errors import Refused
from participants.models import Role
from tests.factories import (
    NOW,
    make_invitation,
    make_registration,
    make_role,
    make_system,
    make_unit,
    make_user,
    make_workshop,
)
from tests.factories_links import hand_in, make_deliverable, upload
from workshops.actions import group as actions
from workshops.actions.submission import Body
from workshops.models import Group, GroupKind, Link, Pillar, Submission, WorkshopRole

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("files")]


@pytest.fixture(autouse=True)
def _no_throttle():
    cache.clear()


@pytest.fixture
def workshop():
    return make_workshop()


def make_group(workshop, name="Kelompok 1", **told):
    return actions.make_group(workshop=workshop, name=name, by=make_system(), at=NOW, **told)


def pillar_team(workshop, pillar=Pillar.LIVING):
    return make_group(workshop, str(pillar.label), kind=GroupKind.PILLAR, pillar=pillar)


def joined(group, *people):
    return actions.add_members(group=group, registrations=people, by=make_system(), at=NOW)


def why_not(act, **told):
    with pytest.raises(Refused) as refusal:
        act(**told, by=make_system(), at=NOW)
    return [reason.code for reason in refusal.value.reasons]


def link_of(group):
    return f"/o/{Link.objects.get(group=group, revoked_at=None).token()}"


def test_people_of_several_opd_make_one_group_with_a_head(workshop):
    group = make_group(workshop)
    first, second = make_registration(workshop), make_registration(workshop)

    joined(group, first, second)
    actions.name_head(group=group, registration=second, by=make_system(), at=NOW)

    group.refresh_from_db()
    assert {one.registration for one in group.members.standing()} == {first, second}
    assert group.head == second


def test_the_head_who_leaves_heads_it_no_more_and_may_come_back(workshop):
    group, person = make_group(workshop), make_registration(workshop)
    joined(group, person)
    actions.name_head(group=group, registration=person, by=make_system(), at=NOW)

    actions.remove_member(group=group, registration=person, by=make_system(), at=NOW)

    group.refresh_from_db()
    assert (group.head, group.members.standing().count()) == (None, 0)
    joined(group, person)
    assert group.members.standing().get().registration == person


def test_what_a_group_may_not_be_is_refused_by_name(workshop):
    group = make_group(workshop)
    stranger = make_registration(make_workshop())
    officer = WorkshopRole.objects.create(workshop=workshop, user=make_user(), role="officer")
    make = lambda **told: why_not(actions.make_group, workshop=workshop, **told)

    assert make(name=" kelompok  1 ") == ["group-name-taken"]
    assert make(name=" ") == ["group-name-missing"]
    assert make(name="Tim", kind=GroupKind.PILLAR) == ["group-pillar-missing"]
    assert make(name="Lain", facilitator_role=officer) == ["group-facilitator-unknown"]
    there = {"group": group, "registrations": [stranger]}
    assert why_not(actions.add_members, **there) == ["group-member-of-another-workshop"]
    assert why_not(actions.add_members, group=group, registrations=[]) == ["group-nobody-chosen"]
    assert why_not(actions.name_head, group=group, registration=stranger) == ["group-not-a-member"]


def test_the_six_teams_are_made_once_and_those_that_are_there_are_left(workshop):
    own = pillar_team(workshop)

    actions.make_pillar_teams(workshop=workshop, by=make_system(), at=NOW)

    teams = Group.objects.filter(workshop=workshop, kind=GroupKind.PILLAR)
    assert {one.pillar for one in teams} == set(Pillar.values)
    assert teams.get(pillar=Pillar.LIVING) == own
    assert why_not(actions.make_pillar_teams, workshop=workshop) == ["group-pillars-there"]


def test_a_groups_link_opens_its_work_and_nothing_of_any_opd(client, workshop):
    group = make_group(workshop)
    asked = make_deliverable(workshop.stages.get(), owed_by="group", form="note")
    of_units = make_deliverable(workshop.stages.get())
    base = link_of(group)

    page = client.get(base)
    sent = client.post(f"{base}/hasil-kerja/{asked.public_id}/", {"text": "Isu: air bersih."})

    assert [work.deliverable for work in page.context["works"]] == [asked]
    assert sent.status_code == 302
    assert Submission.objects.get().text == "Isu: air bersih."
    closed = ["tempel/", "pegawai/", "surat-tugas/", f"hasil-kerja/{of_units.public_id}/"]
    assert [client.get(f"{base}/{tail}").status_code for tail in closed] == [404] * 4


def test_the_link_of_a_dissolved_group_is_dead_and_what_it_sent_stays(client, workshop):
    group = make_group(workshop)
    asked = make_deliverable(workshop.stages.get(), owed_by="group")
    hand_in(asked, group)
    base = link_of(group)

    actions.dissolve_group(group=group, by=make_system(), at=NOW)

    assert client.get(base).status_code == 404
    assert Submission.objects.count() == 1
    with pytest.raises(Refused) as refusal:
        hand_in(asked, group)
    assert [reason.code for reason in refusal.value.reasons] == ["group-dissolved"]


def test_each_owes_what_is_asked_of_its_kind_alone(workshop):
    stage = workshop.stages.get()
    of_groups = make_deliverable(stage, owed_by="group")
    of_teams = make_deliverable(stage, owed_by="pillar")
    team, group, opd = pillar_team(workshop), make_group(workshop), make_invitation(workshop)

    hand_in(of_teams, team)
    hand_in(of_groups, group)

    for deliverable, owner in [(of_groups, team), (of_teams, group), (of_groups, opd)]:
        with pytest.raises(Refused) as refusal:
            hand_in(deliverable, owner)
        assert [reason.code for reason in refusal.value.reasons] == ["deliverable-not-asked"]


def test_an_expert_of_a_pillar_judges_its_team_and_nobody_else(client, workshop):
    stage = workshop.stages.get()
    of_teams, of_units = make_deliverable(stage, owed_by="pillar"), make_deliverable(stage)
    mine = hand_in(of_teams, pillar_team(workshop))
    others = [
        hand_in(of_teams, pillar_team(workshop, Pillar.ECONOMY)),
        hand_in(of_units, make_invitation(workshop)),
    ]
    user = make_user()
    WorkshopRole.objects.create(workshop=workshop, user=user, role="expert", pillar=Pillar.LIVING)
    client.force_login(user)

    queue = [one.submission for one in client.get("/tinjauan/").context["waiting"]]
    there = [client.get(f"/tinjauan/{one.public_id}/").status_code for one in others]
    files = [client.get(f"/tinjauan/{one.public_id}/berkas/").status_code for one in others]

    assert queue == [mine]
    assert (there, files) == ([404, 404], [404, 404])


def test_whoever_facilitates_a_group_judges_its_work(client, workshop):
    role = WorkshopRole.objects.create(
        workshop=workshop, user=make_user(), role="expert", pillar=Pillar.LIVING
    )
    group = make_group(workshop, facilitator_role=role)
    waiting = hand_in(make_deliverable(workshop.stages.get(), owed_by="group"), group)
    client.force_login(role.user)

    assert client.post(f"/tinjauan/{waiting.public_id}/", {"verdict": "accept"}).status_code == 302
    waiting.refresh_from_db()
    assert waiting.state == "accepted"


def test_the_organiser_makes_fills_prints_and_dissolves_on_the_pages(client, workshop):
    person = make_registration(workshop)
    client.force_login(make_role(Role.ORGANISER, workshop.unit))
    base = f"/bimtek/{workshop.public_id}/kelompok/"

    client.post(base, {"kind": "group", "name": "Kelompok Air"})
    group = Group.objects.get()
    here = f"{base}{group.public_id}/"
    client.post(f"{here}anggota/", {"people": [person.public_id]})
    client.post(f"{here}anggota/ubah/", {"person": person.public_id, "act": "head"})
    client.post(here, {"name": "Kelompok Air Bersih", "facilitator": "Dr. Umar"})
    printed = client.get(f"{base}daftar.pdf")
    old = Link.objects.get(group=group).token()
    client.post(f"{here}tautan/")

    group.refresh_from_db()
    assert (group.name, group.facilitator, group.head) == (
        "Kelompok Air Bersih",
        "Dr. Umar",
        person,
    )
    assert printed.content.startswith(b"%PDF")
    assert client.get(f"/o/{old}").status_code == 404
    assert client.get(f"{here}?cari=tidakada").status_code == 200
    client.post(f"{here}bubarkan/")
    assert not Group.objects.standing().exists()


def test_strangers_and_members_of_another_group_read_nothing_of_it(client, workshop):
    group, other = make_group(workshop), make_group(workshop, "Kelompok 2")
    asked = make_deliverable(workshop.stages.get(), owed_by="group")
    sent = hand_in(asked, group, Body(upload()))
    base = link_of(other)

    assert client.get(f"{base}/berkas/{sent.public_id}/").status_code == 404
    client.force_login(make_role(Role.UNIT_ADMIN, make_unit()))
    assert client.get(f"/bimtek/{workshop.public_id}/kelompok/").status_code == 404
    assert client.get(f"/tinjauan/{sent.public_id}/berkas/").status_code == 404


@pytest.mark.parametrize("groups", [1, 3])
def test_the_list_takes_the_same_queries_however_many_groups(
    client, workshop, groups, django_assert_num_queries
):
    for number in range(groups):
        joined(make_group(workshop, f"Kelompok {number}"), make_registration(workshop))
    client.force_login(make_role(Role.ORGANISER, workshop.unit))
    here = f"/bimtek/{workshop.public_id}/kelompok/"
    client.get(here)

    # session, user, grants, workshop, groups, members, links, experts
    with django_assert_num_queries(8):
        client.get(here)
