"""Officials and guests who are only ticked: no QR, no JP."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from participants.actions import audit
from participants.errors import Reason, Refused
from participants.models import User
from workshops.actions.locking import changeable
from workshops.models import Guest, Workshop


@transaction.atomic
def add_guests(
    *, workshop: Workshop, guests: Sequence[tuple[str, str]], by: User, at: datetime
) -> list[Guest]:
    """Names with positions; who is on the list already is left as they are. Refused:
    workshop-closed, nobody-invited."""
    workshop = changeable(workshop)
    there = {name.casefold() for name in workshop.guests.values_list("name", flat=True)}
    fresh = {
        name.casefold(): Guest(workshop=workshop, name=name, position=position)
        for name, position in guests
        if name and name.casefold() not in there
    }
    if not fresh:
        raise Refused(Reason("nobody-invited"))
    made = Guest.objects.bulk_create(fresh.values())
    audit.record("workshops.guest.added", workshop, by=by, at=at, count=len(made))
    return made


@transaction.atomic
def remove_guest(*, guest: Guest, by: User, at: datetime) -> None:
    """The guest is not on the list any more. Refused: workshop-closed; guest-was-there when they
    were ticked at a slot."""
    workshop = changeable(guest.workshop)
    if guest.ticked_slots.exists():
        raise Refused(Reason("guest-was-there"))
    audit.record("workshops.guest.removed", workshop, by=by, at=at)
    guest.delete()
