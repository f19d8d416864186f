"""The roll call of a slot, and the day at a glance, for the people a user may see."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Q

from participants.models import StoredFile
from workshops.models import (
    EXCUSED,
    PRESENT,
    Attendance,
    AttendanceSlot,
    AttendanceStatus,
    CheckIn,
    CheckInSource,
    Delegation,
    LetterState,
    Registration,
    RegistrationKind,
    SelfCheckInWay,
    Stage,
    Workshop,
)
from workshops.queries.expected import expected_at

DECLARED = SelfCheckInWay.DECLARED  # the roll call says when somebody was here by a mere claim


@dataclass(frozen=True)
class Line:
    """One person at one slot. ``letter`` is received, to_follow or none; ``source`` a CheckInSource
    label; times are aware moments."""

    registration: Registration
    name: str
    unit: str
    kind: str
    status: str
    arrived_at: datetime | None
    source: str
    letter: str
    note: str
    excuse: str
    paper: StoredFile | None
    noted_by: str
    noted_at: datetime | None
    expected: bool

    @property
    def is_here(self) -> bool:
        return self.status in PRESENT

    @property
    def is_excused(self) -> bool:
        return self.status in EXCUSED


@dataclass(frozen=True)
class UnitCount:
    """Participants of a unit at a slot."""

    name: str
    present: int
    expected: int


@dataclass(frozen=True)
class RollCall:
    slot: AttendanceSlot
    lines: tuple[Line, ...]

    @property
    def present(self) -> int:
        return sum(line.is_here for line in self._participants)

    @property
    def excused(self) -> int:
        return sum(line.is_excused for line in self._participants)

    @property
    def expected(self) -> int:
        return len(self._participants)

    @property
    def missing(self) -> int:
        return self.expected - self.present - self.excused

    @property
    def _participants(self) -> list[Line]:
        return [line for line in self.lines if line.kind == RegistrationKind.PARTICIPANT]

    def by_unit(self) -> list[UnitCount]:
        """Who is least complete first."""
        expected: Counter[str] = Counter(line.unit for line in self._participants)
        present: Counter[str] = Counter(line.unit for line in self._participants if line.is_here)
        counted = [UnitCount(unit, present[unit], expected[unit]) for unit in expected]
        return sorted(counted, key=lambda count: (count.present - count.expected, count.name))


def roll_call(slot: AttendanceSlot, user: Any) -> RollCall:
    """Everybody expected at the slot, and who came besides, as far as ``user`` may see them; by unit
    and name. Five queries however many people."""
    noted = {
        row.registration_id: row
        for row in Attendance.objects.filter(slot=slot)
        .select_related("paper", "noted_by")
        .order_by("pk")
    }
    came = [key for key, row in noted.items() if row.status in PRESENT]
    sources = {
        nonce: str((SelfCheckInWay(way) if way == DECLARED else CheckInSource(source)).label)
        for nonce, source, way in CheckIn.objects.filter(slot=slot, kind="arrive").values_list(
            "nonce", "source", "by_self__way"
        )
    }
    expected = set(expected_at(slot.stage).values_list("pk", flat=True))
    people = (
        Registration.objects.visible_to(user)
        .filter(workshop=slot.stage.workshop_id)
        .filter(Q(pk__in=expected) | Q(pk__in=came))
        .select_related("unit")
        .distinct()
        .order_by("unit__name", "unit_id", "printed_name", "pk")
    )
    letters = letters_at(slot.stage)
    return RollCall(
        slot,
        tuple(_line(person, noted.get(person.pk), sources, letters, expected) for person in people),
    )


def letters_at(stage: Stage) -> dict[int, str]:
    """The best letter of each registration for this stage: received before to_follow."""
    held: dict[int, str] = {}
    rows = stage.workshop.letters.filter(Q(stage=None) | Q(stage=stage)).values_list(
        "registrations", "state"
    )
    for registration, state in rows:
        if registration and held.get(registration) != LetterState.RECEIVED:
            held[registration] = state
    return held


def _line(
    person: Registration,
    noted: Attendance | None,
    sources: dict[str, str],
    letters: dict[int, str],
    expected: set[int],
) -> Line:
    return Line(
        registration=person,
        name=person.printed_name,
        unit=person.unit.name,
        kind=person.kind,
        status=noted.status if noted else AttendanceStatus.ABSENT,
        arrived_at=noted.arrived_at if noted else None,
        source=sources.get(noted.nonce, "") if noted else "",
        letter=letters.get(person.pk, "none"),
        note=noted.note if noted else "",
        excuse=noted.excuse if noted else "",
        paper=noted.paper if noted else None,
        noted_by=noted.noted_by.full_name if noted else "",
        noted_at=noted.noted_at if noted else None,
        expected=person.pk in expected,
    )


@dataclass(frozen=True)
class SlotFigure:
    """One slot at a glance; participants alone."""

    slot: AttendanceSlot
    present: int
    expected: int
    waiting: int  # scans that need a look


@dataclass(frozen=True)
class StageFigure:
    stage: Stage
    slots: tuple[SlotFigure, ...]


def overview(workshop: Workshop, user: Any) -> list[StageFigure]:
    """Every slot of the Bimtek with its figures over the people ``user`` may see; six queries."""
    seen = set(
        Registration.objects.visible_to(user)
        .filter(workshop=workshop)
        .participants()
        .live()
        .values_list("pk", flat=True)
    )
    present: Counter[int] = Counter(
        slot
        for slot, registration in Attendance.objects.filter(
            slot__stage__workshop=workshop, status__in=PRESENT
        ).values_list("slot_id", "registration_id")
        if registration in seen
    )
    waiting = dict(
        CheckIn.objects.needing_review()
        .filter(workshop=workshop)
        .order_by()
        .values_list("slot_id")
        .annotate(Count("pk"))
    )
    ranges = [
        (registration, first, last)
        for registration, first, last in Delegation.objects.filter(
            registration__workshop=workshop, ended_at=None
        ).values_list("registration_id", "first_stage__order", "last_stage__order")
        if registration in seen
    ]
    slots: dict[int, list[AttendanceSlot]] = defaultdict(list)
    for slot in AttendanceSlot.objects.filter(stage__workshop=workshop).order_by(
        "day", "opens_at", "pk"
    ):
        slots[slot.stage_id].append(slot)
    found = []
    for stage in workshop.stages.in_order():
        expected = len(
            {
                registration
                for registration, first, last in ranges
                if first <= stage.order and (last is None or stage.order <= last)
            }
        )
        figures = [
            SlotFigure(slot, present[slot.pk], expected, waiting.get(slot.pk, 0))
            for slot in slots[stage.pk]
        ]
        found.append(StageFigure(stage, tuple(figures)))
    return found
