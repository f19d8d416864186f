"""The plan as it is read: stages, their days, sessions and attendance slots; what a move touches."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from participants.models import Notice, NoticeState
from workshops.models import (
    Attendance,
    AttendanceSlot,
    CheckIn,
    Deliverable,
    Invitation,
    Session,
    Stage,
    Workshop,
)
from workshops.rules.schedule import Move

# A moved stage is told to whoever was told its former dates.
TELLING_DATES = ("workshops.invitation", "workshops.moved")


@dataclass(frozen=True)
class ScheduleDay:
    day: date
    sessions: tuple[Session, ...]
    slots: tuple[AttendanceSlot, ...]  # each with ``used``: somebody was counted in it
    outside: bool  # not a day of the stage (any more), kept for what happened on it

    @property
    def jp(self) -> int:
        return sum(session.jp for session in self.sessions)


@dataclass(frozen=True)
class ScheduleStage:
    stage: Stage
    days: tuple[ScheduleDay, ...]
    deliverables: tuple[Deliverable, ...]

    @property
    def jp(self) -> int:
        return sum(day.jp for day in self.days)


def with_use(slots: QuerySet[AttendanceSlot]) -> Any:
    """Slots with ``used``: whether a check-in or an attendance hangs from them."""
    return slots.annotate(
        used=Exists(CheckIn.objects.filter(slot=OuterRef("pk")))
        | Exists(Attendance.objects.filter(slot=OuterRef("pk")))
    )


def schedule_of(workshop: Workshop) -> tuple[ScheduleStage, ...]:
    """Every stage in order with all its days, in four queries however long the plan is."""
    stages = list(workshop.stages.order_by("order", "pk"))
    slots = defaultdict(list)
    sessions = defaultdict(list)
    for slot in with_use(AttendanceSlot.objects.filter(stage__workshop=workshop)).order_by(
        "opens_at", "pk"
    ):
        slots[slot.stage_id, slot.day].append(slot)
    for session in Session.objects.filter(stage__workshop=workshop).order_by("starts_at", "pk"):
        day = workshop.unit.localdate(session.starts_at)
        sessions[session.stage_id, day].append(session)
    deliverables = defaultdict(list)
    for deliverable in Deliverable.objects.filter(stage__workshop=workshop).order_by("order", "pk"):
        deliverables[deliverable.stage_id].append(deliverable)
    return tuple(
        ScheduleStage(
            stage=stage,
            days=tuple(
                ScheduleDay(
                    day=day,
                    sessions=tuple(sessions[stage.pk, day]),
                    slots=tuple(slots[stage.pk, day]),
                    outside=not stage.starts_on <= day <= stage.ends_on,
                )
                for day in _days(stage, {*slots, *sessions})
            ),
            deliverables=tuple(deliverables[stage.pk]),
        )
        for stage in stages
    )


def _days(stage: Stage, known: set[tuple[int, date]]) -> list[date]:
    length = (stage.ends_on - stage.starts_on).days + 1
    planned = {stage.starts_on + timedelta(days=number) for number in range(length)}
    return sorted(planned | {day for key, day in known if key == stage.pk})


def move_of(stage: Stage, starts_on: date, ends_on: date) -> Move:
    """The facts about giving ``stage`` these dates; rules/schedule.py says what they mean."""
    workshop = stage.workshop
    unit = workshop.unit
    used = set(with_use(stage.slots.all()).filter(used=True).values_list("pk", flat=True))
    length = (ends_on - starts_on).days + 1
    homeless = 0
    for session in stage.sessions.all():
        offset = (unit.localdate(session.starts_at) - stage.starts_on).days
        if session.slot_id not in used and not 0 <= offset < length:
            homeless += 1
    return Move(
        letters=workshop.letters.filter(Q(stage=stage) | Q(stage=None)).count(),
        invitations_sent=told_of_dates(workshop).count(),
        used_slots=len(used),
        deliverables=0
        if starts_on == stage.starts_on
        else stage.deliverables.exclude(due_on=None).count(),
        sessions_without_day=homeless,
        other_stages=tuple(
            workshop.stages.exclude(pk=stage.pk)
            .order_by("order")
            .values_list("title_id", "starts_on", "ends_on")
        ),
        starts_on=starts_on,
        ends_on=ends_on,
    )


def told_of_dates(workshop: Workshop) -> QuerySet[Invitation]:
    """Standing invitations whose unit has been sent dates."""
    told = Notice.objects.filter(
        code__in=TELLING_DATES,
        state=NoticeState.SENT,
        about_kind=Invitation._meta.label_lower,
        about_id=OuterRef("public_id"),
    )
    return workshop.invitations.filter(Exists(told), withdrawn_at=None).order_by("pk")
