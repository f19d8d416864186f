"""The door's four SQL statements, the same text for SQLite and PostgreSQL but for two things:
row locks (SQLite has none: its transaction is IMMEDIATE, one writer at a time) and moments (SQLite
keeps them as text). Raw, because the ORM's share of a scan is twice that of the database
(blueprint §9.3). Names of tables and columns are checked by every test of the door.

1. ``read_door``     device by token, its Bimtek, the slots that may be meant
2. ``read_facts``    for each scan: registration, place, letter, attendance, earlier event
3. ``insert_events`` on conflict of the nonce do nothing
4. ``project``       attendance, rebuilt from the events of the pairs that were touched
"""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, NamedTuple

from django.db import connection
from django.db.backends.utils import CursorWrapper as Cursor
from django.utils.dateparse import parse_datetime

from workshops.rules.attendance import Window

# Sign-off and closing lock the slot for update: a scan that saw it open commits before they do.
SLOT_LOCK = "FOR SHARE OF s"
# Whatever touches one person's attendance goes one after the other, so that statement 4 sees it all.
PERSON_LOCK = "FOR NO KEY UPDATE"

COUNTS = """
, (SELECT COUNT(*) FROM workshops_attendance a
   JOIN workshops_registration ar ON ar.id = a.registration_id
   WHERE a.slot_id = s.id AND a.status IN ('present', 'late') AND ar.kind = 'participant')
, (SELECT COUNT(DISTINCT cd.registration_id) FROM workshops_delegation cd
   JOIN workshops_registration cr ON cr.id = cd.registration_id
   JOIN workshops_stage cf ON cf.id = cd.first_stage_id
   LEFT JOIN workshops_stage ct ON ct.id = cd.last_stage_id
   WHERE cr.workshop_id = st.workshop_id AND cr.state = 'confirmed' AND cr.kind = 'participant'
     AND cd.ended_at IS NULL AND cf."order" <= st."order"
     AND (ct.id IS NULL OR ct."order" >= st."order"))
"""

DOOR = """
WITH near (id, public_id, stage_order, opens_at, late_after, closes_at, state, present, expected)
AS (
  SELECT s.id, s.public_id, st."order", s.opens_at, s.late_after, s.closes_at, s.state {counts}
  FROM workshops_device dd
  JOIN workshops_stage st ON st.workshop_id = dd.workshop_id
  JOIN workshops_attendanceslot s ON s.stage_id = st.id
  WHERE dd.token_lookup = %s AND ((s.opens_at <= %s AND s.closes_at >= %s){named})
  {lock}
)
SELECT d.id, d.user_id, d.workshop_id, w.state, u.timezone, near.*
FROM workshops_device d
JOIN workshops_workshop w ON w.id = d.workshop_id
JOIN participants_organisationunit u ON u.id = w.unit_id
LEFT JOIN near ON 1 = 1
WHERE d.token_lookup = %s AND d.revoked_at IS NULL
ORDER BY near.opens_at, near.id
"""

FACTS = """
WITH asked (i, code, ref, nonce, annuls, slot_id, stage_order) AS (VALUES {rows}),
held AS (
  SELECT r.id, r.workshop_id, r.unit_id, r.public_id, r.code_lookup, r.state, r.kind,
         r.printed_name
  FROM workshops_registration r
  WHERE r.id IN (
    SELECT id FROM workshops_registration WHERE code_lookup IN ({codes})
    UNION SELECT id FROM workshops_registration WHERE public_id IN ({refs})
    UNION SELECT registration_id FROM workshops_checkin WHERE nonce IN ({annuls})
  )
  ORDER BY r.id
  {lock}
)
SELECT asked.i, r.id, r.workshop_id, r.state, r.kind, r.printed_name, u.name,
  CASE WHEN r.kind <> 'participant' THEN 1 ELSE (
    SELECT COUNT(*) FROM workshops_delegation d
    JOIN workshops_stage f ON f.id = d.first_stage_id
    LEFT JOIN workshops_stage l ON l.id = d.last_stage_id
    WHERE d.registration_id = r.id AND d.ended_at IS NULL AND f."order" <= asked.stage_order
      AND (l.id IS NULL OR l."order" >= asked.stage_order)) END,
  (SELECT MAX(CASE al.state WHEN 'received' THEN 2 ELSE 1 END)
   FROM workshops_assignmentletter_registrations lr
   JOIN workshops_assignmentletter al ON al.id = lr.assignmentletter_id
   LEFT JOIN workshops_stage ls ON ls.id = al.stage_id
   WHERE lr.registration_id = r.id
     AND (ls.id IS NULL OR asked.stage_order IS NULL OR ls."order" = asked.stage_order)),
  a.arrived_at, e.device_id, e.kind, e.annuls, e.code_lookup, e.verdict, e.outcome, e.arrived_at,
  e.slot_id, es.public_id, e.registration_id, t.device_id, t.registration_id, t.slot_id, t.kind,
  t.workshop_id, (SELECT COUNT(*) FROM workshops_checkin n
   WHERE n.annuls = asked.nonce AND n.kind = 'annul' AND n.outcome = 'accepted'
     AND (n.device_id = %s OR n.device_id IS NULL))
FROM asked
LEFT JOIN workshops_checkin e ON e.nonce = asked.nonce
LEFT JOIN workshops_attendanceslot es ON es.id = e.slot_id
LEFT JOIN workshops_checkin t ON t.nonce = asked.annuls
LEFT JOIN held r ON r.code_lookup = asked.code OR r.public_id = asked.ref
  OR r.id = t.registration_id
LEFT JOIN participants_organisationunit u ON u.id = r.unit_id
LEFT JOIN workshops_attendance a ON a.registration_id = r.id
  AND a.slot_id = COALESCE(e.slot_id, asked.slot_id) AND a.nonce <> ''
"""

