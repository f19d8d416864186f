"""Who an unmatched person may be: suggestions with their reasons, for HR to decide."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q
from django.db.models.functions import Lower

from participants.models import MatchState, Person
from participants.models.sealed import lookup
from participants.rules.names import matching_key

MOST = 5
LEAST = 3
NUMBER_KINDS = ("nip", "ni_pppk", "nik")


@dataclass(frozen=True)
class Candidate:
    """Somebody on record, and what they share: "name", "phone", "unit"."""

    person: Person
    shared: tuple[str, ...]


@dataclass(frozen=True)
class Waiting:
    """Somebody not yet matched, likeliest candidates first."""

    person: Person
    candidates: tuple[Candidate, ...]


def waiting_with_candidates(people: Sequence[Person], user: Any) -> list[Waiting]:
    """For each of these (with ``home_unit``), whom ``user`` may see that it could be.

    Two queries however many. A candidate has the same name (spelling apart) in the same unit, the
    very same name in the Pemda, or the same telephone.
    """
    if not people:
        return []
    conditions = [Q(home_unit__in={person.home_unit_id for person in people})]
    for person in people:
        same = Q(lowered=person.full_name.lower())
        if person.phone:
            same |= Q(phone=person.phone)
        conditions.append(same & Q(home_unit__path__startswith=person.home_unit.root_path))
    known = (
        Person.objects.visible_to(user)
        .living()
        .filter(match_state=MatchState.MATCHED)
        .annotate(lowered=Lower("full_name"))
        .filter(reduce(or_, conditions))
        .select_related("home_unit", "current_employment")
        .prefetch_related("identifiers")
        .order_by("full_name", "pk")
    )
    keyed: list[tuple[str, Person]] = [(matching_key(person.full_name), person) for person in known]
    return [Waiting(person, _candidates(person, keyed)) for person in people]


def searched(words: str, *, like: Person, user: Any) -> Waiting:
    """Whom HR looks for by hand: a name's part, or a whole NIP, NI PPPK or NIK, in the same Pemda.

    At most ten; nobody for fewer than three characters.
    """
    words = " ".join(words.split())
    if len(words) < LEAST:
        return Waiting(like, ())
    digits = words.replace(" ", "")
    wanted = (
        Q(identifiers__lookup__in=[lookup(kind, digits) for kind in NUMBER_KINDS])
        if digits.isdigit()
        else Q(full_name__icontains=words)
    )
    known = (
        Person.objects.visible_to(user)
        .living()
        .filter(wanted, match_state=MatchState.MATCHED)
        .filter(home_unit__path__startswith=like.home_unit.root_path)
        .exclude(pk=like.pk)
        .distinct()
        .select_related("home_unit", "current_employment")
        .prefetch_related("identifiers")
        .order_by("full_name", "pk")
    )
    return Waiting(like, tuple(Candidate(person, ()) for person in known[: 2 * MOST]))


def _candidates(person: Person, keyed: Sequence[tuple[str, Person]]) -> tuple[Candidate, ...]:
    wanted = matching_key(person.full_name)
    found = []
    for key, known in keyed:
        if known.home_unit.root_path != person.home_unit.root_path:
            continue
        shared = []
        if key == wanted:
            shared.append("name")
        if person.phone and known.phone == person.phone:
            shared.append("phone")
        if shared and known.home_unit_id == person.home_unit_id:
            shared.append("unit")
        if shared:
            found.append(Candidate(known, tuple(shared)))
    found.sort(key=lambda candidate: (-len(candidate.shared), candidate.person.pk))
    return tuple(found[:MOST])
