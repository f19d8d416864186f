"""The Excel form: what is downloaded is what is read back, whatever people did to it."""

import io
import json
import os
import shutil
import subprocess
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from django.utils.translation import override
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from participants.errors import Refused
from participants.importing.workbook import sheets_of, tables_in
from tests.workshops.worksheets.contents import content_of
from workshops.exporting.worksheet import form_of
from workshops.importing.worksheet import MOST_LINES, form_in
from workshops.rules.worksheets import (
    WORKSHEETS,
    empty,
    fields_of,
    merge,
    rows_of,
    tidy,
    worksheet_for,
)

ACTIONS = WORKSHEETS["rencana-aksi"]
READY = WORKSHEETS["kesiapan"]
VISION = WORKSHEETS["visi-misi"]
SNI = WORKSHEETS["sni-37122"]
SHEET = "Program"
TITLES = ("Satu data kesehatan", "Antrean daring", "Kelas digital")


def plan(*titles):
    rows = [
        {"id": f"r{number}", "title": title, "pillar": "living", "action_group": 3, "starts": 2027,
         "target_1": "12.5", "budget_1": 1_250_000, "quick_win": number == 1}
        for number, title in enumerate(titles or TITLES, start=1)
    ]  # fmt: skip
    return tidy(ACTIONS, {"sections": {"programmes": {"rows": rows}}})[0]


def form(worksheet=ACTIONS, content=None, duty="duty1"):
    content = plan() if content is None else content
    return form_of(worksheet, content, duty=duty, owner="Dinas Kesehatan", occasion="Bimtek")


def read_back(data, worksheet=ACTIONS, duty="duty1", **more):
    """Without the process that reads an upload; ``test_upload`` goes through it."""
    told = json.loads(json.dumps(sheets_of(data, MOST_LINES)))
    return form_in(tables_in(told), worksheet=worksheet, duty=duty, **more)


def edited(change, data=None):
    book = openpyxl.load_workbook(io.BytesIO(data or form()))
    change(book)
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def titles(read):
    return [row["title"] for row in rows_of(read.content, "programmes")]


def ids(read):
    return [row["id"] for row in rows_of(read.content, "programmes")]


def column_of(sheet, title):
    return next(cell.column for cell in sheet[1] if str(cell.value or "").startswith(title))


@pytest.mark.parametrize("code", WORKSHEETS)
@given(data=st.data())
@settings(max_examples=12, suppress_health_check=[HealthCheck.too_slow])
def test_what_is_downloaded_is_read_back_the_same(code, data):
    worksheet = worksheet_for(code, group=data.draw(st.booleans()))
    content = data.draw(content_of(worksheet))

    read = read_back(form(worksheet, content), worksheet)

    assert read.content == content
    assert read.base == content
    assert read.notes == ()


def test_a_form_in_english_is_read_back_where_indonesian_is_spoken():
    with override("en"):
        data = form(READY, empty(READY))

    with override("id"):
        read = read_back(data, READY)
        blank = empty(READY)

    assert read.notes == ()
    assert read.content == blank


def test_the_form_helps_to_fill_it_in():
    book = openpyxl.load_workbook(io.BytesIO(form()))
    sheet = book[SHEET]

    assert sheet.freeze_panes == "C2"
    assert sheet.protection.sheet
    assert sheet["B1"].protection.locked
    assert not sheet["B2"].protection.locked
    assert sheet.column_dimensions["A"].hidden
    assert any("Rupiah penuh" in cell.comment.text for cell in sheet[1] if cell.comment)
    lists = [one for one in sheet.data_validations.dataValidation if one.type == "list"]
    assert len(lists) == 6
    assert book["_bimtek"].sheet_state == book["_pilihan"].sheet_state == "hidden"


def test_rows_in_another_order_are_the_same_rows():
    def turn(book):
        sheet = book[SHEET]
        first, second = ([cell.value for cell in sheet[line]] for line in (2, 3))
        for place, (one, other) in enumerate(zip(first, second, strict=True), start=1):
            sheet.cell(2, place).value, sheet.cell(3, place).value = other, one

    read = read_back(edited(turn))

    assert ids(read) == ["r2", "r1", "r3"]
    assert titles(read) == [TITLES[1], TITLES[0], TITLES[2]]


