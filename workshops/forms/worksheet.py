"""A worksheet as a page shows it, and what comes back from the page."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from participants.errors import Reason
from workshops.rules.worksheets import (
    Change,
    Column,
    Section,
    Worksheet,
    fields_of,
    filled,
    locate,
    read,
    rows_of,
    shown,
)
from workshops.rules.worksheets.content import blank_row
from workshops.rules.worksheets.shape import NUMBERS

BLANK = "__row__"  # stands where a new row's id will be
FEW = 4  # columns that stand beside each other like a table
MOST_CHANGES = 6_000  # a whole worksheet of 200 rows at once
# What a control of the form may be called besides a cell.
ROW_ACTS = ("add", "remove", "up", "down", "restore")


@dataclass(frozen=True)
class Cell:
    """``held``: what the control holds; ``text``: how it reads; ``theirs``: what another editor
    wrote meanwhile, and ``at`` when."""

    path: str
    column: Column
    held: str
    text: str
    fixed: bool = False
    fault: str = ""
    theirs: str | None = None
    at: str = ""
    comments: Sequence[Any] = ()

    @property
    def dom(self) -> str:
        return "c-" + self.path.replace(".", "-")

    @property
    def control(self) -> str:
        if self.column.kind in NUMBERS:
            return "number"
        return {"choices": "text"}.get(self.column.kind, self.column.kind)

    @property
    def options(self) -> list[tuple[str, str]]:
        """Of a list; what stands there and is none of them stays, so that it is not lost."""
        if self.column.kind == "flag":
            listed = [("ya", _("Ya"))]
        else:
            listed = [(str(value), str(label)) for value, label in self.column.choices]
        if self.held and self.held not in dict(listed):
            listed.append((self.held, _("“%(given)s” (bukan pilihan)") % {"given": self.held}))
        return listed

    @property
    def describes(self) -> str:
        """The ids of what is said about it."""
        parts = [
            ("help", self.column.help),
            ("fault", self.fault),
            ("theirs", self.theirs is not None),
            ("said", self.comments),
        ]
        return " ".join(f"{self.dom}-{name}" for name, there in parts if there)


@dataclass(frozen=True)
class RowShown:
    id: str
    path: str
    cells: tuple[Cell, ...]
    fixed: bool
    written: bool
    fault: str = ""
    comments: Sequence[Any] = ()

    @property
    def name(self) -> str:
        return self.cells[0].text

    @property
    def dom(self) -> str:
        return "r-" + self.path.replace(".", "-")

    @property
    def troubled(self) -> bool:
        return any(one.fault or one.comments or one.theirs is not None for one in self.cells)


@dataclass(frozen=True)
class SectionShown:
    section: Section
    cells: tuple[Cell, ...] = ()
    rows: tuple[RowShown, ...] = ()
    blank: RowShown | None = None
    fault: str = ""
    comments: Sequence[Any] = ()
    stencils: dict[tuple[str, bool], str] = field(default_factory=dict)  # of ws_cell

    @property
    def few(self) -> bool:
        return len(self.section.columns) <= FEW

    @property
    def tabular(self) -> bool:
        """Fits a page as a table."""
        return len(self.section.columns) <= 8

    @property
    def written(self) -> tuple[RowShown, ...]:
        return tuple(row for row in self.rows if row.written)


@dataclass(frozen=True)
class Beside:
    """What stands beside the cells: faults and comments by path, what others wrote by path (text
    and clock), and what was typed and is not kept yet."""

    faults: Mapping[str, str]
    comments: Mapping[str, Sequence[Any]]
    theirs: Mapping[str, tuple[str, str]]
    typed: Mapping[str, str]

    @classmethod
    def nothing(cls) -> "Beside":
        return cls({}, {}, {}, {})


def show(
    worksheet: Worksheet, content: Mapping[str, Any], beside: Beside | None = None
) -> list[SectionShown]:
    """Every section of it, ready for a template."""
    said = beside or Beside.nothing()
    made = []
    for section in worksheet.sections:
        code = section.code
        common = {
            "section": section,
            "fault": said.faults.get(code, ""),
            "comments": said.comments.get(code, ()),
        }
        if section.kind == "fields":
            cells = _cells(section, code, fields_of(content, code), said, {})
            made.append(SectionShown(cells=cells, **common))
            continue
        rows = tuple(_row(section, row, said) for row in rows_of(content, code))
        blank = (
            _row(section, blank_row(section, BLANK), Beside.nothing()) if section.grows else None
        )
        made.append(SectionShown(rows=rows, blank=blank, **common))
    return made


def _row(section: Section, row: Mapping[str, Any], said: Beside) -> RowShown:
    path = f"{section.code}.{row['id']}"
    return RowShown(
        id=row["id"],
        path=path,
        cells=_cells(section, path, row, said, section.fixed(row["id"])),
        fixed=row["id"] in section.fixed_ids,
        written=filled(section, row),
        fault=said.faults.get(path, ""),
        comments=said.comments.get(path, ()),
    )


def _cells(
    section: Section, path: str, held: Mapping[str, Any], said: Beside, fixed: Mapping[str, Any]
) -> tuple[Cell, ...]:
    made = []
    for column in section.columns:
        place = f"{path}.{column.code}"
        value = held.get(column.code, column.nothing)
        theirs, at = said.theirs.get(place, (None, ""))
        made.append(
            Cell(
                path=place,
                column=column,
                held=said.typed.get(place, control_text(column, value)),
                text=shown(column, value),
                fixed=column.code in fixed,
                fault=said.faults.get(place, ""),
                theirs=theirs,
                at=at,
                comments=said.comments.get(place, ()),
            )
        )
    return tuple(made)


def control_text(column: Column, value: Any) -> str:
    """What the control of the page holds for this value; ``read`` understands it again."""
    if column.kind == "choice":
        return str(value)
    if column.kind == "flag" and isinstance(value, bool):
        return "ya" if value else ""
    return shown(column, value)


def known_of(sections: Iterable[SectionShown]) -> str:
    """What the page shows, by path, as the page sends it back beside what was typed."""
    told: dict[str, str] = {}
    for section in sections:
        for cell in section.cells:
            told[cell.path] = cell.held if cell.theirs is None else cell.theirs
        for row in section.rows:
            told |= {
                cell.path: cell.held if cell.theirs is None else cell.theirs
                for cell in row.cells
                if not cell.fixed
            }
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))


def typed_changes(
    worksheet: Worksheet, content: Mapping[str, Any], posted: Mapping[str, Any]
) -> list[Change]:
    """What a person changed on a page that came back as a form."""
    try:
        known = json.loads(posted.get("known") or "{}")
    except (ValueError, RecursionError):
        known = {}
    known = known if isinstance(known, Mapping) else {}
    ids = {
        f"{section.code}.{row['id']}"
        for section in worksheet.sections
        if section.kind == "table"
        for row in rows_of(content, section.code)
    }
    found: list[Change] = []
    for path in posted:
        place = locate(worksheet, path) if "." in path else None
        if place is None or place.column is None or place.fixed:
            continue
        base, value = known.get(path, ""), posted[path]
        row = path.rpartition(".")[0]
        if place.row and row not in ids and path not in known:  # a row the page made by itself
            found.append(Change(row, None, {"after": None}))
            ids.add(row)
        if read(place.column, value) != read(place.column, base):
            found.append(Change(path, base, value))
    return found


def row_change(
    worksheet: Worksheet,
    content: Mapping[str, Any],
    removed: Sequence[Mapping[str, Any]],
    act: str,
    new_id: str,
) -> Change | None:
    """What a button of a row asks for: ``add:section``, ``remove:section.row``, ``up:…``,
    ``down:…``, ``restore:<number>`` of the rows that were taken out."""
    verb, _colon, rest = act.partition(":")
    if verb == "restore":
        if not rest.isascii() or not rest.isdigit() or int(rest) >= len(removed):
            return None
        kept = removed[int(rest)]
        value = {"after": kept["after"] or None, "cells": kept["row"]}
        return Change(f"{kept['section']}.{kept['row']['id']}", None, value)
    code, _dot, row_id = rest.partition(".")
    section = worksheet.section(code)
    if verb not in ROW_ACTS or section is None or section.kind != "table":
        return None
    if verb == "add":
        return Change(f"{code}.{new_id}", None, {"after": None})
    rows = rows_of(content, code)
    place = next((at for at, row in enumerate(rows) if row["id"] == row_id), None)
    if place is None:
        return None
    if verb == "remove":
        return Change(rest, rows[place], None)
    before = place - 2 if verb == "up" else place + 1
    if before >= len(rows):
        return None
    return Change(rest, None, {"after": rows[before]["id"] if before >= 0 else ""})


def sent_changes(raw: Any) -> list[Change]:
    """The changes of a saving by the page's script. ValueError for what is none."""
    items = raw if isinstance(raw, list) else [None]
    good = all(isinstance(one, dict) and isinstance(one.get("path"), str) for one in items)
    if not good or len(items) > MOST_CHANGES:
        raise ValueError
    return [Change(one["path"], one.get("base"), one.get("value")) for one in items]


