"""Turns an uploaded XLSX or CSV into rows of text that know their sheet and line."""

import io
import re
import struct
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import BinaryIO

import python_calamine as calamine

from participants.errors import Reason, Refused
from participants.rules import archive, filetype

from . import delimited, header
from .delimited import LONGEST_CELL

MOST_BYTES = 20 * 1024 * 1024
MOST_ROWS = 50_000
MOST_COLUMNS = 100
MOST_CELLS = MOST_ROWS * MOST_COLUMNS
MOST_TITLES = 20
_LARGEST_EXACT = 10**15  # Excel keeps 15 digits: beyond, a number is not what was typed
# Every cell and row with content, in whatever way XML may write it; slow on a large sheet, so it
# runs only where an attribute is written oddly or the quick look finds a far place.
_PLACE = re.compile(rb"""[\s<]r\s*=\s*["']([A-Za-z]{0,3})([0-9]+)["'][^<>]*(?<!/)>""")
_ODDLY = (b" =", b"\t=", b"\n=", b"\r=", b"= ", b"=\t", b"=\n", b"=\r", b"='")
_ODD_ENDS = (b":c>", b":c ", b":c\t", b":c\n", b":c\r", b"</c ", b"</c\t", b"</c\n", b"</c\r")
_ROW = re.compile(rb"<(?:[\w.-]+:)?row\b")
_CELL = re.compile(rb"<(?:[\w.-]+:)?c\b")
_FAR = re.compile(
    rb'r="(?:[A-Za-z]{3}|[D-Zd-z][A-Za-z]|[Cc][W-Zw-z]|[A-Za-z]{0,2}0*(?:[6-9][0-9]{4}|[1-9][0-9]{5}))'
)


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its sheet, its line as the program shows it (from 1), a text for every header.
    ``section`` is the heading it stands under, where the sheet has such lines between its rows."""

    sheet: str
    line: int
    cells: tuple[str, ...]
    section: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table: headers as written ('' where none), its rows without the empty ones, and the texts
    that stand above it. A header of two rows is written "Jabatan › TMT".

    Every cell is text. Days are 2021-12-07, whole numbers have no decimals, and a number beyond 15
    digits is written 1.98609262015051E+17, so that nobody takes it for what was typed.
    """

    name: str
    header_row: int
    headers: tuple[str, ...]
    rows: tuple[Row, ...]
    titles: tuple[str, ...] = ()


def read_sheet(file: BinaryIO | bytes, filename: str, known: Collection[str] = ()) -> Sheet:
    """The first of ``read_sheets``, without laying out the others."""
    return next(_sheets(_bytes(file), filename, known))


def read_sheets(data: bytes, filename: str, known: Collection[str] = ()) -> list[Sheet]:
    """Every visible sheet that has a header among its first ten lines that say anything.

    ``known`` are words that headers of this import may have; they decide between several likely
    lines. Refused with one sentence for what is empty, too big, no spreadsheet, under a password, carrying macros, of the
    old kind, broken, a bomb, or without a header.

    An upload is not read here but in a process apart: ``participants.importing.upload``.
    """
    found = list(_sheets(_bytes(data), filename, known))
    if sum(len(sheet.rows) for sheet in found) > MOST_ROWS:
        raise Refused(Reason("sheet-too-many-rows", most=MOST_ROWS))
    return found


def _sheets(data: bytes, filename: str, known: Collection[str]) -> Iterator[Sheet]:
    extension = filename.rsplit(".", 1)[-1].lower() if "." in filename else ""
    if data.startswith(b"PK\x03\x04"):
        tables: Iterator[tuple[str, list[list[str]], list[int] | None]] = _workbook(data)
    elif filetype.is_ole(data):
        raise Refused(_old_office(data))
    elif extension in ("csv", "tsv", "txt", "") and not filetype.kind_of(data):
        tables = iter([_delimited(data)])
    else:
        raise Refused(Reason("sheet-not-a-spreadsheet"))
    seen = found = False
    for name, table, lines in tables:
        seen = seen or bool(table)
        at = header.find(table, known)
        if at is not None:
            found = True
            yield _sheet(name, table, lines, header.whole(table, at, known))
    if not found:
        raise Refused(Reason("sheet-no-header" if seen else "sheet-empty"))


