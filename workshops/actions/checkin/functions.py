"""PostgreSQL's part of a scan as two functions of the database, so that a scan takes three trips and
no transaction around them; and because the settings that their plans need end with each call. Their
bodies are the texts of ``texts.py``. ``definitions()`` is what a migration installs, and a
test compares with what the database has: a changed statement needs a migration.

A plan is kept from the first call on (PostgreSQL would plan each statement anew for every scan, which takes
three times as long as the scan), and made of indexes (a plan made on a morning when the tables are
empty would read them whole all day).
"""

from collections.abc import Iterator, Sequence

from .columns import coming, one
from .texts import (
    ASKED,
    EVENT,
    HERE,
    PAIR,
    PERSON,
    PERSON_LOCK,
    SLOT,
    events_sql,
    facts_sql,
    projection_sql,
)

SETTINGS = "SET plan_cache_mode = 'force_generic_plan' SET enable_seqscan = 'off'"
FACTS = {  # as the fields of ``statements.Facts``
    "i": "integer",
    "registration": "bigint",
    "workshop": "bigint",
    "state": "text",
    "kind": "text",
    "name": "text",
    "unit": "text",
    "places": "bigint",
    "letter": "integer",
    "here_since": "timestamptz",
    "here_nonce": "text",
    "event_device": "bigint",
    "event_kind": "text",
    "event_annuls": "text",
    "event_code": "text",
    "event_verdict": "text",
    "event_outcome": "text",
    "event_arrived_at": "timestamptz",
    "event_slot": "bigint",
    "event_slot_id": "text",
    "event_registration": "bigint",
    "target_device": "bigint",
    "target_registration": "bigint",
    "target_slot": "bigint",
    "target_kind": "text",
    "target_workshop": "bigint",
    "target_outcome": "text",
    "target_state": "text",
    "annulments": "bigint",
    "held": "text",
}
LOOK = """
CREATE OR REPLACE FUNCTION workshops_door_facts({given}) RETURNS TABLE ({columns})
LANGUAGE plpgsql {settings} AS $function$
#variable_conflict use_column
BEGIN
  RETURN QUERY SELECT {cast} FROM ({facts}) AS facts ({names});
END
$function$
"""

# The order is everybody's: slots first, then people, each by its key. A row that was changed while
# its lock was waited for is looked at once more, and then not found by what it was.
KEEP = """
CREATE OR REPLACE FUNCTION workshops_door_keep({given}) RETURNS boolean
LANGUAGE plpgsql {settings} AS $function$
DECLARE
  kept bigint;
BEGIN
  IF NOT EXISTS (
    SELECT 1 FROM workshops_device d JOIN workshops_workshop w ON w.id = d.workshop_id
    WHERE d.id = {device} AND d.revoked_at IS NOT DISTINCT FROM {revoked_at}
      AND (w.state = 'closed') = {closed}
  ) THEN RETURN false; END IF;

  IF EXISTS (
    SELECT 1 FROM ({slots}) AS was (id, state, late_after) {slot}
    WHERE was.id IS NOT NULL AND s.id IS NULL
  ) THEN RETURN false; END IF;

  IF EXISTS (
    SELECT 1 FROM ({people}) AS was (id, state) {person}
    WHERE was.id IS NOT NULL AND r.id IS NULL
  ) THEN RETURN false; END IF;

  IF EXISTS (
    SELECT 1 FROM ({here}) AS was (registration_id, slot_id, nonce) {attendance}
    WHERE was.slot_id IS NOT NULL AND COALESCE(a.nonce, '') <> was.nonce
  ) THEN RETURN false; END IF;

  {events};
  GET DIAGNOSTICS kept = ROW_COUNT;
  IF kept < {number} THEN
    RAISE EXCEPTION 'a nonce is stored already' USING ERRCODE = 'serialization_failure';
  END IF;

  {projection};
  RETURN true;
END
$function$
"""


# What each is given, in its order; rows come as a text for each of their columns.
_ASKED = ["text"] * len(ASKED) + ["bigint"] * 2
_KEPT = [
    *("bigint", "timestamptz", "boolean"),
    *(["text"] * len((*SLOT, *PERSON, *HERE, *EVENT))),
    "bigint",
    *(["text"] * len(PAIR)),
    *("timestamptz", "bigint"),
]


def definitions() -> tuple[str, str]:
    """Both, as they are created."""
    return _look(), _keep()


def drop_sql() -> str:
    """Takes both away again."""
    return (
        f"DROP FUNCTION IF EXISTS workshops_door_facts({', '.join(_ASKED)});"
        f"DROP FUNCTION IF EXISTS workshops_door_keep({', '.join(_KEPT)})"
    )


def _look() -> str:
    return LOOK.format(
        given=", ".join(_ASKED),
        columns=", ".join(f"{name} {kind}" for name, kind in FACTS.items()),
        names=", ".join(FACTS),
        cast=", ".join(f"facts.{name}::{kind}" for name, kind in FACTS.items()),
        settings=SETTINGS,
        facts=_numbered(facts_sql("postgresql")),
    )


def _keep() -> str:
    places = iter(range(1, len(_KEPT) + 1))

    def rows(types: Sequence[str]) -> str:
        return _numbered(coming("postgresql", tuple(types)), places)

    device, revoked_at, closed = (f"${next(places)}" for _ in range(3))
    slots, people, here = rows(SLOT), rows(PERSON), rows(HERE)
    events = _numbered(events_sql("postgresql"), places)
    number = f"${next(places)}"
    projection = _numbered(projection_sql("postgresql"), places)
    return KEEP.format(
        given=", ".join(_KEPT),
        settings=SETTINGS,
        device=device,
        revoked_at=revoked_at,
        closed=closed,
        slots=slots,
        people=people,
        here=here,
        events=events.strip(),
        number=number,
        projection=projection.strip(),
        slot=one(
            "postgresql",
            "workshops_attendanceslot",
            "s",
            "id",
            "s.id = was.id AND s.state = was.state"
            " AND (was.late_after IS NULL OR s.late_after = was.late_after)",
            lock="FOR SHARE",
        ),
        person=one(
            "postgresql",
            "workshops_registration",
            "r",
            "id",
            "r.id = was.id AND r.state = was.state",
            lock=PERSON_LOCK,
        ),
        attendance=one(
            "postgresql",
            "workshops_attendance",
            "a",
            "nonce",
            "a.registration_id = was.registration_id AND a.slot_id + 0 = was.slot_id",
        ),
    )


def _numbered(sql: str, places: Iterator[int] | None = None) -> str:
    """``%s`` as $1, $2, … or as the next of ``places``."""
    parts = sql.split("%s")
    numbers = places or iter(range(1, len(parts)))
    return parts[0] + "".join(f"${next(numbers)}{part}" for part in parts[1:])
