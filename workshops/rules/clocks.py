"""When a scan was made, from the clocks that tell of it, and how far that may be off.

A phone's wall clock may be an hour wrong, or be put right in the middle of a shift. Its monotonic
clock cannot jump, but stands still while the phone sleeps. The server's clock is right, and hears
of the scan too late. (anchors-events.md §5.2: the three clocks.)
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

# A scan that reaches the server this soon was made online, so the server's clock is the better one.
ONLINE_WITHIN = timedelta(seconds=90)
# A wall clock alone that says longer ago than this is wrong, rather than its outbox old.
OLDEST_BY_WALL = timedelta(hours=36)
# The server's own moment plus what passed since is believed for as long as an outbox may lie about.
OLDEST_BY_CONTACT = timedelta(days=60)
AGREE = timedelta(seconds=2)
DRIFT = 10_000  # a quartz clock loses less than one part in so many
AT_LEAST = 1_000  # ms: an answer's way through the network


@dataclass(frozen=True)
class Clocks:
    """What a device tells of the time. ``device_at``: its wall clock at the scan. ``contact_at`` and
    ``mono_ms``: the server's moment in its last answer, and the milliseconds since by the monotonic
    clock. ``skew_ms``: server minus wall clock as last measured, perhaps before a reload."""

    device_at: datetime | None = None
    contact_at: datetime | None = None
    mono_ms: int | None = None
    skew_ms: int | None = None


@dataclass(frozen=True)
class Effective:
    """``at``: the best estimate, never after the server heard of it. ``doubt_ms``: how far it may be
    off; None when nothing but an unchecked wall clock, or nothing at all, tells."""

    at: datetime
    doubt_ms: int | None


def effective(clocks: Clocks, received_at: datetime) -> Effective:
    """When the scan was made.

    1. The monotonic clock since the last contact is a lower bound: the phone may have slept.
    2. The wall clock, corrected by its last known error, is believed where it lies between that
       bound and the server's arrival; how far the two are apart is the doubt.
    3. What comes within ``ONLINE_WITHIN`` was sent at once: the server's clock.
    """
    best, doubt = _best(clocks, received_at)
    if best is None or received_at - best <= ONLINE_WITHIN:
        return Effective(received_at, None if best is None else AT_LEAST)
    return Effective(best, doubt)


def _best(clocks: Clocks, received_at: datetime) -> tuple[datetime | None, int | None]:
    counted = _by_contact(clocks, received_at)
    wall = _by_wall(clocks, received_at)
    if counted is None:
        known = clocks.skew_ms is not None
        return wall, 5 * AT_LEAST if wall is not None and known else None
    drift = AT_LEAST + (clocks.mono_ms or 0) // DRIFT
    if wall is None or wall - counted <= AGREE:  # none, the same, or put back meanwhile
        return counted, drift
    return wall, (wall - counted) // timedelta(milliseconds=1)


def _by_contact(clocks: Clocks, received_at: datetime) -> datetime | None:
    if clocks.contact_at is None or clocks.mono_ms is None:
        return None
    if not timedelta(0) <= received_at - clocks.contact_at <= OLDEST_BY_CONTACT:
        return None
    counted = clocks.contact_at + timedelta(milliseconds=clocks.mono_ms)
    return min(counted, received_at)


def _by_wall(clocks: Clocks, received_at: datetime) -> datetime | None:
    if clocks.device_at is None:
        return None
    try:
        wall = clocks.device_at + timedelta(milliseconds=clocks.skew_ms or 0)
    except OverflowError:
        return None
    return wall if timedelta(0) <= received_at - wall <= OLDEST_BY_WALL else None
