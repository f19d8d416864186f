"""Two trainings of one person at the same hours: told, never decided (domain.md §4.3)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

LONGEST = 400  # days of one training that are looked at


@dataclass(frozen=True)
class Clash:
    """Records ``one`` and ``other`` (as given) and the days on which they meet."""

    one: Any
    other: Any
    days: tuple[date, ...]


def hours_by_day(
    started_on: date, ended_on: date, periods: Sequence[Sequence[str]]
) -> dict[date, tuple[str, str]]:
    """{day: (from, to)} as clock times "08.00"; ("", "") where the hours are not known. ``periods``
    are [day, from, to]; without any, every day from the first to the last."""
    if periods:
        return {date.fromisoformat(day): (start, end) for day, start, end in periods}
    span = min((ended_on - started_on).days + 1, LONGEST)
    return {started_on + timedelta(days=n): ("", "") for n in range(span)}


def clashes(records: Iterable[Any]) -> list[Clash]:
    """Every pair that meets; records have ``started_on``, ``ended_on`` and ``periods``. Hours that
    are not known may be any hour of their day."""
    held = [(one, hours_by_day(one.started_on, one.ended_on, one.periods)) for one in records]
    found = []
    for place, (one, its) in enumerate(held):
        for other, theirs in held[place + 1 :]:
            days = sorted(day for day in its.keys() & theirs.keys() if _meet(its[day], theirs[day]))
            if days:
                found.append(Clash(one, other, tuple(days)))
    return found


def _meet(one: tuple[str, str], other: tuple[str, str]) -> bool:
    if not all((*one, *other)):
        return True
    return one[0] < other[1] and other[0] < one[1]
