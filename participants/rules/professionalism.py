"""An estimate of the competency points in the Indeks Profesionalitas ASN (domain.md §4.6): PermenPANRB
38/2018 and Perban BKN 8/2019. BKN computes the real index from its own data; the breakdown is widely
published and its text was not seen by us, so that pages say *perkiraan*.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from participants.models import JobKind
from participants.models import TrainingForm as Form

SOURCE = "PermenPANRB 38/2018; Perban BKN 8/2019"
GROUPS = {
    JobKind.JPT: "structural",
    JobKind.ADMINISTRATOR: "structural",
    JobKind.SUPERVISOR: "structural",
    JobKind.FUNCTIONAL: "functional",
    JobKind.EXECUTOR: "general",
}


@dataclass(frozen=True, kw_only=True)
class Instrument:
    """Points for having taken one of ``forms``: ever, or within ``years``; in full from ``jp`` on."""

    code: str
    forms: frozenset[int]
    points: dict[str, Decimal]  # by group: "structural", "functional", "general"
    years: int = 0
    jp: int = 0
    valid_from: date = date(2018, 1, 1)
    valid_to: date | None = None


INSTRUMENTS = (
    Instrument(
        code="leadership",
        forms=frozenset({Form.STRUCTURAL}),
        points={"structural": Decimal(15)},
    ),
    Instrument(
        code="functional",
        forms=frozenset({Form.FUNCTIONAL}),
        points={"functional": Decimal(15)},
    ),
    Instrument(
        code="technical",
        forms=frozenset(
            {
                Form.TECHNICAL,
                Form.BIMTEK,
                Form.COURSE,
                Form.REFRESHER,
                Form.MANAGERIAL,
                Form.SOCIOCULTURAL,
                Form.CLASSICAL_OTHER,
                Form.E_LEARNING,
                Form.DISTANCE,
            }
        ),
        points={
            "structural": Decimal(15),
            "functional": Decimal(15),
            "general": Decimal("22.5"),
        },
        years=1,
        jp=20,
    ),
    Instrument(
        code="seminar",
        forms=frozenset({Form.SEMINAR, Form.WORKSHOP, Form.SOCIALISATION, Form.INTERNSHIP}),
        points={
            "structural": Decimal(10),
            "functional": Decimal(10),
            "general": Decimal("17.5"),
        },
        years=2,
    ),
)


@dataclass(frozen=True)
class Point:
    """One instrument's: what is reached of what could be, and ``jp`` of ``needed`` where JP count."""

    code: str
    reached: Decimal
    most: Decimal
    jp: int
    needed: int

    @property
    def missing_jp(self) -> int:
        return max(self.needed - self.jp, 0)


@dataclass(frozen=True)
class Estimate:
    """``low`` counts 20 JP all or nothing, ``high`` in proportion: BKN's tools have differed."""

    points: tuple[Point, ...]
    low: Decimal
    high: Decimal
    most: Decimal


def estimate(group: str, trainings: Iterable[Any], day: date) -> Estimate:
    """Trainings have ``form``, ``jp`` and ``ended_on``; those that count, of any year, up to ``day``."""
    held = [one for one in trainings if one.ended_on <= day]
    points = []
    low = high = most = Decimal(0)
    for row in INSTRUMENTS:
        if group not in row.points or not _in_force(row, day):
            continue
        since = _years_before(day, row.years) if row.years else None
        jp = sum(
            one.jp for one in held if one.form in row.forms and (not since or one.ended_on > since)
        )
        worth = row.points[group]
        share = min(Decimal(jp) / row.jp, Decimal(1)) if row.jp else Decimal(1 if jp else 0)
        reached = worth if share == 1 else Decimal(0)
        points.append(Point(row.code, reached, worth, jp, row.jp))
        low, most = low + reached, most + worth
        high += (worth * share).quantize(Decimal("0.1"))
    return Estimate(tuple(points), low, high, most)


def _years_before(day: date, years: int) -> date:
    """The same day so many years ago; 28 February for the 29th."""
    is_leap_day = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year - years, day=28 if is_leap_day else day.day)


def _in_force(row: Instrument, day: date) -> bool:
    return row.valid_from <= day and (row.valid_to is None or day <= row.valid_to)
