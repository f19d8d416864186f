"""How the strategy's targets are measured and judged. Pure (domain.md §5.3, the Bantul article)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import Protocol, TypeVar

from participants.rules.staffing import Finding, Outcome, verdict

TENTH = Decimal("0.1")


class Fit(StrEnum):
    """One person against the post they work at, worst first for who has to mend it."""

    NOT_MET = "not_met"
    NO_DATA = "no_data"  # a must that nobody has looked into
    UNASKED = "unasked"  # the post has no must: nothing to be judged by
    NO_POST = "no_post"  # their unit and job are no post of the plan in force
    MET = "met"


JUDGED = frozenset({Fit.MET, Fit.NOT_MET})


class Standing(StrEnum):
    """A figure beside its target."""

    REACHED = "reached"
    BELOW = "below"
    NO_TARGET = "no_target"
    NO_DATA = "no_data"


@dataclass(frozen=True, slots=True)
class Measured:
    """``value``: percent, or JP a head, to one place; None where there is nobody to divide by.
    ``left_out``: those whom the rule does not count, because nothing is known of them."""

    reached: int
    base: int
    left_out: int
    value: Decimal | None


class Version(Protocol):
    @property
    def valid_from(self) -> date: ...


V = TypeVar("V", bound=Version)


def version_on(versions: Sequence[V], day: date) -> V | None:
    """What is in force on a day, of versions given oldest first. Before the first begins, the first:
    what was before a strategy is measured by the rules it was first written with."""
    begun = [one for one in versions if one.valid_from <= day]
    return begun[-1] if begun else next(iter(versions), None)


def fit_of(findings: Sequence[Finding]) -> Fit:
    """A post that asks nothing makes nobody fit."""
    if not any(finding.criterion.must for finding in findings):
        return Fit.UNASKED
    found = verdict(findings)
    if found == Outcome.MET:
        return Fit.MET
    return Fit.NOT_MET if found == Outcome.NOT_MET else Fit.NO_DATA


def placement(fits: Iterable[Fit], *, everybody: bool) -> Measured:
    """Staff who meet every must of their post, of those who can be judged; or of ``everybody``, where
    who cannot be judged stays in the divisor."""
    all_fits = list(fits)
    met = sum(fit == Fit.MET for fit in all_fits)
    judged = sum(fit in JUDGED for fit in all_fits)
    base = len(all_fits) if everybody else judged
    return Measured(met, base, len(all_fits) - judged, percent(met, base))


def coverage(jp: Iterable[int], *, minimum: int) -> Measured:
    """Staff with at least ``minimum`` verified JP in the year, of all staff."""
    found = list(jp)
    enough = sum(one >= minimum for one in found)
    return Measured(enough, len(found), 0, percent(enough, len(found)))


def hours(jp: Iterable[int]) -> Measured:
    """Verified JP in the year by all staff, those without any included."""
    found = list(jp)
    total = sum(found)
    return Measured(total, len(found), 0, _tenth(total, len(found)))


def percent(part: int, whole: int) -> Decimal | None:
    return _tenth(100 * part, whole)


def _tenth(part: int, whole: int) -> Decimal | None:
    return (Decimal(part) / whole).quantize(TENTH, ROUND_HALF_UP) if whole else None


def standing(value: Decimal | None, target: Decimal | None) -> Standing:
    if value is None:
        return Standing.NO_DATA
    if target is None:
        return Standing.NO_TARGET
    return Standing.REACHED if value >= target else Standing.BELOW


def measured_on(year: int, on: date) -> date | None:
    """The day a year is measured: its last, or the day of the page; None for a year to come."""
    if year > on.year:
        return None
    return on if year == on.year else date(year, 12, 31)
