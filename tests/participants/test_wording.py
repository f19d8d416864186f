"""Dates, clocks and figures as officials write them."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from participants.rules import wording

EVENING = datetime(2021, 12, 6, 17, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("language", "words"), [("id", "7 Desember 2021"), ("en", "7 December 2021")]
)
def test_a_date_is_written_out(language, words):
    assert wording.date_long(date(2021, 12, 7), language) == words


def test_a_date_may_name_its_day():
    assert wording.day_and_date(date(2021, 11, 23)) == "Selasa, 23 November 2021"
    assert wording.day_and_date(date(2021, 11, 23), "en") == "Tuesday, 23 November 2021"


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (date(2021, 9, 29), date(2021, 9, 30), "29 s.d. 30 September 2021"),
        (date(2021, 8, 30), date(2021, 9, 2), "30 Agustus s.d. 2 September 2021"),
        (date(2021, 12, 30), date(2022, 1, 2), "30 Desember 2021 s.d. 2 Januari 2022"),
        (date(2021, 9, 29), date(2021, 9, 29), "29 September 2021"),
        (date(2021, 9, 29), None, "29 September 2021"),
    ],
)
def test_a_range_says_month_and_year_once(first, last, words):
    assert wording.date_range(first, last) == words


@pytest.mark.parametrize(
    ("zone", "words"),
    [
        ("Asia/Jakarta", "7 Desember 2021 pukul 00.05 WIB"),
        ("Asia/Makassar", "7 Desember 2021 pukul 01.05 WITA"),
        ("Asia/Jayapura", "7 Desember 2021 pukul 02.05 WIT"),
        ("UTC", "6 Desember 2021 pukul 17.05 UTC"),
    ],
)
def test_a_moment_is_said_where_it_is_read(zone, words):
    assert wording.date_and_clock(EVENING, zone) == words


def test_clocks():
    half_past = datetime(2021, 12, 6, 18, 35, tzinfo=UTC)

    assert wording.clock(EVENING, "Asia/Makassar") == "01.05 WITA"
    assert wording.clock(EVENING, "Asia/Makassar", "en") == "01:05 WITA"
    assert wording.clock_range(EVENING, half_past, "Asia/Makassar") == "01.05 s.d. 02.35 WITA"


@pytest.mark.parametrize(
    ("value", "indonesian", "english"),
    [
        (1250, "1.250", "1,250"),
        (Decimal("12.50"), "12,5", "12.5"),
        (Decimal(100), "100", "100"),
        (0, "0", "0"),
        (-1234567, "-1.234.567", "-1,234,567"),
    ],
)
def test_figures(value, indonesian, english):
    assert (wording.number(value), wording.number(value, "en")) == (indonesian, english)


def test_a_score_has_two_places_always():
    assert wording.score(Decimal("3.2")) == "3,20"
    assert wording.score(Decimal(4), "en") == "4.00"
    assert wording.score(Decimal("-0.1")) == "-0,10"


def test_hours_are_lessons():
    assert wording.hours(Decimal("1.5")) == "1,5 JP"
