"""The door's SQL statements (``texts.py``), each as a function.

1. ``read_door``   device by token, its Bimtek, the slots that may be meant
2. ``read_facts``  for each scan: registration, place, letter, attendance, earlier event
3. ``keep``        the events; then attendance, rebuilt from the events of the pairs that were touched

SQLite takes four, inside one transaction that is IMMEDIATE (one writer at a time). PostgreSQL takes
three and no transaction around them: ``keep`` is a function of its own (``functions.py``) that locks
what the decision rested on and looks whether it still is as it was read.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from django.db import connection
from django.db.backends.utils import CursorWrapper as Cursor

from workshops.rules.attendance import Window

from .columns import at_of, aware, moment_of, rows_of
from .texts import (
    ASKED,
    EVENT,
    HERE,
    PAIR,
    PERSON,
    PERSON_LOCK,
    SLOT,
    door_sql,
    events_sql,
    facts_sql,
    projection_sql,
)

# PostgreSQL's functions (``functions.py``), as they are called.
_ASKED, _KEPT = (
    ", ".join(["%s"] * (len(ASKED) + 2)),
    6 + len((*SLOT, *PERSON, *HERE, *PAIR, *EVENT)),
)
CALL_FACTS = f"SELECT * FROM workshops_door_facts({_ASKED})"  # noqa: S608 - figures of ours
CALL_KEEP = f"SELECT workshops_door_keep({', '.join(['%s'] * _KEPT)})"


class Door(NamedTuple):
    """The device, its Bimtek and the slots that may be meant, earliest first."""

    device: int
    user: int
    workshop: int
    closed: bool
    timezone: str
    revoked_at: datetime | None  # only where a revoked device was asked for
    windows: tuple[Window, ...]
    counts: dict[int, tuple[int, int]]  # (present, expected) by window, if asked for


class Facts(NamedTuple):
    """What the database knows of one asked scan; the names are those of ``FACTS``'s columns."""

    i: int
    registration: int | None
    workshop: int | None
    state: str | None
    kind: str | None
    name: str | None
    unit: str | None
    places: int | None
    letter: int | None
    here_since: datetime | None
    here_nonce: str | None
    event_device: int | None
    event_kind: str | None
    event_annuls: str | None
    event_code: str | None
    event_verdict: str | None
    event_outcome: str | None
    event_arrived_at: datetime | None
    event_slot: int | None
    event_slot_id: str | None
    event_registration: int | None
    target_device: int | None
    target_registration: int | None
    target_slot: int | None
    target_kind: str | None
    target_workshop: int | None
    target_outcome: str | None
    target_state: str | None
    annulments: int
    held: str | None  # what is missing, where entry to the stage keeps them waiting


def read_door(
    cursor: Cursor,
    token_lookup: str,
    first: datetime,
    last: datetime,
    named: Sequence[str],
    *,
    count: bool,
    revoked_too: bool = False,
) -> Door | None:
    """None when the token is unknown, or revoked. ``first`` to ``last``: when scans were made."""
    sql = door_sql(connection.vendor, count=count, named=bool(named), revoked_too=revoked_too)
    # A slot may hold any moment between the two: it opens before the last and closes after the first.
    params = [token_lookup, moment_of(last), moment_of(first)]
    if named:
        params += rows_of([(slot,) for slot in named])
    params += [token_lookup]
    cursor.execute(sql, params)
    rows = cursor.fetchall()
    if not rows:
        return None
    device, user, workshop, state, timezone, revoked_at = rows[0][:6]
    near = [row[6:] for row in rows if row[6] is not None]
    windows = tuple(_window(row) for row in near)
    counts = {row[0]: (row[7], row[8]) for row in near} if count else {}
    return Door(
        device, user, workshop, state == "closed", timezone, aware(revoked_at), windows, counts
    )


def read_facts(
    cursor: Cursor, asked: Sequence[tuple[str, str, str, str, int | None, int | None]], device: int
) -> dict[int, Facts]:
    """By position. ``asked``: (code lookup, ref, nonce, annuls, slot, order of its stage)."""
    # "-" is nobody's code, ref or nonce; an empty text is.
    rows = [
        (position, code or "-", ref or "-", nonce, annulled or "-", slot, order)
        for position, (code, ref, nonce, annulled, slot, order) in enumerate(asked)
    ]
    sql = CALL_FACTS if connection.vendor == "postgresql" else facts_sql("sqlite")
    cursor.execute(sql, [*rows_of(rows), device, device])
    found = [Facts(*row) for row in cursor.fetchall()]
    return {
        facts.i: facts._replace(
            here_since=aware(facts.here_since), event_arrived_at=aware(facts.event_arrived_at)
        )
        for facts in found
    }


@dataclass(frozen=True)
class Rested:
    """What the answers to be kept rested on, as it was read: slots as (id, state, late after, None
    where that decided nothing), registrations as (id, state), and attendance as (registration, slot,
    nonce of the event that it came from)."""

    slots: Sequence[tuple[int, str, datetime | None]]
    people: Sequence[tuple[int, str]]
    here: Sequence[tuple[int, int, str]]


def hold(cursor: Cursor, rested: Rested) -> None:
    """Locks the slots and people until the transaction ends, in the order that ``keep`` does."""
    if connection.vendor != "postgresql":
        return
    for table, lock, rows in (
        ("workshops_attendanceslot", "FOR SHARE", rested.slots),
        ("workshops_registration", PERSON_LOCK, rested.people),
    ):
        cursor.execute(
            f"SELECT id FROM {table} WHERE id = ANY(%s) ORDER BY id {lock}",  # noqa: S608
            [[row[0] for row in rows]],
        )


def keep(
    cursor: Cursor,
    door: Door,
    rows: Sequence[tuple[Any, ...]],
    pairs: Iterable[tuple[int, int]],
    rested: Rested,
    *,
    at: datetime,
) -> bool:
    """Stores the events, ``rows`` in the order of ``EVENT``, and makes the attendance of these
    (registration, slot) what their events add up to.

    False when something the decision rested on is not as it was read any more, or one of the nonces
    is stored already: then nothing is kept (on SQLite: when the caller rolls back).
    """
    if not rows:
        return True
    # One order for all, so that two batches never wait for each other's rows.
    touched = sorted(set(pairs))
    if connection.vendor == "postgresql":
        cursor.execute(
            CALL_KEEP,
            [
                *(door.device, door.revoked_at, door.closed),
                *rows_of(sorted(rested.slots), len(SLOT)),
                *rows_of(sorted(rested.people), len(PERSON)),
                *rows_of(rested.here, len(HERE)),
                *rows_of(rows),
                len(rows),
                *rows_of(touched, len(PAIR)),
                *(at, door.user),
            ],
        )
        return bool(cursor.fetchone()[0])
    cursor.execute(events_sql("sqlite"), rows_of(rows))
    if cursor.rowcount < len(rows):
        return False
    project(cursor, touched, by=door.user, at=at)
    return True


def project(cursor: Cursor, pairs: Iterable[tuple[int, int]], *, by: int, at: datetime) -> None:
    """Makes the attendance of these (registration, slot) what their events add up to.

    The caller holds the lock on each registration.
    """
    given = sorted(set(pairs))
    if not given:
        return
    cursor.execute(projection_sql(connection.vendor), [*rows_of(given), moment_of(at), by])


def _window(row: tuple[Any, ...]) -> Window:
    key, public_id, order, opens_at, late_after, closes_at, state = row[:7]
    return Window(
        key, public_id, order, at_of(opens_at), at_of(late_after), at_of(closes_at), state
    )
