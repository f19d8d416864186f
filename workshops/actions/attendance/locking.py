"""Locks in the door's own order, slot before person, so that neither waits for the other's."""

from participants.errors import Reason, Refused
from workshops.models import AttendanceSlot, Registration, SlotState, WorkshopState


def locked_slot(slot: AttendanceSlot, *, even_closed: bool = False) -> AttendanceSlot:
    """The slot as it is now; scans in flight have been stored, later ones wait. ``even_closed``: also
    when the Bimtek is closed. Refused otherwise: workshop-closed.
    """
    locked = (
        AttendanceSlot.objects.select_for_update(of=("self",), no_key=True)
        .select_related("stage__workshop__unit")
        .get(pk=slot.pk)
    )
    # Whoever closes the Bimtek holds this lock until then, and a row read with it may be older.
    workshop = locked.stage.workshop
    workshop.refresh_from_db(fields=["state"])
    if workshop.state == WorkshopState.CLOSED and not even_closed:
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
