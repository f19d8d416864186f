"""The door's four SQL statements, the same text for SQLite and PostgreSQL but for three things:
row locks (SQLite has none: its transaction is IMMEDIATE, one writer at a time), moments (SQLite
keeps them as text), and how many rows come in at once: a column at a time to PostgreSQL, as JSON to
SQLite. So the text of a statement is the same for one scan and for a hundred. Raw, because the
ORM's share of a scan is twice that of the database (blueprint §9.3). Names of tables and columns
are checked by every test of the door.

1. ``read_door``     device by token, its Bimtek, the slots that may be meant
2. ``read_facts``    for each scan: registration, place, letter, attendance, earlier event
3. ``insert_events`` on conflict of the nonce do nothing
4. ``project``       attendance, rebuilt from the events of the pairs that were touched
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import cache
from typing import Any, NamedTuple

from django.db import connection
from django.db.backends.utils import CursorWrapper as Cursor

from workshops.rules.attendance import Window

from .columns import at_of, aware, coming, moment_of, one, rows_of

# Sign-off and closing lock the slot for update: a scan that saw it open commits before they do.
SLOT_LOCK = "FOR SHARE OF s"
# Whatever touches one person's attendance goes one after the other, so that statement 4 sees it all.
PERSON_LOCK = "FOR NO KEY UPDATE"

# For the rest of the transaction PostgreSQL keeps the plans of the other three (it would plan each
# anew for every scan, which takes three times as long as the scan), and makes them of indexes (a plan
# made on a morning when the tables are empty would read them whole all day).
PLANS = (
    " AND set_config('plan_cache_mode', 'force_generic_plan', true) <> ''"
    " AND set_config('enable_seqscan', 'off', true) <> ''"
)

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
SELECT d.id, d.user_id, d.workshop_id, w.state, u.timezone, d.revoked_at, near.*
FROM workshops_device d
JOIN workshops_workshop w ON w.id = d.workshop_id
JOIN participants_organisationunit u ON u.id = w.unit_id
LEFT JOIN near ON 1 = 1
WHERE d.token_lookup = %s{in_use}{kept}
ORDER BY near.opens_at, near.id
"""

ASKED = ("integer", "text", "text", "text", "text", "bigint", "integer")  # as read_facts is asked
FACTS = """
WITH asked (i, code, ref, nonce, annuls, slot_id, stage_order) AS MATERIALIZED ({asked}),
found (i, registration_id) AS MATERIALIZED (
  SELECT i, fr.id FROM asked {by_code} WHERE fr.id IS NOT NULL
  UNION ALL
  SELECT i, fr.id FROM asked {by_ref} WHERE fr.id IS NOT NULL
  UNION ALL
  SELECT i, fc.registration_id FROM asked {by_event} WHERE fc.registration_id IS NOT NULL
),
held AS MATERIALIZED (
  SELECT h.id, h.workshop_id, h.unit_id, h.state, h.kind, h.printed_name
  FROM (SELECT DISTINCT registration_id FROM found ORDER BY registration_id) wanted {held}
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
  t.workshop_id, t.outcome, ts.state, (SELECT COUNT(*) FROM workshops_checkin n
   WHERE n.annuls = asked.nonce AND NOT (n.annuls = '') AND n.kind = 'annul' AND n.outcome = 'accepted'
     AND COALESCE(n.device_id, {device}) = {device}),
  (SELECT COUNT(*) FROM workshops_entryhold eh
   JOIN workshops_attendanceslot hs ON hs.stage_id = eh.stage_id
   WHERE eh.registration_id = r.id AND hs.id = asked.slot_id)
FROM asked
{event}
{event_slot}
{target}
{target_slot}
LEFT JOIN found ON found.i = asked.i
LEFT JOIN held r ON r.id = found.registration_id
{unit}
{attendance}
"""

EVENT = {  # column: its type
    "nonce": "text",
    "kind": "text",
    "workshop_id": "bigint",
    "registration_id": "bigint",
    "slot_id": "bigint",
    "device_id": "bigint",
    "annuls": "text",
    "code_lookup": "text",
    "source": "text",
    "seq": "integer",
    "chain": "text",
    "device_at": "timestamptz",
    "mono_ms": "bigint",
    "contact_at": "timestamptz",
    "skew_ms": "bigint",
    "doubt_ms": "bigint",
    "arrived_at": "timestamptz",
    "received_at": "timestamptz",
    "verdict": "text",
    "outcome": "text",
    "reason": "text",
    "by_id": "bigint",
}
EVENTS = """
INSERT INTO workshops_checkin ({columns}) {rows} WHERE 1 = 1
ON CONFLICT (nonce) DO NOTHING RETURNING nonce
"""

