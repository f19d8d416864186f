"""Writes the staff that a sheet brought: thousands of people in a handful of statements."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from participants.errors import Reason, Refused
from participants.models import (
    Employment,
    Identifier,
    IdentifierKind,
    ImportRow,
    ImportSession,
    JobTitle,
    MatchState,
    OrganisationUnit,
    Person,
    RowOutcome,
    User,
)
from participants.models.bulk import insert_rows, reserve_keys, update_rows
from participants.models.ids import new_public_id
from participants.queries.staff import FIELDS, Recorded, holders, recorded
from participants.rules.employment import Post, Step

AT_ONCE = 2_000
IDENTIFIER = ("person_id", "kind", "lookup", "value", "sealed")
EMPLOYMENT = (
    "id",
    "person_id",
    "unit_id",
    "status",
    "rank",
    "job_id",
    "job_title",
    "valid_from",
    "valid_to",
)
MENDED = tuple(name for name in EMPLOYMENT if name not in ("person_id", "valid_to"))


def jobs_by_name() -> dict[str, int]:
    """The reference list of posts, by small letters."""
    return {name.casefold(): key for key, name in JobTitle.objects.values_list("pk", "name")}


def write(*, session: ImportSession, by: User, at: datetime) -> list[int]:
    """New people with numbers and posts, then what changed of those on record, which is noted so that
    it can be restored; the keys of the new.

    Raises Refused ("import-outdated") when somebody's record is no longer what the preview showed.
    """
    # Whoever else imports into this Pemda waits, so that nobody is made twice.
    OrganisationUnit.objects.select_for_update(no_key=True).get(pk=session.unit_id)
    jobs = jobs_by_name()
    made: list[int] = []
    for rows in portions(session, RowOutcome.NEW):
        made += _insert([values for _key, _target, values in rows], jobs, by=by, at=at)
    for rows in portions(session, RowOutcome.CHANGED):
        _update(rows, jobs)
    return made


def portions(
    session: ImportSession, outcome: str
) -> Iterator[list[tuple[int, int | None, dict[str, Any]]]]:
    """The lines of one outcome, some thousands at a time: (key, target, values) each."""
    rows = session.rows.filter(outcome=outcome).order_by("pk")
    start = 0
    while True:
        # By key, not by a cursor: what is written in between would end a cursor on SQLite.
        portion = list(rows.filter(pk__gt=start).values_list("pk", "target_id", "values")[:AT_ONCE])
        if not portion:
            return
        start = portion[-1][0]
        yield portion


def _insert(
    rows: list[dict[str, Any]], jobs: dict[str, int], *, by: User, at: datetime
) -> list[int]:
    lookups = [v[key] for v in rows for key in ("lookup", "nik_lookup") if key in v]
    if holders(lookups):
        raise Refused(Reason("import-outdated"))
    people = reserve_keys(Person, len(rows))
    posts = reserve_keys(Employment, len(rows))
    insert_rows(
        Person,
        (
            "id",
            "public_id",
            *FIELDS,
            "home_unit_id",
            "current_employment_id",
            "match_state",
            "created_at",
            "created_by_id",
        ),
        (
            (
                person,
                new_public_id(),
                *_own(values, None),
                values["unit"],
                post,
                MatchState.MATCHED.value,
                at,
                by.pk,
            )
            for person, post, values in zip(people, posts, rows, strict=True)
        ),
    )
    insert_rows(
        Employment,
        EMPLOYMENT,
        (
            _employment(post, person, values, jobs)
            for person, post, values in zip(people, posts, rows, strict=True)
        ),
    )
    insert_rows(
        Identifier,
        IDENTIFIER,
        (
            number
            for person, values in zip(people, rows, strict=True)
            for number in _numbers(person, values)
        ),
    )
    return people


def _update(rows: list[tuple[int, int | None, dict[str, Any]]], jobs: dict[str, int]) -> None:
    known = recorded({target for _key, target, _values in rows if target})
    changed = []
    for _key, target, values in rows:
        record = known.get(target or 0)
        if record is None or record.fingerprint() != values["seen"]:
            raise Refused(Reason("import-outdated"))
        changed.append((record, values))
    fresh = [pair for pair in changed if values_step(pair[1]) in (Step.FIRST, Step.NEXT)]
    mended = [pair for pair in changed if values_step(pair[1]) is Step.CORRECT]
    _close([pair for pair in fresh if pair[0].employment])
    posts = reserve_keys(Employment, len(fresh))
    current = {record.person: record.employment for record, _values in changed}
    current.update((record.person, post) for post, (record, _v) in zip(posts, fresh, strict=True))
    insert_rows(
        Employment,
        EMPLOYMENT,
        (
            _employment(post, record.person, values, jobs)
            for post, (record, values) in zip(posts, fresh, strict=True)
        ),
    )
    update_rows(
        Employment,
        MENDED,
        (
            (row[0], *row[2:8])
            for record, values in mended
            if (row := _employment(record.employment or 0, record.person, values, jobs))
        ),
    )
    update_rows(
        Person,
        ("id", *FIELDS, "home_unit_id", "current_employment_id", "match_state"),
        (
            (
                record.person,
                *_own(values, record),
                values["unit"],
                current[record.person],
                MatchState.MATCHED.value,
            )
            for record, values in changed
        ),
    )
    insert_rows(
        Identifier,
        IDENTIFIER,
        (
            number
            for record, values in changed
            for number in _numbers(record.person, values)
            if number[1] not in record.lookups
        ),
    )
    update_rows(
        ImportRow,
        ("id", "undo"),
        (
            (row[0], _undo(record, values, current[record.person]))
            for row, (record, values) in zip(rows, changed, strict=True)
        ),
    )


def _undo(record: Recorded, values: dict[str, Any], post: int | None) -> dict[str, Any]:
    """What the record was, and by what it is known that nobody changed it since."""
    old = record.post
    return {
        "fields": [str(value) if value else "" for value in record.fields.values()],
        "home": record.home,
        "matched": record.matched,
        "employment": record.employment,
        "post": [old.unit, old.status, old.rank, old.job_title] if old else None,
        "since": record.since.isoformat() if record.since else None,
        "numbers": [kind for _p, kind, *_rest in _numbers(0, values) if kind not in record.lookups],
        "after": expected(values, record, post).fingerprint(),
    }


def expected(values: dict[str, Any], record: Recorded | None, post: int | None) -> Recorded:
    """The record as it is once these values were written, over what it was."""
    begins = date.fromisoformat(values["valid_from"])
    ended = record.ended_on if record else None
    if record and values_step(values) is Step.NEXT:
        ended = begins - timedelta(days=1)
    lookups = dict(record.lookups) if record else {}
    for _person, kind, found, *_rest in _numbers(0, values):
        lookups.setdefault(kind, found)
    return Recorded(
        person=record.person if record else 0,
        fields=dict(zip(FIELDS, _own(values, record), strict=True)),
        matched=True,
        home_path="",
        employment=post,
        post=Post(values["unit"], values["status"], values["rank"], values["job_title"]),
        since=begins,
        ended_on=ended,
        lookups=lookups,
    )


def _close(pairs: list[tuple[Recorded, dict[str, Any]]]) -> None:
    """The open posts end the day before the new ones begin."""
    update_rows(
        Employment,
        ("id", "valid_to"),
        (
            (record.employment, date.fromisoformat(values["valid_from"]) - timedelta(days=1))
            for record, values in pairs
        ),
    )


def values_step(values: dict[str, Any]) -> Step:
    return Step(values["step"])


def _own(values: dict[str, Any], record: Recorded | None) -> Iterator[Any]:
    """The person's own fields in the order of FIELDS: from the sheet, else as recorded."""
    for name in FIELDS:
        value = values.get(name) or (record.fields[name] if record else None)
        if name == "birth_date":
            yield date.fromisoformat(value) if isinstance(value, str) else value
        else:
            yield value or ""


def _employment(
    key: int, person: int, values: dict[str, Any], jobs: dict[str, int]
) -> tuple[Any, ...]:
    title = values["job_title"]
    return (
        key,
        person,
        values["unit"],
        values["status"],
        values["rank"],
        jobs.get(title.casefold()),
        title,
        date.fromisoformat(values["valid_from"]),
        None,
    )


def _numbers(person: int, values: dict[str, Any]) -> Iterator[tuple[int, str, str, str, str]]:
    if "digits" in values:
        yield person, values["kind"], values["lookup"], values["digits"], ""
    if "nik" in values:
        yield person, IdentifierKind.NIK.value, values["nik_lookup"], "", values["nik"]
