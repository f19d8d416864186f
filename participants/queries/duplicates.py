"""Records that may be of one person: pairs with what they share, for HR to compare and decide."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from django.db.models import Count, F, QuerySet
from django.db.models.functions import Lower

from participants.models import DifferentPeople, Identifier, Person
from participants.models.scope import access_of
from participants.rules.names import matching_key

MOST = 200  # groups of one sign; HR decides them, and the next come up
Pair = tuple[int, int]


@dataclass(frozen=True)
class Likely:
    """Two records and what they share: "number", "name", "birth_date", "unit", "phone"."""

    first: Person
    second: Person
    shared: tuple[str, ...]


def likely_pairs(user: Any) -> list[Likely]:
    """Pairs among the people ``user`` is HR of, those with most in common first; without pairs that
    somebody said are two people. A fixed number of queries.

    Signs: the same digits as NIP and as NI PPPK; the same birth date and unit with a name that
    matches but for its spelling; the same name with the same birth date, unit or telephone.
    """
    people = Person.objects.living().filter(access_of(user).hr_q("home_unit__path"))
    found: set[Pair] = set()
    numbers = (
        Identifier.objects.filter(person__in=people.values("pk"))
        .exclude(value="")
        .order_by()
        .values("value")
        .annotate(times=Count("pk"))
        .filter(times__gt=1)
        .values("value")[:MOST]
    )
    same = Identifier.objects.filter(value__in=list(numbers.values_list("value", flat=True)))
    found |= _pairs_of(same.values_list("value", "person_id"))
    named = people.annotate(lowered=Lower("full_name"))
    for signs in (("lowered", "birth_date"), ("lowered", "home_unit_id"), ("lowered", "phone")):
        found |= _sharing(named, signs)
    found |= {pair for pair in _sharing(named, ("birth_date", "home_unit_id")) if pair not in found}
    known = people.select_related("home_unit", "current_employment").prefetch_related("identifiers")
    by_key = known.in_bulk({key for pair in found for key in pair})
    different = set(
        DifferentPeople.objects.filter(first__in=by_key).values_list("first_id", "second_id")
    )
    likely = []
    for one, other in sorted(found - different):
        if one in by_key and other in by_key:
            shared = shared_by(by_key[one], by_key[other])
            if ("number" in shared or "name" in shared) and _may_be_one(by_key[one], by_key[other]):
                likely.append(Likely(by_key[one], by_key[other], shared))
    likely.sort(key=lambda pair: (-len(pair.shared), pair.first.pk, pair.second.pk))
    return likely


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


def _may_be_one(one: Person, other: Person) -> bool:
    """Two numbers of one kind, or two birth dates, are two people."""
    mine, theirs = (
        {number.kind: number.lookup for number in person.identifiers.all()}  # type: ignore[attr-defined]
        for person in (one, other)
    )
    if any(mine[kind] != theirs[kind] for kind in mine.keys() & theirs.keys()):
        return False
    return not one.birth_date or not other.birth_date or one.birth_date == other.birth_date


def _sharing(people: QuerySet[Any], signs: tuple[str, str]) -> set[Pair]:
    """Pairs that agree in both signs, neither of them empty."""
    known = people
    if "birth_date" in signs:
        known = known.exclude(birth_date=None)
    if "phone" in signs:
        known = known.exclude(phone="")
    groups = list(
        known.order_by()
        .values(*signs)
        .annotate(times=Count("pk"))
        .filter(times__gt=1)
        .values_list(*signs)[:MOST]
    )
    if not groups:
        return set()
    firsts = {first for first, _second in groups}
    wanted = {tuple(map(str, group)) for group in groups}
    rows = known.filter(**{f"{signs[0]}__in": firsts}).values_list(*signs, F("pk"))
    return _pairs_of(
        (f"{first}|{second}", key)
        for first, second, key in rows
        if (str(first), str(second)) in wanted
    )


def _pairs_of(rows: Iterable[tuple[str, int]]) -> set[Pair]:
    groups: dict[str, set[int]] = {}
    for sign, key in rows:
        groups.setdefault(sign, set()).add(key)
    return {
        pair
        for keys in groups.values()
        # Twenty of one name in one place are no duplicates but a pattern of the file.
        if len(keys) <= 20
        for pair in combinations(sorted(keys), 2)
    }
