"""From gaps to people: worked out, handed to the OPD, answered, and what it closed."""

from datetime import date

import pytest

from participants.actions.ability import define_role
from participants.errors import Refused
from participants.models import AuditEntry, EvidenceAct, Person, Role
from tests.factories import NOW, make_competency, make_pemda, make_role, make_system, make_unit
from tests.factories_plan import make_organiser
from tests.factories_plan import make_planned as make_planned_workshop
from tests.factories_record import (
    make_employee,
    make_evidence,
    make_plan,
    make_planned,
    make_training,
)
from workshops.actions import nomination as actions
from workshops.actions.workshop import set_award_rule
from workshops.models import Invitation, Nomination, NominationState, Workshop
from workshops.queries.course import course_of
from workshops.queries.nomination import Asked, closed_by, proposal

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 22)


@pytest.fixture
def root():
    return make_pemda()


@pytest.fixture
def skill():
    return make_competency(name_id="Pemrograman Web")


@pytest.fixture
def hr(root):
    return make_role(Role.HR, root)


@pytest.fixture
def role(root, skill):
    return define_role(
        unit=root,
        name="Programmer",
        skills=[(skill, 3)],
        schooling="Informatika",
        by=make_system(),
        at=NOW,
    )


@pytest.fixture
def workshop(root, skill):
    organiser = make_organiser(make_unit(root, name="Dinas Penyelenggara"))
    made = make_planned_workshop(organiser, title_id="Bimtek Pemrograman Lanjutan")
    set_award_rule(
        workshop=made, competency=skill, level=3, minimum_score=None, by=organiser, at=NOW
    )
    return made


def nearly(root, skill, **fields):
    person = make_employee(make_unit(root), **fields)
    make_evidence(person, skill, act=EvidenceAct.GRANT, level=2)
    return person


def worked_out(root, workshop, **limits):
    given = {"seats": 10, "per_unit": 2} | limits
    return proposal(root, course_of(workshop), TODAY, Asked(**given))


def handed(root, workshop, hr, **limits):
    found = worked_out(root, workshop, **limits)
    return actions.propose(
        workshop=workshop,
        people=[
            actions.Proposed(line.person, line.unit, [gap.as_json() for gap in line.gaps])
            for line in found.lines
        ],
        by=hr,
        at=NOW,
    )


def test_one_candidate_an_opd_closes_the_role_and_the_nearest_goes_first(
    root, role, skill, workshop
):
    unit = make_unit(root)
    make_employee(unit, education="S1 Informatika")
    near = make_employee(unit)
    make_evidence(near, skill, act=EvidenceAct.GRANT, level=2)
    other = nearly(root, skill)

    found = worked_out(root, workshop)

    assert {line.person.pk for line in found.lines} == {near.pk, other.pk}
    assert (found.closed, found.gaps, found.best) == (2, 2, True)


def test_a_holders_own_lack_is_a_gap_too(root, skill, workshop):
    unit = make_unit(root)
    planned = make_planned(make_plan(root, approved=True), unit, competency=skill)
    person = make_employee(unit)
    person.appointments.create(
        post=planned.post, valid_from=date(2026, 1, 1), appointed_at=NOW, appointed_by=make_system()
    )

    (line,) = worked_out(root, workshop).lines

    assert (line.person.pk, [gap.kind for gap in line.gaps]) == (person.pk, ["post"])


def test_seats_budget_and_jp_are_kept(root, role, skill, workshop):
    for _number in range(3):
        nearly(root, skill)
    tired = nearly(root, skill)
    make_training(tired, state="verified", jp=90)

    assert len(worked_out(root, workshop, seats=2).lines) == 2
    assert len(worked_out(root, workshop, budget=250, cost=100).lines) == 2
    limited = worked_out(root, workshop, most_jp=91)
    assert (len(limited.lines), limited.over) == (3, 1)


def test_what_is_proposed_is_not_proposed_again(root, role, skill, workshop, hr):
    nearly(root, skill)
    (row,) = handed(root, workshop, hr)

    assert worked_out(root, workshop).lines == ()
    with pytest.raises(Refused):
        actions.propose(
            workshop=workshop,
            people=[actions.Proposed(row.person, row.unit, row.gaps)],
            by=hr,
            at=NOW,
        )
    actions.withdraw(nomination=row, by=hr, at=NOW)
    assert len(worked_out(root, workshop).lines) == 1


def test_the_opd_has_a_seat_and_answers_once(root, role, skill, workshop, hr):
    person = nearly(root, skill)
    (row,) = handed(root, workshop, hr)
    invitation = Invitation.objects.get(workshop=workshop, unit=person.home_unit)

    accepted = actions.accept(nomination=row, by=hr, at=NOW)

    assert invitation.seats.count() == 1
    assert accepted.registration.person_id == person.pk
    with pytest.raises(Refused):
        actions.decline(nomination=row, reason="terlambat", by=hr, at=NOW)
    verbs = AuditEntry.objects.values_list("verb", flat=True)
    assert "workshops.nomination.accepted" in set(verbs)


