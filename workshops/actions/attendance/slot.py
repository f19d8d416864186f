"""Slots: opened, closed, signed off. What may follow what is in rules/states.py."""

from datetime import datetime

from django.db import transaction

from participants.actions import audit
from participants.errors import Reason, Refused
from participants.models import User
from workshops.models import AttendanceSlot, CheckIn, SlotState
from workshops.rules.states import refusals

from .locking import locked_slot
from .roll_list import freeze_lists


@transaction.atomic
def open_slot(*, slot: AttendanceSlot, by: User, at: datetime) -> AttendanceSlot:
    """The door takes people for it, inside its window. Refused: slot-not-movable, workshop-closed."""
    return _move(locked_slot(slot), SlotState.OPEN, by, at)


@transaction.atomic
def close_slot(*, slot: AttendanceSlot, by: User, at: datetime) -> AttendanceSlot:
    """New scans go to *perlu diperiksa*. Refused: slot-not-movable, workshop-closed."""
    return _move(locked_slot(slot), SlotState.CLOSED, by, at)


@transaction.atomic
def sign_off_slot(*, slot: AttendanceSlot, by: User, at: datetime) -> AttendanceSlot:
    """The roll call is certified and no longer corrected; its lists are frozen. Refused: slot-not-movable,
    slot-has-reviews, workshop-closed."""
    slot = locked_slot(slot)
    waiting = CheckIn.objects.needing_review().filter(slot=slot).count()
    if waiting:
        raise Refused(Reason("slot-has-reviews", count=waiting))
    slot.signed_off_at, slot.signed_off_by = at, by
    moved = _move(slot, SlotState.SIGNED_OFF, by, at)
    freeze_lists(slot=moved, by=by, at=at)
    return moved


def _move(slot: AttendanceSlot, target: str, by: User, at: datetime) -> AttendanceSlot:
    if reasons := refusals("slot", slot.state, target):
        raise Refused(*reasons)
    slot.state = target
    slot.save(update_fields=["state", "signed_off_at", "signed_off_by"])
    audit.record(f"workshops.slot.{target}", slot, by=by, at=at, unit=slot.stage.workshop.unit)
    return slot
