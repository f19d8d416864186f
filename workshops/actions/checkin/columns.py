"""How the door's rows and moments go to the two databases and come back. A column at a time to
PostgreSQL, as JSON to SQLite, so that a statement's text is the same for one row and for a hundred."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from django.db import connection
from django.utils.dateparse import parse_datetime


def one(
    vendor: str, table: str, alias: str, columns: str, condition: str, *, lock: str = ""
) -> str:
    """Joins the at most one row that meets a condition an index answers, for these of its columns. To
    PostgreSQL as a subquery with a limit, which leaves it no other way than that index: it plans a
    statement once for each connection, perhaps on a morning when the tables are empty, and would then
    read them whole for every scan of the day. Half of what a scan costs it is getting such a
    statement ready, column by column; so no column comes along that nobody asks for."""
    if vendor == "postgresql":
        wanted = ", ".join(f"{alias}.{column}" for column in columns.split())
        row = f"SELECT {wanted} FROM {table} {alias} WHERE {condition} LIMIT 1 {lock}"  # noqa: S608
        return f"LEFT JOIN LATERAL ({row}) {alias} ON TRUE"
    return f"LEFT JOIN {table} {alias} ON {condition}"


# How a column comes apart again. The empty text is nothing to string_to_array: no row of text, where
# it is one empty text, and NULL for any other type.
TEXTS = "COALESCE(NULLIF(string_to_array(%s, E'\\x1f'), '{}'), ARRAY[''])"
OTHERS = "string_to_array(%s, E'\\x1f', '')"


def coming(vendor: str, types: tuple[str, ...]) -> str:
    """A SELECT of the rows that come in as parameters, with the twin of ``rows_of``."""
    if vendor == "postgresql":
        columns = ", ".join(f"{TEXTS if kind == 'text' else OTHERS}::{kind}[]" for kind in types)
        return f"SELECT * FROM unnest({columns})"  # noqa: S608 - figures of ours
    fields = ", ".join(f"json_extract(value, '$[{place}]')" for place in range(len(types)))
    return f"SELECT {fields} FROM json_each(%s)"  # noqa: S608


def rows_of(rows: Sequence[tuple[Any, ...]], width: int = 0) -> list[str | None]:
    """The parameters for ``coming``. PostgreSQL's columns are joined by the unit separator, which no
    value of ours holds (a third of the time of a list that the driver writes); None is nothing in
    between, where the column is not text. Where there may be no rows, ``width`` says of how many
    columns: each comes as NULL, which unnests to none."""
    if connection.vendor == "postgresql":
        if not rows:
            return [None] * width
        return ["\x1f".join(map(_written, column)) for column in zip(*rows, strict=True)]
    return [_as_json(rows)]


def _written(value: Any) -> str:
    return value if value.__class__ is str else "" if value is None else str(value)


_as_json = json.JSONEncoder(ensure_ascii=False, default=lambda at: _text(at)).encode


def _text(at: datetime) -> str:
    """A moment as the ORM keeps it in SQLite: UTC, without its zone."""
    return str(at.astimezone(UTC).replace(tzinfo=None))


def moment_of(at: datetime) -> Any:
    return _text(at) if connection.vendor == "sqlite" else at


def aware(kept: Any) -> datetime | None:
    """A moment as the database gave it; SQLite knows no zone, and may give the text itself."""
    moment = parse_datetime(kept) if isinstance(kept, str) else kept
    return moment.replace(tzinfo=UTC) if moment and moment.tzinfo is None else moment


def at_of(kept: Any) -> datetime:
    moment = aware(kept)
    if moment is None:
        raise ValueError(f"Not a moment: {kept!r}")
    return moment
