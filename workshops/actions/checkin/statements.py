"""The door's SQL statements (``texts.py``), each as a function.

1. ``read_doors``  devices by their tokens, their Bimtek, the slots that may be meant
2. ``read_facts``  for each scan: registration, place, letter, attendance, earlier event
3. ``keep``        the events; then attendance, rebuilt from the events of the pairs that were touched

SQLite takes four, inside one transaction that is IMMEDIATE (one writer at a time). PostgreSQL takes
three, or two where the doors are still in mind (``doors.py``), and no transaction around them: ``keep`` is a function of its own (``functions.py``) that locks
what the decision rested on and looks whether it still is as it was read.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from django.db import connection
from django.db.backends.utils import CursorWrapper as Cursor

from workshops.rules.attendance import Window

from .columns import at_of, aware, moment_of, rows_of
from .texts import (
    ASKED,
    COUNTS,
    DEVICE,
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
    whole_door_sql,
)

# PostgreSQL's functions (``functions.py``), as they are called.
_ASKED, _KEPT = (
    ", ".join(["%s"] * len(ASKED)),
    2 + len((*DEVICE, *SLOT, *PERSON, *HERE, *EVENT, *PAIR)),
)
WHOLE_DOOR = whole_door_sql()
CALL_FACTS = f"SELECT * FROM workshops_door_facts({_ASKED})"  # noqa: S608 - figures of ours
CALL_FACTS_NEW = f"SELECT * FROM workshops_door_facts_new({_ASKED})"  # noqa: S608
CALL_KEEP = f"SELECT workshops_door_keep({', '.join(['%s'] * _KEPT)})"


# (code lookup, ref, nonce, annuls, slot, order of its stage, device)
Asked = tuple[str, str, str, str, int | None, int | None, int]


class Door(NamedTuple):
    """The device, its Bimtek and the slots that may be meant, earliest first."""

    device: int
    token_lookup: str
    user: int
    workshop: int
    closed: bool
    timezone: str
    revoked_at: datetime | None  # only where a revoked device was asked for
    version: str  # of the slots, where all were read; else ""
    windows: tuple[Window, ...]


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
    annulments: int
    held: str | None  # what is missing, where entry to the stage keeps them waiting
    told: bool  # the same scan, before
    # What it was told, and one that is taken back.
    event_device: int | None = None
    event_kind: str | None = None
    event_annuls: str | None = None
    event_code: str | None = None
    event_verdict: str | None = None
    event_outcome: str | None = None
    event_arrived_at: datetime | None = None
    event_slot: int | None = None
    event_slot_id: str | None = None
    event_registration: int | None = None
    target_device: int | None = None
    target_registration: int | None = None
    target_slot: int | None = None
    target_kind: str | None = None
    target_workshop: int | None = None
    target_outcome: str | None = None
    target_state: str | None = None


def read_doors(
    cursor: Cursor,
    tokens: Sequence[str],
    first: datetime,
    last: datetime,
    named: Sequence[str],
    *,
    revoked_too: bool = False,
) -> dict[str, Door]:
    """By their ``token_lookup``; one that is unknown or revoked is not among them. ``first`` to
    ``last``: when the scans were made."""
    sql = door_sql(connection.vendor, named=bool(named), revoked_too=revoked_too)
    given = rows_of([(token,) for token in tokens])
    # A slot may hold any moment between the two: it opens before the last and closes after the first.
    params = [*given, moment_of(last), moment_of(first)]
    if named:
        params += rows_of([(slot,) for slot in named])
    cursor.execute(sql, [*params, *given])
    return _doors(cursor.fetchall())


def read_whole_doors(cursor: Cursor, tokens: Sequence[str]) -> dict[str, Door]:
    """The same with every slot and their version, for doors that are to be kept in mind."""
    given = rows_of([(token,) for token in tokens])
    cursor.execute(WHOLE_DOOR, [*given, *given])
    return _doors(cursor.fetchall())


def _doors(rows: Sequence[Sequence[Any]]) -> dict[str, Door]:
    doors: dict[str, Door] = {}
    near: dict[str, list[Sequence[Any]]] = {}
    for token, device, user, workshop, state, timezone, revoked_at, version, _device, *slot in rows:
        closed, revoked_at = state == "closed", aware(revoked_at)
        doors[token] = Door(
            device, token, user, workshop, closed, timezone, revoked_at, version, ()
        )
        near.setdefault(token, []).extend([slot] if slot[0] is not None else [])
    return {
        token: door._replace(
            windows=tuple(map(_window, near[token])),
        )
        for token, door in doors.items()
    }


def read_counts(cursor: Cursor, slot: int) -> tuple[int, int]:
    """(present, expected) in the slot."""
    cursor.execute(COUNTS, [slot])
    present, expected = cursor.fetchone()
    return present, expected


def read_facts(cursor: Cursor, asked: Sequence[Asked]) -> dict[int, Facts]:
    """By position. Nearly every scan is new and takes none back: what was told before is looked for
    where that is not so."""
    # "-" is nobody's code, ref or nonce; an empty text is.
    rows = [
        (position, code or "-", ref or "-", nonce, annulled or "-", *place)
        for position, (code, ref, nonce, annulled, *place) in enumerate(asked)
    ]
    new = not any(annulled for _code, _ref, _nonce, annulled, *_place in asked)
    found = _facts(cursor, rows, new=new)
    if new and any(facts.told for facts in found):
        found = _facts(cursor, rows, new=False)
    return {facts.i: facts for facts in found}


def _facts(cursor: Cursor, rows: Sequence[tuple[Any, ...]], *, new: bool) -> list[Facts]:
    sql = CALL_FACTS_NEW if new else CALL_FACTS
    if connection.vendor == "sqlite":
        sql = facts_sql("sqlite", new=new)
    cursor.execute(sql, rows_of(rows))
    found = [Facts(*row) for row in cursor.fetchall()]
    if connection.vendor == "postgresql":
        return found
    return [
        facts._replace(
            here_since=aware(facts.here_since), event_arrived_at=aware(facts.event_arrived_at)
        )
        for facts in found
    ]


@dataclass(frozen=True)
class Rested:
    """What the answers to be kept rested on, as it was read: doors; slots as (id, state, late after, None
    where that decided nothing), registrations as (id, state), and attendance as (registration, slot,
    nonce of the event that it came from)."""

    doors: Sequence[Door]
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
    rows: Sequence[tuple[Any, ...]],
    pairs: Mapping[tuple[int, int], int],
    rested: Rested,
    *,
    at: datetime,
) -> bool:
    """Stores the events, ``rows`` in the order of ``EVENT``, and makes the attendance of these
    (registration, slot) what their events add up to; by whom is what each of ``pairs`` leads to.

    False when something the decision rested on is not as it was read any more, or one of the nonces
    is stored already: then nothing is kept (on SQLite: when the caller rolls back).
    """
    if not rows:
        return True
    # One order for all, so that two batches never wait for each other's rows.
    touched = [(*pair, pairs[pair]) for pair in sorted(pairs)]
    if connection.vendor == "postgresql":
        doors = [
            (d.device, d.token_lookup, d.revoked_at, d.closed, d.version) for d in rested.doors
        ]
        cursor.execute(
            CALL_KEEP,
            [
                *rows_of(doors),
                *rows_of(sorted(rested.slots), len(SLOT)),
                *rows_of(sorted(rested.people), len(PERSON)),
                *rows_of(rested.here, len(HERE)),
                *rows_of(rows),
                len(rows),
                *rows_of(touched, len(PAIR)),
                at,
            ],
        )
        return bool(cursor.fetchone()[0])
    cursor.execute(events_sql("sqlite"), rows_of(rows))
    if cursor.rowcount < len(rows):
        return False
    _project(cursor, touched, at)
    return True


def project(cursor: Cursor, pairs: Iterable[tuple[int, int]], *, by: int, at: datetime) -> None:
    """Makes the attendance of these (registration, slot) what their events add up to.

    The caller holds the lock on each registration.
    """
    _project(cursor, [(*pair, by) for pair in sorted(set(pairs))], at)


def _project(cursor: Cursor, touched: Sequence[tuple[int, int, int]], at: datetime) -> None:
    if touched:
        cursor.execute(projection_sql(connection.vendor), [*rows_of(touched), moment_of(at)])


def _window(row: Sequence[Any]) -> Window:
    key, public_id, order, opens_at, late_after, closes_at, state = row[:7]
    return Window(
        key, public_id, order, at_of(opens_at), at_of(late_after), at_of(closes_at), state
    )
