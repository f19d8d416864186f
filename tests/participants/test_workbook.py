"""A workbook read in a process of its own."""

import io
from datetime import date, datetime

import openpyxl
import pytest

from participants import verification
from participants.errors import Refused
from participants.importing import workbook
from participants.importing.workbook import read_workbook


def book(*rows, name="Isian", merged=""):
    made = openpyxl.Workbook()
    made.active.title = name
    for row in rows:
        made.active.append(row)
    if merged:
        made.active.merge_cells(merged)
    kept = io.BytesIO()
    made.save(kept)
    return kept


def test_text_numbers_yes_and_days_come_back_as_they_stand():
    day, moment = date(2026, 11, 22), datetime(2026, 11, 22, 8, 30)

    read = read_workbook(
        book(["=1+1 tertulis", 12.5, 3, True, moment, None, "\U0001f600"]), lines=9
    )

    [[_text, *others]] = read["Isian"]
    assert others[1:4] == [3, True, moment]
    assert others[0] == 12.5
    assert others[-1] == "\U0001f600"
    assert read_workbook(book([day]), lines=9)["Isian"][0][0] in (day, datetime(2026, 11, 22))


def test_cells_merged_downwards_say_the_same_for_each_row():
    read = read_workbook(book(["A", 1], [None, 2], [None, None], merged="A1:A3"), lines=9)

    assert [row[0] for row in read["Isian"][:2]] == ["A", "A"]


def test_of_a_long_sheet_comes_one_row_more_than_is_asked():
    read = read_workbook(book(*[[number] for number in range(20)]), lines=5)

    assert [row[0] for row in read["Isian"]] == [0, 1, 2, 3, 4, 5]


def test_more_words_than_the_server_is_to_hold_are_refused_where_they_are_read(monkeypatch):
    monkeypatch.setattr(workbook, "MOST_LETTERS", 50)
    made = book(["x" * 60]).getvalue()

    with pytest.raises(Refused) as refusal:
        workbook.sheets_of(made, 9)

    assert refusal.value.reasons[0].code == "file-too-heavy"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "sheet-not-a-spreadsheet"),
        (b"bukan", "sheet-not-a-spreadsheet"),
        (b"PK\x03\x04", "file-broken"),
    ],
    ids=["empty", "words", "torn"],
)
def test_what_is_no_workbook_is_refused_with_its_reason(content, code):
    with pytest.raises(Refused) as refusal:
        read_workbook(io.BytesIO(content), lines=9)

    assert refusal.value.reasons[0].code in (code, "file-empty")


def test_a_reader_that_falls_over_ends_its_own_process_and_nothing_else(monkeypatch):
    monkeypatch.setattr(verification, "_COMMAND", ("sh", "-c", "kill -9 $$"))

    with pytest.raises(Refused) as refusal:
        read_workbook(book(["a"]), lines=9)

    assert refusal.value.reasons[0].code == "file-too-heavy"
