"""Naming people for the seats of a unit, and everything that may become of that."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from participants.actions import audit
from participants.actions.person import add_identifier, create_person, find_by_identifier
from participants.errors import Reason, Refused
from participants.models import (
    Employment,
    IdentifierKind,
    MatchState,
    OrganisationUnit,
    Person,
    User,
)
from participants.models.sealed import lookup, seal
from participants.rules.identity import read_identifier
from participants.rules.names import matching_key, split_titles
from workshops import tokens
from workshops.actions.link import Target, issue_links
from workshops.actions.locking import changeable
from workshops.models import (
    Delegation,
    Invitation,
    LinkKind,
    Registration,
    RegistrationKind,
    RegistrationState,
    RegistrationStep,
    Seat,
    Workshop,
)


@dataclass(frozen=True)
class Named:
    """One person as told by the unit; ``person`` where picked from HR's list."""

    full_name: str
    nip: str = ""
    job_title: str = ""
    phone: str = ""
    person: Person | None = None


LONGEST_POST = 150  # characters, as papers have room for


@transaction.atomic
def name_person(
    *,
    invitation: Invitation,
    full_name: str,
    by: User,
    at: datetime,
    nip: str = "",
    job_title: str = "",
    phone: str = "",
    person: Person | None = None,
    seat: Seat | None = None,
    kind: str = RegistrationKind.PARTICIPANT,
) -> Registration:
    """Gives a person the unit's first free seat (or ``seat``) to the end of the Bimtek.

    ``person`` is one picked from HR's list; otherwise the NIP finds them, and whoever is unknown
    becomes a person "belum dicocokkan" of the unit. ``full_name`` may carry titles.
    Raises Refused: closed, invitation withdrawn, no seat free, quota full, already registered,
    a NIP that cannot be one.
    """
    workshop = changeable(invitation.workshop)
    invitation = Invitation.objects.select_related("unit").get(pk=invitation.pk)
    if invitation.withdrawn_at is not None:
        raise Refused(Reason("invitation-withdrawn"))
    seat = _free_seat(invitation, seat)
    _refuse_beyond_places(workshop)
    person = person or find_or_create(invitation.unit, full_name, nip, phone, by, at)
    registration = register_person(
        workshop=workshop,
        unit=invitation.unit,
        person=person,
        printed_name=printed_name_of(person, full_name),
        job_title=job_title,
        kind=kind,
        by=by,
        at=at,
    )
    Delegation.objects.create(
        seat=seat,
        registration=registration,
        first_stage=seat.first_stage,
        last_stage=seat.last_stage,
        made_at=at,
        made_by=by,
    )
    return registration


def _free_seat(invitation: Invitation, wanted: Seat | None) -> Seat:
    held = Delegation.objects.filter(seat__invitation=invitation, ended_at=None)
    taken = set(held.values_list("seat_id", flat=True))
    if wanted is not None:
        if wanted.pk in taken or wanted.invitation_id != invitation.pk:
            raise Refused(Reason("seat-taken"))
        return wanted
    for seat in invitation.seats.order_by("ordinal"):
        if seat.pk not in taken:
            return seat
    raise Refused(Reason("no-free-seat", unit=str(invitation.unit), seats=invitation.seats.count()))


def _refuse_beyond_places(workshop: Workshop) -> None:
    if workshop.places is not None:
        people = workshop.registrations.live().participants().count()
        if people >= workshop.places:
            raise Refused(Reason("workshop-full", places=workshop.places))


def printed_name_of(person: Person, typed: str) -> str:
    """The typed name keeps its titles; a bare one takes those that are on record.

    A name other than the one on record stays as typed: a number that belongs to somebody else must
    not tell whoever typed it whose it is.
    """
    read = split_titles(typed)
    if not typed.strip():
        return person.printed_name()
    alike = matching_key(typed) == matching_key(person.full_name)
    if read.prefix or read.suffix or not alike:
        return " ".join(typed.split())
    return person.printed_name()


def find_or_create(
    unit: OrganisationUnit, typed: str, nip: str, phone: str, by: User, at: datetime
) -> Person:
    """The person of this NIP, or an unmatched namesake of the unit, or a new unmatched person."""
    if not typed.strip():
        raise Refused(Reason("name-missing"))
    identity = None
    if nip.strip():
        identity, reasons = read_identifier(nip)
        if identity is None:
            raise Refused(*reasons)
        known = find_by_identifier(identity.value)
        if known is not None:
            return known
    name = split_titles(typed)
    _refuse_too_long(full_name=name.name, title_prefix=name.prefix, title_suffix=name.suffix)
    if identity is None:
        waiting = Person.objects.living().filter(
            home_unit=unit, match_state=MatchState.UNMATCHED, identifiers=None
        )
        alike = [one for one in waiting if matching_key(one.full_name) == matching_key(name.name)]
        if len(alike) == 1:
            return alike[0]
    person = create_person(
        full_name=name.name,
        title_prefix=name.prefix,
        title_suffix=name.suffix,
        home_unit=unit,
        phone=phone,
        by=by,
        at=at,
    )
    if identity is not None:
        kind = IdentifierKind(identity.kind)
        add_identifier(person=person, kind=kind, digits=identity.value, by=by, at=at)
    return person


