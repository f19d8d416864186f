"""Sessions and attendance slots of a stage: added, changed, removed."""

from datetime import date, datetime
from typing import Any

from django.db import transaction

from participants.actions import audit
from participants.errors import Reason, Refused
from participants.models import User
from workshops.actions.layout import slot_of
from workshops.actions.locking import changeable_stage
from workshops.models import AttendanceSlot, CheckIn, Session, SlotState, Stage
from workshops.queries.schedule import with_use
from workshops.rules.schedule import (
    AFTERNOON,
    LEAVING,
    Clocked,
    half_of,
    leaving_window,
    slots_of_day,
)


@transaction.atomic
def add_session(
    *,
    stage: Stage,
    starts_at: datetime,
    ends_at: datetime,
    jp: int,
    topic_id: str,
    by: User,
    at: datetime,
    **described: Any,
) -> Session:
    """One more session (topic_en, speaker, mandatory), counted in the slot of its half day, which is
    made when it is not there yet. Refused: workshop-closed, session-outside-stage,
    session-ends-before-it-starts."""
    stage = changeable_stage(stage)
    _check_times(stage, starts_at, ends_at)
    session = Session(
        stage=stage,
        starts_at=starts_at,
        ends_at=ends_at,
        jp=jp,
        topic_id=topic_id,
        **described,
    )
    session.slot = _slot_for(session)
    session.save()
    audit.record("workshops.session.added", session, by=by, at=at, unit=stage.workshop.unit, jp=jp)
    return session


@transaction.atomic
def change_session(
    *,
    session: Session,
    starts_at: datetime,
    ends_at: datetime,
    by: User,
    at: datetime,
    **fields: Any,
) -> Session:
    """The session at another time or in other words (jp, topic_id, topic_en, speaker, mandatory).
    Moved to another half day it is counted there. Refused as ``add_session``."""
    stage = changeable_stage(session.stage)
    session = Session.objects.select_related("slot").get(pk=session.pk)
    session.stage = stage
    if (starts_at, ends_at) != (session.starts_at, session.ends_at):
        _check_times(stage, starts_at, ends_at)
    jp_before = session.jp
    session.starts_at, session.ends_at = starts_at, ends_at
    for name, value in fields.items():
        setattr(session, name, value)
    session.slot = _slot_for(session)
    session.save()
    audit.record(
        "workshops.session.changed",
        session,
        by=by,
        at=at,
        unit=stage.workshop.unit,
        jp=[jp_before, session.jp],
    )
    return session


@transaction.atomic
def remove_session(*, session: Session, by: User, at: datetime) -> None:
    """The session is not held. Refused: session-used (people were counted in it), workshop-closed."""
    stage = changeable_stage(session.stage)
    if session.jp and with_use(stage.slots.filter(sessions=session)).filter(used=True).exists():
        raise Refused(Reason("session-used"))
    audit.record(
        "workshops.session.removed", session, by=by, at=at, unit=stage.workshop.unit, jp=session.jp
    )
    session.delete()


@transaction.atomic
def add_slot(*, stage: Stage, day: date, kind: str, by: User, at: datetime) -> AttendanceSlot:
    """One more slot of a day, with the window its sessions suggest. Refused: slot-there-already,
    slot-outside-stage, workshop-closed."""
    stage = changeable_stage(stage)
    if not stage.starts_on <= day <= stage.ends_on:
        raise Refused(Reason("slot-outside-stage"))
    if stage.slots.filter(day=day, kind=kind).exists():
        raise Refused(Reason("slot-there-already"))
    sessions = _sessions_on(stage, day)
    slot = slot_of(stage, day, _window(kind, [_clocked(session) for session in sessions]))
    slot.save()
    if kind != LEAVING:
        free = [s.pk for s in sessions if s.slot_id is None and _half(s) == kind]
        Session.objects.filter(pk__in=free).update(slot=slot)
    audit.record("workshops.slot.added", slot, by=by, at=at, unit=stage.workshop.unit, kind=kind)
    return slot


