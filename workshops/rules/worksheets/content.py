"""The content of a worksheet: empty, put in order whoever sent it, judged."""

import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from participants.errors import Reason

from . import values
from .shape import MOST_ROWS, Column, Found, Row, Section, Worksheet, fields_of, filled, rows_of

ROW_ID = re.compile(r"[a-z][a-z0-9_]{0,23}")


@dataclass(frozen=True)
class Place:
    """What a path points at: a cell (``column``), else a row."""

    section: Section
    row: str
    column: Column | None

    @property
    def fixed(self) -> bool:
        return bool(self.column) and self.column.code in self.section.fixed(self.row)  # type: ignore[union-attr]


def new_row_id() -> str:
    return "r" + secrets.token_hex(5)


def blank_row(section: Section, row_id: str) -> Row:
    fixed = section.fixed(row_id)
    made: Row = {"id": row_id}
    for column in section.columns:
        value = fixed.get(column.code, column.nothing)
        made[column.code] = str(value) if column.kind in ("text", "long") else value
    return made


def empty(worksheet: Worksheet) -> dict[str, Any]:
    """Nothing filled in; rows that are always there are there."""
    return tidy(worksheet, {"sections": {}})[0]


def locate(worksheet: Worksheet, path: str) -> Place | None:
    """What a path points at; None for one that this worksheet cannot have."""
    parts = path.split(".")
    section = worksheet.section(parts[0])
    if section is None or not 2 <= len(parts) <= 3:
        return None
    if section.kind == "fields":
        column = section.column(parts[1]) if len(parts) == 2 else None
        return Place(section, "", column) if column else None
    if not ROW_ID.fullmatch(parts[1]):
        return None
    if len(parts) == 2:
        return Place(section, parts[1], None)
    column = section.column(parts[2])
    return Place(section, parts[1], column) if column else None


def row_at(content: Mapping[str, Any], section: str, row_id: str) -> Row | None:
    return next((row for row in rows_of(content, section) if row["id"] == row_id), None)


def cell_at(content: Mapping[str, Any], place: Place) -> Any:
    """The value there; None where its row is gone."""
    if place.column is None:
        return None
    if place.section.kind == "fields":
        held: Row | None = fields_of(content, place.section.code)
    else:
        held = row_at(content, place.section.code, place.row)
    return None if held is None else held.get(place.column.code, place.column.nothing)


def tidy(worksheet: Worksheet, raw: Any) -> tuple[dict[str, Any], list[Found]]:
    """The content in the shape of this worksheet, and what could not be taken, by path.

    A value of another type is kept as the text it reads as. Doing it twice changes nothing.
    """
    notes: list[Found] = []
    given = raw.get("sections", {}) if isinstance(raw, Mapping) else None
    if not isinstance(given, Mapping):
        notes.append(("", Reason("worksheet-not-content")))
        given = {}
    sections: dict[str, Any] = {}
    for section in worksheet.sections:
        part = given.get(section.code, {})
        if not isinstance(part, Mapping):
            notes.append((section.code, Reason("worksheet-not-content")))
            part = {}
        if section.kind == "fields":
            sections[section.code] = {"fields": _fields(section, part, notes)}
        else:
            sections[section.code] = {"rows": _rows(section, part, notes)}
    known = {section.code for section in worksheet.sections}
    notes += [
        (_code(key), Reason("worksheet-unknown-part", given=_code(key)))
        for key in given
        if key not in known
    ]
    return {"sections": sections}, notes


def _code(key: Any) -> str:
    return values.clean_text(key)[:40]


def _fields(section: Section, part: Mapping[str, Any], notes: list[Found]) -> Row:
    held = part.get("fields", {})
    if not isinstance(held, Mapping):
        notes.append((section.code, Reason("worksheet-not-content")))
        held = {}
    return _cells(section, section.code, held, notes)


