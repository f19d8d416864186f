"""Two contents of one worksheet: what differs, and what comes of two changes to one."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from .content import tidy
from .shape import Row, Section, Worksheet, fields_of, rows_of


@dataclass(frozen=True)
class Difference:
    """A cell that changed (``section.field``, ``section.row.column``), or a row that came or went
    (``section.row``; its cells are the value)."""

    path: str
    kind: Literal["changed", "added", "removed"]
    old: Any
    new: Any


@dataclass(frozen=True)
class Clash:
    """A place that both changed, each otherwise. A row that is gone is None."""

    path: str
    base: Any
    mine: Any
    theirs: Any


@dataclass(frozen=True)
class Merged:
    content: dict[str, Any]
    clashes: tuple[Clash, ...]


def compare(worksheet: Worksheet, old: Any, new: Any) -> list[Difference]:
    """What turns ``old`` into ``new``, in the order of the worksheet; the order of rows aside."""
    before, after = tidy(worksheet, old)[0], tidy(worksheet, new)[0]
    found: list[Difference] = []
    for section in worksheet.sections:
        code = section.code
        if section.kind == "fields":
            found += _cells(section, code, fields_of(before, code), fields_of(after, code))
            continue
        was = {row["id"]: row for row in rows_of(before, code)}
        now = {row["id"]: row for row in rows_of(after, code)}
        for row_id, row in now.items():
            path = f"{code}.{row_id}"
            if row_id in was:
                found += _cells(section, path, was[row_id], row)
            else:
                found.append(Difference(path, "added", None, row))
        found += [
            Difference(f"{code}.{row_id}", "removed", row, None)
            for row_id, row in was.items()
            if row_id not in now
        ]
    return found


def _cells(section: Section, path: str, was: Row, now: Row) -> list[Difference]:
    return [
        Difference(f"{path}.{one.code}", "changed", was[one.code], now[one.code])
        for one in section.columns
        if was[one.code] != now[one.code]
    ]


def merge(worksheet: Worksheet, base: Any, mine: Any, theirs: Any) -> Merged:
    """Both changes of ``base`` together. Where both changed one place otherwise, ``theirs`` stands
    and the clash tells what I wrote; a row that one removed and the other changed stays."""
    first, second, third = (tidy(worksheet, one)[0] for one in (base, mine, theirs))
    clashes: list[Clash] = []
    sections: dict[str, Any] = {}
    for section in worksheet.sections:
        code = section.code
        if section.kind == "fields":
            was, here, there = (fields_of(one, code) for one in (first, second, third))
            held = _merged(section, code, was, here, there, clashes)
            sections[code] = {"fields": held}
        else:
            sections[code] = {"rows": _rows(section, first, second, third, clashes)}
    return Merged({"sections": sections}, tuple(clashes))


def _merged(
    section: Section, path: str, base: Row, mine: Row, theirs: Row, clashes: list[Clash]
) -> Row:
    held: Row = {}
    for column in section.columns:
        was, here, there = base[column.code], mine[column.code], theirs[column.code]
        held[column.code] = here if there == was else there
        if was not in (here, there) and here != there:
            clashes.append(Clash(f"{path}.{column.code}", was, here, there))
    return held


def _rows(
    section: Section,
    first: Mapping[str, Any],
    second: Mapping[str, Any],
    third: Mapping[str, Any],
    clashes: list[Clash],
) -> list[Row]:
    base, mine, theirs = (
        {row["id"]: row for row in rows_of(one, section.code)} for one in (first, second, third)
    )
    kept: dict[str, Row] = {}
    for row_id in _order(list(base), list(mine), list(theirs)):
        path = f"{section.code}.{row_id}"
        was, here, there = base.get(row_id), mine.get(row_id), theirs.get(row_id)
        if here is not None and there is not None:
            blank = {one.code: one.nothing for one in section.columns}
            kept[row_id] = {
                "id": row_id,
                **_merged(section, path, was or {**blank}, here, there, clashes),
            }
        elif here is None and there is not None:
            if was is None or there != was:
                kept[row_id] = there
                if was is not None:
                    clashes.append(Clash(path, was, None, there))
        elif here is not None and (was is None or here != was):
            kept[row_id] = here
            if was is not None:
                clashes.append(Clash(path, was, here, None))
    return list(kept.values())


def _order(base: list[str], mine: list[str], theirs: list[str]) -> list[str]:
    """Their order, with the rows I alone have after the row that precedes them with me; my order
    when they did not touch theirs."""
    if theirs == base:
        lead, other = mine, theirs
    else:
        lead, other = theirs, mine
    order = list(lead)
    for number, row_id in enumerate(other):
        if row_id in order:
            continue
        before = next((one for one in reversed(other[:number]) if one in order), None)
        order.insert(order.index(before) + 1 if before else 0, row_id)
    return order