def test_rows_whose_hidden_ids_were_deleted_are_known_by_their_words():
    def wipe(book):
        for line in range(1, 40):
            book[SHEET].cell(line, 1).value = None

    read = read_back(edited(wipe))

    assert ids(read) == ["r1", "r2", "r3"]


def test_a_hidden_column_that_is_gone_altogether_does_no_harm():
    def cut(book):
        book[SHEET].delete_cols(1)

    assert ids(read_back(edited(cut))) == ["r1", "r2", "r3"]


def test_a_copied_row_is_a_new_row():
    def copy(book):
        sheet = book[SHEET]
        for place in range(1, sheet.max_column + 1):
            sheet.cell(5, place).value = sheet.cell(2, place).value

    read = read_back(edited(copy))

    assert titles(read) == [*TITLES, TITLES[0]]
    assert len(set(ids(read))) == 4


def test_new_rows_are_taken_and_a_second_upload_of_them_changes_nothing():
    def add(book):
        book[SHEET].cell(7, 2).value = "Puskesmas siaga"

    data = edited(add)
    first = read_back(data)
    again = read_back(data, current=first.content)

    assert titles(first) == [*TITLES, "Puskesmas siaga"]
    merged = merge(ACTIONS, again.base, again.content, first.content)
    assert merged.content == first.content
    assert merged.clashes == ()


def test_a_deleted_row_is_gone_and_rows_added_on_the_page_meanwhile_stay():
    def drop(book):
        book[SHEET].delete_rows(3)

    read = read_back(edited(drop))
    now = plan(*TITLES, "Ditulis di halaman")
    merged = merge(ACTIONS, read.base, read.content, now)

    assert ids(read) == ["r1", "r3"]
    assert [row["id"] for row in rows_of(merged.content, "programmes")] == ["r1", "r3", "r4"]
    assert merged.clashes == ()


def test_cells_merged_downwards_count_for_each_row():
    def unite(book):
        sheet = book[SHEET]
        place = column_of(sheet, "Dimensi")
        sheet.cell(2, place).value = "Smart Economy"
        sheet.merge_cells(start_row=2, end_row=4, start_column=place, end_column=place)

    read = read_back(edited(unite))

    assert {row["pillar"] for row in rows_of(read.content, "programmes")} == {"economy"}


def test_a_column_of_ones_own_is_told_and_not_taken():
    def add(book):
        sheet = book[SHEET]
        sheet.insert_cols(3)
        sheet["C1"], sheet["C2"] = "PIC kami", "Wa Ode"

    read = read_back(edited(add))

    assert titles(read) == list(TITLES)
    assert [reason.code for _path, reason in read.notes] == ["form-column-unknown"]
    assert "PIC kami" in str(read.notes[0][1])


def test_a_title_above_and_a_sheet_renamed_do_no_harm():
    def change(book):
        sheet = book[SHEET]
        sheet.insert_rows(1, 2)
        sheet["B1"] = "Rencana aksi Dinas Kesehatan"
        sheet.title = "Sheet1 (2)"

    assert ids(read_back(edited(change))) == ["r1", "r2", "r3"]


def test_numbers_and_years_typed_as_text_or_as_dates_are_understood():
    def change(book):
        sheet = book[SHEET]
        sheet.cell(2, column_of(sheet, "Tahun mulai")).value = date(2028, 1, 1)
        sheet.cell(3, column_of(sheet, "Tahun mulai")).value = "2029"
        sheet.cell(2, column_of(sheet, "Anggaran tahun ke-1")).value = "Rp 2.500.000,-"
        sheet.cell(2, column_of(sheet, "Target tahun ke-1")).value = "7,5"

    rows = rows_of(read_back(edited(change)).content, "programmes")

    assert (rows[0]["starts"], rows[1]["starts"]) == (2028, 2029)
    assert rows[0]["budget_1"] == 2_500_000
    assert rows[0]["target_1"] == "7.5"


