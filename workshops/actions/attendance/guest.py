"""Guests and officials: ticked, never scanned, no JP."""

from datetime import datetime

from django.db import transaction

from participants.actions import audit
from participants.errors import Reason, Refused
from participants.models import User
from workshops.models import AttendanceSlot, Guest, SlotState

from .locking import locked_slot


@transaction.atomic
def tick_guest(*, guest: Guest, slot: AttendanceSlot, here: bool, by: User, at: datetime) -> Guest:
    """Was there, or was not. Refused: slot-signed-off, slot-of-other-workshop, workshop-closed."""
    slot = locked_slot(slot)
    if slot.state == SlotState.SIGNED_OFF:
        raise Refused(Reason("slot-signed-off"))
    if guest.workshop_id != slot.stage.workshop_id:
        raise Refused(Reason("slot-of-other-workshop"))
    if here:
        guest.ticked_slots.add(slot)
    else:
        guest.ticked_slots.remove(slot)
    audit.record(
        "workshops.guest.ticked",
        guest,
        by=by,
        at=at,
        unit=slot.stage.workshop.unit,
        slot=slot.public_id,
        here=here,
    )
    return guest
