"""The same person per OPD over all stages, as the ministry asks for it."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from workshops.models import PRESENT, Attendance, Delegation, Invitation, Seat, Stage, Workshop
from workshops.rules.continuity import Continuity, Holder, SeatLine, seat_line, sum_of


@dataclass(frozen=True)
class UnitLine:
    """One invitation: its unit and its seats."""

    invitation: Invitation
    seats: tuple[SeatLine, ...]

    @property
    def total(self) -> Continuity:
        return sum_of(self.seats)


@dataclass(frozen=True)
class ContinuityBook:
    stages: tuple[Stage, ...]
    begun: frozenset[int]  # orders of the stages that count
    units: tuple[UnitLine, ...]

    @property
    def total(self) -> Continuity:
        return sum_of([seat for unit in self.units for seat in unit.seats])


def continuity_of(workshop: Workshop, user: Any, *, at: datetime) -> ContinuityBook:
    """Every standing invitation the user may see, by the unit's name; five queries."""
    stages = tuple(workshop.stages.order_by("order", "pk"))
    today = workshop.unit.localdate(at)
    begun = frozenset(stage.order for stage in stages if stage.starts_on <= today)
    orders = [stage.order for stage in stages]
    invitations = list(
        Invitation.objects.visible_to(user)
        .filter(workshop=workshop, withdrawn_at=None)
        .distinct()
        .by_unit_name()
    )
    holders = _holders(workshop)
    came = _came(workshop)
    seats: dict[int, list[SeatLine]] = defaultdict(list)
    for seat in (
        Seat.objects.filter(invitation__in=[one.pk for one in invitations])
        .select_related("first_stage", "last_stage")
        .order_by("ordinal", "pk")
    ):
        last = seat.last_stage.order if seat.last_stage else None
        own = [n for n in orders if n >= seat.first_stage.order and (last is None or n <= last)]
        line = seat_line(seat.ordinal, holders[seat.pk], own, begun, came)
        seats[seat.invitation_id].append(line)
    return ContinuityBook(
        stages, begun, tuple(UnitLine(one, tuple(seats[one.pk])) for one in invitations)
    )


def _holders(workshop: Workshop) -> dict[int, list[Holder]]:
    held: dict[int, list[Holder]] = defaultdict(list)
    rows = Delegation.objects.filter(
        seat__invitation__workshop=workshop, ended_at=None
    ).select_related("registration", "first_stage", "last_stage")
    for row in rows.order_by("first_stage__order", "pk"):
        held[row.seat_id].append(
            Holder(
                first=row.first_stage.order,
                last=row.last_stage.order if row.last_stage else None,
                kind=row.kind,
                person=row.registration.person_id,
                registration=row.registration.public_id,
                name=row.registration.printed_name,
            )
        )
    return held


def _came(workshop: Workshop) -> frozenset[tuple[str, int]]:
    return frozenset(
        Attendance.objects.filter(slot__stage__workshop=workshop, status__in=PRESENT)
        .order_by()
        .values_list("registration__public_id", "slot__stage__order")
        .distinct()
    )
