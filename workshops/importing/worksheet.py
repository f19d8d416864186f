"""The Excel form of a worksheet read back: what it holds, whose it is, and what could not be taken.

People sort, move and merge, add columns, delete the hidden one with the row's ids, and save from
LibreOffice. What is known of a row is kept: its id, else the words of its first columns.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, BinaryIO

from django.utils.translation import get_language, override

from participants.errors import Reason, Refused
from participants.importing.workbook import Table, read_workbook
from participants.rules.wording import date_long
from workshops.rules.worksheets import (
    Column,
    Section,
    Worksheet,
    new_row_id,
    read,
    rows_of,
    tidy,
    worksheet_for,
)
from workshops.rules.worksheets.shape import MOST_ROWS
from workshops.rules.worksheets.values import clean_text
from workshops.rules.worksheets.workbook import ABOUT, CHOICES, FORMAT, ID, heading

HEADER_WITHIN = 10
MOST_LINES = 2_000
Book = Mapping[str, Table]


@dataclass(frozen=True)
class FilledForm:
    """``base``: what stood in the form when it was downloaded; ``content``: what stands in it now;
    ``where``: the cell of each path, as the program names it; ``notes``: what was not taken."""

    worksheet: Worksheet
    revision: int
    base: dict[str, Any]
    content: dict[str, Any]
    where: Mapping[str, str]
    notes: tuple[tuple[str, Reason], ...]


@dataclass
class _Reading:
    names: list[str]
    wheres: dict[str, str] = field(default_factory=dict)
    notes: list[tuple[str, Reason]] = field(default_factory=list)


def read_form(
    upload: BinaryIO | Any, *, worksheet: Worksheet, duty: str, current: Any = None
) -> FilledForm:
    """``current``: what the worksheet holds by now; rows taken from this file before are known again.

    Refused: form-not-ours, form-of-another-worksheet, form-of-another-duty, and what no workbook
    is taken for."""
    return form_in(
        read_workbook(upload, lines=MOST_LINES), worksheet=worksheet, duty=duty, current=current
    )


def form_in(book: Book, *, worksheet: Worksheet, duty: str, current: Any = None) -> FilledForm:
    """The same of a workbook that was read."""
    about = _about(book)
    if about.get("worksheet") != worksheet.code:
        raise Refused(Reason("form-of-another-worksheet", given=_title(about.get("worksheet"))))
    if about.get("duty") != duty:
        raise Refused(Reason("form-of-another-duty"))
    base = tidy(worksheet, about.get("base"))[0]
    return _read(book, worksheet, about, base, tidy(worksheet, current or base)[0])


def _about(book: Book) -> dict[str, Any]:
    pieces = (str(row[0]) for row in book.get(ABOUT, ()) if row)
    try:
        about = json.loads("".join(piece[1:] for piece in pieces))
    except (ValueError, RecursionError):
        raise Refused(Reason("form-not-ours")) from None
    if not isinstance(about, dict) or about.get("format") != FORMAT:
        raise Refused(Reason("form-not-ours"))
    return about


def _title(code: Any) -> str:
    try:
        return str(worksheet_for(code, group=False).title)
    except (KeyError, TypeError):
        return "?"


def _read(
    book: Book,
    worksheet: Worksheet,
    about: Mapping[str, Any],
    base: dict[str, Any],
    current: dict[str, Any],
) -> FilledForm:
    reading = _Reading([name for name in book if name not in (ABOUT, CHOICES)])
    known = about.get("sheets")
    named = known if isinstance(known, Mapping) else {}
    sections: dict[str, Any] = {}
    for section in worksheet.sections:
        found = _find(book, section, named.get(section.code), reading.names)
        if found is None:
            reading.notes.append(
                (section.code, Reason("form-sheet-missing", given=str(section.title)))
            )
            sections[section.code] = base["sections"][section.code]
            continue
        sheet, table, at, places = found
        reading.names.remove(sheet)
        if section.kind == "fields":
            held = base["sections"][section.code]["fields"]
            fields = _fields(section, sheet, table, at, held, reading)
            sections[section.code] = {"fields": fields}
        else:
            _unknown_columns(section, sheet, table, at, places, reading)
            before = (rows_of(base, section.code), rows_of(current, section.code))
            rows = _rows(section, sheet, table, at, places, *before, reading)
            sections[section.code] = {"rows": rows}
    content, strange = tidy(worksheet, {"sections": sections})
    revision = about.get("revision")
    return FilledForm(
        worksheet,
        revision if isinstance(revision, int) else 0,
        base,
        content,
        reading.wheres,
        (*reading.notes, *strange),
    )


def _find(
    book: Book, section: Section, name: Any, names: list[str]
) -> tuple[str, Table, int, dict[int, str]] | None:
    """The section's sheet: by the name it had, else by its header."""
    best: tuple[int, str, Table, int, dict[int, str]] | None = None
    for candidate in sorted(names, key=lambda one: one != name):
        table = _table(book, candidate)
        for at, row in enumerate(table[:HEADER_WITHIN]):
            places = _header(section, row)
            score = len(places) + (100 if candidate == name and places else 0)
            if places and (best is None or score > best[0]):
                best = (score, candidate, table, at, places)
    least = 1 if section.kind == "fields" else min(2, len(section.columns))
    if best is None or best[0] < least + 1:
        return None
    return best[1], best[2], best[3], best[4]


