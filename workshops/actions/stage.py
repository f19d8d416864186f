"""Stages: added, and changed without losing what happened on their days."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db import models, transaction

from participants.actions import audit, notice
from participants.errors import Reason, Refused
from participants.models import Notice, NoticeChannel, NoticeState, User
from workshops.actions.group import committee_of
from workshops.actions.layout import lay_out, slot_of
from workshops.actions.link import lasts_until
from workshops.actions.locking import changeable
from workshops.models import AttendanceSlot, Deliverable, Link, Session, Stage, StageMove, Workshop
from workshops.queries.schedule import move_of, told_of_dates, with_use
from workshops.rules.programme import StagePlan, asks_the_committee, faults
from workshops.rules.schedule import refusals_of, slots_of_day

STAGE_DESCRIBED_BY = ("title_id", "title_en", "venue", "venue_map")
DEADLINES = ("due_on", "required_after", "frozen_after")
AWAY = timedelta(days=36_525)  # a hundred years: where rows wait while others take their place


@transaction.atomic
def add_stage(*, workshop: Workshop, plan: StagePlan, by: User, at: datetime) -> Stage:
    """One more stage at the end, with its agenda and slots. Refused with the faults of its dates
    (rules/programme.py), or workshop-closed."""
    workshop = changeable(workshop)
    before = [
        StagePlan(stage.title_id, stage.starts_on, stage.ends_on)
        for stage in workshop.stages.order_by("order", "pk")
    ]
    if found := faults([*before[-1:], plan]):
        raise Refused(*found)
    last = workshop.stages.aggregate(last=models.Max("order"))["last"] or 0
    stage = lay_out(workshop, [plan], first_order=last + 1)[0]
    if asks_the_committee([plan]):
        committee_of(workshop=workshop, by=by, at=at)
    _extend_links(workshop)
    audit.record("workshops.stage.added", stage, by=by, at=at, unit=workshop.unit)
    return stage


@transaction.atomic
def change_stage(
    *,
    stage: Stage,
    starts_on: date,
    ends_on: date,
    by: User,
    at: datetime,
    reason: str = "",
    **described: str,
) -> Stage:
    """The stage at other dates, under another name or at another place (title_id, title_en, venue,
    venue_map).

    Its sessions and slots move along, day by day, and so do the due dates of its hasil kerja. A slot
    in which somebody was counted stays on its day, with its sessions: what happened is not moved.
    Units that were sent the former dates get a correction (ralat) ready to send, and what was said
    before is kept with its ``reason``.
    Refused: workshop-closed, stage-ends-before-it-starts, stage-too-long, sessions-lose-their-day,
    slot-day-taken.
    """
    workshop = changeable(stage.workshop)
    stage = Stage.objects.select_for_update(no_key=True).get(pk=stage.pk)
    stage.workshop = workshop
    told = stage.starts_on, stage.ends_on, stage.venue
    days = (starts_on, ends_on)
    if found := faults([StagePlan(stage.title_id, *days)]):
        raise Refused(*found)
    if days != (stage.starts_on, stage.ends_on):
        if found := refusals_of(move_of(stage, *days)):
            raise Refused(*found)
        _move_days(stage, *days)
    for name in STAGE_DESCRIBED_BY:
        setattr(stage, name, described.get(name, getattr(stage, name)))
    stage.save(update_fields=["starts_on", "ends_on", *STAGE_DESCRIBED_BY])
    corrected = 0
    if told != (stage.starts_on, stage.ends_on, stage.venue):
        corrected = _prepare_corrections(workshop, stage, by, at)
        StageMove.objects.create(
            stage=stage,
            old_starts_on=told[0],
            old_ends_on=told[1],
            old_venue=told[2],
            starts_on=stage.starts_on,
            ends_on=stage.ends_on,
            venue=stage.venue,
            reason=reason,
            moved_at=at,
            moved_by=by,
        )
        _extend_links(workshop)
    audit.record(
        "workshops.stage.changed",
        stage,
        by=by,
        at=at,
        unit=workshop.unit,
        before=[told[0].isoformat(), told[1].isoformat()],
        after=[starts_on.isoformat(), ends_on.isoformat()],
        corrections=corrected,
    )
    return stage


def _move_days(stage: Stage, starts_on: date, ends_on: date) -> None:
    """Sessions, slots and due dates to their new days; what was used stays."""
    old_start, length = stage.starts_on, (ends_on - starts_on).days + 1
    old_length = (stage.ends_on - stage.starts_on).days + 1
    delta = starts_on - old_start
    slots = list(with_use(stage.slots.all()).order_by("day", "pk"))
    stay = {slot.pk for slot in slots if slot.used}
    taken = {(slot.day, slot.kind) for slot in slots if slot.used}
    moving: list[AttendanceSlot] = []
    gone: list[AttendanceSlot] = []
    for slot in slots:
        if not slot.used:
            fits = 0 <= (slot.day - old_start).days < length
            (moving if fits else gone).append(slot)
    for slot in moving:
        if (slot.day + delta, slot.kind) in taken:
            raise Refused(Reason("slot-day-taken", day=(slot.day + delta).isoformat()))
    # By way of a time far off, so that no two rows meet on one day while they change places.
    for shift in (delta + AWAY, -AWAY):
        for slot in moving:
            slot.day += shift
            slot.opens_at += shift
            slot.late_after += shift
            slot.closes_at += shift
        AttendanceSlot.objects.bulk_update(
            moving, ["day", "opens_at", "late_after", "closes_at"], batch_size=100
        )
    sessions = [session for session in stage.sessions.all() if session.slot_id not in stay]
    for session in sessions:
        session.starts_at += delta
        session.ends_at += delta
    Session.objects.bulk_update(sessions, ["starts_at", "ends_at"], batch_size=100)
    AttendanceSlot.objects.filter(pk__in=[slot.pk for slot in gone]).delete()
    asked: list[Any] = list(stage.deliverables.all())
    for deliverable in asked:
        for name in DEADLINES:
            if day := getattr(deliverable, name):
                setattr(deliverable, name, day + delta)
    Deliverable.objects.bulk_update(asked, DEADLINES)
    stage.starts_on, stage.ends_on = starts_on, ends_on
    # A stage that grew has more days: each with its two slots, until an agenda says otherwise.
    AttendanceSlot.objects.bulk_create(
        slot_of(stage, starts_on + timedelta(days=number), window)
        for number in range(old_length, length)
        for window in slots_of_day([])
        if (starts_on + timedelta(days=number), window.kind) not in taken
    )


def _prepare_corrections(workshop: Workshop, stage: Stage, by: User, at: datetime) -> int:
    """A ralat for each unit that knows the former dates or place, unless one waits already."""
    invitations = list(told_of_dates(workshop).select_related("unit"))
    waiting = set(
        Notice.objects.filter(
            code="workshops.moved",
            state=NoticeState.READY,
            about_id__in=[invitation.public_id for invitation in invitations],
        ).values_list("about_id", flat=True)
    )
    corrections = [
        notice.prepare(
            code="workshops.moved",
            channel=NoticeChannel.WHATSAPP,
            about=invitation,
            unit=invitation.unit,
            by=by,
            at=at,
            stage=stage.public_id,
        )
        for invitation in invitations
        if invitation.public_id not in waiting
    ]
    Notice.objects.bulk_create(corrections)
    return len(corrections)


def _extend_links(workshop: Workshop) -> None:
    """Working links last a season after the last stage, wherever that is now."""
    until = lasts_until(workshop)
    Link.objects.filter(workshop=workshop, revoked_at=None, valid_to__lt=until).update(
        valid_to=until
    )
