"""What an officer who may act at the door chooses from: units with their free seats, guests."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Exists, OuterRef, Q

from workshops.models import AttendanceSlot, Delegation, Invitation, Stage, Workshop
from workshops.queries.live import current_slot


@dataclass(frozen=True)
class UnitChoice:
    id: str
    name: str
    free: int  # seats


@dataclass(frozen=True)
class GuestChoice:
    id: int
    name: str
    position: str
    here: bool  # ticked at the slot that the clock means


@dataclass(frozen=True)
class Choices:
    units: tuple[UnitChoice, ...]
    guests: tuple[GuestChoice, ...]


def choices(workshop: Workshop, at: datetime, *, stages: list[Stage] | None = None) -> Choices:
    """At a moment of these stages, of every one if None. Three queries, however many there are."""
    slots = AttendanceSlot.objects.filter(stage__workshop=workshop).order_by("opens_at", "pk")
    if stages is not None:
        slots = slots.filter(stage__in=stages)
    slot = current_slot(list(slots), at)
    held = Delegation.objects.filter(seat=OuterRef("seats"), ended_at=None)
    rows = (
        Invitation.objects.filter(workshop=workshop, withdrawn_at=None)
        .annotate(taken=Exists(held))
        .values("unit__public_id", "unit__name")
        .annotate(free=Count("seats", filter=Q(taken=False), distinct=True))
        .order_by("unit__name", "unit__public_id")
        .values_list("unit__public_id", "unit__name", "free")
    )
    free: dict[tuple[str, str], int] = {}
    for unit, name, seats in rows:
        free[unit, name] = free.get((unit, name), 0) + seats
    ticked = workshop.guests.filter(ticked_slots=slot) if slot else workshop.guests.none()
    guests = workshop.guests.annotate(here=Exists(ticked.filter(pk=OuterRef("pk"))))
    return Choices(
        units=tuple(UnitChoice(unit, name, seats) for (unit, name), seats in free.items()),
        guests=tuple(
            GuestChoice(one.pk, one.name, one.position, one.here)
            for one in guests.order_by("name", "pk")
        ),
    )
