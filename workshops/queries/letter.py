"""Surat tugas unit by unit: received, to follow, none."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from participants.models import OrganisationUnit
from workshops.models import AssignmentLetter, LetterState, Registration, Workshop


@dataclass(frozen=True)
class LetterRow:
    """One unit with its people. ``state``: none, part (somebody has no letter), to_follow,
    received; ``overdue``: a promised date has passed."""

    unit: OrganisationUnit
    people: tuple[Registration, ...]
    letters: tuple[AssignmentLetter, ...]
    uncovered: tuple[Registration, ...]
    state: str
    overdue: bool

    @property
    def covered(self) -> int:
        return len(self.people) - len(self.uncovered)


_FIRST = {"none": 0, "part": 1, "to_follow": 2, "received": 3}


def letter_rows(workshop: Workshop, *, user: Any, today: date) -> list[LetterRow]:
    """Every unit with people in the Bimtek, those without a letter on top, in three queries."""
    people = defaultdict(list)
    for one in (
        Registration.objects.visible_to(user)
        .filter(workshop=workshop)
        .live()
        .participants()
        .select_related("unit")
        .order_by("unit__name", "printed_name", "pk")
    ):
        people[one.unit].append(one)
    letters = defaultdict(list)
    for letter in (
        workshop.letters.filter(unit__in=people)
        .select_related("stage", "file")
        .prefetch_related("registrations")
        .order_by("stage__order", "pk")
    ):
        letters[letter.unit_id].append(letter)
    rows = [
        _row(unit, tuple(named), tuple(letters[unit.pk]), today) for unit, named in people.items()
    ]
    return sorted(rows, key=lambda row: _FIRST[row.state])


def _row(
    unit: OrganisationUnit,
    people: tuple[Registration, ...],
    letters: tuple[AssignmentLetter, ...],
    today: date,
) -> LetterRow:
    covered: dict[int, str] = {}
    for letter in letters:
        for one in letter.registrations.all():
            if covered.get(one.pk) != LetterState.RECEIVED:
                covered[one.pk] = letter.state
    uncovered = tuple(one for one in people if one.pk not in covered)
    promised = [letter for letter in letters if letter.state == LetterState.TO_FOLLOW]
    if uncovered:
        state = "part" if covered else "none"
    elif any(covered[one.pk] == LetterState.TO_FOLLOW for one in people):
        state = "to_follow"
    else:
        state = "received"
    overdue = any(letter.promised_on and letter.promised_on < today for letter in promised)
    return LetterRow(unit, people, letters, uncovered, state, overdue)