def test_a_date_in_a_text_is_written_as_officials_write_it():
    worksheet = WORKSHEETS["komitmen"]

    def change(book):
        book["Naskah"]["C4"] = date(2026, 11, 23)

    read = read_back(edited(change, form(worksheet, empty(worksheet))), worksheet)

    assert fields_of(read.content, "commitment")["date_text"] == "23 November 2026"


def test_answers_beside_their_questions_are_found_without_the_hidden_column():
    def change(book):
        sheet = book["Visi"]
        sheet["C2"] = "Buton cerdas"
        sheet.delete_cols(1)

    read = read_back(edited(change, form(VISION, empty(VISION))), VISION)

    assert fields_of(read.content, "vision")["statement"] == "Buton cerdas"


def test_a_theme_that_was_overwritten_keeps_its_name_and_is_told():
    def change(book):
        sheet = book["Tema dan indikator"]
        sheet["B2"], sheet["C2"] = "Pertahanan", "Pasar"

    read = read_back(edited(change, form(SNI, empty(SNI))), SNI)

    first = rows_of(read.content, "themes")[0]
    assert (first["theme"], first["indicator"]) == ("economy", "Pasar")
    assert [reason.code for _path, reason in read.notes] == ["form-cell-fixed"]


def test_a_sheet_that_is_gone_leaves_its_part_as_it_was():
    def drop(book):
        del book["Misi"]

    content = tidy(VISION, {"sections": {"missions": {"rows": [{"id": "ra", "mission": "x"}]}}})[0]
    read = read_back(edited(drop, form(VISION, content)), VISION)

    assert read.content == content
    assert [reason.code for _path, reason in read.notes] == ["form-sheet-missing"]


def test_where_each_cell_stands_in_the_file_is_known():
    assert read_back(form()).where["programmes.r2.title"] == f"{SHEET}!B3"


def _codes(wrong):
    return [reason.code for reason in wrong.value.reasons]


def test_a_form_of_another_owner_or_worksheet_is_refused_with_a_sentence():
    with pytest.raises(Refused) as other:
        read_back(form(duty="duty2"))
    with pytest.raises(Refused) as kind:
        read_back(form(VISION, empty(VISION)))

    assert _codes(other) == ["form-of-another-duty"]
    assert _codes(kind) == ["form-of-another-worksheet"]
    assert "Visi, misi" in str(kind.value)


def _without_the_hidden_sheet(book):
    del book["_bimtek"]


def _with_another_json(book):
    book["_bimtek"]["A1"] = "|{"


def test_what_is_no_form_is_refused_with_a_sentence():
    wrong = {
        b"": "sheet-not-a-spreadsheet",
        b"%PDF-1.7": "sheet-not-a-spreadsheet",
        b"PK\x03\x04xxxx": "file-broken",
        edited(_without_the_hidden_sheet): "form-not-ours",
        edited(_with_another_json): "form-not-ours",
    }
    for data, code in wrong.items():
        with pytest.raises(Refused) as refused:
            read_back(data)
        assert _codes(refused) == [code]


CALC = Path(os.path.realpath(shutil.which("soffice") or "/nowhere")).parent / "libsclo.so"


@pytest.mark.skipif(not CALC.exists(), reason="LibreOffice Calc is not installed.")
def test_a_form_saved_by_libreoffice_is_read_back_the_same(tmp_path):
    content = plan("=1+1", "Baris satu\tdua", "'Kutip", "  tepi ")
    (tmp_path / "form.xlsx").write_bytes(form(content=content))
    profile = f"-env:UserInstallation=file://{tmp_path / 'profile'}"
    subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML",
         "--outdir", str(tmp_path / "out"), str(tmp_path / "form.xlsx")],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip

    read = read_back((tmp_path / "out" / "form.xlsx").read_bytes())

    assert read.content == content
    assert read.notes == ()
