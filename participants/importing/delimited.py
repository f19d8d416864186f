"""Reads CSV as offices save it: semicolons, commas or tabs; UTF-8 or Windows."""

import csv
import io

from participants.errors import Reason, Refused

DELIMITERS = ";,\t|"
LONGEST_CELL = 2_000
_NO_TEXT = (b"MZ", b"\x7fELF", b"GIF8", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"{\\rtf", b"BM")


def read(data: bytes, *, most_rows: int) -> tuple[list[list[str]], list[int]]:
    """The table, and for each of its rows the line of the file on which it starts."""
    text = decode(data)
    delimiter = ""
    skipped = 0
    first, _, rest = text.partition("\n")
    if first.strip().lower().startswith("sep=") and len(first.strip()) == 5:
        delimiter, text, skipped = first.strip()[4], rest, 1  # what Excel writes for itself
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter or sniff(text))
    table: list[list[str]] = []
    lines: list[int] = []
    before = skipped
    try:
        for row in reader:
            lines.append(before + 1)
            before = reader.line_num + skipped
            table.append([cell.strip() for cell in row])
            if len(table) > most_rows and any(table[-1]):
                raise Refused(Reason("sheet-too-many-rows", most=most_rows))
    except csv.Error as error:  # a field beyond 131,072 characters
        line = reader.line_num + skipped
        raise Refused(
            Reason("sheet-cell-too-long", sheet="CSV", line=line, most=LONGEST_CELL)
        ) from error
    return table, lines


def decode(data: bytes) -> str:
    """The text of a CSV; Refused when the bytes are of no text."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return data.decode("utf-16")
        except UnicodeDecodeError as error:
            raise Refused(Reason("sheet-not-a-spreadsheet")) from error
    head = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if (
        b"\x00" in data
        or data.startswith(_NO_TEXT)
        or head.startswith((b"<!doctype", b"<html", b"<?xml", b"<table"))
    ):
        raise Refused(Reason("sheet-not-a-spreadsheet"))
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        # Five bytes of cp1252 mean nothing; a file that has them is still better read than not.
        return data.decode("cp1252", errors="replace")


def sniff(text: str) -> str:
    """The delimiter that cuts the first lines into most cells, most evenly."""
    sample = [line for line in text[:20_000].splitlines() if line.strip()][:20]

    def evenness(delimiter: str) -> tuple[int, int]:
        counts = [len(row) for row in csv.reader(sample, delimiter=delimiter)]
        usual = max(set(counts), key=lambda count: (counts.count(count), count), default=1)
        return (counts.count(usual) * (usual > 1), usual)

    return max(DELIMITERS, key=evenness)
