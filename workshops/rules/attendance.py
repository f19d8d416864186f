"""What a scan means, and what the scans of one person and slot add up to. Pure.

Attendance is the set of events, not admission (blueprint §4): ``attendance_of`` gives the same
answer for any order and any repetition. Its twin in SQL is ``actions/checkin/statements.py``; a
property test holds the two together.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from workshops.models import AttendanceStatus, CheckInKind, CheckInOutcome, SlotState

GREEN, AMBER, RED = "green", "amber", "red"

# Every verdict with the outcome that is kept and the colour the door shows.
VERDICTS: dict[str, tuple[str, str]] = {
    "present": (CheckInOutcome.ACCEPTED, GREEN),
    "already": (CheckInOutcome.ACCEPTED, GREEN),
    "late": (CheckInOutcome.ACCEPTED, AMBER),
    "annulled": (CheckInOutcome.ACCEPTED, AMBER),
    "withdrawn": (CheckInOutcome.NEEDS_REVIEW, AMBER),
    "not_expected": (CheckInOutcome.NEEDS_REVIEW, AMBER),
    "entry_held": (CheckInOutcome.NEEDS_REVIEW, AMBER),
    "no_slot": (CheckInOutcome.NEEDS_REVIEW, AMBER),
    "signed_off": (CheckInOutcome.NEEDS_REVIEW, AMBER),
    "unknown": (CheckInOutcome.NEEDS_REVIEW, AMBER),
    "revoked": (CheckInOutcome.NEEDS_REVIEW, AMBER),
    "wrong_workshop": (CheckInOutcome.REJECTED, RED),
    "malformed": (CheckInOutcome.REJECTED, RED),
}


@dataclass(frozen=True)
class Window:
    """A slot as the door sees it; moments are aware."""

    id: int
    public_id: str
    stage_order: int
    opens_at: datetime
    late_after: datetime
    closes_at: datetime
    state: str


@dataclass(frozen=True)
class ArrivalFacts:
    """All that decides about one arrival."""

    well_formed: bool
    known: bool
    same_workshop: bool
    live: bool
    expected: bool
    annulled: bool  # its annulment came first
    here_already: bool
    slot: Window | None
    workshop_closed: bool
    revoked: bool  # by a device whose token had been revoked by then
    arrived_at: datetime
    offline: bool  # made before it could be sent
    held: bool = False  # what entry to the stage asks is missing, and the stage blocks


def verdict_of(facts: ArrivalFacts) -> str:
    """The one word for an arrival; a key of ``VERDICTS``. The first that applies is said.

    A slot that is still planned counts as open inside its window: forgetting a button must not stop
    a door. A closed one takes what was scanned inside the window and only sent later.
    """
    if not facts.well_formed:
        return "malformed"
    if not facts.known:
        return "unknown"
    if not facts.same_workshop:
        return "wrong_workshop"
    if facts.annulled:
        return "annulled"
    if not facts.live:
        return "withdrawn"
    if facts.revoked:
        return "revoked"
    if facts.workshop_closed:
        return "signed_off"
    return _verdict_in(facts.slot, facts)


def _verdict_in(slot: Window | None, facts: ArrivalFacts) -> str:
    if slot is None:
        return "no_slot"
    if slot.state == SlotState.SIGNED_OFF:
        return "signed_off"
    inside = slot.opens_at <= facts.arrived_at <= slot.closes_at
    if not inside or (slot.state == SlotState.CLOSED and not facts.offline):
        return "no_slot"
    if not facts.expected:
        return "not_expected"
    if facts.here_already:
        return "already"
    if facts.held:
        return "entry_held"
    return "late" if facts.arrived_at > slot.late_after else "present"


def pick_slot(windows: Sequence[Window], named: str | None, at: datetime) -> Window | None:
    """The slot of a scan: the one it names, else by the clock, the first that still takes people.

    A named slot that is not among them is none: the scan is kept and looked at, not guessed about.
    """
    if named is not None:
        return next((window for window in windows if window.public_id == named), None)
    holding = [window for window in windows if window.opens_at <= at <= window.closes_at]
    taking = [w for w in holding if w.state in (SlotState.OPEN, SlotState.PLANNED)]
    return next(iter(taking or holding), None)


@dataclass(frozen=True)
class Event:
    """What attendance needs of a check-in event."""

    nonce: str
    kind: str
    outcome: str
    device: int | None
    arrived_at: datetime
    annuls: str = ""


def attendance_of(
    events: Iterable[Event], excuse: str, *, late_after: datetime
) -> tuple[str, datetime | None, str]:
    """(status, arrived_at, nonce): the earliest accepted arrival that nobody annulled, or the
    excuse, or absent. The nonce settles a tie, so that no order of arrival matters.

    A device annuls its own scans alone; the office (device None) annuls any.
    """
    accepted = [event for event in events if event.outcome == CheckInOutcome.ACCEPTED]
    annulments = {
        (event.annuls, event.device) for event in accepted if event.kind == CheckInKind.ANNUL
    }
    standing = [
        (event.arrived_at, event.nonce)
        for event in accepted
        if event.kind == CheckInKind.ARRIVE
        and (event.nonce, None) not in annulments
        and (event.nonce, event.device) not in annulments
    ]
    if not standing:
        return excuse or AttendanceStatus.ABSENT, None, ""
    arrived_at, nonce = min(standing)
    status = AttendanceStatus.LATE if arrived_at > late_after else AttendanceStatus.PRESENT
    return status, arrived_at, nonce
