"""An upload's sheets as they are kept until it is decided: packed, and sealed as a NIK is."""

import json
import zlib
from collections.abc import Mapping, Sequence

from participants.models.sealed import seal_bytes, unseal_bytes

from .sheet import Row, Sheet
from .upload import sheets_in, told


def pack(sheets: Sequence[Sheet]) -> str:
    written = json.dumps(told(sheets), ensure_ascii=True, separators=(",", ":"))
    return seal_bytes(zlib.compress(written.encode(), 1))


def unpack(sealed: str) -> list[Sheet]:
    return sheets_in(json.loads(zlib.decompress(unseal_bytes(sealed))))


def mended(sheets: Sequence[Sheet], name: str, line: int, cells: Mapping[int, str]) -> list[Sheet]:
    """The same sheets with some cells of one line written anew."""
    return [
        Sheet(
            sheet.name,
            sheet.header_row,
            sheet.headers,
            tuple(
                Row(
                    row.sheet,
                    row.line,
                    tuple(cells.get(at, cell) for at, cell in enumerate(row.cells)),
                )
                if (row.sheet, row.line) == (name, line)
                else row
                for row in sheet.rows
            ),
            sheet.titles,
        )
        if sheet.name == name
        else sheet
        for sheet in sheets
    ]
