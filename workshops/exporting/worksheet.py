"""A worksheet as an Excel form: downloaded, filled in the hall, and read back by
``workshops.importing.worksheet``. A sheet for each section; what the reader needs is in a hidden
one, so that a file that belongs elsewhere is known."""

import json
import re
from collections.abc import Mapping
from io import BytesIO
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill, Protection
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from participants.exporting.letters import sheet_text
from workshops.rules.worksheets import (
    Column,
    Section,
    Worksheet,
    as_decimal,
    fields_of,
    read,
    rows_of,
    shown,
)
from workshops.rules.worksheets.shape import NUMBERS
from workshops.rules.worksheets.values import YEARS
from workshops.rules.worksheets.workbook import ABOUT, CHOICES, FORMAT, ID, heading

BLANK_ROWS = 25
PIECE = 30_000  # a cell of Excel holds 32,767 letters
LONGEST_TEXT = 32_000
_NOT_IN_A_NAME = re.compile(r"[\[\]:*?/\\']")
# Excel keeps a letter that XML cannot hold as _x001F_, and reads that in what a person wrote, too.
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
HEAD = PatternFill("solid", fgColor="E3EFEE")
FIXED = PatternFill("solid", fgColor="F3F1EC")
OPEN = Protection(locked=False)


def form_of(
    worksheet: Worksheet,
    content: Mapping[str, Any],
    *,
    duty: str,
    owner: str,
    occasion: str,
    revision: int = 0,
    base: Mapping[str, Any] | None = None,
) -> bytes:
    """The XLSX; ``content`` is tidy. ``duty``: whose it is, ``revision``: of the draft, ``base``: what
    stands on the page where that is not ``content``."""
    book = Workbook()
    guide = book.active
    assert guide is not None  # noqa: S101 - a new workbook has a sheet
    guide.title = _("Petunjuk")
    lists = _Lists(book)
    names: dict[str, str] = {}
    for section in worksheet.sections:
        sheet = book.create_sheet(_name(section, names))
        names[section.code] = sheet.title
        if section.kind == "fields":
            _fields(sheet, section, fields_of(content, section.code), lists)
        else:
            _table(sheet, section, rows_of(content, section.code), lists)
        sheet.protection.sheet = True
        for allowed in (
            "insertRows",
            "deleteRows",
            "sort",
            "formatCells",
            "formatColumns",
            "formatRows",
        ):
            setattr(sheet.protection, allowed, False)  # False: not forbidden
        sheet.page_setup.orientation = "landscape"
        sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
    _guide(guide, worksheet, owner, occasion)
    about = {
        "format": FORMAT,
        "worksheet": worksheet.code,
        "duty": duty,
        "group": worksheet.for_group,
        "revision": revision,
        "sheets": names,
        "base": content if base is None else base,
    }
    _about(book, about)
    lists.close()
    kept = BytesIO()
    book.save(kept)
    return kept.getvalue()


def _name(section: Section, taken: Mapping[str, str]) -> str:
    name = " ".join(_NOT_IN_A_NAME.sub(" ", str(section.title)).split())[:31]
    return name if name not in taken.values() else f"{name[:25]} {len(taken) + 1}"


class _Lists:
    """The words of every list of choices, once each, on a hidden sheet."""

    def __init__(self, book: Workbook) -> None:
        self.sheet = book.create_sheet(CHOICES)
        self.book = book
        self.ranges: dict[tuple[str, ...], str] = {}

    def range_of(self, words: tuple[str, ...]) -> str:
        if words not in self.ranges:
            place = len(self.ranges) + 1
            for line, word in enumerate(words, start=1):
                self.sheet.cell(line, place, word)
            letter = get_column_letter(place)
            self.ranges[words] = f"'{CHOICES}'!${letter}$1:${letter}${len(words)}"
        return self.ranges[words]

    def close(self) -> None:
        self.sheet.sheet_state = "hidden"
        self.book.move_sheet(self.sheet, len(self.book.sheetnames))


def _fields(sheet: Any, section: Section, held: Mapping[str, Any], lists: _Lists) -> None:
    sheet.append([ID, _("Isian"), _("Jawaban"), _("Keterangan")])
    for line, column in enumerate(section.columns, start=2):
        sheet.cell(line, 1, column.code)
        sheet.cell(line, 2, heading(column)).alignment = Alignment(wrap_text=True, vertical="top")
        _put(sheet.cell(line, 3), column, held.get(column.code, column.nothing))
        sheet.cell(line, 4, str(column.help)).alignment = Alignment(wrap_text=True, vertical="top")
        sheet.cell(line, 2).fill = FIXED
        if column.kind == "long":
            sheet.row_dimensions[line].height = 90
        _validate(sheet, column, f"C{line}", lists)
    _head(sheet, (0, 40, 80, 50))


