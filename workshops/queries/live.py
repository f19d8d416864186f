"""Who is here now: the door's roster, and the count per unit."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q

from workshops.models import (
    PRESENT,
    Attendance,
    AttendanceSlot,
    Registration,
    SlotState,
    Workshop,
)
from workshops.queries.expected import expected_at


@dataclass(frozen=True)
class PersonHere:
    ref: str
    name: str
    present: bool


@dataclass(frozen=True)
class UnitHere:
    id: str
    name: str
    people: tuple[PersonHere, ...]

    @property
    def present(self) -> int:
        return sum(person.present for person in self.people)


@dataclass(frozen=True)
class Counts:
    present: int
    expected: int


@dataclass(frozen=True)
class Roster:
    """What a device may know: names and units of the people of its Bimtek, and its slots."""

    slots: tuple[AttendanceSlot, ...]
    current: AttendanceSlot | None
    counts: Counts
    units: tuple[UnitHere, ...]


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


def roster(workshop: Workshop, at: datetime) -> Roster:
    """The roster of a Bimtek at a moment; four queries however many people."""
    slots = list(
        AttendanceSlot.objects.filter(stage__workshop=workshop)
        .select_related("stage")
        .order_by("opens_at", "pk")
    )
    slot = current_slot(slots, at)
    rows = (
        Registration.objects.live()
        .filter(workshop=workshop)
        .annotate(
            here=Count(
                "attendances", filter=Q(attendances__slot=slot, attendances__status__in=PRESENT)
            )
        )
        .order_by("unit__name", "unit_id", "printed_name", "pk")
        .values_list("unit__public_id", "unit__name", "public_id", "printed_name", "here")
    )
    units: dict[str, tuple[str, list[PersonHere]]] = {}
    for unit, unit_name, ref, name, here in rows:
        units.setdefault(unit, (unit_name, []))[1].append(PersonHere(ref, name, bool(here)))
    return Roster(
        slots=tuple(slots),
        current=slot,
        counts=counts_at(slot) if slot else Counts(0, 0),
        units=tuple(UnitHere(key, name, tuple(people)) for key, (name, people) in units.items()),
    )
