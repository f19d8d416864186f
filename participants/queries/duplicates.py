"""Records that may be of one person: pairs with what they share, for HR to compare and decide."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import F
from django.db.models.functions import Lower

from participants.models import Person
from participants.models.scope import access_of
from participants.rules.names import matching_key

MOST = 200  # pairs shown; HR decides them, and the next come up
LOOKED_AT = 20_000  # pairs of one sign that are compared by name here
TOO_MANY = 20
Pair = tuple[int, int]

# Everybody the user is HR of, and of them who has no NIP. Two NIP are two people, and only one of them
# can hold a number: so of every pair one has no NIP, and that side is the small one.
_MINE = """
WITH mine(id, name, birth_date, unit_id, phone) AS NOT MATERIALIZED ({people}),
lacking AS (
    SELECT m.* FROM mine m WHERE NOT EXISTS (
        SELECT 1 FROM participants_identifier n WHERE n.person_id = m.id AND n.kind = 'nip'
    )
)"""
# Not two birth dates, not two numbers of one kind, and nobody said that they are two people.
_MAY_BE_ONE = """
(a.birth_date IS NULL OR b.birth_date IS NULL OR a.birth_date = b.birth_date)
AND NOT EXISTS (
    SELECT 1 FROM participants_identifier x JOIN participants_identifier y ON y.kind = x.kind
    WHERE x.person_id = a.id AND y.person_id = b.id AND x.lookup <> y.lookup
)
AND NOT EXISTS (
    SELECT 1 FROM participants_differentpeople d
    WHERE (d.first_id = a.id AND d.second_id = b.id) OR (d.first_id = b.id AND d.second_id = a.id)
)"""
_SIGNS = (
    # The same name with the same birth date, unit or telephone.
    """a.name = b.name AND (a.birth_date = b.birth_date OR a.unit_id = b.unit_id
        OR (a.phone <> '' AND a.phone = b.phone))""",
    # The same birth date and unit; the names are compared but for their spelling.
    "a.birth_date = b.birth_date AND a.unit_id = b.unit_id AND a.name <> b.name",
)
_PAIRS = """{mine}
SELECT a.id, b.id, a.name, b.name FROM lacking a JOIN mine b ON b.id <> a.id AND {sign}
WHERE {may_be_one}
LIMIT %s"""
# The same digits as NIP and as NI PPPK.
_DIGITS = """{mine}
SELECT a.id, b.id, '', '' FROM lacking a
JOIN participants_identifier i ON i.person_id = a.id AND i.value <> ''
JOIN participants_identifier j ON j.value = i.value AND j.person_id <> i.person_id
JOIN mine b ON b.id = j.person_id
WHERE {may_be_one}
LIMIT %s"""


@dataclass(frozen=True)
class Likely:
    """Two records and what they share: "number", "name", "birth_date", "unit", "phone"."""

    first: Person
    second: Person
    shared: tuple[str, ...]


def likely_pairs(user: Any) -> list[Likely]:
    """Pairs among the people ``user`` is HR of, those with most in common first; without pairs that
    somebody said are two people, or whose numbers or birth dates say so. A fixed number of queries.

    Signs: the same digits as NIP and as NI PPPK; the same birth date and unit with a name that
    matches but for its spelling; the same name with the same birth date, unit or telephone.
    """
    people = Person.objects.living().filter(access_of(user).hr_q("home_unit__path")).order_by()
    found: dict[Pair, None] = {}
    for statement in (_DIGITS, *(_PAIRS.replace("{sign}", sign) for sign in _SIGNS)):
        found |= dict.fromkeys(_not_of_many(_asked(statement, people)))
        if len(found) >= MOST:
            break
    known = people.select_related("home_unit", "current_employment").prefetch_related("identifiers")
    chosen = list(found)[:MOST]
    by_key = known.in_bulk({key for pair in chosen for key in pair})
    likely = [
        Likely(by_key[one], by_key[other], shared_by(by_key[one], by_key[other]))
        for one, other in chosen
        if one in by_key and other in by_key
    ]
    likely.sort(key=lambda pair: (-len(pair.shared), pair.first.pk, pair.second.pk))
    return likely


def _asked(statement: str, people: Any) -> list[tuple[int, int, str, str]]:
    rows = people.values_list("pk", Lower("full_name"), "birth_date", F("home_unit_id"), "phone")
    sql, params = rows.query.sql_with_params()
    asked = statement.format(mine=_MINE.format(people=sql), may_be_one=_MAY_BE_ONE)
    with connection.cursor() as cursor:
        # Only our own text and Django's is put together; what a person wrote is in the parameters.
        cursor.execute(asked, [*params, LOOKED_AT])
        return cursor.fetchall()


def _not_of_many(rows: Iterable[tuple[int, int, str, str]]) -> Iterator[Pair]:
    """Each pair once. Twenty of one name in one place are no duplicates but a pattern of the file."""
    pairs = {
        (min(one, other), max(one, other))
        for one, other, name, also in rows
        if name == also or matching_key(name) == matching_key(also)
    }
    times = Counter(key for pair in pairs for key in pair)
    return (pair for pair in sorted(pairs) if max(times[key] for key in pair) < TOO_MANY)


def shared_by(one: Person, other: Person) -> tuple[str, ...]:
    """What two records have in common."""
    mine, theirs = (
        {number.value for number in person.identifiers.all() if number.value}  # type: ignore[attr-defined]
        for person in (one, other)
    )
    shared = ["number"] if mine & theirs else []
    if matching_key(one.full_name) == matching_key(other.full_name):
        shared.append("name")
    if one.birth_date and one.birth_date == other.birth_date:
        shared.append("birth_date")
    if one.home_unit_id == other.home_unit_id:
        shared.append("unit")
    if one.phone and one.phone == other.phone:
        shared.append("phone")
    return tuple(shared)