def _table(sheet: Any, section: Section, rows: list[dict[str, Any]], lists: _Lists) -> None:
    sheet.append([ID, *(heading(column) for column in section.columns)])
    last = len(rows) + 1 + (BLANK_ROWS if section.grows else 0)
    for line in range(2, last + 1):
        row = rows[line - 2] if line - 2 < len(rows) else {}
        fixed = section.fixed(row.get(ID, ""))
        sheet.cell(line, 1, row.get(ID)).protection = OPEN
        for place, column in enumerate(section.columns, start=2):
            cell = sheet.cell(line, place)
            _put(cell, column, row.get(column.code, column.nothing))
            if column.code in fixed:
                cell.protection, cell.fill = Protection(locked=True), FIXED
    for place, column in enumerate(section.columns, start=2):
        if column.help:
            note = Comment(str(column.help), "Bimtek", height=90, width=260)
            sheet.cell(1, place).comment = note
        letter = get_column_letter(place)
        _validate(sheet, column, f"{letter}2:{letter}{last}", lists)
    _head(sheet, (0, *(column.width for column in section.columns)))


def _head(sheet: Any, widths: tuple[int, ...]) -> None:
    for place, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = width or 4
        cell = sheet.cell(1, place)
        cell.font, cell.fill = Font(bold=True), HEAD
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    sheet.column_dimensions["A"].hidden = True
    sheet.freeze_panes = "C2"
    sheet.print_title_rows = "1:1"


def _put(cell: Any, column: Column, value: Any) -> None:
    cell.protection = OPEN
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    number = as_decimal(value) if column.kind in NUMBERS else None
    if number is not None and column.kind != "percent" and _exactly(column, value):
        cell.value = float(number) if isinstance(value, str) else value
        cell.number_format = "0" if column.kind == "year" else "#,##0.######"
        return
    text = sheet_text(shown(column, value))
    if text:
        cell.value = _ESCAPE.sub("_x005F_", text)[:LONGEST_TEXT]
        cell.data_type = "s"  # a text, even one that begins with "="
    if column.kind not in NUMBERS or number is not None:
        cell.number_format = "@"


def _exactly(column: Column, value: Any) -> bool:
    """Excel's own number comes back as this value."""
    return isinstance(value, int) or read(column, float(value)) == value


def _validate(sheet: Any, column: Column, where: str, lists: _Lists) -> None:
    if column.kind == "choice":
        words = tuple(str(label) for _value, label in column.choices)
        made = DataValidation("list", formula1=lists.range_of(words), allow_blank=True)
    elif column.kind == "flag":
        made = DataValidation("list", formula1=lists.range_of((_("Ya"), _("Tidak"))))
    elif column.kind == "year":
        first, last = str(YEARS.start), str(YEARS.stop - 1)
        made = DataValidation("whole", formula1=first, formula2=last, operator="between")
    else:
        return
    made.errorTitle, made.error = str(column.title)[:32], _("Pilih atau isi menurut petunjuk.")
    made.errorStyle, made.showErrorMessage, made.allow_blank = "warning", True, True
    sheet.add_data_validation(made)
    made.add(where)


def _guide(sheet: Any, worksheet: Worksheet, owner: str, occasion: str) -> None:
    lines = (
        (str(worksheet.title), Font(bold=True, size=14)),
        (owner, Font(bold=True)),
        (occasion, None),
        ("", None),
        (str(worksheet.purpose), None),
        ("", None),
        (_("Satu lembar untuk setiap bagian. Kolom bertanda * wajib diisi."), None),
        (_("Baris boleh ditambah, dihapus, atau dipindahkan. Jangan mengubah baris judul."), None),
        (
            _("Simpan sebagai .xlsx, lalu unggah di halaman yang sama; isinya ditunjukkan dahulu."),
            None,
        ),
    )
    for line, (text, font) in enumerate(lines, start=1):
        cell = sheet.cell(line, 1)
        if text:
            cell.value = _ESCAPE.sub("_x005F_", sheet_text(text))
            cell.data_type = "s"
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        if font:
            cell.font = font
    sheet.column_dimensions["A"].width = 100


def _about(book: Workbook, about: Mapping[str, Any]) -> None:
    sheet = book.create_sheet(ABOUT)
    text = json.dumps(about, ensure_ascii=True, separators=(",", ":"))
    for line, start in enumerate(range(0, len(text), PIECE), start=1):
        cell = sheet.cell(line, 1, "|" + _ESCAPE.sub("_x005F_", text[start : start + PIECE]))
        cell.data_type = "s"
    sheet.sheet_state = "hidden"
