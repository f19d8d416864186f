"""People, their numbers and their working life."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction

from participants.actions import audit
from participants.actions.totals import totalled
from participants.errors import Reason, Refused
from participants.models import (
    AccessGrant,
    Employment,
    Identifier,
    IdentifierKind,
    JobTitle,
    MatchState,
    OrganisationUnit,
    Person,
    User,
)
from participants.models.sealed import lookup, seal


@transaction.atomic
def create_person(
    *,
    full_name: str,
    home_unit: OrganisationUnit,
    by: User,
    at: datetime,
    matched: bool = False,
    **fields: Any,
) -> Person:
    """A new person; typed by an OPD they start as "belum dicocokkan" until HR matches them."""
    person = Person.objects.create(
        full_name=full_name,
        home_unit=home_unit,
        match_state=MatchState.MATCHED if matched else MatchState.UNMATCHED,
        created_at=at,
        created_by=by,
        **fields,
    )
    audit.record("participants.person.made", person, by=by, at=at, unit=home_unit)
    return person


@transaction.atomic
def add_identifier(*, person: Person, kind: str, digits: str, by: User, at: datetime) -> Identifier:
    """A NIP, NI PPPK (stored plain) or NIK (sealed) of this person, replacing an earlier one.

    Raises Refused when the number is somebody else's.
    """
    found = lookup(kind, digits)
    if Identifier.objects.filter(lookup=found).exclude(person=person).exists():
        raise Refused(Reason("identifier-taken"))
    plain = "" if kind == IdentifierKind.NIK else digits
    sealed = seal(digits) if kind == IdentifierKind.NIK else ""
    identifier, _created = Identifier.objects.update_or_create(
        person=person, kind=kind, defaults={"lookup": found, "value": plain, "sealed": sealed}
    )
    audit.record(
        "participants.person.identified", person, by=by, at=at, unit=person.home_unit, kind=kind
    )
    return identifier


def find_by_identifier(digits: str) -> Person | None:
    """Who holds this NIP, NI PPPK or NIK, or None; a merged record leads to the one that lives."""
    hashes = [lookup(kind, digits) for kind in IdentifierKind.values]
    row = Identifier.objects.filter(lookup__in=hashes).select_related("person__merged_into").first()
    if row is None:
        return None
    return row.person.merged_into or row.person


@transaction.atomic
def employ(
    *,
    person: Person,
    unit: OrganisationUnit,
    status: str,
    valid_from: date,
    by: User,
    at: datetime,
    rank: str = "",
    job: JobTitle | None = None,
    job_title: str = "",
    valid_to: date | None = None,
) -> Employment:
    """A new row of somebody's working life; the open one ends the day before.

    Raises Refused when it would overlap a row that begins on that day or later.
    """
    person = Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    later = person.employments.filter(valid_from__gte=valid_from).order_by("valid_from").first()
    if later is not None:
        raise Refused(Reason("overlapping-employment", start=later.valid_from.isoformat()))
    with totalled({person.pk}):
        ends = valid_from - timedelta(days=1)
        for earlier in person.employments.filter(valid_to=None) | person.employments.filter(
            valid_to__gte=valid_from
        ):
            earlier.valid_to = ends
            earlier.save(update_fields=["valid_to"])
        employment = Employment.objects.create(
            person=person,
            unit=unit,
            status=status,
            rank=rank,
            job=job,
            job_title=job_title or (job.name if job else ""),
            valid_from=valid_from,
            valid_to=valid_to,
        )
        person.current_employment, person.home_unit = employment, unit
        person.save(update_fields=["current_employment", "home_unit"])
    audit.record("participants.person.employed", person, by=by, at=at, unit=unit, status=status)
    return employment


@transaction.atomic
def grant(
    *,
    user: User,
    role: str,
    unit: OrganisationUnit,
    valid_from: date,
    by: User,
    at: datetime,
    with_subtree: bool = True,
    valid_to: date | None = None,
) -> AccessGrant:
    """A role for a unit, from a day on."""
    granted = AccessGrant.objects.create(
        user=user,
        role=role,
        unit=unit,
        with_subtree=with_subtree,
        valid_from=valid_from,
        valid_to=valid_to,
        granted_by=by,
        granted_at=at,
    )
    audit.record("participants.grant.given", granted, by=by, at=at, unit=unit, role=role)
    return granted


@transaction.atomic
def end_grant(*, grant: AccessGrant, last_day: date, by: User, at: datetime) -> AccessGrant:
    """The grant ends with ``last_day``."""
    granted = AccessGrant.objects.select_for_update(no_key=True).get(pk=grant.pk)
    granted.valid_to = max(last_day, granted.valid_from)
    granted.save(update_fields=["valid_to"])
    audit.record("participants.grant.ended", granted, by=by, at=at, unit=granted.unit)
    return granted
