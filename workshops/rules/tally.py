"""What many people's hours add up to, by slot, day, stage and in all. Pure; figures in JP."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from workshops.models import EXCUSED, PRESENT
from workshops.rules.progress import Progress, Why


@dataclass(frozen=True)
class Sum:
    """People and JP: ``people`` came of ``expected``, ``jp`` were attended of ``jp_expected``."""

    people: int
    expected: int
    excused: int
    jp: int
    jp_expected: int


@dataclass(frozen=True)
class SlotTally:
    kind: str
    jp_each: int
    total: Sum


@dataclass(frozen=True)
class DayTally:
    day: date
    slots: tuple[SlotTally, ...]
    total: Sum  # people: who came at least once that day


@dataclass(frozen=True)
class StageTally:
    order: int
    days: tuple[DayTally, ...]
    total: Sum


def tally(people: Iterable[Progress]) -> tuple[list[StageTally], Sum]:
    """Every stage at which anybody is expected, and the whole."""
    lines = sorted(
        ((line, who) for who, person in enumerate(people) for line in person.why),
        key=lambda one: (one[0].stage, one[0].day, _ORDER.get(one[0].kind, 9), one[0].slot),
    )
    stages = [
        _stage(order, list(held)) for order, held in groupby(lines, key=lambda one: one[0].stage)
    ]
    return stages, _sum(lines)


_ORDER = {"pagi": 0, "siang": 1, "pulang": 2}


def _stage(order: int, lines: list[tuple[Why, int]]) -> StageTally:
    days = tuple(_day(day, list(held)) for day, held in groupby(lines, key=lambda one: one[0].day))
    return StageTally(order, days, _sum(lines))


def _day(day: str, lines: list[tuple[Why, int]]) -> DayTally:
    slots = []
    for _slot, held in groupby(lines, key=lambda one: one[0].slot):
        of_slot = list(held)
        first = of_slot[0][0]
        slots.append(SlotTally(first.kind, first.jp, _sum(of_slot)))
    return DayTally(date.fromisoformat(day), tuple(slots), _sum(lines))


def _sum(lines: list[tuple[Why, int]]) -> Sum:
    return Sum(
        people=len({who for line, who in lines if line.status in PRESENT}),
        expected=len({who for _line, who in lines}),
        excused=len({who for line, who in lines if line.status in EXCUSED}),
        jp=sum(line.jp for line, _who in lines if line.status in PRESENT),
        jp_expected=sum(line.jp for line, _who in lines),
    )