def test_an_opd_reads_its_own_proposals_and_counts_alone(root, role, skill, workshop, hr):
    for _opd in range(2):
        nearly(root, skill)
    ours, theirs = handed(root, workshop, hr)
    admin = make_role(Role.UNIT_ADMIN, ours.unit)
    elsewhere = make_role(Role.HR, make_pemda())

    assert list(Nomination.objects.visible_to(admin)) == [ours]
    assert set(Nomination.objects.visible_to(hr)) == {ours, theirs}
    assert not Nomination.objects.visible_to(elsewhere).exists()
    assert [closed_by(workshop, TODAY, user=one).gaps for one in (admin, hr, elsewhere)] == [
        1,
        2,
        0,
    ]


def test_no_and_somebody_else_say_why(root, role, skill, workshop, hr):
    person, colleague = nearly(root, skill), None
    colleague = make_employee(person.home_unit)
    (row,) = handed(root, workshop, hr)

    with pytest.raises(Refused):
        actions.decline(nomination=row, reason=" ", by=hr, at=NOW)
    with pytest.raises(Refused):
        actions.send_another(nomination=row, person=colleague, reason="", by=hr, at=NOW)
    changed = actions.send_another(
        nomination=row, person=colleague, reason="Sedang cuti", by=hr, at=NOW
    )

    assert (changed.state, changed.reason) == (NominationState.CHANGED, "Sedang cuti")
    assert changed.registration.person_id == colleague.pk


def test_what_it_closed_follows_the_levels_and_goes_back_with_them(root, role, skill, workshop, hr):
    first = nearly(root, skill)
    nearly(root, skill)
    for row in handed(root, workshop, hr):
        actions.accept(nomination=row, by=hr, at=NOW)

    before = closed_by(workshop, TODAY, user=hr)
    grant = make_evidence(first, skill, act=EvidenceAct.GRANT, acquired_on=TODAY)
    after = closed_by(workshop, TODAY, user=hr)
    make_evidence(first, skill, act=EvidenceAct.WITHDRAW, about=grant, acquired_on=TODAY)
    back = closed_by(workshop, TODAY, user=hr)

    assert [(one.closed, one.gaps) for one in (before, after, back)] == [(0, 2), (1, 2), (0, 2)]


class TestPages:
    def test_hr_hands_the_ticked_and_the_opd_answers_through_its_link(
        self, client, root, role, skill, workshop, hr
    ):
        person = nearly(root, skill, full_name="Sari Contoh")
        nearly(root, skill, full_name="Budi Contoh")
        client.force_login(hr)
        page = f"/bimtek/{workshop.public_id}/usulan/"

        shown = client.get(page).content.decode()
        client.post(
            page + "serahkan/",
            {"seats": "10", "per_unit": "2", "person": [person.public_id]},
        )
        client.logout()
        invitation = Invitation.objects.get(workshop=workshop, unit=person.home_unit)
        link = f"/o/{invitation.links.get().token()}"
        asked = client.get(link).content.decode()
        row = workshop.nominations.get()
        client.post(f"{link}/usulan/{row.public_id}/", {"jawaban": "tolak", "reason": ""})
        row.refresh_from_db()
        unanswered = row.state
        client.post(f"{link}/usulan/{row.public_id}/", {"jawaban": "terima"})
        row.refresh_from_db()

        assert "2 orang di" in shown
        assert "Budi Contoh" in shown
        assert "Sari Contoh" in asked
        assert (unanswered, row.state) == (NominationState.PROPOSED, NominationState.ACCEPTED)

    def test_another_opds_link_answers_nothing(self, client, root, role, skill, workshop, hr):
        nearly(root, skill)
        nearly(root, skill)
        one, two = handed(root, workshop, hr)
        invitation = Invitation.objects.get(workshop=workshop, unit=one.unit)

        link = f"/o/{invitation.links.get().token()}"
        answer = client.post(f"{link}/usulan/{two.public_id}/", {"jawaban": "terima"})

        assert answer.status_code == 404

    def test_hr_of_one_opd_proposes_nobody(self, client, root, role, workshop):
        client.force_login(make_role(Role.HR, workshop.unit))

        assert client.get(f"/bimtek/{workshop.public_id}/usulan/").status_code == 404

    def test_the_sheet_says_what_closed(self, client, root, role, skill, workshop, hr):
        nearly(root, skill, full_name="Sari Contoh")
        handed(root, workshop, hr)
        client.force_login(hr)

        sheet = client.get(f"/bimtek/{workshop.public_id}/usulan/unduh.csv").content.decode()

        assert "Sari Contoh,Menunggu jawaban OPD,,1,0" in sheet

    def test_the_sheet_names_nobody_who_has_left_for_another_pemda(
        self, client, root, role, skill, workshop, hr
    ):
        gone, stays = (nearly(root, skill, full_name=name) for name in ("Sari Pergi", "Budi Tetap"))
        handed(root, workshop, hr)
        elsewhere = make_unit(name="Dinas Kabupaten Lain")
        assert elsewhere.root_path != root.path
        Person.objects.filter(pk=gone.pk).update(home_unit=elsewhere)
        client.force_login(hr)

        sheet = client.get(f"/bimtek/{workshop.public_id}/usulan/unduh.csv").content.decode()

        assert stays.full_name in sheet
        assert gone.full_name not in sheet

    def test_a_closed_bimtek_without_proposals_says_so(self, client, root, role, workshop, hr):
        Workshop.objects.filter(pk=workshop.pk).update(
            state="closed", closed_at=NOW, closed_by=make_system()
        )
        client.force_login(hr)

        said = client.get(f"/bimtek/{workshop.public_id}/usulan/").text

        assert "Bimtek ini sudah ditutup tanpa usulan peserta" in said
