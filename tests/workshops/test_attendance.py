"""The roll call after the scan: excuses, corrections, undoing, doubtful scans, slots, guests."""

from datetime import timedelta

import pytest

from participants.errors import Refused
from participants.models import AuditEntry
from tests.factories import NOW, make_registration, make_workshop
from tests.factories_day import EIGHT, LATE, event_of, make_door, make_organiser, make_scan
from workshops.actions.attendance import (
    accept_scan,
    clear_excuse,
    close_slot,
    correct,
    excuse,
    open_slot,
    reject_scan,
    sign_off_slot,
    tick_guest,
    undo,
)
from workshops.actions.checkin import receive
from workshops.models import Attendance, AttendanceSlot, CheckIn, Guest, Registration, SlotState
from workshops.rules.states import SLOT, STAGE, TABLES, WORKSHOP, refusals

pytestmark = pytest.mark.django_db


@pytest.fixture
def budi():
    return make_registration()


@pytest.fixture
def clerk(budi):
    return make_organiser(budi.workshop)


@pytest.fixture
def pagi(budi):
    return AttendanceSlot.objects.get(stage__workshop=budi.workshop, kind="pagi")


def scan(registration, *items, at=EIGHT):
    _device, token = make_door(registration.workshop)
    items = items or (make_scan(registration),)
    return receive(token=token, items=items, at=at).answers


def state_of(registration, slot):
    found = Attendance.objects.get(registration=registration, slot=slot)
    return found.status, found.arrived_at, found.excuse


def codes(caught):
    return [reason.code for reason in caught.value.reasons]


def test_an_excuse_stands_until_somebody_arrives_and_again_when_that_is_undone(budi, clerk, pagi):
    excuse(registration=budi, slot=pagi, status="sakit", note="Surat dokter", by=clerk, at=NOW)
    excused = state_of(budi, pagi)
    scan(budi)
    arrived = state_of(budi, pagi)
    undo(registration=budi, slot=pagi, reason="Salah orang", by=clerk, at=NOW)

    assert excused == ("sakit", None, "sakit")
    assert arrived == ("present", EIGHT, "sakit")
    assert state_of(budi, pagi) == ("sakit", None, "sakit")


def test_an_excuse_is_one_of_four_words(budi, clerk, pagi):
    with pytest.raises(Refused) as caught:
        excuse(registration=budi, slot=pagi, status="present", by=clerk, at=NOW)

    assert codes(caught) == ["excuse-unknown"]


def test_an_excuse_may_be_taken_away_with_a_reason(budi, clerk, pagi):
    excuse(registration=budi, slot=pagi, status="izin", by=clerk, at=NOW)

    clear_excuse(registration=budi, slot=pagi, reason="Salah baris", by=clerk, at=NOW)

    assert state_of(budi, pagi) == ("absent", None, "")
    with pytest.raises(Refused) as caught:
        clear_excuse(registration=budi, slot=pagi, reason="Lagi", by=clerk, at=NOW)
    assert codes(caught) == ["not-excused"]


def test_a_correction_is_an_event_that_says_who_when_and_why(budi, clerk, pagi):
    correct(registration=budi, slot=pagi, arrived_at=LATE, reason="Daftar kertas", by=clerk, at=NOW)

    event = CheckIn.objects.get()
    assert (event.source, event.by, event.reason, event.device) == (
        "paper",
        clerk,
        "Daftar kertas",
        None,
    )
    assert state_of(budi, pagi)[:2] == ("late", LATE)
    assert AuditEntry.objects.filter(verb="workshops.attendance.corrected", by=clerk).count() == 1


@pytest.mark.parametrize(
    ("arrived_at", "reason", "code"),
    [
        (EIGHT, " ", "reason-required"),
        (EIGHT + timedelta(hours=9), "x", "arrival-outside-slot"),
        (LATE, "x", "here-already"),
    ],
)
def test_corrections_that_are_refused(budi, clerk, pagi, arrived_at, reason, code):
    scan(budi)

    with pytest.raises(Refused) as caught:
        correct(
            registration=budi, slot=pagi, arrived_at=arrived_at, reason=reason, by=clerk, at=NOW
        )

    assert codes(caught) == [code]


def test_undoing_takes_back_every_scan_of_every_device(budi, clerk, pagi):
    scan(budi)
    scan(budi, at=LATE)

    undo(registration=budi, slot=pagi, reason="Bukan orangnya", by=clerk, at=NOW)

    assert state_of(budi, pagi) == ("absent", None, "")
    with pytest.raises(Refused) as caught:
        undo(registration=budi, slot=pagi, reason="Lagi", by=clerk, at=NOW)
    assert codes(caught) == ["not-here"]
    assert [a.verdict for a in scan(budi)] == ["present"]


