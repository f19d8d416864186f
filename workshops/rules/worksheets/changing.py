"""Changes that come from a page: each compared with what stands there now, then set."""

import copy
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from participants.errors import Reason

from . import values
from .content import Place, blank_row, locate, row_at
from .shape import MOST_ROWS, Found, Row, Worksheet

LONGEST_KEPT = 20_000  # letters of one cell; a fault long before, but not lost


@dataclass(frozen=True)
class Change:
    """``path`` held ``base`` on the page that changed it, and is to hold ``value``.

    A path of a row: ``value`` None removes it (``base``: its cells as they were shown), a mapping
    puts it there: ``{"after": the row before it or "", "cells": what it holds when it is new}``.
    """

    path: str
    base: Any
    value: Any


@dataclass(frozen=True)
class Conflict:
    """Somebody changed the place meanwhile: nothing was overwritten. ``theirs`` None: the row is
    gone; ``mine`` None: I wanted it gone."""

    path: str
    mine: Any
    theirs: Any


@dataclass(frozen=True)
class Applied:
    """``removed``: rows taken out, with section and the row that stood before each."""

    content: dict[str, Any]
    changed: tuple[str, ...]
    conflicts: tuple[Conflict, ...]
    strange: tuple[Found, ...]
    removed: tuple[tuple[str, str, Row], ...]


class _Working:
    def __init__(self, worksheet: Worksheet, content: Mapping[str, Any]) -> None:
        self.worksheet = worksheet
        self.content: dict[str, Any] = copy.deepcopy(dict(content))
        self.changed: dict[str, None] = {}
        self.conflicts: list[Conflict] = []
        self.strange: list[Found] = []
        self.removed: list[tuple[str, str, Row]] = []

    def rows(self, section: str) -> list[Row]:
        held: list[Row] = self.content["sections"][section]["rows"]
        return held


def apply(
    worksheet: Worksheet,
    content: Mapping[str, Any],
    changes: Iterable[Change],
    *,
    own: Callable[[str], bool] = lambda _path: False,
) -> Applied:
    """The content with the changes whose base still stands; ``own(path)`` says that the last to
    write there was the same page, whose answer got lost. ``content`` is tidy."""
    work = _Working(worksheet, content)
    for change in changes:
        place = locate(worksheet, change.path)
        if place is None or (place.column is None and not _may_change(place)) or place.fixed:
            work.strange.append((change.path[:80], Reason("cell-unknown")))
        elif place.column is not None:
            _set_cell(work, place, change, own)
        elif change.value is None:
            _remove_row(work, place, change, own)
        elif isinstance(change.value, Mapping):
            _put_row(work, place, change)
        else:
            work.strange.append((change.path, Reason("cell-unknown")))
    return Applied(
        work.content,
        tuple(work.changed),
        tuple(work.conflicts),
        tuple(work.strange),
        tuple(work.removed),
    )


def _may_change(place: Place) -> bool:
    return place.section.grows and place.row not in place.section.fixed_ids


def _set_cell(work: _Working, place: Place, change: Change, own: Callable[[str], bool]) -> None:
    assert place.column is not None  # noqa: S101 - the caller looked
    code = place.column.code
    value = values.read(place.column, change.value)
    if len(str(value)) > LONGEST_KEPT:
        reason = Reason("cell-too-long", letters=len(str(value)), most=LONGEST_KEPT)
        work.strange.append((change.path, reason))
        return
    if place.section.kind == "fields":
        held = work.content["sections"][place.section.code]["fields"]
    else:
        held = next((row for row in work.rows(place.section.code) if row["id"] == place.row), None)
        if held is None:
            work.conflicts.append(Conflict(change.path, value, None))
            return
    now = held.get(code, place.column.nothing)
    if now == value:
        return
    if now == values.read(place.column, change.base) or own(change.path):
        held[code] = value
        work.changed[change.path] = None
    else:
        work.conflicts.append(Conflict(change.path, value, now))


def _remove_row(work: _Working, place: Place, change: Change, own: Callable[[str], bool]) -> None:
    section = place.section
    row = row_at(work.content, section.code, place.row)
    if row is None:
        return
    shown = change.base if isinstance(change.base, Mapping) else {}
    for column in section.columns:
        seen = values.read(column, shown.get(column.code))
        path = f"{change.path}.{column.code}"
        if row.get(column.code, column.nothing) != seen and not own(path):
            work.conflicts.append(Conflict(change.path, None, row))
            return
    rows = work.rows(section.code)
    number = next(index for index, one in enumerate(rows) if one["id"] == place.row)
    work.removed.append((section.code, rows[number - 1]["id"] if number else "", rows[number]))
    del rows[number]
    work.changed[change.path] = None


def _put_row(work: _Working, place: Place, change: Change) -> None:
    section, rows = place.section, work.rows(place.section.code)
    number = next((index for index, one in enumerate(rows) if one["id"] == place.row), None)
    if number is None:
        if len(rows) >= MOST_ROWS:
            reason = Reason("section-too-many-rows", most=MOST_ROWS)
            work.strange.append((change.path, reason))
            return
        row = blank_row(section, place.row)
        cells = change.value.get("cells")
        for column in section.columns:
            if isinstance(cells, Mapping) and column.code in cells:
                row[column.code] = values.read(column, cells[column.code])
        if len(str(row)) > LONGEST_KEPT * 2:
            reason = Reason("cell-too-long", letters=len(str(row)), most=LONGEST_KEPT)
            work.strange.append((change.path, reason))
            return
        before = None
    else:
        row = rows[number]
        before = [one["id"] for one in rows]
        del rows[number]
    after = change.value.get("after")
    first = len(section.fixed_rows)
    index = next((at + 1 for at, one in enumerate(rows) if one["id"] == after), None)
    if index is None:
        index = first if after == "" else len(rows)
    rows.insert(max(index, first), row)
    if before != [one["id"] for one in rows]:
        work.changed[change.path] = None
