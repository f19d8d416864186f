"""Days as offices write them and as spreadsheets keep them."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from participants.rules.dates import parse_date

DAY = date(2021, 12, 7)
MONTHS = ("Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September",
          "Oktober", "November", "Desember")  # fmt: skip


@pytest.mark.parametrize(
    "written",
    [
        "7 Desember 2021",
        "Selasa, 7 Desember 2021",
        "SELASA 7 DESEMBER 2021",
        "07 Des 2021",
        "7 Des. 2021",
        "7-Dec-2021",
        "7 December 2021",
        "7Desember2021",
        "07/12/2021",
        "7-12-2021",
        "07.12.2021",
        "7 / 12 / 2021",
        "2021-12-07",
        "2021/12/7",
        "2021-12-07 00:00:00",
        "2021-12-07T00:00:00",
        "'07/12/2021",
        " 7\u00a0Desember  2021 ",
        "20211207",
        "07122021",
        "44537",
        "44537.0",
        44537,
        44537.0,
        44537.75,
        DAY,
        datetime(2021, 12, 7, 23, 59, tzinfo=UTC),
    ],
)
def test_one_day_is_read_however_it_is_written(written):
    assert parse_date(written) == DAY


@pytest.mark.parametrize(
    "written",
    [
        "", "-", "besok", "12/25/2021", "31/02/2021", "29/02/2021", "07/12/21", "7 Desember",
        "7 Dezember 2021", "2021", "12345678", "0/1/2021", "07/12/1899", "2100-01-01", "60", "1",
        1, 60, 0.5, -3, 1e9, float("nan"), float("inf"), True, None, [], "٠٧/١٢/٢٠٢١",
        "2021-12-07 08:00:00",
    ],
)  # fmt: skip
def test_what_is_not_one_certain_day_is_none(written):
    assert parse_date(written) is None


@given(st.dates(date(1930, 1, 1), date(2099, 12, 31)))
def test_every_day_is_read_back_from_every_spelling(day):
    spellings = [
        day,
        day.isoformat(),
        f"{day:%d/%m/%Y}",
        f"{day.day}-{day.month}-{day.year}",
        f"{day.day} {MONTHS[day.month - 1]} {day.year}",
        f"{day:%Y%m%d}",
        f"{day:%d%m%Y}",
        (day - date(1899, 12, 30)).days,
    ]

    assert {parse_date(spelling) for spelling in spellings} == {day}


@given(st.text(max_size=25) | st.floats() | st.integers())
def test_anything_is_a_day_in_our_time_or_none(value):
    day = parse_date(value)

    assert day is None or 1900 <= day.year <= 2099
