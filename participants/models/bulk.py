"""Rows by the tens of thousands: COPY on PostgreSQL, one prepared statement on SQLite.

Only for imports: no model methods run, so the caller brings every column, and the database's own
constraints are the last word. Measured: 20,000 people with numbers and employments in about a
second, where ``bulk_create`` takes four.
"""

import gc
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.db import connection, models


@models.ForeignObject.register_lookup  # foreign keys look no further up than themselves
@models.Field.register_lookup
class Among(models.Lookup):
    """``filter(pk__among=keys)``: like ``in``, with all keys as one parameter, so that asking for
    thousands costs Django nothing per key. Keys are numbers or texts as the database has them."""

    lookup_name = "among"
    prepare_rhs = False

    def as_sqlite(self, compiler: Any, connection: Any, **_more: Any) -> tuple[str, list[Any]]:
        column, params = self.process_lhs(compiler, connection)
        asked = json.dumps(list(self.rhs))
        # The column is Django's, already quoted.
        return f"{column} IN (SELECT value FROM json_each(%s))", [*params, asked]  # noqa: S608

    def as_postgresql(self, compiler: Any, connection: Any, **_more: Any) -> tuple[str, list[Any]]:
        column, params = self.process_lhs(compiler, connection)
        return f"{column} = ANY(%s)", [*params, list(self.rhs)]


@contextmanager
def collector_resting() -> Iterator[None]:
    """Lets the cyclic garbage collector rest for the seconds that thousands of rows are made in.

    They all stay until they are written and hold no cycles; walking them again and again took a
    quarter of an import's time.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def reserve_keys(model: type[models.Model], count: int) -> list[int]:
    """Free primary keys, so that rows that point at each other can be written in one go.

    Call inside a transaction; on SQLite its write lock is what keeps the keys ours.
    """
    if not count:
        return []
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
                [f'"{table}"', count],
            )
            return [key for (key,) in cursor.fetchall()]
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        found = cursor.fetchone()
        last = found[0] if found else 0
        return list(range(last + 1, last + 1 + count))


def insert_rows(
    model: type[models.Model], names: Sequence[str], rows: Iterable[Sequence[Any]]
) -> None:
    """Writes ``rows``, each in the order of ``names`` (fields, foreign keys as ``…_id``)."""
    _pour(model._meta.db_table, model, names, rows)


def update_rows(
    model: type[models.Model], names: Sequence[str], rows: Iterable[Sequence[Any]]
) -> None:
    """Sets the named fields; the first name is ``id`` and says which row."""
    table, columns = model._meta.db_table, _columns(model, names)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # Every name below comes from a model's definition, never from a person.
            listed = ", ".join(columns)
            cursor.execute(
                f"CREATE TEMP TABLE incoming ON COMMIT DROP AS "  # noqa: S608
                f'SELECT {listed} FROM "{table}" WITH NO DATA'
            )
            _pour("incoming", model, names, rows)
            assigned = ", ".join(f"{column} = incoming.{column}" for column in columns[1:])
            cursor.execute(
                f'UPDATE "{table}" SET {assigned} FROM incoming '  # noqa: S608
                f'WHERE "{table}"."id" = incoming."id"'
            )
            cursor.execute("DROP TABLE incoming")
            return
        assigned = ", ".join(f"{column} = %s" for column in columns[1:])
        cursor.executemany(
            f'UPDATE "{table}" SET {assigned} WHERE "id" = %s',  # noqa: S608
            [(*row[1:], row[0]) for row in _prepared(model, names, rows)],
        )


def _pour(
    table: str, model: type[models.Model], names: Sequence[str], rows: Iterable[Sequence[Any]]
) -> None:
    listed = ", ".join(_columns(model, names))
    prepared = _prepared(model, names, rows)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f'COPY "{table}" ({listed}) FROM STDIN') as copy:
                for row in prepared:
                    copy.write_row(row)
            return
        places = ", ".join(["%s"] * len(names))
        cursor.executemany(
            f'INSERT INTO "{table}" ({listed}) VALUES ({places})',  # noqa: S608
            list(prepared),
        )


def _columns(model: type[models.Model], names: Sequence[str]) -> list[str]:
    return [f'"{model._meta.get_field(name).column}"' for name in names]  # type: ignore[union-attr]


def _prepared(
    model: type[models.Model], names: Sequence[str], rows: Iterable[Sequence[Any]]
) -> Iterable[Sequence[Any]]:
    """The rows as the database takes them: JSON as text, and on SQLite moments as text."""
    turned: dict[int, Callable[[Any], Any]] = {}
    for place, name in enumerate(names):
        field = model._meta.get_field(name)
        if isinstance(field, models.JSONField):
            turned[place] = _json
        elif connection.vendor == "sqlite" and isinstance(field, models.DateTimeField):
            turned[place] = connection.ops.adapt_datetimefield_value
        elif connection.vendor == "sqlite" and isinstance(field, models.DateField):
            turned[place] = connection.ops.adapt_datefield_value
    if not turned:
        yield from rows
        return
    for row in rows:
        ready = list(row)
        for place, turn in turned.items():
            ready[place] = turn(ready[place])
        yield ready


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
