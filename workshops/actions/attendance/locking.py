"""Locks in the door's own order, slot before person, so that neither waits for the other's."""

from participants.errors import Reason, Refused
from workshops.models import AttendanceSlot, Registration, SlotState, WorkshopState


def locked_slot(slot: AttendanceSlot) -> AttendanceSlot:
    """The slot as it is now; scans in flight have been stored, later ones wait.

    Refused: workshop-closed.
    """
    locked = (
        AttendanceSlot.objects.select_for_update(of=("self",), no_key=True)
        .select_related("stage__workshop__unit")
        .get(pk=slot.pk)
    )
    if locked.stage.workshop.state == WorkshopState.CLOSED:
        raise Refused(Reason("workshop-closed"))
    return locked


def correctable(slot: AttendanceSlot, registration: Registration) -> AttendanceSlot:
    """Slot and person, locked. Refused: workshop-closed, slot-signed-off, not-registered-here."""
    slot = locked_slot(slot)
    if slot.state == SlotState.SIGNED_OFF:
        raise Refused(Reason("slot-signed-off"))
    lock_person(slot, registration)
    return slot


def lock_person(slot: AttendanceSlot, registration: Registration) -> None:
    """Refused: not-registered-here, when the person is in another Bimtek."""
    locked = Registration.objects.select_for_update(of=("self",), no_key=True).get(
        pk=registration.pk
    )
    if locked.workshop_id != slot.stage.workshop_id:
        raise Refused(Reason("not-registered-here"))
