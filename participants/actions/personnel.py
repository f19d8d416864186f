"""What HR enters by hand about one person, as one deed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from participants.actions import audit
from participants.actions.person import add_identifier, create_person, employ
from participants.models import OrganisationUnit, Person, User


@dataclass(frozen=True)
class Post:
    """Where somebody works from a day on."""

    unit: OrganisationUnit
    status: str
    valid_from: date
    rank: str = ""
    job_title: str = ""


@transaction.atomic
def add_person(
    *,
    fields: Mapping[str, Any],
    numbers: Mapping[str, str],
    post: Post,
    matched: bool,
    by: User,
    at: datetime,
) -> Person:
    """A new person with numbers (kind → digits) and a first employment.

    Raises Refused ("identifier-taken") when a number is somebody else's; then nobody is made.
    """
    person = create_person(home_unit=post.unit, matched=matched, by=by, at=at, **fields)
    for kind, digits in numbers.items():
        add_identifier(person=person, kind=kind, digits=digits, by=by, at=at)
    employ(
        person=person,
        unit=post.unit,
        status=post.status,
        rank=post.rank,
        job_title=post.job_title,
        valid_from=post.valid_from,
        by=by,
        at=at,
    )
    return person


@transaction.atomic
def change_person(
    *,
    person: Person,
    fields: Mapping[str, Any],
    numbers: Mapping[str, str],
    by: User,
    at: datetime,
) -> Person:
    """The person with these fields and numbers; what is not named stays as it is."""
    person = Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    changed = [name for name, value in fields.items() if getattr(person, name) != value]
    for name in changed:
        setattr(person, name, fields[name])
    if changed:
        person.save(update_fields=changed)
        audit.record(
            "participants.person.changed",
            person,
            by=by,
            at=at,
            unit=person.home_unit,
            fields=changed,
        )
    for kind, digits in numbers.items():
        add_identifier(person=person, kind=kind, digits=digits, by=by, at=at)
    return person
