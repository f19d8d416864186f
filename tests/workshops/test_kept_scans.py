"""Scans handed over as a file instead of sent: the same path, also for a device revoked meanwhile."""

from datetime import timedelta

import pytest

from tests.factories import make_registration
from tests.factories_day import EIGHT, event_of, make_door, make_organiser, make_scan
from workshops.actions.checkin import receive, receive_kept
from workshops.actions.device import make_device, revoke_device
from workshops.models import Attendance, AttendanceSlot, CheckIn, SlotState

pytestmark = pytest.mark.django_db
HOME = EIGHT + timedelta(hours=9)  # when the phone is back in the office


@pytest.fixture
def budi():
    return make_registration(printed_name="Budi Santoso")


@pytest.fixture
def door(budi):
    return make_door(budi.workshop)


def kept_scan(person, at=EIGHT):
    """As it stands in the file: the server was last heard of ten minutes before."""
    return make_scan(
        person,
        device_at=(at + timedelta(minutes=47)).isoformat(),
        contact_at=(at - timedelta(minutes=10)).isoformat(),
        mono_ms=600_000,
        skew_ms=-47 * 60_000,
    )


def test_a_file_counts_as_the_scans_in_it_at_the_moment_they_were_made(budi, door):
    item = kept_scan(budi)
    (answer,) = receive_kept(device=door[0], items=[item], at=HOME).answers

    event = event_of(item)
    assert (answer.verdict, event.arrived_at, event.received_at) == ("present", EIGHT, HOME)
    assert (event.contact_at, event.skew_ms) == (EIGHT - timedelta(minutes=10), -47 * 60_000)
    assert event.doubt_ms < 2_000


def test_the_same_file_twice_or_after_the_network_came_back_changes_nothing(budi, door):
    item = kept_scan(budi)
    sent = receive(token=door[1], items=[item], at=HOME).answers
    assert receive_kept(device=door[0], items=[item], at=HOME).answers == sent
    assert CheckIn.objects.count() == Attendance.objects.count() == 1


def test_a_revoked_device_s_earlier_scans_count_and_its_later_ones_are_looked_at(budi, door):
    late = make_registration(budi.workshop, printed_name="Citra")
    revoke_device(device=door[0], by=make_organiser(budi.workshop), at=EIGHT + timedelta(minutes=5))
    items = [kept_scan(budi), kept_scan(late, at=EIGHT + timedelta(minutes=6))]

    before, after = receive_kept(device=door[0], items=items, at=HOME).answers

    assert (before.verdict, before.outcome) == ("present", "accepted")
    assert (after.verdict, after.outcome) == ("revoked", "needs_review")
    assert receive(token=door[1], items=items, at=HOME) is None


def test_a_file_that_comes_after_sign_off_is_looked_at(budi, door):
    AttendanceSlot.objects.update(state=SlotState.SIGNED_OFF)
    (answer,) = receive_kept(device=door[0], items=[kept_scan(budi)], at=HOME).answers
    assert (answer.verdict, answer.outcome) == ("signed_off", "needs_review")


def test_a_device_that_no_phone_ever_was_has_no_file(budi):
    device, _code = make_device(
        workshop=budi.workshop, name="Laptop", by=make_organiser(budi.workshop), at=EIGHT
    )
    with pytest.raises(ValueError, match="never been activated"):
        receive_kept(device=device, items=[kept_scan(budi)], at=HOME)