def sentences(faults: Iterable[tuple[str, Reason]]) -> dict[str, str]:
    """The first fault of each place, as a sentence."""
    found: dict[str, str] = {}
    for path, reason in faults:
        found.setdefault(path, str(reason))
    return found


def label_of(worksheet: Worksheet, content: Mapping[str, Any], path: str) -> str:
    """A place in words: the section, the row by its number, the column."""
    place = locate(worksheet, path)
    if place is None:
        section = worksheet.section(path)
        return str(section.title) if section else path
    parts = [str(place.section.title)]
    if place.row:
        ids = [row["id"] for row in rows_of(content, place.section.code)]
        if place.row in ids:
            parts.append(_("baris %(number)s") % {"number": ids.index(place.row) + 1})
        else:
            parts.append(_("baris baru"))
    if place.column:
        parts.append(str(place.column.title))
    return " · ".join(parts)


def readable(worksheet: Worksheet, path: str, value: Any) -> str:
    """A value at a path as it reads; of a row, its cells in one line; "" where it is gone."""
    place = locate(worksheet, path)
    if place is None or value is None:
        return ""
    if place.column is not None:
        return shown(place.column, value)
    if not isinstance(value, Mapping):
        return ""
    texts = (shown(one, value.get(one.code, one.nothing)) for one in place.section.columns)
    return " · ".join(text for text in texts if text)
