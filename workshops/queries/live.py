"""Who is here now: what a door asks once a minute."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from workshops.models import (
    PRESENT,
    Attendance,
    AttendanceSlot,
    SlotState,
    Stage,
    Workshop,
)
from workshops.queries.expected import expected_at


@dataclass(frozen=True)
class Counts:
    present: int
    expected: int


@dataclass(frozen=True)
class Live:
    """What changes all day: the slots a device may serve, who is expected and who has come."""

    slots: tuple[AttendanceSlot, ...]
    current: AttendanceSlot | None
    counts: Counts
    here: tuple[str, ...]  # refs, at the current slot


def current_slot(slots: list[AttendanceSlot], at: datetime) -> AttendanceSlot | None:
    """By the clock, the first that still takes people (twin of rules.attendance.pick_slot)."""
    holding = [slot for slot in slots if slot.opens_at <= at <= slot.closes_at]
    taking = [s for s in holding if s.state in (SlotState.OPEN, SlotState.PLANNED)]
    return next(iter(taking or holding), None)


def counts_at(slot: AttendanceSlot) -> Counts:
    """Participants present and expected at a slot; two queries."""
    present = Attendance.objects.filter(
        slot=slot, status__in=PRESENT, registration__kind="participant"
    ).count()
    expected = expected_at(slot.stage).participants().count()
    return Counts(present, expected)


def live(workshop: Workshop, at: datetime, *, stages: list[Stage] | None = None) -> Live:
    """A Bimtek's door at a moment, of these stages alone if given; four queries."""
    found = AttendanceSlot.objects.filter(stage__workshop=workshop)
    if stages is not None:
        found = found.filter(stage__in=stages)
    slots = list(found.select_related("stage").order_by("opens_at", "pk"))
    slot = current_slot(slots, at)
    return Live(
        slots=tuple(slots),
        current=slot,
        counts=counts_at(slot) if slot else Counts(0, 0),
        here=tuple(_here(slot)) if slot else (),
    )


def _here(slot: AttendanceSlot) -> Iterable[str]:
    return (
        Attendance.objects.filter(slot=slot, status__in=PRESENT)
        .order_by("registration_id")
        .values_list("registration__public_id", flat=True)
    )
