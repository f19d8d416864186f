"""People named by a decree (Lampiran SK): admitted as they were pasted, all or none."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from participants.errors import Reason, Refused
from participants.models import User
from participants.rules.pasting import PersonLine
from workshops.actions.invitation import change_seats, invite
from workshops.actions.registration import name_person
from workshops.models import Delegation, Invitation, InvitationBody, Registration, Workshop
from workshops.queries.invitation import units_by_key
from workshops.rules.inviting import AskedUnit, unit_key


@transaction.atomic
def admit_by_decree(
    *, workshop: Workshop, unit_name: str, people: Sequence[PersonLine], by: User, at: datetime
) -> list[Registration]:
    """Registers these people as sent by the unit of that name (made when it is not known), each with
    a seat to the end.

    Refused: nobody-invited, workshop-closed, and what naming a person is refused for (already
    registered, quota full, a number that cannot be one); then nobody is admitted.
    """
    if not people:
        raise Refused(Reason("nobody-invited"))
    invite(
        workshop=workshop,
        units=[AskedUnit(unit_name)],
        body=InvitationBody.DECREE,
        seats=1,
        by=by,
        at=at,
    )
    unit = units_by_key(workshop.unit.root_path, workshop.unit.localdate(at))[unit_key(unit_name)]
    invitation = Invitation.objects.select_related("workshop__unit", "unit").get(
        workshop=workshop, unit=unit, body=InvitationBody.DECREE
    )
    held = Delegation.objects.filter(seat__invitation=invitation, ended_at=None)
    taken = held.values("seat").distinct().count()
    free = invitation.seats.count() - taken
    if free < len(people):
        change_seats(
            invitation=invitation,
            seats=invitation.seats.count() + len(people) - free,
            by=by,
            at=at,
        )
    return [
        name_person(
            invitation=invitation,
            full_name=str(person.name),
            nip=person.identity.value if person.identity else "",
            job_title=person.job,
            phone=person.phone or "",
            by=by,
            at=at,
        )
        for person in people
    ]