def _refuse_too_long(**written: str) -> None:
    """SQLite would keep any length, PostgreSQL none that is over: say so before either."""
    for field, text in written.items():
        most = getattr(Person._meta.get_field(field), "max_length", None)
        if most is not None and len(text) > most:
            raise Refused(Reason("name-too-long", most=most))


def register_person(
    *,
    workshop: Workshop,
    unit: OrganisationUnit,
    person: Person,
    printed_name: str,
    by: User,
    at: datetime,
    job_title: str = "",
    kind: str = RegistrationKind.PARTICIPANT,
) -> Registration:
    """A registration with its own check-in code and personal link; holds no seat yet.

    Call with the Bimtek locked. Raises Refused when the person is registered already.
    """
    if workshop.registrations.live().filter(person=person).exists():
        raise Refused(Reason("already-registered", name=printed_name))
    if len(job_title) > LONGEST_POST:
        raise Refused(Reason("post-too-long", most=LONGEST_POST))
    employment: Employment | None = (
        person.employments.in_force_on(workshop.unit.localdate(at)).order_by("-valid_from").first()
    )
    # What is on record goes on paper with the name on record alone (see ``printed_name_of``).
    written = employment if matching_key(printed_name) == matching_key(person.full_name) else None
    code = tokens.new_check_in_code()
    registration = Registration.objects.create(
        workshop=workshop,
        person=person,
        unit=unit,
        employment=employment,
        kind=kind,
        printed_name=printed_name,
        printed_rank=written.rank if written else "",
        printed_post=job_title or (written.job_title if written else ""),
        code_lookup=lookup("check-in", code),
        code_sealed=seal(code),
        registered_at=at,
        registered_by=by,
    )
    step(registration=registration, state=RegistrationState.CONFIRMED, reason="", by=by, at=at)
    issue_links(
        workshop=workshop,
        kind=LinkKind.PARTICIPANT,
        targets=[Target(printed_name, registration=registration)],
        by=by,
        at=at,
    )
    audit.record("workshops.registration.made", registration, by=by, at=at, unit=unit)
    return registration


def step(*, registration: Registration, state: str, reason: str, by: User, at: datetime) -> None:
    """Notes how a registration came to its state."""
    RegistrationStep.objects.create(
        registration=registration, state=state, reason=reason, at=at, by=by
    )


@transaction.atomic
def withdraw(*, registration: Registration, reason: str, by: User, at: datetime) -> Registration:
    """The person will not come any more; their seats are free for the unit again, what they have
    attended stays. Raises Refused when they are not registered any more or no reason is given."""
    workshop = changeable(registration.workshop)
    registration = Registration.objects.select_for_update(no_key=True).get(pk=registration.pk)
    if registration.state != RegistrationState.CONFIRMED:
        raise Refused(Reason("not-registered"))
    if not reason.strip():
        raise Refused(Reason("reason-required"))
    registration.state = RegistrationState.WITHDRAWN
    registration.save(update_fields=["state"])
    step(registration=registration, state=registration.state, reason=reason, by=by, at=at)
    Delegation.objects.filter(registration=registration, ended_at=None).update(
        ended_at=at, ended_by=by
    )
    for link in registration.links.filter(revoked_at=None):
        link.revoked_at, link.revoked_by = at, by
        link.save(update_fields=["revoked_at", "revoked_by"])
    audit.record("workshops.registration.withdrawn", registration, by=by, at=at, unit=workshop.unit)
    return registration


@transaction.atomic
def confirm_name(
    *,
    registration: Registration,
    printed_name: str,
    by: User,
    at: datetime,
    printed_rank: str | None = None,
    printed_post: str | None = None,
) -> Registration:
    """What papers will say, as the person themself has read and confirmed it."""
    changeable(registration.workshop)
    registration = Registration.objects.select_for_update(no_key=True).get(pk=registration.pk)
    if registration.state != RegistrationState.CONFIRMED:
        raise Refused(Reason("not-registered"))
    name = " ".join(printed_name.split())
    if not name:
        raise Refused(Reason("name-missing"))
    registration.printed_name = name[:250]
    if printed_rank is not None:
        registration.printed_rank = printed_rank[:60]
    if printed_post is not None:
        registration.printed_post = printed_post[:150]
    registration.confirmed_at, registration.confirmed_by = at, by
    registration.save()
    audit.record("workshops.registration.name_confirmed", registration, by=by, at=at)
    return registration