EVENT_COLUMNS = (
    "nonce, kind, workshop_id, registration_id, slot_id, device_id, annuls, code_lookup, source,"
    " seq, chain, device_at, mono_ms, arrived_at, received_at, verdict, outcome, reason, by_id"
)
EVENTS = (
    "INSERT INTO workshops_checkin ({columns}) VALUES {rows}"
    " ON CONFLICT (nonce) DO NOTHING RETURNING nonce"
)

# The twin of rules.attendance.attendance_of. "WHERE 1 = 1": SQLite needs it before ON CONFLICT.
PROJECTION = """
WITH pair (registration_id, slot_id) AS (VALUES {rows})
INSERT INTO workshops_attendance
  (registration_id, slot_id, status, arrived_at, nonce, excuse, note, noted_at, noted_by_id)
SELECT pair.registration_id, pair.slot_id,
  CASE WHEN e.id IS NULL THEN 'absent' WHEN e.arrived_at > s.late_after THEN 'late'
       ELSE 'present' END,
  e.arrived_at, COALESCE(e.nonce, ''), '', '', {moment}, {person}
FROM pair
JOIN workshops_attendanceslot s ON s.id = pair.slot_id
LEFT JOIN workshops_checkin e ON e.id = (
  SELECT c.id FROM workshops_checkin c
  WHERE c.registration_id = pair.registration_id AND c.slot_id = pair.slot_id
    AND c.kind = 'arrive' AND c.outcome = 'accepted'
    AND NOT EXISTS (
      SELECT 1 FROM workshops_checkin n
      WHERE n.annuls = c.nonce AND n.kind = 'annul' AND n.outcome = 'accepted'
        AND (n.device_id IS NULL OR n.device_id = c.device_id))
  ORDER BY c.arrived_at, c.nonce
  LIMIT 1)
WHERE 1 = 1
ON CONFLICT (registration_id, slot_id) DO UPDATE SET
  status = CASE WHEN excluded.nonce <> '' THEN excluded.status
                WHEN workshops_attendance.excuse <> '' THEN workshops_attendance.excuse
                ELSE 'absent' END,
  arrived_at = excluded.arrived_at, nonce = excluded.nonce,
  noted_at = excluded.noted_at, noted_by_id = excluded.noted_by_id
WHERE workshops_attendance.nonce <> excluded.nonce
"""


class Door(NamedTuple):
    """The device, its Bimtek and the slots that may be meant, earliest first."""

    device: int
    user: int
    workshop: int
    closed: bool
    timezone: str
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
    annulments: int


def read_door(
    cursor: Cursor,
    token_lookup: str,
    first: datetime,
    last: datetime,
    named: Sequence[str],
    *,
    count: bool,
) -> Door | None:
    """None when the token is unknown or revoked. ``first`` to ``last``: when scans were made."""
    sql = _door_sql(len(named), count=count, locking=_locking())
    # A slot may hold any moment between the two: it opens before the last and closes after the first.
    params = [token_lookup, _moment(last), _moment(first), *named, token_lookup]
    cursor.execute(sql, params)
    rows = cursor.fetchall()
    if not rows:
        return None
    device, user, workshop, state, timezone = rows[0][:5]
    windows = tuple(_window(row) for row in rows if row[5] is not None)
    counts = {row[5]: (row[12], row[13]) for row in rows if count and row[5] is not None}
    return Door(device, user, workshop, state == "closed", timezone, windows, counts)


