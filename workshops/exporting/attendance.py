"""The daftar hadir of a slot or a day for the official paper, from its data."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Any, cast

from django.utils.translation import override

from workshops.exporting.roll_call import Chair, RollCallRow, RollCallSheet
from workshops.models import EXCUSED, PRESENT, AttendanceStatus, SlotKind


def sheet_of(
    contents: Sequence[Mapping[str, Any]], *, seen: Collection[str] | None = None
) -> RollCallSheet:
    """One list over the slots of one day; a line of a person who is on one of them alone says
    nothing for the other. ``seen``: the keys of the rows that may be read (None: all)."""
    first = contents[0]
    with override("id"):
        kinds = [str(SlotKind(one["kind"]).label) for one in contents]
        rows = tuple(_row(lines) for lines in _merged(contents, seen))
    return RollCallSheet(
        of=first["of"],
        government=first["government"],
        organiser=first["organiser"],
        title=first["title"],
        stage=first["stage"],
        session=kinds[0] if len(kinds) == 1 else "",
        held_on=date.fromisoformat(first["day"]),
        starts_at=min(datetime.fromisoformat(one["starts_at"]) for one in contents),
        ends_at=max(datetime.fromisoformat(one["ends_at"]) for one in contents),
        timezone=first["timezone"],
        venue=first["venue"],
        columns=("",) if len(kinds) == 1 else tuple(kinds),
        rows=rows,
        place=first["place"],
        chair=Chair(**first["chair"]),
    )


def _merged(
    contents: Sequence[Mapping[str, Any]], seen: Collection[str] | None
) -> list[list[Mapping[str, Any] | None]]:
    """One entry a person: their row on each list, None where they are not on it."""
    by_key = [{row["key"]: row for row in one["rows"]} for one in contents]
    keys = dict.fromkeys(row["key"] for one in contents for row in one["rows"])
    return [[rows.get(key) for rows in by_key] for key in keys if seen is None or key in seen]


def _row(rows: Sequence[Mapping[str, Any] | None]) -> RollCallRow:
    row = next(row for row in rows if row)
    return RollCallRow(
        name=row["name"],
        unit=row["unit"],
        post=row["post"],
        rank=row["rank"],
        nip=row["nip"],
        sex=cast(Any, row["sex"]),
        marks=tuple(_mark(one) for one in rows),
    )


def _mark(row: Mapping[str, Any] | None) -> datetime | str | None:
    if row is None:
        return None
    if row["status"] in PRESENT and row["arrived_at"]:
        return datetime.fromisoformat(row["arrived_at"])
    if row["status"] in (*PRESENT, *EXCUSED):
        return str(AttendanceStatus(row["status"]).label).lower()
    return None
