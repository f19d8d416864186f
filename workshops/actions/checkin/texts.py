"""The texts of the door's SQL statements, the same for SQLite and PostgreSQL but for moments (SQLite
keeps them as text), and how many rows come in at once: a column at a time to PostgreSQL, as JSON to
SQLite. So a text is the same for one scan and for a hundred. Raw, because the ORM's share of a scan is
twice that of the database (blueprint §9.3). Names of tables and columns are checked by every test of
the door.
"""

from functools import cache

from .columns import coming, one

# Sign-off and closing lock the slot for update: a scan that saw it open commits before they do.
SLOT_LOCK = "FOR SHARE OF s"
# Whatever touches one person's attendance goes one after the other, so that the last step sees it all.
PERSON_LOCK = "FOR NO KEY UPDATE"

# (present, expected) in a slot.
COUNTS = """
SELECT (SELECT COUNT(*) FROM workshops_attendance a
   JOIN workshops_registration ar ON ar.id = a.registration_id
   WHERE a.slot_id = s.id AND a.status IN ('present', 'late') AND ar.kind = 'participant')
, (SELECT COUNT(DISTINCT cd.registration_id) FROM workshops_delegation cd
   JOIN workshops_registration cr ON cr.id = cd.registration_id
   JOIN workshops_stage cf ON cf.id = cd.first_stage_id
   LEFT JOIN workshops_stage ct ON ct.id = cd.last_stage_id
   WHERE cr.workshop_id = st.workshop_id AND cr.state = 'confirmed' AND cr.kind = 'participant'
     AND cd.ended_at IS NULL AND cf."order" <= st."order"
     AND (ct.id IS NULL OR ct."order" >= st."order"))
FROM workshops_attendanceslot s JOIN workshops_stage st ON st.id = s.stage_id WHERE s.id = %s
"""

# What changes with every change of a stage or a slot of a Bimtek; PostgreSQL's alone.
VERSION = """(
  SELECT string_agg(vs.id || ' ' || vs.xmin || ' ' || vt.xmin, ',' ORDER BY vs.id)
  FROM workshops_stage vt JOIN workshops_attendanceslot vs ON vs.stage_id = vt.id
  WHERE vt.workshop_id = w.id)"""
SOME = " AND ((s.opens_at <= %s AND s.closes_at >= %s){named})"

DOOR = """
WITH near (device_id, id, public_id, stage_order, opens_at, late_after, closes_at, state)
AS (
  SELECT dd.id, s.id, s.public_id, st."order", s.opens_at, s.late_after, s.closes_at, s.state
  FROM workshops_device dd
  JOIN workshops_stage st ON st.workshop_id = dd.workshop_id
  JOIN workshops_attendanceslot s ON s.stage_id = st.id
  WHERE dd.token_lookup IN ({tokens}){some}
)
SELECT d.token_lookup, d.id, d.user_id, d.workshop_id, w.state, u.timezone, d.revoked_at, {version},
  near.*
FROM workshops_device d
JOIN workshops_workshop w ON w.id = d.workshop_id
JOIN participants_organisationunit u ON u.id = w.unit_id
LEFT JOIN near ON near.device_id = d.id
WHERE d.token_lookup IN ({tokens}){in_use}
ORDER BY near.opens_at, near.id
"""

ASKED = (  # as read_facts is asked
    *("integer", "text", "text", "text", "text", "bigint", "integer", "bigint"),
)
FACTS = """
WITH asked (i, code, ref, nonce, annuls, slot_id, stage_order, device_id)
  AS ({asked})
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
   WHERE lr.registration_id = r.id AND (al.stage_id IS NULL OR asked.stage_order IS NULL
     OR asked.stage_order = (SELECT ls."order" FROM workshops_stage ls WHERE ls.id = al.stage_id))),
  a.arrived_at, a.nonce, (SELECT COUNT(*) FROM workshops_checkin n
   WHERE n.annuls = asked.nonce AND NOT (n.annuls = '') AND n.kind = 'annul' AND n.outcome = 'accepted'
     AND COALESCE(n.device_id, asked.device_id) = asked.device_id),
  (SELECT MAX(eh.missing) FROM workshops_entryhold eh WHERE eh.registration_id = r.id AND eh.stage_id + 0 = (
    SELECT hs.stage_id FROM workshops_attendanceslot hs WHERE hs.id = asked.slot_id)),
  EXISTS (SELECT 1 FROM workshops_checkin x WHERE x.nonce = asked.nonce){told}
FROM asked
{earlier}
{registration}
{unit}
{attendance}
"""
# What may have been told before: of the same scan, and of one that is taken back.
TOLD = """, e.device_id, e.kind, e.annuls, e.code_lookup, e.verdict, e.outcome,
  e.arrived_at, e.slot_id, es.public_id, e.registration_id, t.device_id, t.registration_id, t.slot_id,
  t.kind, t.workshop_id, t.outcome, ts.state"""
