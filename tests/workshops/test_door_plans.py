"""How PostgreSQL plans the door's statements on a morning when no table holds anything yet."""

import pytest
from django.db import connection, transaction
from django.utils import timezone

from tests.factories import make_registration
from tests.factories_day import make_door, make_scan
from workshops.actions.checkin import receive
from workshops.actions.checkin.functions import definitions
from workshops.actions.checkin.texts import facts_sql, projection_sql

pytestmark = pytest.mark.django_db(transaction=True)
GROWING = (
    "workshops_checkin",
    "workshops_attendance",
    "workshops_registration",
    "workshops_delegation",
    "workshops_assignmentletter",
    "workshops_entryhold",
)


@pytest.fixture(autouse=True)
def _on_postgresql():
    if connection.vendor != "postgresql":
        pytest.skip("SQLite plans every statement anew.")


@pytest.mark.parametrize(
    "text",
    [
        facts_sql("postgresql", new=True),
        facts_sql("postgresql", new=False),
        projection_sql("postgresql"),
    ],
    ids=["facts-new", "facts", "projection"],
)
def test_a_plan_made_while_the_tables_are_empty_reads_none_of_them_whole(text):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("ANALYZE")
        cursor.execute("SET LOCAL plan_cache_mode = 'force_generic_plan'")  # as the functions do
        cursor.execute("SET LOCAL enable_seqscan = 'off'")
        cursor.execute("PREPARE tried AS " + _numbered(text))
        nothing = ", ".join(["NULL"] * text.count("%s"))
        cursor.execute(f"EXPLAIN EXECUTE tried({nothing})")
        plan = "\n".join(line for (line,) in cursor.fetchall())
        cursor.execute("DEALLOCATE tried")
    for table in GROWING:
        assert f"Seq Scan on {table}" not in plan, plan
    # An index in which everybody of a hall stands in one place is as bad as the table.
    assert "attendance_of_slot" not in plan
    assert "checkin_slot" not in plan
    assert "letter_stage_id" not in plan
    assert "entryhold_stage_id" not in plan


def test_the_databases_functions_are_those_of_this_code():
    """Where this fails, a statement was changed: add a migration that installs the functions anew."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT prosrc FROM pg_proc WHERE proname LIKE 'workshops_door_%' ORDER BY 1"
        )
        kept = [body for (body,) in cursor.fetchall()]

    assert kept == sorted(text.split("$function$")[1] for text in definitions())


def test_the_settings_of_a_scan_end_with_it():
    registration = make_registration()
    _device, token = make_door(registration.workshop)
    assert receive(token=token, items=[make_scan()], at=timezone.now())
    with connection.cursor() as cursor:
        cursor.execute("SHOW enable_seqscan")
        assert cursor.fetchone() == ("on",)
        cursor.execute("SHOW plan_cache_mode")
        assert cursor.fetchone() == ("auto",)


def _numbered(text: str) -> str:
    parts = text.split("%s")
    return "".join(
        part + (f"${place}" if place < len(parts) else "")
        for place, part in enumerate(parts, start=1)
    )
