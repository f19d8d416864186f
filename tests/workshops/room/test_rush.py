"""A short rush before the real server; the long one is `make bench` (tests/benchmarks/bench_rush.py)."""

import pytest

from tests.benchmarks.rush_hall import counted, make_hall, rush, warm_up
from tests.benchmarks.serving import served

PEOPLE = 60


@pytest.mark.django_db(transaction=True)
def test_a_hall_that_comes_at_once_loses_nobody_and_counts_nobody_twice(tmp_path):
    room, phones = make_hall(PEOPLE)

    with served(tmp_path, DJANGO_SETTINGS_MODULE="tests.benchmarks.served_settings") as server:
        port = server.port
        warm_up(port)
        timed = rush(port, room, phones, seconds=6)

    assert timed.failures == []
    assert counted(room) == (PEOPLE, PEOPLE, 0)
    assert len(timed.pages) == len(timed.taps) == PEOPLE
