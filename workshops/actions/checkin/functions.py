"""PostgreSQL's part of a scan as three functions of the database, so that a scan takes three trips and
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
    DEVICE,
    EVENT,
    HERE,
    PAIR,
    PERSON,
    PERSON_LOCK,
    SLOT,
    VERSION,
    events_sql,
    facts_sql,
    projection_sql,
)

SETTINGS = "SET plan_cache_mode = 'force_generic_plan' SET enable_seqscan = 'off'"
FACTS = {  # as the first fields of ``statements.Facts``
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
    "annulments": "bigint",
    "held": "text",
    "told": "boolean",
}
TOLD = {  # and its others
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
}
LOOK = """
CREATE OR REPLACE FUNCTION {name}({given}) RETURNS TABLE ({columns})
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
  IF EXISTS (
    SELECT 1 FROM ({devices}) AS was (id, token_lookup, revoked_at, closed, version) {device}
    {workshop}
    WHERE w.id IS NULL OR was.version NOT IN ('', COALESCE({version}, ''))
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
_ASKED = ["text"] * len(ASKED)
_KEPT = [
    *(["text"] * len((*DEVICE, *SLOT, *PERSON, *HERE, *EVENT))),
    "bigint",
    *(["text"] * len(PAIR)),
    "timestamptz",
]


def definitions() -> tuple[str, ...]:
    """All, as they are created."""
    return _look(new=True), _look(new=False), _keep()


def drop_sql() -> str:
    """Takes all away again."""
    asked = ", ".join(_ASKED)
    return (
        f"DROP FUNCTION IF EXISTS workshops_door_facts_new({asked});"
        f"DROP FUNCTION IF EXISTS workshops_door_facts({asked});"
        f"DROP FUNCTION IF EXISTS workshops_door_keep({', '.join(_KEPT)})"
    )


def _look(*, new: bool) -> str:
    columns = FACTS if new else FACTS | TOLD
    return LOOK.format(
        name="workshops_door_facts_new" if new else "workshops_door_facts",
        given=", ".join(_ASKED),
        columns=", ".join(f"{name} {kind}" for name, kind in columns.items()),
        names=", ".join(columns),
        cast=", ".join(f"facts.{name}::{kind}" for name, kind in columns.items()),
        settings=SETTINGS,
        facts=_numbered(facts_sql("postgresql", new=new)),
    )


def _keep() -> str:
    places = iter(range(1, len(_KEPT) + 1))

    def rows(types: Sequence[str]) -> str:
        return _numbered(coming("postgresql", tuple(types)), places)

    devices = rows(DEVICE)
    slots, people, here = rows(SLOT), rows(PERSON), rows(HERE)
    events = _numbered(events_sql("postgresql"), places)
    number = f"${next(places)}"
    projection = _numbered(projection_sql("postgresql"), places)
    return KEEP.format(
        given=", ".join(_KEPT),
        settings=SETTINGS,
        devices=devices,
        version=VERSION,
        slots=slots,
        people=people,
        here=here,
        events=events.strip(),
        number=number,
        projection=projection.strip(),
        device=one(
            "postgresql",
            "workshops_device",
            "d",
            "workshop_id",
            "d.id = was.id AND d.token_lookup = was.token_lookup"
            " AND d.revoked_at IS NOT DISTINCT FROM was.revoked_at",
        ),
        workshop=one(
            "postgresql",
            "workshops_workshop",
            "w",
            "id",
            "w.id = d.workshop_id AND (w.state = 'closed') = was.closed",
        ),
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
