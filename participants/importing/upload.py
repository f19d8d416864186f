"""The sheets of an uploaded file, read in a process of its own (decision 19).

``read_upload`` is what others call; ``python -m participants.importing.upload NAME WORDS`` is that
process: it reads the file on its standard input and writes its sheets as JSON.
"""

import json
import sys
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from participants.errors import Reason, Refused
from participants.rules.filetype import size_fault
from participants.verification import apart

from .header import hits
from .sheet import MOST_BYTES, Row, Sheet, read_sheets

MOST_LETTERS = 30_000_000  # of all cells together: what the server's own process is to hold

# By the wall clock: a list of a whole regency on a busy server; of the processor it has what all have.
PATIENCE = 25.0


def read_upload(content: bytes, filename: str, known: Collection[str] = ()) -> list[Sheet]:
    """As ``participants.importing.sheet.read_sheets``, without a fault of the file or of a library
    reaching the server. Refused besides: file-too-heavy, file-check-busy."""
    if not content.strip():
        raise Refused(Reason("sheet-empty"))
    if fault := size_fault(len(content), MOST_BYTES):
        raise Refused(fault)
    # Of the name only its end is of use there, and it may hold anything.
    ending = filename.rsplit(".", 1)[-1].lower()[:8] if "." in filename else ""
    ending = "".join(filter(str.isalnum, ending))
    words = json.dumps(sorted(known))
    module = "participants.importing.upload"
    answer = apart(module, [f"unggahan.{ending}", words], content, longest=PATIENCE)
    return sheets_in(answer["sheets"])


def likeliest(sheets: Sequence[Sheet], known: Collection[str]) -> Sheet:
    """The first sheet with two known headers, else the first: for an import of one sheet."""
    return next((sheet for sheet in sheets if hits(sheet.headers, known) >= 2), sheets[0])


def told(sheets: Sequence[Sheet]) -> list[Any]:
    """Sheets as JSON holds them; ``sheets_in`` makes them sheets again."""
    return [
        [
            sheet.name,
            sheet.header_row,
            sheet.headers,
            sheet.titles,
            [[row.line, row.cells] for row in sheet.rows],
        ]
        for sheet in sheets
    ]


def sheets_in(written: Sequence[Any]) -> list[Sheet]:
    return [
        Sheet(
            name,
            header_row,
            tuple(headers),
            tuple(Row(name, line, tuple(cells)) for line, cells in rows),
            tuple(titles),
        )
        for name, header_row, headers, titles, rows in written
    ]


def sheets_of(data: bytes, filename: str, known: Collection[str]) -> Mapping[str, Any]:
    """What the process answers. Refused as ``read_upload`` is."""
    found = read_sheets(data, filename, known)
    letters = sum(sum(map(len, row.cells)) for sheet in found for row in sheet.rows)
    if letters > MOST_LETTERS:
        raise Refused(Reason("file-too-heavy"))
    return {"sheets": told(found)}


if __name__ == "__main__":
    from participants.verification.confined import answer

    answer(lambda data: sheets_of(data, sys.argv[1], json.loads(sys.argv[2])), most=MOST_BYTES)
