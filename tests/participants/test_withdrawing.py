"""What a certificate writes into a person's record, and what is taken back with it."""

from datetime import date

import pytest

from participants.actions.competency import propose_evidence
from participants.actions.competency import withdraw_by_source as withdraw_evidence
from participants.actions.training import record_training
from participants.actions.training import withdraw_by_source as withdraw_training
from participants.models import Evidence, EvidenceAct, EvidenceMethod, TrainingForm, TrainingState
from tests.factories import make_competency, make_person, make_user

pytestmark = pytest.mark.django_db


def record(person, now, source="A", **said):
    said.setdefault("verified", False)
    said.setdefault("ended_on", date(2026, 11, 24))
    return record_training(
        person=person,
        title="Bimtek Masterplan",
        organiser="Diskominfo",
        form=TrainingForm.BIMTEK,
        jp=32,
        started_on=date(2026, 11, 23),
        number="1/A",
        source_kind="certificate",
        source_id=source,
        by=make_user(),
        at=now,
        **said,
    )


def propose(person, now, source="A"):
    return propose_evidence(
        person=person,
        competency=make_competency(),
        level=2,
        method=EvidenceMethod.EXPOSURE,
        acquired_on=date(2026, 11, 24),
        source_kind="certificate",
        source_id=source,
        shown_as="1/A",
        by=make_user(),
        at=now,
    )


def test_a_recorded_training_waits_for_hr_and_counts_in_the_year_it_ended(now):
    training = record(make_person(), now, ended_on=date(2027, 1, 2))

    assert (training.state, training.decided_by, training.year) == ("awaiting", None, 2027)


def test_hr_as_organiser_verifies_at_once(now):
    training = record(make_person(), now, verified=True)

    assert (training.state, training.decided_at) == ("verified", now)


def test_withdrawing_takes_back_the_training_of_that_source_alone(now):
    mistaken, sound = record(make_person(), now, "A"), record(make_person(), now, "B")

    taken = withdraw_training(
        source_kind="certificate", source_id="A", reason="Salah orang", by=make_user(), at=now
    )

    mistaken.refresh_from_db()
    sound.refresh_from_db()
    assert taken == [mistaken]
    assert (mistaken.state, mistaken.reason) == (TrainingState.WITHDRAWN, "Salah orang")
    assert sound.state == TrainingState.AWAITING


def test_withdrawing_answers_the_proposal_or_else_the_grant_that_rests_on_it(now):
    person = make_person()
    waiting, granted, other = propose(person, now), propose(person, now), propose(person, now, "B")
    grant = Evidence.objects.create(
        person=person,
        competency=granted.competency,
        level=2,
        act=EvidenceAct.GRANT,
        method=EvidenceMethod.ASSESSOR,
        about=granted,
        acquired_on=granted.acquired_on,
        at=now,
        by=make_user(),
    )

    withdrawn = withdraw_evidence(
        source_kind="certificate", source_id="A", reason="Salah orang", by=make_user(), at=now
    )

    assert {row.about for row in withdrawn} == {waiting, grant}
    assert not other.answers.exists()


def test_withdrawing_twice_changes_nothing_more(now):
    propose(make_person(), now)
    who = make_user()
    for _time in range(2):
        last = withdraw_evidence(
            source_kind="certificate", source_id="A", reason="Salah", by=who, at=now
        )

    assert last == []