@transaction.atomic
def change_slot(
    *,
    slot: AttendanceSlot,
    opens_at: datetime,
    late_after: datetime,
    closes_at: datetime,
    by: User,
    at: datetime,
) -> AttendanceSlot:
    """Another window for the door. What somebody was judged by stays: once people came or the slot
    was opened, only its end moves, and once it was closed nothing. Refused: slot-window-reversed,
    slot-rules-fixed, workshop-closed."""
    stage = changeable_stage(slot.stage)
    if not opens_at < closes_at or not opens_at <= late_after <= closes_at:
        raise Refused(Reason("slot-window-reversed"))
    slot = AttendanceSlot.objects.select_for_update(no_key=True).get(pk=slot.pk)
    if _is_fixed(slot, opens_at, late_after, closes_at):
        raise Refused(Reason("slot-rules-fixed"))
    slot.opens_at, slot.late_after, slot.closes_at = opens_at, late_after, closes_at
    slot.save(update_fields=["opens_at", "late_after", "closes_at"])
    audit.record("workshops.slot.changed", slot, by=by, at=at, unit=stage.workshop.unit)
    return slot


def _is_fixed(
    slot: AttendanceSlot, opens_at: datetime, late_after: datetime, closes_at: datetime
) -> bool:
    begun = slot.state != SlotState.PLANNED or CheckIn.objects.filter(slot=slot).exists()
    over = slot.state in (SlotState.CLOSED, SlotState.SIGNED_OFF)
    return (begun and (opens_at, late_after) != (slot.opens_at, slot.late_after)) or (
        over and closes_at != slot.closes_at
    )


@transaction.atomic
def remove_slot(*, slot: AttendanceSlot, by: User, at: datetime) -> None:
    """The slot is not held; its sessions count in none. Refused: slot-used, workshop-closed."""
    stage = changeable_stage(slot.stage)
    if with_use(stage.slots.filter(pk=slot.pk)).filter(used=True).exists():
        raise Refused(Reason("slot-used"))
    audit.record(
        "workshops.slot.removed", slot, by=by, at=at, unit=stage.workshop.unit, kind=slot.kind
    )
    slot.delete()


def _check_times(stage: Stage, starts_at: datetime, ends_at: datetime) -> None:
    unit = stage.workshop.unit
    found = []
    if ends_at <= starts_at:
        found.append(Reason("session-ends-before-it-starts"))
    if not stage.starts_on <= unit.localdate(starts_at) <= stage.ends_on:
        found.append(Reason("session-outside-stage"))
    if found:
        raise Refused(*found)


def _half(session: Session) -> str:
    return half_of(session.stage.workshop.unit.localtime(session.starts_at).time())


def _clocked(session: Session) -> Clocked:
    unit = session.stage.workshop.unit
    return Clocked(
        unit.localtime(session.starts_at).time(),
        unit.localtime(session.ends_at).time(),
        session.jp,
    )


def _sessions_on(stage: Stage, day: date) -> list[Session]:
    unit = stage.workshop.unit
    sessions = list(stage.sessions.order_by("starts_at", "pk"))
    for session in sessions:
        session.stage = stage
    return [session for session in sessions if unit.localdate(session.starts_at) == day]


def _slot_for(session: Session) -> AttendanceSlot:
    """The slot of the session's half day: the one there is (stretched to the session's end while the
    door has not used it), or a new one."""
    stage, unit = session.stage, session.stage.workshop.unit
    day, kind = unit.localdate(session.starts_at), _half(session)
    slot = with_use(stage.slots.filter(day=day, kind=kind)).first()
    if slot is None:
        slot = slot_of(stage, day, _window(kind, [_clocked(session)]))
        slot.save()
    elif not slot.used:
        slot.closes_at = max(slot.closes_at, session.ends_at)
        slot.opens_at = min(slot.opens_at, session.starts_at)
        slot.save(update_fields=["opens_at", "closes_at"])
    return slot


def _window(kind: str, sessions: list[Clocked]) -> Any:
    if kind == LEAVING:
        return leaving_window(sessions)
    found = [window for window in slots_of_day(sessions) if window.kind == kind]
    return found[0] if found else slots_of_day([])[kind == AFTERNOON]