def _header(section: Section, row: list[Any]) -> dict[int, str]:
    """Which column of the sheet holds what; ``ID`` for the row's own."""
    wanted: dict[str, str] = {ID: ID}
    for language in ("id", "en"):
        with override(language):
            if section.kind == "fields":
                continue
            for column in section.columns:
                wanted.setdefault(_bare(heading(column)), column.code)
    places: dict[int, str] = {}
    for place, cell in enumerate(row):
        code = wanted.get(_bare(cell))
        if code and code not in places.values():
            places[place] = code
    if section.kind == "fields":
        return places if len(row) >= 3 and ID in places.values() else _label_column(section, row)
    return places if set(places.values()) - {ID} else {}


def _label_column(section: Section, row: list[Any]) -> dict[int, str]:
    labels = _labels(section)
    return {place: "label" for place, cell in enumerate(row) if labels.get(_bare(cell)) is not None}


def _labels(section: Section) -> dict[str, Column]:
    found: dict[str, Column] = {}
    for language in ("id", "en"):
        with override(language):
            for column in section.columns:
                found.setdefault(_bare(heading(column)), column)
    return found


def _bare(cell: Any) -> str:
    return clean_text(cell).rstrip("* ").casefold()


def _table(book: Book, name: str) -> Table:
    if len(book[name]) > MOST_LINES:
        raise Refused(Reason("sheet-too-many-rows", most=MOST_ROWS))
    return book[name]


def _fields(
    section: Section,
    sheet: str,
    table: Table,
    at: int,
    before: Mapping[str, Any],
    reading: _Reading,
) -> dict[str, Any]:
    """Each answer stands beside its code or its words."""
    labels, codes = _labels(section), {column.code: column for column in section.columns}
    held: dict[str, Any] = {}
    for line, row in enumerate(table[at:], start=at + 1):
        for place, cell in enumerate(row[:3]):
            column = codes.get(clean_text(cell)) if place == 0 else None
            column = column or labels.get(_bare(cell))
            if column is None or column.code in held:
                continue
            answer = place + (2 if clean_text(cell) == column.code and place == 0 else 1)
            value = row[answer] if answer < len(row) else None
            held[column.code] = _value(column, value)
            reading.wheres[f"{section.code}.{column.code}"] = _cell_name(sheet, answer, line)
            break
    return {**before, **held}


