"""An estimate of the competency points in the Indeks Profesionalitas."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pytest

from participants.models import JobKind
from participants.models import TrainingForm as Form
from participants.rules.professionalism import GROUPS, INSTRUMENTS, estimate

DAY = date(2026, 11, 22)


@dataclass(frozen=True)
class Held:
    form: int
    jp: int = 20
    ended_on: date = date(2026, 5, 5)


@pytest.mark.parametrize(
    ("group", "held", "low", "high"),
    [
        ("general", [], "0", "0"),
        ("general", [Held(Form.BIMTEK)], "22.5", "22.5"),
        ("general", [Held(Form.BIMTEK, jp=10)], "0", "11.2"),
        ("general", [Held(Form.BIMTEK, jp=12), Held(Form.E_LEARNING, jp=12)], "22.5", "22.5"),
        ("general", [Held(Form.BIMTEK), Held(Form.SEMINAR, jp=4)], "40.0", "40.0"),
        ("structural", [Held(Form.STRUCTURAL, ended_on=date(2001, 1, 1))], "15", "15"),
        ("functional", [Held(Form.STRUCTURAL)], "0", "0"),
        ("functional", [Held(Form.FUNCTIONAL), Held(Form.TECHNICAL)], "30", "30"),
        ("general", [Held(Form.BIMTEK, ended_on=date(2025, 11, 22))], "0", "0"),
        ("general", [Held(Form.WORKSHOP, jp=5, ended_on=date(2024, 11, 23))], "17.5", "17.5"),
        ("general", [Held(Form.BIMTEK, ended_on=date(2026, 12, 1))], "0", "0"),
    ],
)
def test_each_group_counts_its_own_instruments(group, held, low, high):
    found = estimate(group, held, DAY)

    assert (found.low, found.high) == (Decimal(low), Decimal(high))


def test_every_kind_of_post_has_a_group_and_every_group_forty_points():
    assert set(GROUPS) == set(JobKind)
    for group in GROUPS.values():
        assert estimate(group, [], DAY).most == 40


def test_what_is_short_of_twenty_jp_is_told():
    found = estimate("general", [Held(Form.BIMTEK, jp=12)], date(2028, 2, 29))
    near = estimate("general", [Held(Form.BIMTEK, jp=12)], DAY)

    assert [point.missing_jp for point in near.points if point.code == "technical"] == [8]
    assert found.low == 0
    assert {row.code for row in INSTRUMENTS} == {
        "leadership",
        "functional",
        "technical",
        "seminar",
    }
