"""The level in force is a function of the evidence valid on the day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from participants.rules.competency import LevelInForce, Statement, level_in_force

DAY = date(2026, 6, 1)


def row(key, act, level=3, acquired_on=DAY, valid_until=None, about=None):
    return Statement(key, act, level, acquired_on, valid_until, about)


@pytest.mark.parametrize(
    ("rows", "on", "expected"),
    [
        ([], DAY, None),
        ([row(1, "propose")], DAY, None),
        ([row(1, "grant")], DAY, LevelInForce(3, 1)),
        ([row(1, "grant")], DAY - timedelta(days=1), None),
        ([row(1, "grant", valid_until=DAY)], DAY + timedelta(days=1), None),
        ([row(1, "grant", 2), row(2, "grant", 4)], DAY, LevelInForce(4, 2)),
        ([row(1, "grant", 4), row(2, "withdraw", about=1)], DAY, None),
        (
            [row(1, "grant", 4), row(2, "withdraw", about=1, acquired_on=DAY + timedelta(days=9))],
            DAY,
            LevelInForce(4, 1),
        ),
        ([row(1, "propose"), row(2, "reject", about=1)], DAY, None),
        (
            [row(1, "propose"), row(2, "grant", about=1), row(3, "withdraw", about=1)],
            DAY,
            None,
        ),
    ],
)
def test_level_in_force(rows, on, expected):
    assert level_in_force(rows, on) == expected


@given(
    order=st.permutations(
        [
            row(1, "grant", 2),
            row(2, "grant", 5),
            row(3, "withdraw", about=2),
            row(4, "propose", 4),
            row(5, "grant", 3),
        ]
    )
)
def test_the_order_of_the_rows_does_not_matter(order):
    assert level_in_force(order, DAY) == LevelInForce(3, 5)
