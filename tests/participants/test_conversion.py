"""How many JP a form counts, and which trainings lie on the same hours."""

from dataclasses import dataclass, field
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from participants.models import TrainingForm as Form
from participants.rules.conversion import CONVERSIONS, Basis, Conversion, Told, convert, in_force
from participants.rules.overlap import clashes

DAY = date(2026, 3, 2)


def told(form, *, days=1, **more):
    return Told(form=form, started_on=DAY, ended_on=date(2026, 3, 1 + days), **more)


@pytest.mark.parametrize(
    ("said", "jp", "code"),
    [
        (told(Form.BIMTEK, days=3, stated=24), 24, "jp-as-stated"),
        (told(Form.OUTBOUND, stated=20, is_international=True), 24, "jp-stated-abroad"),
        (told(Form.SEMINAR, days=2), 8, "jp-by-day"),
        (told(Form.SEMINAR, days=2, is_international=True), 12, "jp-by-day"),
        (told(Form.WORKSHOP, days=2), 10, "jp-by-day"),
        (told(Form.COACHING, sessions=5), 4, "jp-by-session"),
        (told(Form.SELF_STUDY, days=3, stated=10), 6, "jp-at-most"),
        (told(Form.SELF_STUDY, days=3, stated=4), 4, "jp-at-most"),
        (told(Form.BENCHMARKING, days=4), 10, "jp-fixed"),
        (told(Form.INTERNSHIP, days=30), 20, "jp-fixed"),
    ],
)
def test_a_form_counts_as_its_row_says(said, jp, code):
    counted = convert(said)

    assert (counted.jp, counted.how.code) == (jp, code)


def test_two_sessions_a_month_count_however_many_there_were():
    said = Told(
        form=Form.MENTORING, started_on=date(2026, 1, 30), ended_on=date(2026, 3, 1), sessions=99
    )

    assert convert(said).jp == 12  # three calendar months of two


def test_every_form_of_siasn_has_one_row_in_force():
    today = date(2026, 11, 22)

    assert [form for form in Form if sum(form in row.forms for row in CONVERSIONS) != 1] == []
    assert all(in_force(form, today).source for form in Form)


def test_the_row_in_force_on_the_first_day_counts():
    rows = (
        Conversion(forms=frozenset({9}), basis=Basis.DAY, jp=4, valid_to=date(2025, 12, 31)),
        Conversion(forms=frozenset({9}), basis=Basis.DAY, jp=6, valid_from=date(2026, 1, 1)),
    )
    before = Told(form=9, started_on=date(2025, 12, 31), ended_on=date(2026, 1, 1))

    assert convert(before, rows).jp == 8
    assert convert(told(9), rows).jp == 6
    assert (
        convert(Told(form=9, started_on=date(2001, 1, 1), ended_on=date(2001, 1, 1), stated=7)).jp
        == 7
    )


@dataclass(frozen=True)
class Held:
    started_on: date
    ended_on: date
    periods: list = field(default_factory=list)


def test_the_same_hours_are_told_and_an_evening_after_the_day_is_not():
    bimtek = Held(DAY, date(2026, 3, 4))
    morning = Held(DAY, DAY, [["2026-03-02", "08.00", "12.00"]])
    midday = Held(DAY, DAY, [["2026-03-02", "11.00", "14.00"]])
    evening = Held(DAY, DAY, [["2026-03-02", "19.00", "21.00"]])
    later = Held(date(2026, 3, 5), date(2026, 3, 6))

    assert [(c.one, c.other) for c in clashes([morning, midday, evening, later])] == [
        (morning, midday)
    ]
    assert [c.other for c in clashes([bimtek, morning, later])] == [morning]


def test_a_bimtek_in_stages_holds_its_own_days_alone():
    stages = Held(
        date(2026, 8, 30), date(2026, 11, 23), [["2026-08-30", "", ""], ["2026-11-23", "", ""]]
    )
    between = Held(date(2026, 9, 29), date(2026, 9, 30))
    last_day = Held(date(2026, 11, 23), date(2026, 11, 24))

    assert [c.days for c in clashes([stages, between, last_day])] == [(date(2026, 11, 23),)]


days = st.dates(date(2026, 1, 1), date(2026, 1, 20))


@given(st.lists(st.tuples(days, days), max_size=6))
def test_two_trainings_clash_exactly_when_a_day_is_in_both(spans):
    held = [Held(min(pair), max(pair)) for pair in spans]
    pairs = [(a, b) for place, a in enumerate(held) for b in held[place + 1 :]]

    found = clashes(held)

    expected = [
        (a, b) for a, b in pairs if a.started_on <= b.ended_on and b.started_on <= a.ended_on
    ]
    assert [(c.one, c.other) for c in found] == expected
