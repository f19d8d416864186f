"""What an uploaded form, or an earlier worksheet, would change: shown before anything is."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from django.core import signing

from workshops.forms.worksheet import label_of, readable
from workshops.rules.worksheets import Worksheet, cells, compare, locate, merge
from workshops.rules.worksheets.values import fault

SALT = "worksheet-form"
A_DAY = 24 * 60 * 60


@dataclass(frozen=True)
class Line:
    """One place: ``kind`` is new, changed, emptied, row (a new one), gone or clash. ``fault``: what
    keeps the new value from being handed in."""

    path: str
    kind: str
    label: str
    where: str
    old: str
    new: str
    fault: str = ""


@dataclass(frozen=True)
class Preview:
    lines: tuple[Line, ...]
    clashes: tuple[Line, ...]
    same: int
    seen: Mapping[str, Any]  # what stands on the page at each clash

    def count(self, *kinds: str) -> int:
        return sum(line.kind in kinds for line in self.lines)

    @property
    def new(self) -> int:
        return self.count("new", "row")

    @property
    def changed(self) -> int:
        return self.count("changed", "emptied")

    @property
    def gone(self) -> int:
        return self.count("gone")

    @property
    def wrong(self) -> int:
        return sum(bool(line.fault) for line in self.lines)


def preview(
    worksheet: Worksheet,
    current: Mapping[str, Any],
    base: Mapping[str, Any],
    content: Mapping[str, Any],
    where: Mapping[str, str],
) -> Preview:
    """What joining ``content`` (which began from ``base``) changes in ``current``."""
    merged = merge(worksheet, base, content, current)
    lines = []
    for one in compare(worksheet, current, merged.content):
        held = merged.content if one.kind != "removed" else current
        old, new = (readable(worksheet, one.path, value) for value in (one.old, one.new))
        kind = {"added": "row", "removed": "gone"}.get(one.kind) or (
            "new" if not old else "changed" if new else "emptied"
        )
        label = label_of(worksheet, held, one.path)
        told = _fault(worksheet, one.path, one.new)
        place = where.get(one.path) or next(
            (cell for path, cell in where.items() if path.startswith(f"{one.path}.")), ""
        )
        lines.append(Line(one.path, kind, label, place, old, new, told))
    clashes = tuple(
        Line(
            one.path,
            "clash",
            label_of(worksheet, merged.content, one.path),
            where.get(one.path, ""),
            readable(worksheet, one.path, one.theirs),
            readable(worksheet, one.path, one.mine),
        )
        for one in merged.clashes
    )
    touched = {line.path for line in (*lines, *clashes)}
    same = sum(
        1
        for path, _section, column, value in cells(worksheet, merged.content)
        if value != column.nothing and not {path, path.rpartition(".")[0]} & touched
    )
    seen = {one.path: one.theirs for one in merged.clashes}
    return Preview(tuple(lines), clashes, same, seen)


def _fault(worksheet: Worksheet, path: str, value: Any) -> str:
    place = locate(worksheet, path)
    if place is None or value is None:
        return ""
    if place.column is not None:
        wrong = fault(place.column, value)
        return str(wrong) if wrong else ""
    found = (
        (column, fault(column, value.get(column.code, column.nothing)))
        for column in place.section.columns
    )
    return " ".join(f"{column.title}: {wrong}" for column, wrong in found if wrong)


@dataclass(frozen=True)
class Shown:
    """What a form held, and what the person was shown of it. ``where``: the cells of what changes;
    ``seen``: what stood on the page where both had changed."""

    base: Mapping[str, Any]
    content: Mapping[str, Any]
    where: Mapping[str, str]
    seen: Mapping[str, Any]


def shown_of(base: Mapping[str, Any], content: Mapping[str, Any], told: Preview) -> Shown:
    where = {line.path: line.where for line in (*told.lines, *told.clashes) if line.where}
    return Shown(base, content, where, told.seen)


def seal(key: str, shown: Shown) -> str:
    """What was shown, to be sent back with *Masukkan*; nobody else's and not for long."""
    return signing.dumps({"key": key, **asdict(shown)}, salt=SALT, compress=True)


def unseal(text: str, key: str) -> Shown | None:
    """None for what is too old, another's, or changed."""
    try:
        told = signing.loads(text, salt=SALT, max_age=A_DAY)
    except signing.BadSignature:
        return None
    return Shown(**told) if told.pop("key") == key else None