def _cells(section: Section, path: str, held: Mapping[str, Any], notes: list[Found]) -> Row:
    known = {column.code for column in section.columns}
    for key in held:
        if key not in known and key != "id":
            strange = f"{path}.{_code(key)}"
            notes.append((strange, Reason("worksheet-unknown-part", given=_code(key))))
    return {
        column.code: values.read(column, held[column.code])
        if held.get(column.code) is not None
        else column.nothing
        for column in section.columns
    }


def _rows(section: Section, part: Mapping[str, Any], notes: list[Found]) -> list[Row]:
    given = part.get("rows", [])
    if not isinstance(given, list | tuple):
        notes.append((section.code, Reason("worksheet-not-content")))
        given = []
    fixed: dict[str, Row] = {row_id: {} for row_id, _cells in section.fixed_rows}
    more: list[Row] = []
    taken = {row["id"] for row in given if isinstance(row, Mapping) and _is_id(row.get("id"))}
    seen: set[str] = set()
    for number, row in enumerate(given, start=1):
        if not isinstance(row, Mapping):
            notes.append((f"{section.code}.{number}", Reason("worksheet-not-content")))
            continue
        row_id = str(row.get("id"))
        if not _is_id(row.get("id")) or row_id in seen:
            row_id = _unused(number, taken)
            taken.add(row_id)
        seen.add(row_id)
        cells = _cells(section, f"{section.code}.{row_id}", row, notes)
        if row_id in fixed:
            fixed[row_id] = cells
        elif section.grows:
            more.append({"id": row_id, **cells})
        else:
            notes.append((f"{section.code}.{row_id}", Reason("worksheet-unknown-row")))
    ordered = []
    for row_id, cells in fixed.items():
        blank = blank_row(section, row_id)
        kept = {code: value for code, value in cells.items() if code not in section.fixed(row_id)}
        ordered.append({**blank, **kept})
    return ordered + more


def _is_id(row_id: Any) -> bool:
    return isinstance(row_id, str) and bool(ROW_ID.fullmatch(row_id))


def _unused(number: int, taken: set[str]) -> str:
    while f"rx{number}" in taken:
        number += 1
    return f"rx{number}"


def pruned(worksheet: Worksheet, content: Mapping[str, Any]) -> dict[str, Any]:
    """The content without added rows in which nobody wrote anything: what is handed in."""
    ordered, _notes = tidy(worksheet, content)
    for section in worksheet.sections:
        if section.kind == "table":
            part = ordered["sections"][section.code]
            part["rows"] = [
                row
                for row in part["rows"]
                if row["id"] in section.fixed_ids or filled(section, row)
            ]
    return ordered


def faults(worksheet: Worksheet, content: Any) -> list[Found]:
    """Everything that keeps the content from being handed in, each at its cell, row or section."""
    ordered, found = tidy(worksheet, content)
    for section in worksheet.sections:
        if section.kind == "fields":
            found += _of_cells(section, section.code, fields_of(ordered, section.code))
            continue
        rows = rows_of(ordered, section.code)
        written = [row for row in rows if filled(section, row)]
        due = [row for row in rows if section.whole and row["id"] in section.fixed_ids]
        for row in rows:
            if row in written or row in due:
                found += _of_cells(section, f"{section.code}.{row['id']}", row)
        if len(written) < section.least:
            found.append((section.code, Reason("section-too-few-rows", least=section.least)))
        if len(rows) > MOST_ROWS:
            found.append((section.code, Reason("section-too-many-rows", most=MOST_ROWS)))
    return found


def _of_cells(section: Section, path: str, held: Row) -> list[Found]:
    found: list[Found] = []
    for column in section.columns:
        value = held.get(column.code, column.nothing)
        if value == column.nothing and column.required:
            found.append((f"{path}.{column.code}", Reason("cell-missing")))
        elif wrong := values.fault(column, value):
            found.append((f"{path}.{column.code}", wrong))
    if section.check and not found:
        found += [(f"{path}.{code}", reason) for code, reason in section.check(held)]
    return found
