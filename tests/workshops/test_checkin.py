"""Scans in, verdicts and attendance out."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import make_registration, make_stage, make_system, make_workshop
from tests.factories_day import EIGHT, LATE, event_of, make_door, make_scan, make_undo
from workshops.actions.checkin import counts_of, receive
from workshops.models import (
    AssignmentLetter,
    Attendance,
    AttendanceSlot,
    CheckIn,
    Registration,
    Workshop,
)
from workshops.tokens import new_check_in_code

pytestmark = pytest.mark.django_db


@pytest.fixture
def budi() -> Registration:
    return make_registration(printed_name="Budi Santoso")


@pytest.fixture
def door(budi):
    return make_door(budi.workshop)


def scan(door, *items, at=EIGHT):
    return receive(token=door[1], items=items, at=at).answers


def slot_of(registration, kind="pagi"):
    return AttendanceSlot.objects.get(stage__workshop=registration.workshop, kind=kind)


def attendance(registration):
    return list(
        Attendance.objects.filter(registration=registration).values_list(
            "slot__kind", "status", "arrived_at", "nonce"
        )
    )


def test_a_code_at_eight_is_present_for_the_morning(budi, door):
    item = make_scan(budi)

    (answer,) = scan(door, item)

    assert (answer.verdict, answer.outcome, answer.level) == ("present", "accepted", "green")
    assert (answer.name, answer.unit, answer.letter) == ("Budi Santoso", budi.unit.name, "none")
    assert (answer.slot, answer.arrived_at) == (slot_of(budi).public_id, EIGHT)
    assert attendance(budi) == [("pagi", "present", EIGHT, item["nonce"])]
    event = event_of(item)
    assert (event.device, event.by, event.received_at) == (door[0], door[0].user, EIGHT)


def test_after_late_after_somebody_is_late(budi, door):
    (answer,) = scan(door, make_scan(budi), at=LATE)

    assert (answer.verdict, answer.level) == ("late", "amber")
    assert [row[1] for row in attendance(budi)] == ["late"]


def test_a_name_tapped_in_the_roster_is_as_good_as_a_code(budi, door):
    (answer,) = scan(door, make_scan(ref=budi.public_id, source="name"))

    assert answer.verdict == "present"


def test_the_second_scan_is_calm_and_says_since_when(budi, door):
    scan(door, make_scan(budi))

    (answer,) = scan(door, make_scan(budi), at=LATE)

    assert (answer.verdict, answer.level, answer.arrived_at) == ("already", "green", EIGHT)
    assert [row[1:3] for row in attendance(budi)] == [("present", EIGHT)]


def test_a_replay_is_answered_alike_and_creates_nothing(budi, door):
    item = make_scan(budi)
    first = scan(door, item)

    again = scan(door, item, at=LATE)

    assert again == first
    assert CheckIn.objects.count() == 1


def test_a_nonce_sent_again_for_somebody_else_tells_and_changes_nothing(budi, door):
    item = make_scan(budi)
    scan(door, item)
    other = make_registration(budi.workshop)
    other_door = make_door(budi.workshop)

    answers = [
        *scan(door, make_scan(other, nonce=item["nonce"])),
        *scan(other_door, item),
        *scan(other_door, make_scan(other, nonce=item["nonce"])),
    ]

    assert {(a.verdict, a.outcome, a.name, a.arrived_at) for a in answers} == {
        ("malformed", "rejected", None, None)
    }
    assert CheckIn.objects.count() == 1
    assert attendance(other) == []


def test_one_nonce_twice_in_a_batch_is_one_scan(budi, door):
    item = make_scan(budi)
    other = make_registration(budi.workshop)

    first, again, misused = scan(door, item, item, make_scan(other, nonce=item["nonce"]))

    assert again == first
    assert (misused.verdict, misused.name) == ("malformed", None)
    assert CheckIn.objects.count() == 1


def test_an_unknown_code_is_kept_as_its_hash_alone(budi, door):
    code = new_check_in_code()

    (answer,) = scan(door, make_scan(raw=code))

    assert (answer.verdict, answer.outcome, answer.name) == ("unknown", "needs_review", None)
    event = CheckIn.objects.get()
    assert (event.registration, len(event.code_lookup)) == (None, 64)
    assert code not in str(CheckIn.objects.values())


@pytest.mark.parametrize(
    "broken",
    [
        {"raw": "bukan kode"},
        {"raw": "A" * 26},
        {"raw": None},
        {"raw": 7},
        {"raw": "x" * 10_000},
        {"kind": "leave"},
        {"kind": None},
        {"kind": "annul", "annuls": "", "reason": "x"},
        {"kind": "annul", "annuls": "0" * 26, "reason": "  "},
        {"ref": "../../etc", "raw": "\x00"},
    ],
)
def test_what_is_no_code_is_rejected_and_still_numbered(budi, door, broken):
    item = make_scan(**broken)

    (answer,) = scan(door, item)

    assert (answer.verdict, answer.outcome, answer.level) == ("malformed", "rejected", "red")
    assert event_of(item).verdict == "malformed"


@pytest.mark.parametrize("item", [None, 5, [], {}, {"nonce": "short"}, {"nonce": "u" * 26}])
def test_an_item_without_a_nonce_is_answered_and_spoils_nothing(budi, door, item):
    broken, good = scan(door, item, make_scan(budi))

    assert (broken.verdict, good.verdict) == ("malformed", "present")
    assert CheckIn.objects.count() == 1


def test_odd_figures_and_dates_are_dropped_not_the_scan(budi, door):
    item = make_scan(
        budi, seq=-1, chain="Z", device_at="99999-01-01T00:00:00Z", mono_ms=10**30, slot=None
    )

    (answer,) = scan(door, item)

    event = event_of(item)
    assert answer.verdict == "present"
    assert (event.seq, event.chain, event.device_at, event.mono_ms) == (None, "", None, None)


def test_somebody_of_another_bimtek_is_sent_away_without_a_name(budi, door):
    stranger = make_registration()

    by_code, by_ref = scan(door, make_scan(stranger), make_scan(ref=stranger.public_id))

    assert (by_code.verdict, by_code.outcome, by_code.name) == ("wrong_workshop", "rejected", None)
    assert (by_ref.verdict, by_ref.outcome, by_ref.name) == ("unknown", "rejected", None)
    assert not CheckIn.objects.exclude(registration=None).exists()


def test_who_withdrew_is_kept_for_the_committee(budi, door):
    Registration.objects.filter(pk=budi.pk).update(state="withdrawn")

    (answer,) = scan(door, make_scan(budi))

    assert (answer.verdict, answer.outcome, answer.name) == (
        "withdrawn",
        "needs_review",
        "Budi Santoso",
    )
    assert attendance(budi) == []


def test_who_holds_no_seat_at_this_stage_is_not_expected(budi, door):
    later = make_stage(budi.workshop, order=2, day=EIGHT.date() + timedelta(days=7))
    budi.delegations.update(first_stage=later)

    (answer,) = scan(door, make_scan(budi))

    assert (answer.verdict, answer.outcome) == ("not_expected", "needs_review")


def test_who_stopped_at_the_stage_before_is_not_expected(budi, door):
    first = budi.workshop.stages.get()
    make_stage(budi.workshop, order=2, day=EIGHT.date() + timedelta(days=7))
    budi.delegations.update(last_stage=first)

    answers = [
        *scan(door, make_scan(budi)),
        *scan(door, make_scan(budi), at=EIGHT + timedelta(days=7)),
    ]

    assert [answer.verdict for answer in answers] == ["present", "not_expected"]


def test_speakers_are_expected_without_a_seat(budi, door):
    budi.delegations.all().delete()
    Registration.objects.filter(pk=budi.pk).update(kind="speaker")

    (answer,) = scan(door, make_scan(budi))

    assert answer.verdict == "present"


@pytest.mark.parametrize(
    ("state", "hour", "verdict"),
    [
        ("planned", 0, "present"),
        ("open", 0, "present"),
        ("closed", 0, "no_slot"),
        ("signed_off", 0, "signed_off"),
        ("open", 12, "no_slot"),
    ],
)
def test_the_slot_decides_by_state_and_clock(budi, door, state, hour, verdict):
    AttendanceSlot.objects.filter(kind="pagi").update(state=state)

    (answer,) = scan(door, make_scan(budi), at=EIGHT + timedelta(hours=hour))

    assert answer.verdict == verdict


def test_a_closed_bimtek_takes_no_scan_but_keeps_it(budi, door):
    Workshop.objects.update(state="closed", closed_at=EIGHT, closed_by=door[0].user)

    (answer,) = scan(door, make_scan(budi))

    assert (answer.verdict, answer.outcome) == ("signed_off", "needs_review")


def test_a_scan_kept_in_an_outbox_counts_from_when_it_was_made(budi, door):
    AttendanceSlot.objects.filter(kind="pagi").update(state="closed")
    item = make_scan(budi, device_at=EIGHT.isoformat())

    (answer,) = scan(door, item, at=EIGHT + timedelta(hours=8))

    assert (answer.verdict, answer.arrived_at) == ("present", EIGHT)


def test_a_slot_may_be_named_and_an_unknown_one_is_not_guessed(budi, door):
    siang = slot_of(budi, "siang")

    early, unknown = scan(
        door, make_scan(budi, slot=siang.public_id), make_scan(budi, slot="tidakada")
    )

    assert (early.verdict, unknown.verdict) == ("no_slot", "no_slot")


def test_an_undo_takes_the_scan_back_and_the_next_one_counts(budi, door):
    item = make_scan(budi)
    scan(door, item)

    (undone,) = scan(door, make_undo(item["nonce"]))
    after_undo = attendance(budi)
    (again,) = scan(door, make_scan(budi), at=LATE)

    assert (undone.verdict, undone.outcome, undone.name) == ("annulled", "accepted", "Budi Santoso")
    assert after_undo == [("pagi", "absent", None, "")]
    assert again.verdict == "late"


def test_an_undo_may_overtake_its_scan(budi, door):
    item = make_scan(budi)

    scan(door, make_undo(item["nonce"]))
    (answer,) = scan(door, item)

    assert answer.verdict == "annulled"
    assert attendance(budi) == [("pagi", "absent", None, "")]


def test_scan_undo_and_scan_in_one_batch(budi, door):
    first, second = make_scan(budi), make_scan(budi)

    answers = scan(door, first, make_undo(first["nonce"]), second)

    assert [answer.verdict for answer in answers] == ["present", "annulled", "present"]
    assert attendance(budi) == [("pagi", "present", EIGHT, second["nonce"])]


def test_a_device_takes_back_its_own_scans_alone(budi, door):
    item = make_scan(budi)
    scan(door, item)

    (answer,) = scan(make_door(budi.workshop), make_undo(item["nonce"]))

    assert (answer.outcome, answer.name) == ("rejected", None)
    assert [row[1] for row in attendance(budi)] == ["present"]


def test_a_revoked_or_unknown_device_gets_nothing(budi, door):
    door[0].revoked_at, door[0].revoked_by = EIGHT, door[0].user
    door[0].save()

    assert receive(token=door[1], items=[make_scan(budi)], at=EIGHT) is None
    assert receive(token="", items=[make_scan(budi)], at=EIGHT) is None
    assert CheckIn.objects.count() == 0


def test_letters_for_this_stage_or_for_all_are_told(budi, door):
    letter = AssignmentLetter.objects.create(
        workshop=budi.workshop,
        unit=budi.unit,
        state="to_follow",
        handed_in_at=EIGHT,
        handed_in_by=make_system(),
    )
    letter.registrations.add(budi)

    (answer,) = scan(door, make_scan(budi))

    assert (answer.verdict, answer.letter) == ("present", "to_follow")


@pytest.mark.parametrize("people", [1, 3])
def test_a_batch_takes_as_many_statements_as_one_scan(door, budi, people):
    items = [make_scan(make_registration(budi.workshop)) for _ in range(people)]

    with CaptureQueriesContext(
        connection,
    ) as captured:
        receive(token=door[1], items=items, at=EIGHT)

    statements = [
        query["sql"]
        for query in captured.captured_queries
        if not query["sql"].startswith(("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT"))
    ]
    # Door, facts, events, attendance; PostgreSQL keeps the last two in one.
    assert len(statements) == {"sqlite": 4, "postgresql": 3}[connection.vendor]


def test_two_people_one_workshop_are_counted(budi, door):
    make_registration(budi.workshop)
    scan(door, make_scan(budi))

    receipt = receive(token=door[1], items=[make_scan(budi)], at=EIGHT)

    assert counts_of(receipt.current) == (1, 2)


def test_the_count_is_of_the_slot_that_takes_people_now(budi, door):
    scan(door, make_scan(budi))
    AttendanceSlot.objects.filter(kind="siang").update(opens_at=slot_of(budi).opens_at)
    AttendanceSlot.objects.filter(kind="pagi").update(state="closed")

    receipt = receive(token=door[1], items=[make_scan(budi)], at=EIGHT)

    assert receipt.current == slot_of(budi, "siang").pk
    assert (counts_of(receipt.current), receipt.arrived) == ((1, 1), 1)


def test_nobody_is_expected_twice_for_two_seats(budi, door):
    make_workshop()

    receipt = receive(token=door[1], items=[make_scan(budi)], at=EIGHT)

    assert (counts_of(receipt.current), receipt.arrived) == ((1, 1), 1)
