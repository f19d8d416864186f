"""When a scan was made, told by three clocks that disagree (workshops.rules.clocks)."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as some

from workshops.rules.clocks import AT_LEAST, OLDEST_BY_CONTACT, Clocks, effective

RECEIVED = datetime(2026, 11, 24, 4, 0, tzinfo=UTC)
MADE = RECEIVED - timedelta(hours=2)
CONTACT = MADE - timedelta(minutes=20)
SINCE_CONTACT = 20 * 60 * 1000


def told(**changes):
    """What a sound phone tells of a scan made two hours before it could be sent."""
    return Clocks(
        **{
            "device_at": MADE,
            "contact_at": CONTACT,
            "mono_ms": SINCE_CONTACT,
            "skew_ms": 0,
        }
        | changes
    )


def ms(**span):
    return timedelta(**span) // timedelta(milliseconds=1)


def test_a_sound_phone_is_believed_to_within_seconds():
    found = effective(told(), RECEIVED)
    assert found.at == MADE
    assert found.doubt_ms < 2 * AT_LEAST


def test_a_phone_that_is_47_minutes_off_is_put_right_by_its_last_contact():
    wrong = MADE - timedelta(minutes=47)
    assert effective(told(device_at=wrong, skew_ms=ms(minutes=47)), RECEIVED).at == MADE


def test_after_a_reload_its_known_error_still_puts_it_right():
    wrong = MADE + timedelta(minutes=47)
    found = effective(
        told(device_at=wrong, contact_at=None, mono_ms=None, skew_ms=-ms(minutes=47)), RECEIVED
    )
    assert found.at == MADE
    assert found.doubt_ms == 5 * AT_LEAST


def test_a_clock_put_back_during_the_shift_does_not_move_the_scan():
    assert effective(told(device_at=MADE - timedelta(hours=2)), RECEIVED).at == MADE


def test_a_clock_put_forward_beyond_the_arrival_does_not_move_the_scan():
    assert effective(told(device_at=MADE + timedelta(hours=3)), RECEIVED).at == MADE


def test_a_phone_that_slept_is_believed_by_its_wall_clock_and_the_doubt_is_said():
    found = effective(told(mono_ms=ms(minutes=5)), RECEIVED)
    assert found.at == MADE
    assert found.doubt_ms == ms(minutes=15)


def test_an_unchecked_wall_clock_is_used_and_called_unchecked():
    assert effective(Clocks(device_at=MADE), RECEIVED).at == MADE
    assert effective(Clocks(device_at=MADE), RECEIVED).doubt_ms is None


def test_an_unchecked_wall_clock_of_another_day_or_the_future_is_not_used():
    for wrong in (RECEIVED - timedelta(days=3), RECEIVED + timedelta(minutes=1)):
        assert effective(Clocks(device_at=wrong), RECEIVED).at == RECEIVED


def test_a_phone_found_weeks_later_still_tells_when_it_scanned():
    later = MADE + timedelta(days=21)
    assert effective(told(), later).at == MADE


def test_what_is_sent_at_once_bears_the_server_s_time():
    now = MADE + timedelta(seconds=40)
    assert effective(told(device_at=MADE + timedelta(hours=2)), now).at == now


moments = some.none() | some.datetimes(
    min_value=datetime(2000, 1, 1), max_value=datetime(2099, 12, 31), timezones=some.just(UTC)
)
spans = some.none() | some.integers(0, 10**12)


@given(
    some.builds(
        Clocks,
        device_at=moments,
        contact_at=moments,
        mono_ms=spans,
        skew_ms=some.none() | some.integers(-(10**12), 10**12),
    )
)
def test_whatever_the_clocks_say_the_moment_lies_before_the_arrival_and_not_too_far(clocks):
    found = effective(clocks, RECEIVED)
    assert RECEIVED - OLDEST_BY_CONTACT <= found.at <= RECEIVED
    assert found.doubt_ms is None or 0 <= found.doubt_ms <= OLDEST_BY_CONTACT // timedelta(
        milliseconds=1
    )
