"""Naming people for the seats of a unit."""

import pytest

from participants.actions.person import add_identifier
from participants.errors import Reason, Refused
from participants.models import IdentifierKind, MatchState
from tests.at_once import at_once
from tests.factories import (
    make_invitation,
    make_person,
    make_system,
    make_user,
    make_workshop,
)
from workshops.actions.registration import confirm_name, name_person, withdraw
from workshops.models import Registration, RegistrationState, WorkshopState

NIP = "198609262015051001"


def name(invitation, full_name="Sari Wulandari", *, now, **told):
    return name_person(invitation=invitation, full_name=full_name, by=make_system(), at=now, **told)


@pytest.mark.django_db
def test_a_typed_person_unknown_to_hr_waits_to_be_matched(now):
    invitation = make_invitation(make_workshop())

    registration = name(invitation, "Dr. Sari Wulandari, M.T.", now=now, job_title="Perencana")

    assert registration.person.match_state == MatchState.UNMATCHED
    assert registration.person.full_name == "Sari Wulandari"
    assert registration.printed_name == "Dr. Sari Wulandari, M.T."
    assert registration.printed_post == "Perencana"
    assert registration.links.count() == 1


@pytest.mark.django_db
def test_a_nip_that_hr_knows_finds_the_person(now):
    invitation = make_invitation(make_workshop())
    person = make_person(invitation.unit)
    add_identifier(person=person, kind=IdentifierKind.NIP, digits=NIP, by=make_system(), at=now)

    registration = name(invitation, "sari w", nip="19860926 201505 1 001", now=now)

    assert registration.person == person


@pytest.mark.django_db
def test_a_nip_that_cannot_be_one_is_refused_and_nobody_is_made(now):
    invitation = make_invitation(make_workshop())

    with pytest.raises(Refused):
        name(invitation, nip="123", now=now)

    assert not Registration.objects.exists()


@pytest.mark.django_db
def test_a_unit_cannot_name_more_people_than_it_has_seats(now):
    invitation = make_invitation(make_workshop(), seats=1)
    name(invitation, now=now)

    with pytest.raises(Refused) as refusal:
        name(invitation, "Budi Santoso", now=now)

    assert refusal.value.reasons[0].code == "no-free-seat"


@pytest.mark.django_db
def test_nobody_is_registered_twice(now):
    workshop = make_workshop()
    person = make_person()
    name(make_invitation(workshop), person.full_name, person=person, now=now)

    with pytest.raises(Refused) as refusal:
        name(make_invitation(workshop), person.full_name, person=person, now=now)

    assert refusal.value.reasons == (Reason("already-registered", name=person.full_name),)


@pytest.mark.django_db
def test_a_closed_workshop_takes_nobody(now):
    workshop = make_workshop(state=WorkshopState.CLOSED, closed_at=now, closed_by=make_system())

    with pytest.raises(Refused):
        name(make_invitation(workshop), now=now)


@pytest.mark.django_db
def test_withdrawing_frees_the_seat_and_kills_the_link(now):
    invitation = make_invitation(make_workshop(), seats=1)
    leaving = name(invitation, now=now)

    withdraw(registration=leaving, reason="Dimutasi", by=make_user(), at=now)
    coming = name(invitation, "Budi Santoso", now=now)

    leaving.refresh_from_db()
    assert leaving.state == RegistrationState.WITHDRAWN
    assert leaving.links.filter(revoked_at=None).count() == 0
    assert coming.state == RegistrationState.CONFIRMED


@pytest.mark.django_db
def test_withdrawing_twice_is_refused(now):
    leaving = name(make_invitation(make_workshop()), now=now)
    withdraw(registration=leaving, reason="Dimutasi", by=make_user(), at=now)

    with pytest.raises(Refused):
        withdraw(registration=leaving, reason="Dimutasi", by=make_user(), at=now)


@pytest.mark.django_db
def test_a_confirmed_name_says_when_and_by_whom(now):
    registration = name(make_invitation(make_workshop()), now=now)
    herself = registration.links.get().user

    confirm_name(registration=registration, printed_name=" Sari  W., S.T. ", by=herself, at=now)

    registration.refresh_from_db()
    assert registration.printed_name == "Sari W., S.T."
    assert (registration.confirmed_at, registration.confirmed_by) == (now, herself)


@pytest.mark.django_db(transaction=True)
def test_thirty_two_at_once_for_the_last_seat_leave_one_registration(now):
    invitation = make_invitation(make_workshop(), seats=1)
    make_system()

    answers = at_once(32, lambda number: name(invitation, f"Orang {number}", now=now))

    registered = [answer for answer in answers if isinstance(answer, Registration)]
    refused = [answer for answer in answers if isinstance(answer, Refused)]
    assert (len(registered), len(refused)) == (1, 31)
    assert Registration.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_thirty_two_units_at_once_for_the_last_place_leave_one_registration(now):
    workshop = make_workshop(places=1)
    invitations = [make_invitation(workshop) for _unit in range(32)]

    answers = at_once(32, lambda number: name(invitations[number], f"Orang {number}", now=now))

    refused = [answer for answer in answers if isinstance(answer, Refused)]
    assert len(refused) == 31
    assert Registration.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("told", "code"),
    [
        ({"full_name": "W" * 151}, "name-too-long"),
        ({"full_name": "Budi", "job_title": "J" * 151}, "post-too-long"),
    ],
)
def test_what_no_column_holds_is_refused_on_every_database(told, code, now):
    invitation = make_invitation(make_workshop())

    with pytest.raises(Refused) as refusal:
        name(invitation, now=now, **told)

    assert [reason.code for reason in refusal.value.reasons] == [code]
    assert not Registration.objects.exists()
