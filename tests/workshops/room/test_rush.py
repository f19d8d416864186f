"""A short rush before the real server; the long one is `make bench` (tests/benchmarks/bench_rush.py)."""

import pytest

from tests.benchmarks.rush_hall import counted, make_hall, rush, served, warm_up

PEOPLE = 60


@pytest.mark.django_db(transaction=True)
def test_a_hall_that_comes_at_once_loses_nobody_and_counts_nobody_twice(tmp_path):
    room, phones = make_hall(PEOPLE)

    with served(tmp_path) as port:
        warm_up(port)
        timed = rush(port, room, phones, seconds=6)

    assert timed.failures == []
    assert counted(room) == (PEOPLE, PEOPLE, 0)
    assert len(timed.pages) == len(timed.taps) == PEOPLE
