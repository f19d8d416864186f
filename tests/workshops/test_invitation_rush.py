"""Several organisers paste the same list at once."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from participants.models import OrganisationUnit
from tests.factories import NOW
from tests.factories_plan import make_organiser, make_planned
from workshops.actions.invitation import invite
from workshops.models import Invitation, InvitationBody, Link, Seat
from workshops.rules.inviting import AskedUnit

NAMES = [f"Dinas Serentak {number}" for number in range(5)]


@pytest.mark.django_db(transaction=True)
def test_one_list_pasted_by_eight_at_once_for_two_bimtek_makes_each_unit_once():
    organiser = make_organiser()
    both = [make_planned(organiser), make_planned(organiser)]

    def paste(number):
        try:
            invite(
                workshop=both[number % 2],
                units=[AskedUnit(name) for name in NAMES],
                body=InvitationBody.UNIT,
                seats=2,
                by=organiser,
                at=NOW,
            )
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as people:
        list(people.map(paste, range(8)))

    assert OrganisationUnit.objects.filter(name__in=NAMES).count() == 5
    assert (Invitation.objects.count(), Link.objects.count(), Seat.objects.count()) == (10, 10, 20)