def _unknown_columns(
    section: Section,
    sheet: str,
    table: Table,
    at: int,
    places: Mapping[int, str],
    reading: _Reading,
) -> None:
    for place, title in enumerate(table[at]):
        written = any(place < len(row) and clean_text(row[place]) for row in table[at + 1 :])
        if place not in places and written:
            given = clean_text(title)[:60] or _letters(place)
            reading.notes.append(
                (section.code, Reason("form-column-unknown", given=given, sheet=sheet))
            )
    missing = {column.code for column in section.columns} - set(places.values())
    for column in section.columns:
        if column.code in missing:
            reading.notes.append(
                (section.code, Reason("form-column-missing", given=str(column.title), sheet=sheet))
            )


def _rows(
    section: Section,
    sheet: str,
    table: Table,
    at: int,
    places: Mapping[int, str],
    before: list[dict[str, Any]],
    current: list[dict[str, Any]],
    reading: _Reading,
) -> list[dict[str, Any]]:
    known = {row[ID]: row for row in before}
    lines: list[tuple[int, str, dict[str, Any]]] = []
    claimed: set[str] = set()
    for line, row in enumerate(table[at + 1 :], start=at + 2):
        cells, row_id, written = {}, "", False
        for place, code in places.items():
            raw = row[place] if place < len(row) else None
            if code == ID:
                row_id = clean_text(raw)
                continue
            column = section.column(code)
            assert column is not None  # noqa: S101 - the header named it
            cells[code] = _value(column, raw)
            written = written or bool(clean_text(raw))
        if not written and row_id not in known:
            continue
        if row_id in claimed or (row_id and row_id not in known):
            row_id = ""  # a copied row, or a word of somebody's own
        claimed.add(row_id)
        lines.append((line, row_id, cells))
    now = [row for row in current if row[ID] not in known]
    free = [row for row in [*before, *now] if row[ID] not in claimed]
    made = []
    for line, row_id, cells in lines:
        given_id = row_id or _recognised(section, cells, free) or new_row_id()
        old = known.get(given_id, {})
        for code, words in _fixed_words(section, given_id).items():
            if cells.get(code) not in ("", None, *words):
                path = f"{section.code}.{given_id}.{code}"
                reading.notes.append((path, Reason("form-cell-fixed", where=f"{sheet}!{line}")))
        made.append({**old, **cells, ID: given_id})
        for place, code in places.items():
            if code != ID:
                path = f"{section.code}.{given_id}.{code}"
                reading.wheres[path] = _cell_name(sheet, place, line)
    return made


def _fixed_words(section: Section, row_id: str) -> dict[str, list[Any]]:
    """What the row's unchangeable cells may say: the form may be in the other language."""
    found: dict[str, list[Any]] = {}
    for language in ("id", "en"):
        with override(language):
            for code, value in section.fixed(row_id).items():
                column = section.column(code)
                if column:
                    found.setdefault(code, []).append(read(column, value))
    return found


def _recognised(section: Section, cells: Mapping[str, Any], free: list[dict[str, Any]]) -> str:
    """The row of the form that this one is, when its id was deleted: the first column says the
    same, and most of the others do where several rows say that."""
    first = section.columns[0].code
    alike = [row for row in free if cells.get(first) and row.get(first) == cells[first]]
    if section.fixed_rows and not alike:
        alike = [
            row
            for row in free
            if any(
                cells.get(code) in words for code, words in _fixed_words(section, row[ID]).items()
            )
        ]
    if not alike:
        return ""
    best = max(alike, key=lambda row: sum(row.get(code) == value for code, value in cells.items()))
    free.remove(best)
    return str(best[ID])


def _value(column: Column, raw: Any) -> Any:
    if isinstance(raw, datetime | date):
        if column.kind == "year":
            return raw.year
        return read(column, date_long(raw, get_language() or "id"))
    return read(column, raw)


def _cell_name(sheet: str, place: int, line: int) -> str:
    return f"{sheet}!{_letters(place)}{line}"


def _letters(place: int) -> str:
    name, number = "", place + 1
    while number:
        number, rest = divmod(number - 1, 26)
        name = chr(65 + rest) + name
    return name


def pieces(form: FilledForm) -> Iterator[tuple[str, str]]:
    """Each note as the sentence that is shown, with its place in the file where that is known."""
    for path, reason in form.notes:
        yield form.where.get(path, ""), str(reason)
