"""A slot's room on and off. Off takes effect at the next request, and the key is gone with it."""

import secrets
from datetime import datetime

from django.db import transaction

from participants.actions import audit
from participants.errors import Reason, Refused
from participants.models import User, UserKind
from participants.models.ids import new_public_id
from participants.models.sealed import seal
from workshops.actions.attendance.locking import locked_slot
from workshops.models import AttendanceSlot, Room, SlotState
from workshops.rules.room import NUMBER_LENGTH

TRIES = 50


@transaction.atomic
def open_room(*, slot: AttendanceSlot, by: User, at: datetime) -> Room:
    """A key of its own for this slot and the number that tells its codes from another room's.

    Refused: room-open-already, room-slot-over, room-rooms-full, workshop-closed.
    """
    slot = locked_slot(slot)
    if slot.state not in (SlotState.PLANNED, SlotState.OPEN) or slot.closes_at <= at:
        raise Refused(Reason("room-slot-over"))
    if slot.rooms.open().exists():
        raise Refused(Reason("room-open-already"))
    room = Room.objects.create(
        slot=slot,
        number=_free_number(),
        key_sealed=seal(secrets.token_hex(32)),
        user=User.objects.create_actor(
            UserKind.DEVICE, f"ruangan-{new_public_id()}", f"Layar ruangan, {slot}"
        ),
        opened_at=at,
        opened_by=by,
    )
    _note("opened", room, by, at)
    return room


@transaction.atomic
def close_room(*, room: Room, by: User, at: datetime) -> Room:
    """No code of it opens anything from now on. Refused: already-done."""
    room = (
        Room.objects.select_for_update(of=("self",))
        .select_related("slot__stage__workshop__unit")
        .get(pk=room.pk)
    )
    if room.closed_at:
        raise Refused(Reason("already-done"))
    return _close(room, by, at)


@transaction.atomic
def close_ended_rooms(*, by: User, at: datetime) -> int:
    """Closes the rooms whose slot is over, so that no key outlives it; how many there were."""
    ended = list(
        Room.objects.open()
        .filter(slot__closes_at__lt=at)
        .select_for_update(of=("self",), skip_locked=True)
        .select_related("slot__stage__workshop__unit")
        .order_by("pk")
    )
    for room in ended:
        _close(room, by, at)
    return len(ended)


def _close(room: Room, by: User, at: datetime) -> Room:
    room.key_sealed, room.closed_at, room.closed_by = "", at, by
    room.save(update_fields=["key_sealed", "closed_at", "closed_by"])
    _note("closed", room, by, at)
    return room


def _free_number() -> str:
    """One that no open room has; two made at once are told apart by the constraint."""
    taken = set(Room.objects.open().values_list("number", flat=True))
    for _try in range(TRIES):
        number = str(secrets.randbelow(10**NUMBER_LENGTH)).zfill(NUMBER_LENGTH)
        if number not in taken:
            return number
    raise Refused(Reason("room-rooms-full"))


def _note(verb: str, room: Room, by: User, at: datetime) -> None:
    audit.record(
        f"workshops.room.{verb}",
        room,
        by=by,
        at=at,
        unit=room.slot.stage.workshop.unit,
        slot=room.slot.public_id,
    )