def _bytes(file: BinaryIO | bytes) -> bytes:
    if not isinstance(file, bytes):
        file.seek(0)
        file = file.read(MOST_BYTES + 1)
    if not file.strip():
        raise Refused(Reason("sheet-empty"))
    if len(file) > MOST_BYTES:
        raise Refused(Reason("file-too-big", most_mb=MOST_BYTES // 1024 // 1024))
    return file


def _old_office(data: bytes) -> Reason:
    if filetype.is_encrypted_office(data):
        return Reason("file-encrypted")
    if any(word.encode("utf-16-le") in data for word in ("Workbook", "Book")):
        return Reason("sheet-old-xls")
    return Reason("sheet-not-a-spreadsheet")


def open_workbook(data: bytes) -> calamine.CalamineWorkbook:
    """The workbook with all its sheets, looked at before it is read. Refused for what is no XLSX,
    under a password, carrying macros, broken, a bomb, or with a cell so far out that it would be
    one."""
    if len(data) > MOST_BYTES:
        raise Refused(Reason("file-too-big", most_mb=MOST_BYTES // 1024 // 1024))
    if filetype.is_ole(data):
        raise Refused(_old_office(data))
    if not data.startswith(b"PK\x03\x04"):
        raise Refused(Reason("sheet-not-a-spreadsheet"))
    listed = archive.names(data)
    if "xl/workbook.xml" not in listed:
        kind = "sheet-save-as-xlsx" if "xl/workbook.bin" in listed else "sheet-not-a-spreadsheet"
        raise Refused(Reason(kind))
    for entry in archive.open_entries(data):
        if entry.name == "[Content_Types].xml" and b"macroEnabled" in entry.data:
            raise Refused(Reason("file-has-macros"))
        _refuse_vast(entry.data)
    try:
        return calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    except (calamine.CalamineError, OSError, ValueError, struct.error) as error:
        raise Refused(Reason("file-broken")) from error


def _workbook(data: bytes) -> Iterator[tuple[str, list[list[str]], None]]:
    book = open_workbook(data)
    try:
        for about in book.sheets_metadata:
            if about.visible != calamine.SheetVisibleEnum.Visible:
                continue
            if about.typ != calamine.SheetTypeEnum.WorkSheet:
                continue
            sheet = book.get_sheet_by_name(about.name)
            # From A1, so that a row's place in the list is its line in Excel.
            raw = sheet.to_python(skip_empty_area=False)
            yield about.name, [[_text(cell) for cell in row] for row in raw], None
    except (calamine.CalamineError, OSError, ValueError, struct.error) as error:
        raise Refused(Reason("file-broken")) from error


def _refuse_vast(xml: bytes) -> None:
    """A cell far away makes a reader lay out everything before it; so look before reading."""
    if xml.startswith((b"\xff\xfe", b"\xfe\xff", b"<\x00", b"\x00<")):
        raise Refused(
            Reason("file-broken")
        )  # UTF-16: no program writes it, and it would hide cells
    if b"sheetData" not in xml:
        return
    if b"<!" in xml:
        raise Refused(Reason("file-broken"))  # a comment could hide cells; no program writes one
    unplaced = xml.count(b"</c>") > xml.count(b'<c r="') or any(way in xml for way in _ODD_ENDS)
    if not unplaced and not _FAR.search(xml) and not any(way in xml for way in _ODDLY):
        return
    last_row, last_column = 0, 0
    for letters, digits in set(_PLACE.findall(xml)):
        last_row = max(last_row, int(digits[-12:]))
        last_column = max(last_column, _column(letters))
    if unplaced:  # cells that say no place stand beside each other, rows below each other
        rows = _ROW.split(xml)
        last_column = max(last_column, *(len(_CELL.findall(row)) for row in rows))
        last_row += len(rows)
    if last_row * max(last_column, 1) > MOST_CELLS:
        raise Refused(Reason("sheet-too-many-rows", most=MOST_ROWS))


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


def _delimited(data: bytes) -> tuple[str, list[list[str]], list[int]]:
    table, lines = delimited.read(data, most_rows=MOST_ROWS + header.LOOKED_AT)
    return "CSV", table, lines


def _sheet(
    name: str, table: list[list[str]], lines: list[int] | None, head: header.Header
) -> Sheet:
    headers = head.words
    while headers and not headers[-1]:
        headers = headers[:-1]
    body = range(head.last + 1, len(table))
    width = max(len(headers), max((_filled(table[index]) for index in body), default=0))
    if width > MOST_COLUMNS:
        raise Refused(Reason("sheet-too-many-columns", most=MOST_COLUMNS))
    rows = []
    for index in body:
        cells = table[index]
        if not any(cells) or (index == head.last + 1 and header.is_numbering(cells)):
            continue
        line = lines[index] if lines else index + 1
        if max(map(len, cells)) > LONGEST_CELL:
            raise Refused(Reason("sheet-cell-too-long", sheet=name, line=line, most=LONGEST_CELL))
        padded = (*cells[:width], *[""] * (width - len(cells)))
        rows.append(Row(name, line, padded))
    if len(rows) > MOST_ROWS:
        raise Refused(Reason("sheet-too-many-rows", most=MOST_ROWS))
    return Sheet(
        name,
        lines[head.first] if lines else head.first + 1,
        (*headers, *[""] * (width - len(headers))),
        tuple(rows),
        tuple(cell for row in table[: head.first] for cell in row if cell)[:MOST_TITLES],
    )


def _filled(cells: list[str]) -> int:
    """How many cells there are up to the last that says something."""
    for index in range(len(cells), 0, -1):
        if cells[index - 1]:
            return index
    return 0


def _text(cell: object) -> str:
    if isinstance(cell, str):
        return cell.strip()
    if isinstance(cell, bool):
        return "ya" if cell else "tidak"
    if isinstance(cell, int | float):
        return _number(cell)
    if isinstance(cell, datetime):
        midnight = (cell.hour, cell.minute, cell.second) == (0, 0, 0)
        return cell.isoformat(sep=" ", timespec="seconds")[: 10 if midnight else 19]
    if isinstance(cell, date | time):
        return cell.isoformat()
    return str(cell) if isinstance(cell, timedelta) else ""


def _number(value: float) -> str:
    if abs(value) >= _LARGEST_EXACT:
        return f"{value:.14E}"
    return str(int(value)) if value == int(value) else repr(value)
