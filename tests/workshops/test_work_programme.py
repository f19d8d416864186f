"""The register: added, changed, withdrawn; taken over from an accepted rencana aksi, and taken back."""

from decimal import Decimal

import pytest

from participants.errors import Refused
from participants.models import AuditEntry, Role
from tests.factories import (
    NOW,
    make_invitation,
    make_pemda,
    make_role,
    make_system,
    make_unit,
    make_user,
    make_workshop,
)
from tests.factories_programmes import (
    hand_in_plan,
    make_plan_deliverable,
    make_programme,
    plan_row,
    planned,
    say,
)
from workshops.actions.programme import (
    Entry,
    change_programme,
    restore_programme,
    take_back,
    take_over,
    withdraw_programme,
)
from workshops.actions.review import accept, reopen
from workshops.models import (
    Group,
    GroupKind,
    ProgrammeYear,
    WorkProgramme,
    WorkshopRole,
    WorkshopRoleKind,
)
from workshops.rules.states import Actor

pytestmark = pytest.mark.django_db


def codes(refusal):
    return [reason.code for reason in refusal.value.reasons]


def titles(found):
    return sorted(one.title for one in found)


@pytest.fixture
def clerk():
    return make_system()


@pytest.fixture
def workshop():
    pemda = make_pemda()
    return make_workshop(make_unit(pemda, name="Dinas Kominfo", short_name="Diskominfo"))


@pytest.fixture
def health(workshop):
    return make_unit(workshop.unit.parent, name="Dinas Kesehatan", short_name="Dinkes")


@pytest.fixture
def invitation(workshop, health):
    return make_invitation(workshop, health)


@pytest.fixture
def plan(workshop):
    return make_plan_deliverable(workshop.stages.get())


def standing():
    return list(WorkProgramme.objects.standing().order_by("source_row", "pk"))


def test_a_programme_stands_with_its_years_and_helpers(clerk):
    owner, helper = (make_unit(root) for root in [make_pemda()] * 2)
    programme = make_programme(
        owner, supporting=[helper, owner], years={2026: (Decimal(5), 100), 2027: (None, None)}
    )

    assert list(programme.supporting.all()) == [helper]
    assert list(programme.years.values_list("year", "target", "budget")) == [(2026, 5, 100)]


def test_a_change_keeps_both_what_was_and_what_is(clerk):
    programme = make_programme(title="Lama", years={2026: (Decimal(5), 100)})
    helper = make_unit(programme.unit.parent, name="Bank Sampah")

    change_programme(
        programme=programme,
        entry=Entry(planned(title="Baru", years={2027: (None, 70)}), programme.unit, [helper]),
        by=clerk,
        at=NOW,
    )

    entry = AuditEntry.objects.get(verb="workshops.programme.changed")
    assert entry.facts["changes"] == {
        "title": ["Lama", "Baru"],
        "target_2026": ["5", None],
        "budget_2026": [100, None],
        "budget_2027": [None, 70],
        "supporting": ["", "Bank Sampah"],
    }
    assert list(programme.years.values_list("year", "budget")) == [(2027, 70)]


def test_a_change_that_changes_nothing_leaves_no_trace(clerk):
    programme = make_programme(years={2026: (Decimal("5.50"), 100)})
    before = list(ProgrammeYear.objects.values())

    change_programme(
        programme=programme,
        entry=Entry(planned(years={2026: (Decimal("5.5"), 100)}), programme.unit),
        by=clerk,
        at=NOW,
    )

    assert list(ProgrammeYear.objects.values()) == before
    assert not AuditEntry.objects.filter(verb="workshops.programme.changed").exists()


def test_a_unit_of_another_region_owns_nothing_here(clerk):
    with pytest.raises(Refused) as refusal:
        make_programme(make_unit(), keeper=make_unit())

    assert codes(refusal) == ["programme-unit-elsewhere"]


def test_an_outside_body_owns_none(clerk):
    office = make_unit(make_pemda())
    bank = make_unit(office.parent, kind="external")

    with pytest.raises(Refused) as refusal:
        make_programme(bank, keeper=office)

    assert codes(refusal) == ["programme-unit-outside"]


