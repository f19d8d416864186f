"""Many at once: one attendance, no double, no failure. On SQLite and PostgreSQL alike."""

import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection

from participants.errors import Refused
from tests.factories import make_registration
from tests.factories_day import EIGHT, make_door, make_organiser, make_scan, make_undo
from workshops.actions.attendance import close_slot, sign_off_slot
from workshops.actions.checkin import receive
from workshops.actions.checkin.receive import serve
from workshops.actions.closing import close_workshop
from workshops.models import Attendance, AttendanceSlot, CheckIn, Entitlement

pytestmark = pytest.mark.django_db(transaction=True)
CROWD = 32


@pytest.fixture(autouse=True, params=["together", "apart"])
def _way(request, monkeypatch):
    """Threads of one process, whose scans go together; and as if each were a process of its own."""
    if request.param == "apart":
        monkeypatch.setattr(sys.modules[serve.__module__], "QUEUE", Apart())


class Apart:
    def through(self, call):
        return serve([call])[0]


def all_at_once(acts):
    """Every act in a thread of its own, started together; what each gave, in order."""
    gate = Barrier(len(acts))

    def run(act):
        try:
            gate.wait(timeout=30)
            return act()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return [done.result() for done in [pool.submit(run, act) for act in acts]]


def test_one_scan_sent_by_many_threads_is_one_event():
    registration = make_registration()
    _device, token = make_door(registration.workshop)
    item = make_scan(registration)

    receipts = all_at_once([lambda: receive(token=token, items=[item], at=EIGHT)] * CROWD)

    assert {receipt.answers for receipt in receipts} == {receipts[0].answers}
    assert CheckIn.objects.count() == 1
    assert Attendance.objects.get().nonce == item["nonce"]


def test_one_person_scanned_by_two_devices_many_times_is_present_once():
    registration = make_registration()
    tokens = [make_door(registration.workshop)[1] for _ in range(2)]
    items = [make_scan(registration) for _ in range(CROWD)]

    receipts = all_at_once(
        [
            lambda item=item, token=tokens[number % 2], late=number: receive(
                token=token, items=[item], at=EIGHT + timedelta(seconds=late)
            )
            for number, item in enumerate(items)
        ]
    )

    # Whoever was stored first was told so, and nobody else.
    verdicts = sorted(receipt.answers[0].verdict for receipt in receipts)
    assert verdicts == ["already"] * (CROWD - 1) + ["present"]
    assert CheckIn.objects.count() == CROWD
    attendance = Attendance.objects.get()
    assert (attendance.status, attendance.arrived_at) == ("present", EIGHT)
    assert attendance.nonce == items[0]["nonce"]


def test_scans_and_undos_at_once_add_up():
    registration = make_registration()
    _device, token = make_door(registration.workshop)
    items = [make_scan(registration) for _ in range(CROWD // 2)]
    receive(token=token, items=items, at=EIGHT)
    last = make_scan(registration)
    batches = [[make_undo(item["nonce"])] for item in items] + [[last]]

    all_at_once(
        [lambda batch=batch: receive(token=token, items=batch, at=EIGHT) for batch in batches]
    )

    assert Attendance.objects.get().nonce == last["nonce"]


def test_batches_of_the_same_people_in_any_order_never_deadlock():
    first = make_registration()
    people = [first] + [make_registration(first.workshop) for _ in range(7)]
    tokens = [make_door(first.workshop)[1] for _ in range(2)]

    def batch(number):
        turned = people[number % 8 :] + people[: number % 8]
        items = [make_scan(person) for person in (turned if number % 2 else turned[::-1])]
        return lambda: receive(token=tokens[number % 2], items=items, at=EIGHT)

    receipts = all_at_once([batch(number) for number in range(16)])

    assert all(receipt is not None for receipt in receipts)
    assert Attendance.objects.filter(status="present").count() == 8
    assert CheckIn.objects.count() == 16 * 8


def test_what_closing_freezes_is_what_the_door_accepted():
    first = make_registration()
    workshop = first.workshop
    people = [first] + [make_registration(workshop) for _ in range(11)]
    _device, token = make_door(workshop)
    clerk = make_organiser(workshop)
    pagi = AttendanceSlot.objects.get(stage__workshop=workshop, kind="pagi")

    def scan(person):
        return lambda: receive(token=token, items=[make_scan(person)], at=EIGHT)

    def close():
        return close_workshop(workshop=workshop, by=clerk, at=EIGHT + timedelta(days=1))

    all_at_once([*[scan(person) for person in people[:6]], close, *map(scan, people[6:])])

    accepted = CheckIn.objects.filter(slot=pagi, outcome="accepted").count()
    frozen = sum(
        any(slot["status"] == "present" for slot in entitlement.facts["slots"])
        for entitlement in Entitlement.objects.all()
    )
    assert accepted == frozen == Attendance.objects.filter(status="present").count()
    assert CheckIn.objects.count() == 12


def test_a_slot_is_signed_off_once():
    registration = make_registration()
    clerk = make_organiser(registration.workshop)
    pagi = AttendanceSlot.objects.get(stage__workshop=registration.workshop, kind="pagi")
    close_slot(slot=pagi, by=clerk, at=EIGHT)

    def sign():
        try:
            sign_off_slot(slot=pagi, by=clerk, at=EIGHT)
        except Refused:
            return 0
        return 1

    assert sum(all_at_once([sign] * 8)) == 1
