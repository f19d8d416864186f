"""Scans that come while the database is busy go together: nobody forgotten, nobody told another's answer."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Event

import pytest

from tests.factories import make_registration
from tests.factories_day import EIGHT, make_door, make_scan, make_undo
from workshops.actions.checkin import device_lookup, receive
from workshops.actions.checkin.queue import Queue
from workshops.actions.checkin.receive import Call, _read, serve
from workshops.actions.device import revoke_device
from workshops.models import Attendance, AttendanceSlot, CheckIn

BROKEN = "broken"


class Counter:
    """A counter that is busy with its first customer until it is let go."""

    def __init__(self):
        self.groups = []
        self.begun, self.go_on = Event(), Event()

    def serve(self, calls):
        self.groups.append(list(calls))
        if len(self.groups) == 1:
            self.begun.set()
            assert self.go_on.wait(10)
        if BROKEN in calls:
            raise ValueError(BROKEN)
        return [call.upper() for call in calls]


def come(counter, first, *others):
    """What each is told: the first while nobody is there, the others while the first is served."""
    queue = Queue(counter.serve)

    def told(call):
        try:
            return queue.through(call)
        except (ValueError, SystemExit) as fault:
            return fault

    with ThreadPoolExecutor(1 + len(others)) as pool:
        waiting = [pool.submit(told, first)]
        assert counter.begun.wait(10)
        waiting += [pool.submit(told, call) for call in others]
        while len(queue._waiting) < len(others):
            pass
        counter.go_on.set()
        return [one.result(timeout=10) for one in waiting]


def test_who_waits_while_another_is_served_goes_together():
    counter = Counter()

    assert come(counter, "a", "b", "c", "d") == ["A", "B", "C", "D"]
    assert [sorted(group) for group in counter.groups] == [["a"], ["b", "c", "d"]]


def test_a_fault_is_told_to_whom_it_belongs_alone():
    counter = Counter()

    told = come(counter, "a", "b", BROKEN, "d")

    assert told[0:2] + told[3:] == ["A", "B", "D"]
    assert isinstance(told[2], ValueError)


def test_nobody_waits_for_a_thread_that_ended():
    class Dying(Counter):
        def serve(self, calls):
            if len(calls) > 1:
                raise SystemExit
            return super().serve(calls)

    told = come(Dying(), "a", "b", "c")

    assert told[0] == "A"
    assert sorted(str(one) for one in told[1:]) in (["", "C"], ["", "B"])


def test_a_thousand_calls_of_eight_at_a_time_are_each_told_their_own_answer():
    queue = Queue(lambda calls: [call * 2 for call in calls])

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(queue.through, range(1_000))) == list(range(0, 2_000, 2))
    assert not queue._waiting
    assert not queue._busy


@pytest.fixture
def hall():
    first = make_registration()
    return first, make_door(first.workshop), make_door(first.workshop, "HP Budi")


def together(*sent):
    """The receipts of (token, items) that go to the database at once."""
    return serve(
        [Call(device_lookup(token), EIGHT, items, _read(items, EIGHT)) for token, items in sent]
    )


def verdicts(receipts):
    return [[answer.verdict for answer in receipt.answers] for receipt in receipts]


@pytest.mark.django_db
class TestSeveralDevices:
    def test_of_two_that_scan_one_person_the_first_is_told_present(self, hall):
        person, (_a, one), (_b, two) = hall

        receipts = together((one, [make_scan(person)]), (two, [make_scan(person)]))

        assert verdicts(receipts) == [["present"], ["already"]]
        assert [receipt.arrived for receipt in receipts] == [1, 0]
        assert Attendance.objects.get().status == "present"
        assert {event.device.name for event in CheckIn.objects.all()} == {"HP Sari", "HP Budi"}

    def test_another_devices_nonce_is_no_answer_for_this_one(self, hall):
        person, (_a, one), (_b, two) = hall
        scan = make_scan(person)

        assert verdicts(together((one, [scan]), (two, [scan]))) == [["present"], ["malformed"]]
        assert CheckIn.objects.count() == 1

    def test_nobody_takes_back_what_another_device_scans_in_the_same_moment(self, hall):
        person, (_a, one), (_b, two) = hall
        scan = make_scan(person)
        undo = make_undo(scan["nonce"])

        receipts = together((one, [scan]), (two, [undo]))
        assert receipts[1].answers[0].outcome == "rejected"
        assert Attendance.objects.get().status == "present"

        before = together(
            (two, [make_undo("0" * 26)]), (one, [make_scan(person) | {"nonce": "0" * 26}])
        )
        assert before[1].answers[0].verdict == "already"

    def test_of_different_bimtek_each_has_its_own_slots_and_people(self, hall):
        person, (_a, one), _two = hall
        elsewhere = make_registration()
        _c, three = make_door(elsewhere.workshop)

        receipts = together(
            (one, [make_scan(person), make_scan(elsewhere)]),
            (three, [make_scan(elsewhere)]),
        )

        assert verdicts(receipts) == [["present", "wrong_workshop"], ["present"]]

    def test_a_revoked_device_is_told_nothing_while_the_others_are_kept(self, hall):
        person, (device, one), (_b, two) = hall
        receive(token=one, items=[make_scan(make_registration(person.workshop))], at=EIGHT)
        revoke_device(device=device, by=device.user, at=EIGHT)

        receipts = together((one, [make_scan(person)]), (two, [make_scan(person)]))

        assert receipts[0] is None
        assert verdicts(receipts[1:]) == [["present"]]


@pytest.mark.django_db
class TestADoorInMind:
    """A process remembers its doors, and decides by none that has changed."""

    def test_a_slot_that_moved_is_seen_by_the_next_scan(self, hall):
        person, (_a, one), _two = hall
        late = make_registration(person.workshop)
        receive(token=one, items=[make_scan(person)], at=EIGHT)
        AttendanceSlot.objects.update(late_after=EIGHT - timedelta(minutes=1))

        receipt = receive(token=one, items=[make_scan(late)], at=EIGHT)

        assert receipt.answers[0].verdict == "late"

    def test_a_slot_that_is_gone_takes_nobody(self, hall):
        person, (_a, one), _two = hall
        late = make_registration(person.workshop)
        receive(token=one, items=[make_scan(person)], at=EIGHT)
        AttendanceSlot.objects.update(
            opens_at=EIGHT + timedelta(days=1),
            late_after=EIGHT + timedelta(days=1),
            closes_at=EIGHT + timedelta(days=2),
        )

        assert receive(token=one, items=[make_scan(late)], at=EIGHT).answers[0].verdict == "no_slot"

    def test_a_replay_of_a_revoked_device_is_told_nothing(self, hall):
        person, (device, one), _two = hall
        scan = make_scan(person)
        receive(token=one, items=[scan], at=EIGHT)
        assert receive(token=one, items=[scan], at=EIGHT).answers[0].verdict == "present"
        revoke_device(device=device, by=device.user, at=EIGHT)

        assert receive(token=one, items=[scan], at=EIGHT) is None
