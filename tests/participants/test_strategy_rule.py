"""How the strategy's figures are divided, rounded and judged. No database."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from participants.rules.staffing import Criterion, Finding, Outcome
from participants.rules.strategy import (
    Fit,
    Measured,
    Standing,
    coverage,
    fit_of,
    hours,
    measured_on,
    placement,
    standing,
    version_on,
)


@dataclass(frozen=True)
class Version:
    name: str
    valid_from: date


def finding(outcome, *, must=True):
    return Finding(Criterion("education", must, "S1"), outcome, "")


def test_who_cannot_be_judged_is_left_out_unless_everybody_divides():
    fits = [Fit.MET, Fit.MET, Fit.NOT_MET, Fit.NO_DATA, Fit.UNASKED, Fit.NO_POST]

    assert placement(fits, everybody=False) == Measured(2, 3, 3, Decimal("66.7"))
    assert placement(fits, everybody=True) == Measured(2, 6, 3, Decimal("33.3"))


def test_a_post_that_asks_nothing_makes_nobody_fit():
    assert fit_of([]) == Fit.UNASKED
    assert fit_of([finding(Outcome.MET, must=False)]) == Fit.UNASKED
    assert fit_of([finding(Outcome.MET), finding(Outcome.NOT_MET, must=False)]) == Fit.MET
    assert fit_of([finding(Outcome.MET), finding(Outcome.NO_DATA)]) == Fit.NO_DATA
    assert fit_of([finding(Outcome.NO_DATA), finding(Outcome.NOT_MET)]) == Fit.NOT_MET


def test_coverage_counts_heads_and_hours_are_shared_by_all():
    jp = [0, 8, 20, 33]

    assert coverage(jp, minimum=1) == Measured(3, 4, 0, Decimal("75.0"))
    assert coverage(jp, minimum=20) == Measured(2, 4, 0, Decimal("50.0"))
    assert hours(jp) == Measured(61, 4, 0, Decimal("15.3"))  # 15.25, half up


def test_nobody_is_no_percentage():
    assert placement([], everybody=True) == Measured(0, 0, 0, None)
    assert placement([Fit.NO_DATA], everybody=False) == Measured(0, 0, 1, None)
    assert coverage([], minimum=1).value is None
    assert hours([]).value is None


@pytest.mark.parametrize(
    ("value", "target", "expected"),
    [
        ("80", "80", Standing.REACHED),
        ("79.9", "80", Standing.BELOW),
        ("0", None, Standing.NO_TARGET),
        (None, "80", Standing.NO_DATA),
        (None, None, Standing.NO_DATA),
    ],
)
def test_a_figure_stands_beside_its_target(value, target, expected):
    given_value = None if value is None else Decimal(value)

    assert standing(given_value, None if target is None else Decimal(target)) == expected


def test_a_year_is_measured_on_its_last_day_or_today():
    on = date(2026, 11, 22)

    assert [measured_on(year, on) for year in (2025, 2026, 2027)] == [
        date(2025, 12, 31),
        on,
        None,
    ]


def test_the_version_in_force_counts_and_before_the_first_the_first():
    first, second = Version("a", date(2022, 1, 1)), Version("b", date(2024, 6, 1))
    versions = [first, second]

    assert version_on(versions, date(2021, 12, 31)) == first
    assert version_on(versions, date(2024, 5, 31)) == first
    assert version_on(versions, date(2024, 6, 1)) == second
    assert version_on([], date(2024, 6, 1)) is None


@given(st.lists(st.sampled_from(list(Fit)), max_size=40), st.booleans())
def test_whatever_the_staff_a_share_is_of_those_it_divides_by(fits, everybody):
    found = placement(fits, everybody=everybody)

    assert 0 <= found.reached <= found.base <= len(fits)
    assert found.base + (0 if everybody else found.left_out) == len(fits)
    assert (found.value is None) == (found.base == 0)
    assert placement(list(reversed(fits)), everybody=everybody) == found