def test_withdrawing_takes_a_reason_and_can_be_taken_back(clerk):
    programme = make_programme()
    with pytest.raises(Refused) as refusal:
        withdraw_programme(programme=programme, reason=" ", by=clerk, at=NOW)
    assert codes(refusal) == ["reason-required"]

    withdraw_programme(programme=programme, reason="Digabung", by=clerk, at=NOW)
    assert standing() == []
    with pytest.raises(Refused) as refusal:
        change_programme(
            programme=programme, entry=Entry(planned(), programme.unit), by=clerk, at=NOW
        )
    assert codes(refusal) == ["programme-withdrawn"]

    restore_programme(programme=programme, by=clerk, at=NOW)
    assert standing() == [programme]
    with pytest.raises(Refused) as refusal:
        restore_programme(programme=programme, by=clerk, at=NOW)
    assert codes(refusal) == ["programme-standing"]


def test_an_accepted_plan_becomes_programmes_that_know_their_version(
    clerk, workshop, plan, invitation, health
):
    version = hand_in_plan(
        plan,
        invitation,
        plan_row("r1", starts=2026, target_1=10, supporting="Diskominfo, Universitas Contoh"),
        plan_row("r2", pillar="living"),
    )

    take_over(submission=version, by=clerk, at=NOW)

    first, second = standing()
    assert (first.source_submission, first.source_row, first.unit) == (version, "r1", health)
    assert (first.keeper, first.workshop, second.pillar) == (workshop.unit, workshop, "living")
    assert list(first.supporting.all()) == [workshop.unit]
    assert first.supporting_note == "Universitas Contoh"


def test_accepting_a_later_version_revises_the_same_rows(clerk, plan, invitation):
    early = hand_in_plan(plan, invitation, plan_row("r1"), plan_row("r2"))
    take_over(submission=early, by=clerk, at=NOW)
    kept, gone = standing()
    say(kept)
    take_back(submission=early, by=clerk, at=NOW, reason="Anggaran berubah")
    assert standing() == []

    early.state = "returned"
    early.save()
    late = hand_in_plan(plan, invitation, plan_row("r1", title="Judul baru"), plan_row("r3"))
    take_over(submission=late, by=clerk, at=NOW)

    revised, fresh = standing()
    assert (revised.pk, revised.title, revised.source_submission) == (kept.pk, "Judul baru", late)
    assert revised.reports.count() == 1
    assert (fresh.source_row, fresh.source_submission) == ("r3", late)
    gone.refresh_from_db()
    assert gone.withdrawn_at is not None


def test_taking_over_twice_makes_nothing_twice(clerk, plan, invitation):
    version = hand_in_plan(plan, invitation, plan_row("r1"))
    take_over(submission=version, by=clerk, at=NOW)

    take_over(submission=version, by=clerk, at=NOW)

    assert len(standing()) == WorkProgramme.objects.count() == 1


def test_a_group_says_for_each_row_who_owns_it(clerk, workshop, health):
    group = Group.objects.create(
        workshop=workshop, kind=GroupKind.PILLAR, pillar="living", name="Tim Living", made_at=NOW,
        made_by=clerk,
    )  # fmt: skip
    owed = make_plan_deliverable(workshop.stages.get(), owed_by="pillar")
    version = hand_in_plan(owed, group, plan_row("r1", owner="DINKES"))
    nobody = hand_in_plan(
        make_plan_deliverable(workshop.stages.get(), owed_by="pillar"),
        group,
        plan_row("r1", owner="Dinas Tiada"),
        plan_row("r2"),
    )

    take_over(submission=version, by=clerk, at=NOW)
    with pytest.raises(Refused) as refusal:
        take_over(submission=nobody, by=clerk, at=NOW)

    assert [one.unit for one in standing()] == [health]
    assert [(reason.code, reason.args["row"]) for reason in refusal.value.reasons] == [
        ("programme-owner-unknown", 1),
        ("programme-owner-unknown", 2),
    ]


