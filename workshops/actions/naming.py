"""Naming several people for a unit in one go: all of them, or nobody."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from participants.errors import Reason, Refused
from participants.models import User
from workshops.actions.locking import changeable
from workshops.actions.registration import Named, name_person
from workshops.models import Invitation, Registration


@transaction.atomic
def name_people(
    *, invitation: Invitation, people: Sequence[Named], by: User, at: datetime
) -> list[Registration]:
    """Gives each of them a free seat of the unit, in the order given.

    Refused as ``name_person``, with a reason for everybody it concerns, and then nobody is named;
    naming-nobody when the list is empty.
    """
    if not people:
        raise Refused(Reason("naming-nobody"))
    changeable(invitation.workshop)
    made: list[Registration] = []
    reasons: list[Reason] = []
    for one in people:
        try:
            made.append(
                name_person(
                    invitation=invitation,
                    full_name=one.full_name,
                    nip=one.nip,
                    job_title=one.job_title,
                    phone=one.phone,
                    person=one.person,
                    by=by,
                    at=at,
                )
            )
        except Refused as refusal:
            reasons += [reason for reason in refusal.reasons if reason not in reasons]
    if reasons:
        raise Refused(*reasons)
    return made
