"""Likely pairs and candidates of a post on the rows that bench_staffing made."""

from collections.abc import Callable
from datetime import date
from time import perf_counter
from typing import Any


def advice(
    people: int, plan: Any, today: date, sql: Callable[[str], None]
) -> list[tuple[str, float, str, float]]:
    """Likely pairs among namesakes with numbers, every two-thousandth a true one; whom a post could have.
    Seconds of the second call."""
    from participants.models import PlannedPost  # noqa: PLC0415
    from participants.queries.duplicates import MOST, likely_pairs  # noqa: PLC0415
    from project.matching.placement import people_for  # noqa: PLC0415
    from tests.factories import make_role  # noqa: PLC0415

    # Both of a pair are (id + 1) / 2000 * 2000 here; no two other namesakes share a birthday.
    sql(
        """UPDATE participants_person SET
        birth_date = date '1966-01-01' + ((one.id * 7919 + one.id / 3000 * 104729) % 12000)::int,
        full_name = 'Pegawai ' || one.id % 3000
        FROM (SELECT id AS own, id + (id % 2000 = 1999)::int AS id FROM participants_person) AS one
        WHERE one.own = participants_person.id"""
    )
    sql(
        """INSERT INTO participants_identifier (person_id, kind, lookup, value, sealed)
        SELECT id, 'nip', md5(id::text) || md5(id::text), lpad(id::text, 18, '0'), ''
        FROM participants_person WHERE id % 2000 <> 0"""
    )
    sql("VACUUM ANALYZE participants_person")
    sql("VACUUM ANALYZE participants_identifier")
    hr, told = make_role("hr", plan.unit), []
    planned = PlannedPost.objects.select_related("post__unit").order_by("pk")[37]
    for name, ask, least in (
        ("likely pairs", lambda: likely_pairs(hr), min(people // 2000, MOST)),
        ("whom a post could have", lambda: people_for(plan, planned, hr, today), 1),
    ):
        ask()
        start = perf_counter()
        if len(ask()) < least:
            raise SystemExit(f"{name}: too few")
        told.append((name, round(perf_counter() - start, 2), "s", 0.0))
    return told