def test_a_unit_with_commas_in_its_name_is_found_among_several(clerk, workshop, plan, invitation):
    long = make_unit(workshop.unit.parent, name="Dinas Pendidikan, Kepemudaan dan Olahraga")
    version = hand_in_plan(
        plan,
        invitation,
        plan_row("r1", supporting="Diskominfo, Dinas Pendidikan, Kepemudaan dan Olahraga, PMI"),
    )

    (programme,) = take_over(submission=version, by=clerk, at=NOW)

    assert {unit.pk for unit in programme.supporting.all()} == {workshop.unit.pk, long.pk}
    assert programme.supporting_note == "PMI"


def test_who_sees_which_programmes(clerk, workshop, health):
    pemda = workshop.unit.parent
    other = make_unit(pemda)
    make_programme(health, keeper=workshop.unit, workshop=workshop, title="Sehat", pillar="living")
    make_programme(other, keeper=workshop.unit, supporting=[health], title="Lain")
    make_programme(other, keeper=workshop.unit, workshop=workshop, title="Jauh")
    make_programme(title="Seberang")
    committee, expert, by_pillar = make_user(), make_user(), make_user()
    add = WorkshopRole.objects.create
    add(workshop=workshop, user=committee, role=WorkshopRoleKind.COMMITTEE)
    add(workshop=workshop, user=expert, role=WorkshopRoleKind.EXPERT, unit=health)
    add(workshop=workshop, user=by_pillar, role=WorkshopRoleKind.EXPERT, pillar="living")

    def sees(user):
        return titles(WorkProgramme.objects.visible_to(user))

    everything = ["Jauh", "Lain", "Sehat"]
    assert sees(make_role(Role.ORGANISER, workshop.unit)) == everything
    assert sees(make_role(Role.LEADER, pemda)) == everything
    assert sees(make_role(Role.AUDITOR, pemda)) == everything
    assert sees(make_role(Role.UNIT_ADMIN, health)) == ["Lain", "Sehat"]
    assert sees(committee) == ["Jauh", "Sehat"]
    assert sees(expert) == ["Sehat"]
    assert sees(by_pillar) == ["Sehat"]
    assert sees(make_role(Role.HR, pemda)) == []
    assert sees(make_user(is_superuser=True)) == sorted([*everything, "Seberang"])


def test_who_changes_and_who_reports(workshop, health):
    make_programme(health, keeper=workshop.unit, title="Sehat")
    make_programme(make_unit(workshop.unit.parent), keeper=workshop.unit, title="Lain")
    organiser = make_role(Role.ORGANISER, workshop.unit)
    own = make_role(Role.UNIT_ADMIN, health)
    leader = make_role(Role.LEADER, workshop.unit.parent)
    found = WorkProgramme.objects

    assert titles(found.managed_by(organiser)) == ["Lain", "Sehat"]
    assert titles(found.reported_by(organiser)) == ["Lain", "Sehat"]
    assert (titles(found.managed_by(own)), titles(found.reported_by(own))) == ([], ["Sehat"])
    assert (titles(found.managed_by(leader)), titles(found.reported_by(leader))) == ([], [])


def test_accepting_and_opening_again_moves_the_register_in_the_same_breath(clerk, plan, invitation):
    version = hand_in_plan(plan, invitation, plan_row("r1"))

    accept(submission=version, by=clerk, at=NOW)
    assert [one.source_submission for one in standing()] == [version]

    reopen(submission=version, reason="Anggaran", by=clerk, at=NOW, actor=Actor.EXPERT)
    assert standing() == []


def test_an_acceptance_that_the_register_refuses_is_none(clerk, plan, invitation):
    version = hand_in_plan(plan, invitation, plan_row("r1", owner="Dinas Tiada"))

    with pytest.raises(Refused) as refusal:
        accept(submission=version, by=clerk, at=NOW)

    version.refresh_from_db()
    assert (codes(refusal), version.state) == (["programme-owner-unknown"], "submitted")