# By the code, by the key of a tapped name, or whose scan is taken back.
WHOSE = """COALESCE(
  (SELECT fr.id FROM workshops_registration fr WHERE fr.code_lookup = asked.code),
  (SELECT fr.id FROM workshops_registration fr WHERE fr.public_id = asked.ref){taken_back})"""

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
ON CONFLICT (nonce) DO NOTHING
"""

# The twin of rules.attendance.attendance_of. "WHERE 1 = 1": SQLite needs it before ON CONFLICT.
PAIR = ("bigint", "bigint", "bigint")
DEVICE = ("bigint", "text", "timestamptz", "boolean", "text")
SLOT = ("bigint", "text", "timestamptz")  # and the rows of ``Rested``
PERSON = ("bigint", "text")
HERE = ("bigint", "bigint", "text")
PROJECTION = """
WITH pair (registration_id, slot_id, by_id) AS MATERIALIZED ({pairs})
INSERT INTO workshops_attendance
  (registration_id, slot_id, status, arrived_at, nonce, excuse, note, noted_at, noted_by_id)
SELECT pair.registration_id, pair.slot_id,
  CASE WHEN e.nonce IS NULL THEN 'absent' WHEN e.arrived_at > s.late_after THEN 'late'
       ELSE 'present' END,
  e.arrived_at, COALESCE(e.nonce, ''), '', '', {moment}, pair.by_id
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


@cache
def door_sql(vendor: str, *, named: bool, revoked_too: bool) -> str:
    """With the slots that hold some moments, and those named."""
    more = f" OR s.public_id IN ({coming(vendor, ('text',))})" if named else ""
    return DOOR.format(
        tokens=coming(vendor, ("text",)),
        some=SOME.format(named=more),
        in_use="" if revoked_too else " AND d.revoked_at IS NULL",
        version="''",
    )


def whole_door_sql() -> str:
    """With all slots, and their version; for PostgreSQL."""
    return DOOR.format(
        tokens=coming("postgresql", ("text",)),
        some="",
        in_use=" AND d.revoked_at IS NULL",
        version=f"COALESCE({VERSION}, '')",
    )


@cache
def facts_sql(vendor: str, *, new: bool) -> str:
    """``new``: of scans that were never told before and take none back."""
    return FACTS.format(
        asked=coming(vendor, ASKED),
        told="" if new else TOLD,
        earlier="" if new else _earlier(vendor),
        registration=one(
            vendor,
            "workshops_registration",
            "r",
            "id workshop_id unit_id state kind printed_name",
            f"r.id = {WHOSE.format(taken_back='' if new else ', t.registration_id')}",
        ),
        unit=one(vendor, "participants_organisationunit", "u", "name", "u.id = r.unit_id"),
        attendance=one(
            vendor,
            "workshops_attendance",
            "a",
            "arrived_at nonce",
            "a.registration_id = r.id AND a.slot_id + 0 = "
            + ("asked.slot_id" if new else "COALESCE(e.slot_id, asked.slot_id)")
            + " AND a.nonce <> ''",
        ),
    )


def _earlier(vendor: str) -> str:
    event, slot = "workshops_checkin", "workshops_attendanceslot"
    kept = "device_id kind annuls code_lookup verdict outcome arrived_at slot_id registration_id"
    target = "device_id registration_id slot_id kind workshop_id outcome"
    return "\n".join(
        (
            one(vendor, event, "e", kept, "e.nonce = asked.nonce"),
            one(vendor, slot, "es", "public_id", "es.id = e.slot_id"),
            one(vendor, event, "t", target, "t.nonce = asked.annuls"),
            one(vendor, slot, "ts", "state", "ts.id = t.slot_id"),
        )
    )


@cache
def events_sql(vendor: str) -> str:
    return EVENTS.format(columns=", ".join(EVENT), rows=coming(vendor, tuple(EVENT.values())))


@cache
def projection_sql(vendor: str) -> str:
    return PROJECTION.format(
        pairs=coming(vendor, PAIR),
        slot=one(vendor, "workshops_attendanceslot", "s", "late_after", "s.id = pair.slot_id"),
        counted=one(vendor, "workshops_checkin", "e", "nonce arrived_at", f"e.nonce = ({COUNTED})"),
        moment="CAST(%s AS timestamptz)" if vendor == "postgresql" else "%s",
    )
