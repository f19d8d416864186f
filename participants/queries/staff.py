"""Who is on record, as an import has to know it: flat, and for thousands at once."""

import hashlib
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Max

from participants.models import Employment, Identifier, MatchState, Person
from participants.rules.employment import Post

AT_ONCE = 5_000  # keys asked for in one statement
FIELDS = (
    "full_name",
    "title_prefix",
    "title_suffix",
    "sex",
    "birth_date",
    "phone",
    "email",
    "education",
)


@dataclass(slots=True)
class Recorded:
    """One person as recorded: own fields by name, numbers by kind (keyed hashes), open post."""

    person: int
    fields: dict[str, str | date | None]
    matched: bool
    home_path: str
    employment: int | None
    post: Post | None
    since: date | None
    ended_on: date | None = None
    home: int | None = None
    lookups: dict[str, str] = field(default_factory=dict)

    def fingerprint(self) -> str:
        """Changes whenever anything an import compares with has changed."""
        told = repr(
            (
                tuple(self.fields.values()),
                self.matched,
                self.employment,
                self.post,
                self.since,
                self.ended_on,
                sorted(self.lookups.items()),
            )
        )
        return hashlib.blake2s(told.encode(), digest_size=8).hexdigest()


def holders(lookups: Collection[str]) -> dict[str, int]:
    """Who holds each number: person's key by keyed hash."""
    found: dict[str, int] = {}
    for some in _portions(list(lookups)):
        rows = Identifier.objects.filter(lookup__among=some).values_list("lookup", "person_id")
        found.update(rows.iterator(chunk_size=AT_ONCE))
    return found


def recorded(people: Collection[int]) -> dict[int, Recorded]:
    """What is known of these people, by their key."""
    found: dict[int, Recorded] = {}
    for some in _portions(sorted(people)):
        rows = Person.objects.filter(pk__among=some).values_list(
            "pk",
            *FIELDS,
            "match_state",
            "home_unit__path",
            "home_unit_id",
            "current_employment_id",
            "current_employment__unit_id",
            "current_employment__status",
            "current_employment__rank",
            "current_employment__job_title",
            "current_employment__valid_from",
        )
        for key, *facts in rows.iterator(chunk_size=AT_ONCE):
            own, (state, path, home, employment, unit, status, rank, title, since) = (
                facts[: len(FIELDS)],
                facts[len(FIELDS) :],
            )
            found[key] = Recorded(
                person=key,
                fields=dict(zip(FIELDS, own, strict=True)),
                matched=state == MatchState.MATCHED,
                home_path=path,
                home=home,
                employment=employment,
                post=Post(unit, status, rank, title) if employment else None,
                since=since,
            )
        for key, kind, lookup in Identifier.objects.filter(person_id__among=some).values_list(
            "person_id", "kind", "lookup"
        ):
            found[key].lookups[kind] = lookup
        ended = Employment.objects.filter(person_id__among=some, valid_to__isnull=False)
        for key, last in ended.values_list("person_id").annotate(Max("valid_to")).order_by():
            found[key].ended_on = last
    return found


def without_numbers(root_path: str) -> Iterator[tuple[int, str, int]]:
    """(key, name, unit key) of HR's people in a Pemda who have neither NIP, NI PPPK nor NIK."""
    yield from (
        Person.objects.living()
        .filter(
            match_state=MatchState.MATCHED,
            home_unit__path__startswith=root_path,
            identifiers=None,
        )
        .order_by("pk")
        .values_list("pk", "full_name", "home_unit_id")
        .iterator(chunk_size=AT_ONCE)
    )


def _portions(keys: list) -> Iterator[list]:
    for start in range(0, len(keys), AT_ONCE):
        yield keys[start : start + AT_ONCE]