# The twin of rules.attendance.attendance_of. "WHERE 1 = 1": SQLite needs it before ON CONFLICT.
PAIR = ("bigint", "bigint")
PROJECTION = """
WITH pair (registration_id, slot_id) AS MATERIALIZED ({pairs})
INSERT INTO workshops_attendance
  (registration_id, slot_id, status, arrived_at, nonce, excuse, note, noted_at, noted_by_id)
SELECT pair.registration_id, pair.slot_id,
  CASE WHEN e.nonce IS NULL THEN 'absent' WHEN e.arrived_at > s.late_after THEN 'late'
       ELSE 'present' END,
  e.arrived_at, COALESCE(e.nonce, ''), '', '', {moment}, {person}
FROM pair
{slot}
{counted}
WHERE 1 = 1
ON CONFLICT (registration_id, slot_id) DO UPDATE SET
  status = CASE WHEN excluded.nonce <> '' THEN excluded.status
                WHEN workshops_attendance.excuse <> '' THEN workshops_attendance.excuse
                ELSE 'absent' END,
  arrived_at = excluded.arrived_at, nonce = excluded.nonce,
  noted_at = excluded.noted_at, noted_by_id = excluded.noted_by_id
WHERE workshops_attendance.nonce <> excluded.nonce
"""
# The nonce of the first that counts. COUNT, because PostgreSQL makes a join of NOT EXISTS, and may
# then read the whole table; "+ 0" here and above keeps it from the index of slots, in which a whole hall
# stands in one place.
COUNTED = """
  SELECT c.nonce FROM workshops_checkin c
  WHERE c.registration_id = pair.registration_id AND c.slot_id + 0 = pair.slot_id
    AND c.kind = 'arrive' AND c.outcome = 'accepted' AND 0 = (
      SELECT COUNT(*) FROM workshops_checkin n
      WHERE n.annuls = c.nonce AND NOT (n.annuls = '') AND n.kind = 'annul'
        AND n.outcome = 'accepted'
        AND COALESCE(n.device_id, c.device_id, 0) = COALESCE(c.device_id, 0))
  ORDER BY c.arrived_at, c.nonce LIMIT 1
"""


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
    held: int


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
    sql = _door_sql(connection.vendor, count=count, named=bool(named), revoked_too=revoked_too)
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
    sql = _facts_sql(connection.vendor)
    cursor.execute(sql, [*rows_of(rows), device, device])
    found = [Facts(*row) for row in cursor.fetchall()]
    return {
        facts.i: facts._replace(
            here_since=aware(facts.here_since), event_arrived_at=aware(facts.event_arrived_at)
        )
        for facts in found
    }


def insert_events(cursor: Cursor, rows: Iterable[tuple[Any, ...]]) -> set[str]:
    """The nonces that were new; ``rows`` in the order of ``EVENT``."""
    given = list(rows)
    if not given:
        return set()
    cursor.execute(_events_sql(connection.vendor), rows_of(given))
    return {nonce for (nonce,) in cursor.fetchall()}


def project(cursor: Cursor, pairs: Iterable[tuple[int, int]], *, by: int, at: datetime) -> None:
    """Makes the attendance of these (registration, slot) what their events add up to.

    The caller holds the lock on each registration.
    """
    # One order for all, so that two batches never wait for each other's rows.
    given = sorted(set(pairs))
    if not given:
        return
    cursor.execute(_projection_sql(connection.vendor), [*rows_of(given), moment_of(at), by])


def _window(row: tuple[Any, ...]) -> Window:
    key, public_id, order, opens_at, late_after, closes_at, state = row[:7]
    return Window(
        key, public_id, order, at_of(opens_at), at_of(late_after), at_of(closes_at), state
    )


@cache
def _door_sql(vendor: str, *, count: bool, named: bool, revoked_too: bool) -> str:
    return DOOR.format(
        counts=COUNTS if count else ", NULL, NULL",
        named=f" OR s.public_id IN ({coming(vendor, ('text',))})" if named else "",
        lock=SLOT_LOCK if vendor == "postgresql" else "",
        in_use="" if revoked_too else " AND d.revoked_at IS NULL",
        kept=PLANS if vendor == "postgresql" else "",
    )


@cache
def _facts_sql(vendor: str) -> str:
    registration, event = "workshops_registration", "workshops_checkin"
    slot = "workshops_attendanceslot"
    return FACTS.format(
        asked=coming(vendor, ASKED),
        by_code=one(vendor, registration, "fr", "fr.code_lookup = asked.code"),
        by_ref=one(vendor, registration, "fr", "fr.public_id = asked.ref"),
        by_event=one(vendor, event, "fc", "fc.nonce = asked.annuls"),
        held=one(vendor, registration, "h", "h.id = wanted.registration_id", PERSON_LOCK),
        event=one(vendor, event, "e", "e.nonce = asked.nonce"),
        event_slot=one(vendor, slot, "es", "es.id = e.slot_id"),
        target=one(vendor, event, "t", "t.nonce = asked.annuls"),
        target_slot=one(vendor, slot, "ts", "ts.id = t.slot_id"),
        unit=one(vendor, "participants_organisationunit", "u", "u.id = r.unit_id"),
        attendance=one(
            vendor,
            "workshops_attendance",
            "a",
            "a.registration_id = r.id AND a.slot_id + 0 = COALESCE(e.slot_id, asked.slot_id)"
            " AND a.nonce <> ''",
        ),
        device="CAST(%s AS bigint)",
    )


@cache
def _events_sql(vendor: str) -> str:
    return EVENTS.format(columns=", ".join(EVENT), rows=coming(vendor, tuple(EVENT.values())))


@cache
def _projection_sql(vendor: str) -> str:
    return PROJECTION.format(
        pairs=coming(vendor, PAIR),
        slot=one(vendor, "workshops_attendanceslot", "s", "s.id = pair.slot_id"),
        counted=one(vendor, "workshops_checkin", "e", f"e.nonce = ({COUNTED})"),
        moment="CAST(%s AS timestamptz)" if vendor == "postgresql" else "%s",
        person="CAST(%s AS bigint)",
    )