def read_facts(
    cursor: Cursor, asked: Sequence[tuple[str, str, str, str, int | None, int | None]], device: int
) -> dict[int, Facts]:
    """By position. ``asked``: (code lookup, ref, nonce, annuls, slot, order of its stage)."""
    codes = [code for code, *_rest in asked if code] or [""]
    refs = [ref for _code, ref, *_rest in asked if ref] or [""]
    annuls = [annulled for *_rest, annulled, _slot, _order in asked if annulled] or [""]
    sql = _facts_sql(len(asked), len(codes), len(refs), len(annuls), locking=_locking())
    params: list[Any] = []
    for position, (code, ref, nonce, annulled, slot, order) in enumerate(asked):
        # "-" is nobody's code, ref or nonce; an empty text is.
        params += [position, code or "-", ref or "-", nonce, annulled or "-", slot, order]
    cursor.execute(sql, [*params, *codes, *refs, *annuls, device])
    found = [Facts(*row) for row in cursor.fetchall()]
    return {
        facts.i: facts._replace(
            here_since=_aware(facts.here_since), event_arrived_at=_aware(facts.event_arrived_at)
        )
        for facts in found
    }


def insert_events(cursor: Cursor, rows: Iterable[tuple[Any, ...]]) -> set[str]:
    """The nonces that were new; ``rows`` in the order of ``EVENT_COLUMNS``."""
    given = list(rows)
    if not given:
        return set()
    params: list[Any] = [value for row in given for value in row]
    if connection.vendor == "sqlite":
        params = [_moment(value) if isinstance(value, datetime) else value for value in params]
    cursor.execute(_events_sql(len(given)), params)
    return {nonce for (nonce,) in cursor.fetchall()}


def project(cursor: Cursor, pairs: Iterable[tuple[int, int]], *, by: int, at: datetime) -> None:
    """Makes the attendance of these (registration, slot) what their events add up to.

    The caller holds the lock on each registration.
    """
    # One order for all, so that two batches never wait for each other's rows.
    given = sorted(set(pairs))
    if not given:
        return
    sql = _projection_sql(len(given), typed=connection.vendor == "postgresql")
    cursor.execute(sql, [*(key for pair in given for key in pair), _moment(at), by])


def _window(row: tuple[Any, ...]) -> Window:
    key, public_id, order, opens_at, late_after, closes_at, state = row[5:12]
    return Window(key, public_id, order, _at(opens_at), _at(late_after), _at(closes_at), state)


# The texts, by how many rows they are for. One scan and one hundred come again and again.
# The casts tell PostgreSQL the types even when every row says NULL.


@lru_cache(256)
def _door_sql(named: int, *, count: bool, locking: bool) -> str:
    return DOOR.format(
        counts=COUNTS if count else ", NULL, NULL",
        named=f" OR s.public_id IN ({_marks(named)})" if named else "",
        lock=SLOT_LOCK if locking else "",
    )


@lru_cache(256)
def _facts_sql(asked: int, codes: int, refs: int, annuls: int, *, locking: bool) -> str:
    row = "(CAST(%s AS integer), %s, %s, %s, %s, CAST(%s AS bigint), CAST(%s AS integer))"
    return FACTS.format(
        rows=", ".join([row] * asked),
        codes=_marks(codes),
        refs=_marks(refs),
        annuls=_marks(annuls),
        lock=PERSON_LOCK if locking else "",
    )


@lru_cache(256)
def _events_sql(events: int) -> str:
    row = f"({_marks(EVENT_COLUMNS.count(',') + 1)})"
    return EVENTS.format(columns=EVENT_COLUMNS, rows=", ".join([row] * events))


@lru_cache(256)
def _projection_sql(pairs: int, *, typed: bool) -> str:
    return PROJECTION.format(
        rows=", ".join(["(CAST(%s AS bigint), CAST(%s AS bigint))"] * pairs),
        moment="CAST(%s AS timestamptz)" if typed else "%s",
        person="CAST(%s AS bigint)",
    )


def _marks(number: int) -> str:
    return ", ".join(["%s"] * number)


def _locking() -> bool:
    return connection.features.has_select_for_update


def _moment(at: datetime) -> Any:
    """As the ORM keeps it: SQLite has UTC as text, without its zone."""
    return str(at.astimezone(UTC).replace(tzinfo=None)) if connection.vendor == "sqlite" else at


def _aware(kept: Any) -> datetime | None:
    """A moment as the database gave it; SQLite knows no zone, and may give the text itself."""
    moment = parse_datetime(kept) if isinstance(kept, str) else kept
    return moment.replace(tzinfo=UTC) if moment and moment.tzinfo is None else moment


def _at(kept: Any) -> datetime:
    moment = _aware(kept)
    if moment is None:
        raise ValueError(f"Not a moment: {kept!r}")
    return moment
