"""Small XLSX files of our own: the example for an import, and its wrong rows."""

import re
from collections.abc import Collection, Iterable, Sequence
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from participants.exporting.letters import sheet_text

TEXT = "@"  # a column of this format keeps all 18 digits of what is typed into it


def workbook(
    title: str,
    headers: Sequence[str],
    rows: Iterable[Sequence[Any]],
    *,
    as_text: Collection[int] = (),
    empty_rows: int = 0,
) -> bytes:
    """One sheet with a frozen bold header. Every cell is text: nothing a person typed is ever a
    formula, and no number loses its digits. ``as_text``: places of columns to be typed as text."""
    book = Workbook(write_only=True)
    sheet = _sheet(book, title, headers, rows)
    for _row in range(empty_rows):
        sheet.append([_cell(sheet, "", text=place in as_text) for place in range(len(headers))])
    return _saved(book)


def workbook_of(tables: Iterable[tuple[str, Sequence[str], Iterable[Sequence[Any]]]]) -> bytes:
    """Several sheets of that kind: (title, headers, rows) each."""
    book = Workbook(write_only=True)
    for title, headers, rows in tables:
        _sheet(book, title, headers, rows)
    return _saved(book)


def _sheet(book: Any, title: str, headers: Sequence[str], rows: Iterable[Sequence[Any]]) -> Any:
    # A title comes from an uploaded file too, and a CSV's may hold anything.
    sheet = book.create_sheet(re.sub(r"[\[\]:*?/\\\x00-\x1f]", " ", title).strip(" '")[:31] or "1")
    sheet.freeze_panes = "A2"
    for place, header in enumerate(headers, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = max(14, min(len(header) + 6, 60))
    head = [WriteOnlyCell(sheet, value=sheet_text(header)) for header in headers]
    for cell in head:
        if cell.data_type == "f":
            cell.data_type = "s"
        cell.font = Font(bold=True)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    sheet.append(head)
    for row in rows:
        sheet.append([_cell(sheet, value, text=True) for value in row])
    return sheet


def _saved(book: Any) -> bytes:
    kept = BytesIO()
    book.save(kept)
    return kept.getvalue()


def _cell(sheet: Any, value: Any, *, text: bool) -> WriteOnlyCell:
    written = "" if value is None else sheet_text(value)
    cell = WriteOnlyCell(sheet, value=written)
    if cell.data_type == "f":
        cell.data_type = "s"
    if text:
        cell.number_format = TEXT
    return cell
