"""One cell: what people, spreadsheets and strangers write, and what is kept of it."""

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from participants.errors import Reason
from tests.workshops.worksheets.contents import ANYTHING, value_of
from workshops.models.smart_city import ActionGroup
from workshops.rules.worksheets import WORKSHEETS, Column, read, shown
from workshops.rules.worksheets.values import fault

NUMBER = Column("n", "Angka", "number")
MONEY = Column("m", "Rupiah", "money")
PERCENT = Column("p", "Persen", "percent")
YEAR = Column("y", "Tahun", "year")
FLAG = Column("f", "Ya", "flag")
GROUP = Column("g", "Kelompok", "choice", choices=tuple(ActionGroup.choices))
SEVERAL = Column("s", "Beberapa", "choices", choices=(("a", "Air"), ("b", "Energi")))
EVERY = [
    column
    for worksheet in WORKSHEETS.values()
    for section in worksheet.sections
    for column in section.columns
]


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("1.250", 1250),
        ("1.250,5", "1250.5"),
        ("12,5", "12.5"),
        ("12.5", "12.5"),
        ("0.125", "0.1250"),
        ("1,125", "1.1250"),
        ("1,250,000", 1250000),
        ("1.250.000", 1250000),
        ("-3", -3),
        ("−3", -3),
        (12.0, 12),
        (12.5, "12.5"),
        ("", None),
        (None, None),
        ("dua belas", "dua belas"),
        ("12/5", "12/5"),
        ("1e400", "1e400"),
        (float("nan"), "nan"),
        (float("inf"), "inf"),
    ],
)
def test_a_number_is_read_as_people_here_write_it(written, kept):
    assert read(NUMBER, written) == kept


@pytest.mark.parametrize(
    ("written", "kept"),
    [("Rp 1.500.000", 1500000), ("Rp1.500.000,-", 1500000), ("rp. 2.000", 2000)],
)
def test_rupiah_is_read_with_its_sign(written, kept):
    assert read(MONEY, written) == kept


@pytest.mark.parametrize(
    ("column", "value", "code"),
    [
        (NUMBER, "dua belas", "cell-not-a-number"),
        (MONEY, -5, "cell-negative"),
        (YEAR, 27, "cell-not-a-year"),
        (YEAR, "2027.5", "cell-not-a-year"),
        (YEAR, "tahun depan", "cell-not-a-number"),
        (PERCENT, 101, "cell-not-a-percentage"),
        (FLAG, "mungkin", "cell-not-yes-or-no"),
        (GROUP, "5", "cell-not-a-choice"),
        (SEVERAL, ["a", "Tanah"], "cell-not-a-choice"),
        (Column("t", "Teks"), "x" * 301, "cell-too-long"),
    ],
)
def test_a_wrong_cell_keeps_what_was_written_and_says_why(column, value, code):
    assert read(column, value) == value

    found = fault(column, value)

    assert isinstance(found, Reason)
    assert found.code == code
    assert str(found) != code


@pytest.mark.parametrize(
    "written", [2, "2", 2.0, "Penguatan infrastruktur pendukung", "2. apa saja"]
)
def test_a_choice_is_known_by_its_value_its_number_or_its_words(written):
    assert read(GROUP, written) == 2


def test_a_form_in_english_is_read_back_by_who_reads_indonesian():
    with override("en"):
        words = shown(GROUP, 4)

    with override("id"):
        assert words != shown(GROUP, 4)
        assert read(GROUP, words) == 4


def test_several_choices_stand_in_the_order_of_the_list():
    assert read(SEVERAL, "Energi; Air; energi") == ["a", "b"]


@pytest.mark.parametrize("column", EVERY, ids=lambda column: column.code)
@given(data=st.data())
def test_reading_twice_changes_nothing_and_what_is_shown_reads_back(column, data):
    kept = read(column, data.draw(value_of(column) | ANYTHING))

    assert read(column, kept) == kept
    assert read(column, shown(column, kept)) == kept
    fault(column, kept)  # says something or nothing, but never breaks
