"""Registers of numbers."""

from datetime import date

import pytest

from participants.actions.number import draw, reserve_block, void
from participants.errors import Refused
from participants.models import Number, NumberSeries, NumberState
from tests.at_once import at_once
from tests.factories import make_system, make_unit, make_user

PATTERN = "800.2/{urut}/BKPSDM/{tahun}"


def make_series(**fields):
    fields.setdefault("pattern", PATTERN)
    return NumberSeries.objects.create(
        unit=make_unit(), register="certificate", valid_from=date(2026, 1, 1), **fields
    )


def take(series, paper, *, now, year=2026):
    return draw(
        series=series,
        year=year,
        by=make_system(),
        at=now,
        used_for_kind="paper",
        used_for_id=str(paper),
        context={"on": date(year, 11, 23)},
    )


@pytest.mark.django_db
def test_numbers_count_from_one_and_start_anew_each_year(now):
    series = make_series()

    texts = [take(series, "a", now=now).text, take(series, "b", now=now).text]
    next_year = take(series, "c", now=now, year=2027)

    assert texts == ["800.2/1/BKPSDM/2026", "800.2/2/BKPSDM/2026"]
    assert next_year.text == "800.2/1/BKPSDM/2027"


@pytest.mark.django_db
def test_the_same_paper_gets_the_same_number_again(now):
    series = make_series()

    first, again = take(series, "a", now=now), take(series, "a", now=now)

    assert first == again


@pytest.mark.django_db
def test_typed_numbers_come_first_and_in_their_order(now):
    series = make_series()
    reserve_block(series=series, year=2026, texts=["X/9", "X/7"], by=make_user(), at=now)

    drawn = [take(series, paper, now=now).text for paper in "abc"]

    assert drawn == ["X/9", "X/7", "800.2/3/BKPSDM/2026"]


@pytest.mark.django_db
def test_a_typed_number_that_is_in_the_register_already_is_refused(now):
    series = make_series()
    reserve_block(series=series, year=2026, texts=["X/9"], by=make_user(), at=now)

    with pytest.raises(Refused):
        reserve_block(series=series, year=2026, texts=["X/8", "X/9"], by=make_user(), at=now)

    assert Number.objects.filter(series=series).count() == 1


@pytest.mark.django_db
def test_a_void_number_stays_with_its_reason_and_is_never_given_again(now):
    series = make_series()
    spoiled = take(series, "a", now=now)

    void(number=spoiled, reason="Salah cetak", by=make_user(), at=now)
    following = take(series, "a", now=now)

    spoiled.refresh_from_db()
    assert (spoiled.state, spoiled.reason) == (NumberState.VOID, "Salah cetak")
    assert following.ordinal == 2


@pytest.mark.django_db(transaction=True)
def test_thirty_two_at_once_draw_thirty_two_numbers_without_a_gap(now):
    series = make_series()
    make_system()

    drawn = at_once(32, lambda paper: take(series, paper, now=now).ordinal)

    assert sorted(drawn) == list(range(1, 33))
