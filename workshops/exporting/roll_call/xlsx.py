"""The daftar hadir as a spreadsheet that prints like the paper."""

import io

from django.utils.translation import gettext as _
from django.utils.translation import override
from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from participants.exporting.letters import sheet_text
from workshops.exporting.roll_call import sheet as say
from workshops.exporting.roll_call.sheet import RollCallSheet

LINE = Side(style="thin", color="8F867A")
BOX = Border(left=LINE, right=LINE, top=LINE, bottom=LINE)
HEAD_FILL = PatternFill("solid", fgColor="E3F0EF")
SMALL = Font(size=8, color="655D52")
ROW_HEIGHT = 34  # points; a signature needs about 12 mm


def xlsx(sheet: RollCallSheet) -> bytes:
    """The list as XLSX: A4 landscape, table head on every page, NIP as text."""
    book = Workbook()
    page = book.active
    with override(sheet.language):
        page.title = _("Daftar hadir")
        width = len(say.head(sheet)) + len(sheet.columns)
        head_row = _write_top(page, sheet, width)
        last_row = _write_rows(page, sheet, head_row)
        _write_close(page, sheet, last_row + 2, width)
        _set_up_print(page, sheet, head_row, width)
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def _text(page: Worksheet, row: int, column: int, value: str, **style) -> Cell:
    """Write text as text: a name that begins with ``=`` is a name, a NIP keeps its last digits."""
    cell = page.cell(row, column)
    cell.value = sheet_text(value)
    cell.data_type = "s"
    cell.number_format = "@"
    for name, setting in style.items():
        setattr(cell, name, setting)
    return cell


def _write_top(page: Worksheet, sheet: RollCallSheet, width: int) -> int:
    """Letterhead, heading and facts; the row where the table's head belongs."""
    centred = Alignment(horizontal="center", vertical="center", wrap_text=True)
    lines = [
        (sheet.government.upper(), Font(size=11)),
        (sheet.organiser.upper(), Font(size=13, bold=True)),
        ("", Font()),
        (say.heading(sheet), Font(size=13, bold=True)),
        (sheet.title.upper(), Font(size=11, bold=True)),
        ("", Font()),
    ]
    for row, (value, font) in enumerate(lines, start=1):
        _text(page, row, 1, value, font=font, alignment=centred)
        page.merge_cells(start_row=row, end_row=row, start_column=1, end_column=width)
    if len(sheet.title) > 100:
        page.row_dimensions[5].height = 15 * (1 + len(sheet.title) // 100)
    row = len(lines)
    for label, value in say.facts(sheet):
        row += 1
        _text(page, row, 1, label)
        _text(page, row, 3, f": {value}", font=Font(bold=True))
    return row + 2


def _write_rows(page: Worksheet, sheet: RollCallSheet, head_row: int) -> int:
    centred = Alignment(horizontal="center", vertical="center", wrap_text=True)
    for column, label in enumerate([*say.head(sheet), *say.signature_heads(sheet)], start=1):
        bold = Font(bold=True)
        _text(
            page, head_row, column, label, font=bold, alignment=centred, border=BOX, fill=HEAD_FILL
        )
    row_at = head_row
    for place, row in enumerate([*sheet.rows, *say.blank(sheet)], start=1):
        row_at += 1
        page.row_dimensions[row_at].height = ROW_HEIGHT
        texts = say.cells(sheet, place, row)
        for column, value in enumerate(texts, start=1):
            aside = "right" if column == 1 else "left"
            set_in = Alignment(horizontal=aside, vertical="center", wrap_text=True)
            _text(page, row_at, column, value, alignment=set_in, border=BOX)
        # Zig-zag: the odd sign on the left, the even from the middle on.
        side = Alignment(
            horizontal="left" if place % 2 else "center", vertical="top", wrap_text=True
        )
        for offset, mark in enumerate(say.marks(sheet, row), start=1):
            value = f"{place}. {mark}".strip()
            _text(page, row_at, len(texts) + offset, value, font=SMALL, alignment=side, border=BOX)
    return row_at


def _write_close(page: Worksheet, sheet: RollCallSheet, row: int, width: int) -> None:
    column = width - len(sheet.columns)
    for value in say.closing(sheet):
        _text(page, row, column, value)
        row += 1
    row += 4  # room for a pen
    for place, value in enumerate(say.chair_lines(sheet)):
        _text(page, row, column, value, font=Font(bold=place == 0))
        row += 1


def _set_up_print(page: Worksheet, sheet: RollCallSheet, head_row: int, width: int) -> None:
    sex = [5] if sheet.shows_sex else []
    signatures = [34] if len(sheet.columns) == 1 else [22] * len(sheet.columns)
    for column, wide in enumerate([5, 32, *sex, 22, 20, 28, 32, *signatures], start=1):
        page.column_dimensions[get_column_letter(column)].width = wide
    page.page_setup.orientation = "landscape"
    page.page_setup.paperSize = page.PAPERSIZE_A4
    page.page_setup.fitToWidth = 1
    page.page_setup.fitToHeight = 0
    page.sheet_properties.pageSetUpPr.fitToPage = True
    page.print_title_rows = f"{head_row}:{head_row}"
    page.print_area = f"A1:{get_column_letter(width)}{page.max_row}"
    page.freeze_panes = page.cell(head_row + 1, 1)
    page.page_margins.left = page.page_margins.right = 0.5
    page.page_margins.top, page.page_margins.bottom = 0.5, 0.6
    page.oddFooter.right.text = _("Halaman &P dari &N")
    page.oddFooter.right.size = 8