def test_somebody_of_another_bimtek_is_refused(budi, clerk, pagi):
    stranger = make_registration(make_workshop())

    with pytest.raises(Refused) as caught:
        excuse(registration=stranger, slot=pagi, status="izin", by=clerk, at=NOW)

    assert codes(caught) == ["not-registered-here"]


def test_an_unknown_code_is_taken_when_its_owner_is_known_by_then(budi, clerk, pagi):
    late = make_registration(budi.workshop)
    Registration.objects.filter(pk=late.pk).update(code_lookup="x" * 64)
    item = make_scan(late)
    scan(budi, item)
    Registration.objects.filter(pk=late.pk).update(code_lookup=late.code_lookup)

    accept_scan(event=event_of(item), by=clerk, at=NOW)

    assert state_of(late, pagi)[:2] == ("present", EIGHT)
    settled = event_of(item)
    assert (settled.outcome, settled.reviewed_by) == ("needs_review", clerk)
    with pytest.raises(Refused) as caught:
        accept_scan(event=settled, by=clerk, at=NOW)
    assert codes(caught) == ["review-settled"]


def test_a_doubtful_scan_asks_for_what_it_does_not_tell(budi, clerk, pagi):
    stranger, early = make_scan(make_registration()), make_scan(budi, slot="lain")
    stranger["raw"] = stranger["raw"][::-1]
    scan(budi, early, make_scan(budi, slot="lain"))

    with pytest.raises(Refused) as caught:
        accept_scan(event=event_of(early), by=clerk, at=NOW)
    accept_scan(event=event_of(early), slot=pagi, by=clerk, at=NOW)

    assert codes(caught) == ["review-needs-slot"]
    assert state_of(budi, pagi)[0] == "present"


def test_a_doubtful_scan_is_set_aside_with_a_reason(budi, clerk, pagi):
    Registration.objects.filter(pk=budi.pk).update(state="withdrawn")
    item = make_scan(budi)
    scan(budi, item)

    with pytest.raises(Refused) as caught:
        reject_scan(event=event_of(item), reason="", by=clerk, at=NOW)
    reject_scan(event=event_of(item), reason="Sudah digantikan", by=clerk, at=NOW)

    assert codes(caught) == ["reason-required"]
    assert not CheckIn.objects.needing_review().exists()
    assert not Attendance.objects.exists()


def test_a_slot_is_signed_off_when_nothing_waits_and_then_stands(budi, clerk, pagi):
    Registration.objects.filter(pk=budi.pk).update(state="withdrawn")
    item = make_scan(budi)
    scan(budi, item)
    close_slot(slot=pagi, by=clerk, at=NOW)

    with pytest.raises(Refused) as waiting:
        sign_off_slot(slot=pagi, by=clerk, at=NOW)
    reject_scan(event=event_of(item), reason="Sudah digantikan", by=clerk, at=NOW)
    signed = sign_off_slot(slot=pagi, by=clerk, at=NOW)

    assert codes(waiting) == ["slot-has-reviews"]
    assert (signed.state, signed.signed_off_by) == (SlotState.SIGNED_OFF, clerk)
    for act in (
        lambda: excuse(registration=budi, slot=pagi, status="izin", by=clerk, at=NOW),
        lambda: open_slot(slot=pagi, by=clerk, at=NOW),
    ):
        with pytest.raises(Refused):
            act()


def test_a_scan_after_signing_off_is_a_supplement_when_accepted(budi, clerk, pagi):
    close_slot(slot=pagi, by=clerk, at=NOW)
    sign_off_slot(slot=pagi, by=clerk, at=NOW)
    item = make_scan(budi)

    (answer,) = scan(budi, item)
    accept_scan(event=event_of(item), by=clerk, at=NOW)

    assert (answer.verdict, answer.outcome) == ("signed_off", "needs_review")
    assert state_of(budi, pagi)[0] == "present"


def test_a_guest_is_ticked_and_unticked(budi, clerk, pagi):
    bupati = Guest.objects.create(workshop=budi.workshop, name="Bupati", position="Bupati")

    tick_guest(guest=bupati, slot=pagi, here=True, by=clerk, at=NOW)
    ticked = list(bupati.ticked_slots.all())
    tick_guest(guest=bupati, slot=pagi, here=False, by=clerk, at=NOW)

    assert ticked == [pagi]
    assert not bupati.ticked_slots.exists()


@pytest.mark.parametrize("what", ["slot", "stage", "workshop"])
def test_every_move_not_in_the_table_is_refused_by_name(what):
    moves, labels = TABLES[what]

    for state in labels:
        for target in labels:
            found = refusals(what, state, target)
            assert (found == []) == (target in moves[state])
            if found:
                assert found[0].code == f"{what}-not-movable"
                assert str(labels(target).label).lower() in str(found[0])
    assert set(moves) == set(labels)


def test_the_last_word_of_each_table():
    assert SLOT[SlotState.SIGNED_OFF] == {}
    assert set(WORKSHOP["closed"]) == {"running"}
    assert set(STAGE["held"]) == {"running"}
