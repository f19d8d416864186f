"""Attendance is a set of events: any order, any repetition, any annulment, the same attendance."""

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.factories import make_registration
from tests.factories_day import EIGHT, make_door, make_scan, make_undo
from workshops.actions.checkin import receive
from workshops.models import Attendance, AttendanceSlot, CheckIn
from workshops.rules.attendance import Event, attendance_of
from workshops.tokens import ALPHABET

NONCES = [letter * 26 for letter in ALPHABET[10:14]]
UNDOS = [letter * 26 for letter in ALPHABET[20:24]]

arrivals = st.tuples(
    st.just("arrive"),
    st.sampled_from(NONCES),
    st.integers(0, 1),  # which device
    st.sampled_from([0, 5, 100, 100, 160]),  # minutes after 08.30: late from 09.00
)
annulments = st.tuples(
    st.just("annul"), st.sampled_from(UNDOS), st.integers(0, 1), st.sampled_from(NONCES)
)


def events_of(registration, slot):
    rows = CheckIn.objects.filter(registration=registration, slot=slot) | CheckIn.objects.filter(
        kind="annul"
    )
    return [
        Event(row.nonce, row.kind, row.outcome, row.device_id, row.arrived_at, row.annuls)
        for row in rows.distinct()
    ]


def as_items(script, registration):
    for kind, nonce, device, what in script:
        if kind == "annul":
            yield device, make_undo(what, nonce=nonce)
        else:
            made_at = EIGHT + timedelta(minutes=what)
            yield device, make_scan(registration, nonce=nonce, device_at=made_at.isoformat())


@pytest.fixture
def hall(transactional_db):
    registration = make_registration()
    doors = [make_door(registration.workshop), make_door(registration.workshop)]
    slot = AttendanceSlot.objects.get(stage__workshop=registration.workshop, kind="pagi")
    return registration, doors, slot


def play(script, hall, size):
    """Sends the script in batches of one device each; gives the attendance it adds up to."""
    registration, doors, slot = hall
    at = EIGHT + timedelta(hours=8)
    line = list(as_items(script, registration))
    while line:
        device = line[0][0]
        batch = []
        while line and line[0][0] == device and len(batch) < size:
            batch.append(line.pop(0)[1])
        receive(token=doors[device][1], items=batch, at=at)
    kept = Attendance.objects.filter(registration=registration, slot=slot).first()
    return (kept.status, kept.arrived_at, kept.nonce) if kept else ("absent", None, "")


def forget(hall):
    Attendance.objects.all().delete()
    CheckIn.objects.all().delete()


def test_the_projection_is_what_the_rule_computes(hall):
    registration, _doors, slot = hall

    @given(st.lists(arrivals | annulments, max_size=8), st.sampled_from([1, 3]))
    @settings(max_examples=60)
    def holds(script, size):
        forget(hall)
        projected = play(script, hall, size)
        computed = attendance_of(events_of(registration, slot), "", late_after=slot.late_after)
        assert projected == computed

    holds()


def test_order_and_repetition_do_not_matter(hall):
    # One nonce is one scan of one device: what differs between two sendings is only when they come.
    scans = st.tuples(*[st.tuples(st.integers(0, 1), st.sampled_from([0, 5, 100])) for _ in NONCES])
    undone = st.sets(st.sampled_from(range(len(NONCES))))

    @given(scans, undone, st.randoms(use_true_random=False), st.sampled_from([1, 4]))
    @settings(max_examples=40)
    def holds(scans, undone, random, size):
        script = [
            ("arrive", nonce, device, minutes)
            for nonce, (device, minutes) in zip(NONCES, scans, strict=True)
        ]
        script += [("annul", UNDOS[i], scans[i][0], NONCES[i]) for i in sorted(undone)]
        forget(hall)
        first = play(script, hall, size)

        shuffled = script + random.choices(script, k=3)
        random.shuffle(shuffled)
        forget(hall)

        assert play(shuffled, hall, 1) == first

    holds()
