"""Makers for the room: a slot that is now, its room, people with a telephone."""

from datetime import UTC, datetime, timedelta
from typing import Any

from django.utils import timezone

from participants.models import User
from tests.factories import make_registration, make_workshop
from tests.factories_day import make_organiser
from workshops.actions.room import Told, check_in_self, open_room
from workshops.models import AttendanceSlot, Registration, Room, Workshop
from workshops.rules.room import code_at, step_of
from workshops.tokens import new_nonce

PHONE = "+6281234567890"


def hold_now(workshop: Workshop, now: datetime | None = None) -> AttendanceSlot:
    """The morning is now and not late yet; every other slot is far away."""
    now = now or timezone.now()
    slots = AttendanceSlot.objects.filter(stage__workshop=workshop)
    slots.exclude(kind="pagi").update(
        opens_at=now + timedelta(days=1),
        late_after=now + timedelta(days=1, hours=1),
        closes_at=now + timedelta(days=1, hours=2),
    )
    slots.filter(kind="pagi").update(
        opens_at=now - timedelta(hours=1),
        late_after=now + timedelta(hours=1),
        closes_at=now + timedelta(hours=2),
    )
    return slots.get(kind="pagi")


def make_guest_of_room(workshop: Workshop | None = None, **fields: Any) -> Registration:
    """Somebody who may check in, with a telephone number."""
    registration = make_registration(workshop or make_workshop(), **fields)
    registration.person.phone = PHONE
    registration.person.save(update_fields=["phone"])
    return registration


def make_room(workshop: Workshop, by: User | None = None, at: datetime | None = None) -> Room:
    """Switched on for the morning, which is now."""
    slot = hold_now(workshop, at)
    return open_room(slot=slot, by=by or make_organiser(workshop), at=at or timezone.now())


def code_of(room: Room, *, steps: int = 0, at: datetime | None = None) -> str:
    """The ten digits on the wall, so many steps ago."""
    step = step_of(at or timezone.now()) - steps
    return room.number + code_at(room.key(), step)


def arrive(room: Room, registration: Registration, **given: Any) -> Told:
    """Checks somebody in by the wall, as a claim unless ``given`` says otherwise."""
    at = given.pop("at", datetime.now(UTC))
    return check_in_self(
        **{
            "room": room,
            "registration": registration,
            "way": "declared",
            "nonce": new_nonce(),
            "read_at": at,
            "device": "",
            "address": "",
            "by": room.user,
            "at": at,
        }
        | given
    )
