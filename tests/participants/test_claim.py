"""Certificates from outside: added with their file, decided one by one."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from participants.actions.claim import MOST_WAITING, Claim, add_claim, take_claim_back
from participants.actions.training import accept_trainings, reject_training
from participants.errors import Refused
from participants.models import (
    CLAIM,
    AuditEntry,
    Role,
    StoredFile,
    TrainingForm,
    TrainingRecord,
    TrainingState,
)
from participants.rules.conversion import Told
from tests import papers
from tests.factories import make_pemda, make_role, make_unit, make_user
from tests.factories_record import make_employee, make_training

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("files")]


@pytest.fixture
def unit():
    return make_unit(make_pemda())


@pytest.fixture
def person(unit):
    return make_employee(unit)


@pytest.fixture
def own(person):
    return make_user(person=person)


@pytest.fixture
def hr(unit):
    return make_role(Role.HR, unit.parent)


PAPER = papers.blank_pdf()


def a_paper():
    return SimpleUploadedFile("sertifikat.pdf", PAPER, "application/pdf")


def a_claim(**fields):
    fields.setdefault("form", TrainingForm.TECHNICAL)
    told = Told(
        form=fields.pop("form"),
        started_on=fields.pop("started_on", date(2026, 3, 2)),
        ended_on=fields.pop("ended_on", date(2026, 3, 4)),
        stated=fields.pop("stated", 24),
        sessions=fields.pop("sessions", None),
    )
    title = fields.pop("title", "Pelatihan Analisis Data")
    return Claim(
        title=title,
        organiser="LAN",
        number=fields.pop("number", "12/LAN/2026"),
        told=told,
        **fields,
    )


def codes(refusal):
    return [reason.code for reason in refusal.value.reasons]


def test_what_a_person_adds_waits_with_its_file(person, own, now):
    record = add_claim(
        person=person, claim=a_claim(start="08.00", end="16.00"), upload=a_paper(), by=own, at=now
    )

    assert (record.state, record.jp, record.year) == (TrainingState.AWAITING, 24, 2026)
    assert (record.source_kind, record.file.content_type) == (CLAIM, "application/pdf")
    assert record.periods[0] == ["2026-03-02", "08.00", "16.00"]
    assert AuditEntry.objects.filter(verb="participants.training.claimed", by=own).count() == 1


@pytest.mark.parametrize(
    ("claim", "code"),
    [
        ({"ended_on": date(2026, 12, 1)}, "claim-ends-in-the-future"),
        ({"form": TrainingForm.COACHING, "stated": None, "sessions": 0}, "claim-without-jp"),
    ],
)
def test_what_is_not_over_or_counts_nothing_is_refused_and_no_file_stays(
    person, own, now, files, claim, code
):
    with pytest.raises(Refused) as refusal:
        add_claim(person=person, claim=a_claim(**claim), upload=a_paper(), by=own, at=now)

    assert codes(refusal) == [code]
    assert not StoredFile.objects.exists()


def test_the_same_number_or_the_same_file_is_not_recorded_twice(person, own, now):
    add_claim(person=person, claim=a_claim(), upload=a_paper(), by=own, at=now)

    with pytest.raises(Refused) as by_number:
        add_claim(
            person=person, claim=a_claim(number="12/lan/2026"), upload=a_paper(), by=own, at=now
        )
    with pytest.raises(Refused) as by_file:
        add_claim(person=person, claim=a_claim(number="13"), upload=a_paper(), by=own, at=now)

    assert (codes(by_number), codes(by_file)) == (
        ["claim-recorded-already"],
        ["claim-file-recorded-already"],
    )
    assert StoredFile.objects.count() == 1


def test_a_rejected_one_may_be_sent_anew_and_the_reason_is_kept(person, own, hr, now):
    record = add_claim(person=person, claim=a_claim(), upload=a_paper(), by=own, at=now)
    reject_training(record=record, reason="Berkas terpotong", by=hr, at=now)

    again = add_claim(person=person, claim=a_claim(), upload=a_paper(), by=own, at=now)

    record.refresh_from_db()
    assert (record.reason, again.state) == ("Berkas terpotong", TrainingState.AWAITING)


def test_claims_are_not_accepted_in_one_go(person, own, hr, now):
    one = add_claim(person=person, claim=a_claim(), upload=a_paper(), by=own, at=now)
    other = make_training(person)

    with pytest.raises(Refused) as refusal:
        accept_trainings(records=[one, other], by=hr, at=now)
    accept_trainings(records=[one], by=hr, at=now)

    assert codes(refusal) == ["claims-one-by-one"]
    one.refresh_from_db()
    assert one.state == TrainingState.VERIFIED


def test_who_added_by_mistake_takes_it_back_until_it_is_decided(person, own, hr, now):
    record = add_claim(person=person, claim=a_claim(), upload=a_paper(), by=own, at=now)
    decided = make_training(person, state=TrainingState.VERIFIED)

    taken = take_claim_back(record=record, by=own, at=now)
    with pytest.raises(Refused):
        take_claim_back(record=decided, by=own, at=now)

    assert taken.state == TrainingState.WITHDRAWN


def test_a_link_that_went_round_does_not_fill_the_desk(person, own, now):
    TrainingRecord.objects.bulk_create(
        TrainingRecord(
            person=person,
            title=f"Pelatihan {number}",
            organiser="LAN",
            form=3,
            jp=1,
            started_on=date(2026, 3, 2),
            ended_on=date(2026, 3, 2),
            year=2026,
            source_kind=CLAIM,
            recorded_at=now,
            recorded_by=own,
        )
        for number in range(MOST_WAITING)
    )

    with pytest.raises(Refused) as refusal:
        add_claim(person=person, claim=a_claim(), upload=a_paper(), by=own, at=now)

    assert codes(refusal) == ["claim-too-many-waiting"]
