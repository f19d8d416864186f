"""Every sheet of an uploaded workbook as it stands, read in a process of its own.

``read_workbook`` is what others call; ``python -m participants.importing.workbook LINES`` is that
process: it reads the XLSX on its standard input and writes what it holds as JSON. The limits are
those of every check of an upload (``participants.verification``).
"""

import struct
import sys
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

import python_calamine as calamine

from participants.errors import Reason, Refused
from participants.rules.filetype import size_fault
from participants.verification import apart

from .sheet import MOST_BYTES, open_workbook

MOST_COLUMNS = 200
MOST_LETTERS = 8_000_000  # of all cells together: what the server's own process is to hold
DAY, MOMENT = "day", "moment"
Table = list[list[Any]]


def read_workbook(upload: Any, *, lines: int) -> dict[str, Table]:
    """Each sheet by its name, its cells from A1 as text, numbers and days. Of a sheet with more than
    ``lines`` come one more. Cells merged downwards say the same for each of their rows.

    Refused: what no workbook is taken for, file-too-heavy, file-check-busy.
    """
    module = "participants.importing.workbook"
    upload.seek(0)
    content = upload.read(MOST_BYTES + 1)
    upload.seek(0)
    if fault := size_fault(len(content), MOST_BYTES):
        raise Refused(fault)
    return tables_in(apart(module, [str(lines)], content))


def tables_in(answer: Mapping[str, Any]) -> dict[str, Table]:
    """What the process answered, days as days again."""
    return {
        name: [[_cell(cell) for cell in row] for row in table] for name, table in answer["sheets"]
    }


def _cell(told: Any) -> Any:
    if not isinstance(told, dict):
        return told
    if DAY in told:
        return date.fromisoformat(told[DAY])
    return datetime.fromisoformat(told[MOMENT])


def sheets_of(data: bytes, lines: int) -> Mapping[str, Any]:
    """What the process answers. Refused: what no workbook is taken for, file-too-heavy."""
    book = open_workbook(data)
    found, letters = [], 0
    try:
        for name in book.sheet_names:
            table = _table(book.get_sheet_by_name(name), lines)
            letters += sum(len(str(cell)) for row in table for cell in row)
            if letters > MOST_LETTERS:
                raise Refused(Reason("file-too-heavy"))
            found.append((name, [[_told(cell) for cell in row] for row in table]))
    except (calamine.CalamineError, OSError, ValueError, struct.error, RecursionError) as error:
        raise Refused(Reason("file-broken")) from error
    return {"sheets": found}


def _table(sheet: Any, lines: int) -> Table:
    table: Table = [row[:MOST_COLUMNS] for row in sheet.to_python(skip_empty_area=False)]
    while len(table) > lines and not any(cell not in ("", None) for cell in table[-1]):
        table.pop()
    del table[lines + 1 :]
    for (top, left), (bottom, _right) in sheet.merged_cell_ranges or ():
        if top >= len(table) or left >= len(table[top]):
            continue
        for line in range(top + 1, min(bottom, len(table) - 1) + 1):
            own = any(cell not in ("", None) for cell in table[line])
            if own and left < len(table[line]):
                table[line][left] = table[top][left]
    return table


def _told(cell: Any) -> Any:
    if cell is None or isinstance(cell, str | bool | int | float):
        return cell
    if isinstance(cell, datetime):
        return {MOMENT: cell.isoformat()}
    return {DAY: cell.isoformat()} if isinstance(cell, date) else str(cell)


if __name__ == "__main__":
    from participants.verification.confined import answer

    answer(lambda data: sheets_of(data, int(sys.argv[1])), most=MOST_BYTES)
