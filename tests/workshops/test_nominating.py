"""Whom to send: as good as trying everything, within every limit, and never above the bound."""

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workshops.rules.nominating import (
    Candidate,
    Gap,
    Limits,
    nominate,
    seats_paid,
    worth_of,
)

GAPS = [Gap(f"g{number}", weight=1 + number % 3, needs=1 + number % 2) for number in range(5)]


def brute(people, limits):
    best = 0
    for size in range(min(limits.seats, len(people)) + 1):
        for chosen in combinations(people, size):
            units = [one.unit for one in chosen]
            if all(units.count(unit) <= limits.of(unit) for unit in units):
                best = max(best, worth_of(chosen))
    return best


@st.composite
def cases(draw):
    people = [
        Candidate(
            number,
            draw(st.integers(0, 2)),
            tuple(draw(st.lists(st.sampled_from(GAPS), max_size=3, unique=True))),
        )
        for number in range(draw(st.integers(0, 8)))
    ]
    quotas = draw(st.dictionaries(st.integers(0, 2), st.integers(0, 3)))
    return people, Limits(draw(st.integers(0, 5)), draw(st.integers(0, 3)), quotas)


@st.composite
def own_gaps_and_one_of_the_unit(draw):
    """What a real case looks like: everybody's own gaps, and one that the OPD shares."""
    people = []
    for number in range(draw(st.integers(0, 9))):
        unit = draw(st.integers(0, 2))
        own = tuple(
            Gap(("own", number, place), draw(st.integers(1, 3)))
            for place in range(draw(st.integers(0, 2)))
        )
        shared = (Gap(("unit", unit), 2),) if draw(st.booleans()) else ()
        people.append(Candidate(number, unit, own + shared))
    return people, Limits(draw(st.integers(0, 6)), draw(st.integers(0, 3)))


@settings(max_examples=200, deadline=None)
@given(cases())
def test_small_cases_are_as_good_as_trying_everything(case):
    people, limits = case
    found = nominate(people, limits)

    assert found.worth == found.bound == brute(people, limits)
    assert worth_of([pick.candidate for pick in found.picks]) == found.worth


@settings(max_examples=200, deadline=None)
@given(own_gaps_and_one_of_the_unit())
def test_greedy_alone_is_the_best_where_everybody_shares_one_gap_at_most(case):
    people, limits = case
    found = nominate(people, limits)

    assert found.best
    assert found.worth == brute(people, limits)


@settings(max_examples=100, deadline=None)
@given(cases())
def test_no_limit_is_ever_passed_and_nobody_is_sent_for_nothing(case):
    people, limits = case
    picks = nominate(people, limits).picks
    units = [pick.candidate.unit for pick in picks]

    assert len(picks) <= limits.seats
    assert all(units.count(unit) <= limits.of(unit) for unit in units)
    assert len({pick.candidate.key for pick in picks}) == len(picks)
    assert all(pick.closes for pick in picks)


def test_of_two_who_close_as_much_the_readier_is_sent():
    gap = Gap("opd")
    people = [Candidate(1, 1, (gap,), (2,)), Candidate(2, 1, (gap,), (1,))]

    assert [pick.candidate.key for pick in nominate(people, Limits(5, 5)).picks] == [2]


@pytest.mark.parametrize(
    ("budget", "cost", "seats"),
    [(None, 100, 10), (500, None, 10), (499, 100, 4), (5_000, 100, 10), (-1, 100, 0)],
)
def test_a_budget_pays_for_so_many_seats(budget, cost, seats):
    assert seats_paid(10, budget, cost) == seats
