"""What the wall, a participant's phone and the officer read of a room."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q

from participants.errors import Reason
from workshops.models import (
    PRESENT,
    Attendance,
    AttendanceSlot,
    CheckIn,
    CheckInOutcome,
    Registration,
    Room,
    SelfCheckIn,
    SelfCheckInWay,
    SpotCheck,
    SpotCheckLine,
    Workshop,
)
from workshops.queries.expected import expected_at
from workshops.rules.room import APART, Arrival, fits_initials, fits_phone, flags


@dataclass(frozen=True)
class UnitOnWall:
    """Participants of one unit; no names of people."""

    name: str
    present: int
    expected: int


@dataclass(frozen=True)
class Wall:
    present: int
    expected: int
    units: tuple[UnitOnWall, ...]


def wall(slot: AttendanceSlot) -> Wall:
    """Who is awaited and who is here, by unit, those that miss most first; one query."""
    here = Attendance.objects.filter(registration=OuterRef("pk"), slot=slot, status__in=PRESENT)
    rows = (
        expected_at(slot.stage)
        .participants()
        .order_by()
        .values_list("unit__name")
        .annotate(present=Count("pk", filter=Exists(here)), expected=Count("pk"))
    )
    units = [UnitOnWall(name, present, expected) for name, present, expected in rows]
    return Wall(
        present=sum(unit.present for unit in units),
        expected=sum(unit.expected for unit in units),
        units=tuple(sorted(units, key=lambda unit: (unit.present - unit.expected, unit.name))),
    )


def open_room(number: str, *, at: datetime) -> Room | None:
    """The room a code belongs to, while it is switched on and its slot lasts."""
    return (
        Room.objects.open()
        .filter(number=number, slot__closes_at__gte=at)
        .select_related("slot__stage__workshop__unit", "user")
        .first()
    )


def room_of(workshop: Workshop, *, at: datetime) -> Room | None:
    """The open room of a Bimtek whose slot is now; the earliest of several."""
    return (
        Room.objects.open()
        .filter(slot__stage__workshop=workshop, slot__opens_at__lte=at, slot__closes_at__gte=at)
        .select_related("slot__stage__workshop__unit", "user")
        .order_by("slot__opens_at", "pk")
        .first()
    )


def units_of(workshop: Workshop) -> list[tuple[str, str]]:
    """(public id, name) of the units that somebody of this Bimtek belongs to."""
    return list(
        Registration.objects.live()
        .filter(workshop=workshop)
        .order_by("unit__name", "unit__public_id")
        .values_list("unit__public_id", "unit__name")
        .distinct()
    )


def person_meant(
    workshop: Workshop, *, unit: str, initials: str, digits: str
) -> Registration | None:
    """The one live registration that unit, initials and last digits of the telephone fit; None when
    there is none or more than one."""
    of_unit = (
        Registration.objects.live()
        .filter(workshop=workshop, unit__public_id=unit, person__phone__endswith=digits)
        .select_related("person", "unit")
        .order_by("pk")
    )
    fitting = [
        one
        for one in of_unit
        if fits_initials(initials, one.printed_name) and fits_phone(digits, one.person.phone)
    ]
    return fitting[0] if len(fitting) == 1 else None


def here_since(registration: Registration, slot: AttendanceSlot) -> datetime | None:
    """Since when somebody is here, if they are."""
    return (
        Attendance.objects.filter(registration=registration, slot=slot, status__in=PRESENT)
        .values_list("arrived_at", flat=True)
        .first()
    )


@dataclass(frozen=True)
class Watched:
    """One self check-in as the officer sees it."""

    registration: Registration
    way: str
    arrived_at: datetime
    flags: tuple[Reason, ...]


@dataclass(frozen=True)
class Watch:
    """Self check-ins of a slot: how many, how many by a mere claim, and those that were flagged."""

    arrivals: int
    declared: int
    flagged: tuple[Watched, ...]


def watch(slot: AttendanceSlot) -> Watch:
    """Three queries however many came."""
    came = list(
        SelfCheckIn.objects.filter(checkin__slot=slot)
        .select_related("checkin__registration__unit")
        .order_by("checkin__arrived_at", "pk")
    )
    arrivals = [
        Arrival(
            one.checkin.registration_id or 0,
            one.device,
            one.address,
            one.read_at,
            one.checkin.arrived_at,
        )
        for one in came
    ]
    found = flags(
        arrivals,
        expected=expected_at(slot.stage).count(),
        elsewhere=_elsewhere(slot),
    )
    return Watch(
        arrivals=len(came),
        declared=sum(one.way == SelfCheckInWay.DECLARED for one in came),
        flagged=tuple(
            Watched(
                one.checkin.registration,
                str(SelfCheckInWay(one.way).label),
                one.checkin.arrived_at,
                found[one.checkin.registration_id],
            )
            for one in came
            if one.checkin.registration and one.checkin.registration_id in found
        ),
    )


def _elsewhere(slot: AttendanceSlot) -> set[int]:
    """Registrations of this slot whose person arrived at another Bimtek at almost the same time."""
    other = CheckIn.objects.filter(
        ~Q(workshop=OuterRef("workshop")),
        registration__person=OuterRef("registration__person"),
        outcome=CheckInOutcome.ACCEPTED,
        kind="arrive",
        arrived_at__gte=OuterRef("arrived_at") - APART,
        arrived_at__lte=OuterRef("arrived_at") + APART,
    )
    return set(
        CheckIn.objects.filter(slot=slot, by_self__isnull=False)
        .filter(Exists(other))
        .values_list("registration_id", flat=True)
    )


def spot_checks(slot: AttendanceSlot) -> list[tuple[SpotCheck, list[SpotCheckLine]]]:
    """The draws of a slot, newest first, with their people; two queries."""
    lines: dict[int, list[SpotCheckLine]] = defaultdict(list)
    for line in (
        SpotCheckLine.objects.filter(check_of__slot=slot)
        .select_related("registration__unit")
        .order_by("position")
    ):
        lines[line.check_of_id].append(line)
    checks: Any = SpotCheck.objects.filter(slot=slot).order_by("-drawn_at", "-pk")
    return [(check, lines[check.pk]) for check in checks]
