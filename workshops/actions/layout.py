"""Lays a plan out in rows: stages, sessions, attendance slots and hasil kerja, in bulk."""

from collections.abc import Sequence
from datetime import date, timedelta

from workshops.models import AttendanceSlot, Deliverable, Session, Stage, Workshop
from workshops.rules.programme import PlannedSession, StagePlan, due_dates
from workshops.rules.schedule import Clocked, Window, half_of, slots_of_day


def lay_out(workshop: Workshop, plans: Sequence[StagePlan], *, first_order: int = 1) -> list[Stage]:
    """The stages with all that hangs from them; part of the caller's transaction."""
    stages = Stage.objects.bulk_create(
        Stage(
            workshop=workshop,
            order=order,
            title_id=plan.title_id,
            title_en=plan.title_en,
            starts_on=plan.starts_on,
            ends_on=plan.ends_on,
            venue=plan.venue,
            venue_map=plan.venue_map,
        )
        for order, plan in enumerate(plans, start=first_order)
    )
    agenda = [
        (stage, day, lines)
        for stage, plan in zip(stages, plans, strict=True)
        for day, lines in _agenda(plan)
    ]
    slots = AttendanceSlot.objects.bulk_create(
        slot_of(stage, day, window)
        for stage, day, lines in agenda
        for window in slots_of_day(Clocked(line.starts, line.ends, line.jp) for line in lines)
    )
    by_half = {(slot.stage_id, slot.day, slot.kind): slot for slot in slots}
    Session.objects.bulk_create(
        Session(
            stage=stage,
            slot=by_half.get((stage.pk, day, half_of(line.starts))),
            starts_at=workshop.unit.moment(day, line.starts),
            ends_at=workshop.unit.moment(day, line.ends),
            jp=line.jp,
            topic_id=line.topic_id,
            topic_en=line.topic_en,
            speaker=line.speaker,
            mandatory=line.mandatory,
        )
        for stage, day, lines in agenda
        for line in lines
    )
    Deliverable.objects.bulk_create(
        Deliverable(
            stage=stage,
            order=order,
            title_id=work.title_id,
            title_en=work.title_en,
            owed_by=work.owed_by,
            form=work.form,
            worksheet=work.worksheet,
            due_on=due,
            required_after=due if work.required else None,
        )
        for stage, plan, due in zip(stages, plans, due_dates(plans), strict=True)
        for order, work in enumerate(plan.deliverables, start=1)
    )
    return stages


def slot_of(stage: Stage, day: date, window: Window) -> AttendanceSlot:
    """An unsaved slot of that day with the window's clock times at the organiser's unit."""
    unit = stage.workshop.unit
    return AttendanceSlot(
        stage=stage,
        day=day,
        kind=window.kind,
        opens_at=unit.moment(day, window.opens),
        late_after=unit.moment(day, window.late_after),
        closes_at=unit.moment(day, window.closes),
    )


def _agenda(plan: StagePlan) -> list[tuple[date, tuple[PlannedSession, ...]]]:
    """Each day of the stage with its lines; days beyond the template's agenda have none yet."""
    length = (plan.ends_on - plan.starts_on).days + 1
    return [
        (
            plan.starts_on + timedelta(days=number),
            plan.days[number] if number < len(plan.days) else (),
        )
        for number in range(length)
    ]
