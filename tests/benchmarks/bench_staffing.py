"""HR's questions at a million people and ten million trainings, and at a tenth of that; nominations.

The rows are made inside PostgreSQL, in a database of their own that is dropped afterwards; without
PostgreSQL, or with too little disk, that part is left out and says so. What is measured is what the
product asks: each of its queries is explained (planning and execution, in the database).
"""

import shutil
import statistics
import sys
from collections.abc import Callable
from contextlib import contextmanager
from datetime import date
from time import perf_counter
from typing import Any

from tests.benchmarks.advice import advice
from tests.benchmarks.apart import Figures, apart, main, on_a_database

PEOPLE, TRAININGS_EACH, LEVELS_EACH = 1_000_000, 10, 3
UNITS, STAFFED, COMPETENCIES, REQUIREMENTS_A_UNIT = 600, 540, 200, 40
GIB_A_MILLION = 25
TODAY, THEN = date(2026, 11, 22), date(2025, 6, 30)
REACH = {"person": 1.0, "unit": 5.0, "all units": 50.0, "unit on another day": 200.0}
REACH_JOB, REACH_NOMINATIONS = 60.0, 10.0


def run() -> Figures:
    """Figures as {name, value, unit, reach, ok}."""
    from tests.run import find_postgres  # noqa: PLC0415 - only where the figures are asked for

    figures = list(_nominations())
    url = find_postgres()
    if not url:
        print("No PostgreSQL answers: the million is left out.", file=sys.stderr)  # noqa: T201
        return figures
    for people in (PEOPLE // 10, PEOPLE):
        needs = GIB_A_MILLION * people / 1_000_000
        if shutil.disk_usage("/").free < needs * 2**30:
            print(f"{needs:g} GiB are not free: {people} left out.", file=sys.stderr)  # noqa: T201
            continue
        told = apart("tests.benchmarks.bench_staffing", url, str(people))
        figures += [
            {
                "name": f"staffing, {people:,} people: {name}",
                "value": value,
                "unit": unit,
                "reach": f"<= {reach:g}" if reach else "-",
                "ok": value <= reach if reach else True,
            }
            for name, value, unit, reach in told
        ]
    return figures


def _nominations() -> Figures:
    """600 units × 50 seats: 30,000 nominations out of 60,000 candidates with two gaps each."""
    from workshops.rules.nominating import Candidate, Gap, Limits, nominate  # noqa: PLC0415

    people = [
        Candidate(
            number,
            number % UNITS,
            (
                Gap(("own", number), 1 + number % 3),
                *([Gap(("role", number % UNITS, number % 7))] if number % 2 else []),
            ),
            (number % 5, number % 40),
        )
        for number in range(UNITS * 100)
    ]
    start = perf_counter()
    found = nominate(people, Limits(seats=UNITS * 50, per_unit=50))
    seconds = perf_counter() - start
    return [
        {
            "name": f"nominations, {UNITS} units of 50 seats, {len(people):,} candidates",
            "value": round(seconds, 2),
            "unit": "s",
            "reach": f"<= {REACH_NOMINATIONS:g}",
            "ok": seconds <= REACH_NOMINATIONS and len(found.picks) == UNITS * 50 and found.best,
        }
    ]


def measure(people: int) -> list[tuple[str, float, str, float]]:
    from participants.actions.totals import recount  # noqa: PLC0415
    from participants.models import OrganisationUnit, StaffingPlan  # noqa: PLC0415
    from participants.queries.competency import levels_of  # noqa: PLC0415
    from participants.queries.totals import counted, kept, needs_of, sum_of  # noqa: PLC0415
    from tests.factories import NOW, make_system  # noqa: PLC0415

    told: list[tuple[str, float, str, float]] = []
    start = perf_counter()
    _fill(people)
    told.append(("made inside the database", round(perf_counter() - start, 1), "s", 0))
    start = perf_counter()
    recount(day=TODAY, by=make_system(), at=NOW)
    told.append(("totals counted anew", round(perf_counter() - start, 1), "s", 0))
    _sql("ANALYZE")
    units = list(OrganisationUnit.objects.exclude(parent=None).order_by("pk")[:STAFFED])
    plan = StaffingPlan.objects.get()
    some = [1 + number * 7919 % people for number in range(15)]
    pick = units[:: STAFFED // 15]

    def person(key: int) -> None:
        _history(key)
        levels_of([key], TODAY)

    def unit(one: Any) -> None:
        sum_of(one, 2026)
        needs_of(plan, unit=one.pk)

    def every() -> None:
        _all_years(2026)
        needs_of(plan)

    for name, calls in (
        ("person", [lambda key=key: person(key) for key in some]),
        ("unit", [lambda one=one: unit(one) for one in pick]),
        ("all units", [every] * 5),
        (
            "unit on another day",
            [lambda one=one: counted(THEN, unit=one.pk, year=2025, until=THEN) for one in pick],
        ),
    ):
        told.append((f"{name}, in the database", _explained(calls), "ms", REACH[name]))
    start = perf_counter()
    counted(THEN, year=2025, until=THEN)
    told.append(("all units on another day", round(perf_counter() - start, 1), "s", REACH_JOB))
    told += advice(people, plan, TODAY, _sql)
    told.append(_posting(people))
    told.append(("totals differ from a recount", float(kept() != counted(TODAY)), "times", 0.5))
    return told


def _history(key: int) -> None:
    """What the person's page asks first: the last trainings, and JP by year."""
    from django.db.models import Sum  # noqa: PLC0415

    from participants.models import TrainingRecord  # noqa: PLC0415

    rows = TrainingRecord.objects.filter(person=key)
    list(rows.order_by("-ended_on")[:50].values_list("title", "jp", "ended_on"))
    list(rows.counting().order_by().values("year").annotate(Sum("jp")))


def _all_years(year: int) -> None:
    from participants.models import UnitStaff, UnitYear  # noqa: PLC0415

    list(UnitStaff.objects.values_list("unit_id", "people"))
    list(UnitYear.objects.filter(year=year).values_list("unit_id", "reached", "jp"))


def _posting(people: int) -> tuple[str, float, str, float]:
    """One event of 40 people verified through the product's action, totals kept."""
    from participants.actions.training import accept_trainings  # noqa: PLC0415
    from participants.models import Person  # noqa: PLC0415
    from tests.factories import NOW, make_system  # noqa: PLC0415
    from tests.factories_record import make_training  # noqa: PLC0415

    by, seconds = make_system(), []
    for turn in range(5):
        keys = [1 + (turn * 40 + place) * 104_729 % people for place in range(40)]
        rows = [
            make_training(one, ended_on=date(2026, 10, 9))
            for one in Person.objects.filter(pk__in=keys)
        ]
        start = perf_counter()
        accept_trainings(records=rows, by=by, at=NOW)
        seconds.append(perf_counter() - start)
    return (
        "40 trainings verified, totals kept",
        round(statistics.median(seconds) * 1000, 1),
        "ms",
        0,
    )


def _explained(calls: list[Callable[[], Any]]) -> float:
    """Median of planning and execution over the calls, all queries of one call together; each runs
    once before, so that the cache is warm as it is at work."""
    found = []
    for call in calls:
        call()
        with _explaining() as spent:
            call()
        found.append(sum(spent))
    return round(statistics.median(found), 2)


@contextmanager
def _explaining():
    from django.db import connection  # noqa: PLC0415

    spent: list[float] = []

    def explain(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        with context["connection"].connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) {sql}", params)
            (plan,) = cursor.fetchone()[0]
            spent.append(plan["Planning Time"] + plan["Execution Time"])
        return execute(sql, params, many, context)

    with connection.execute_wrapper(explain):
        yield spent


def _sql(text: str, *params: Any) -> None:
    from django.db import connection  # noqa: PLC0415

    with connection.cursor() as cursor:
        cursor.execute(text, params or None)


BIG = ("participants_person", "participants_employment", "participants_trainingrecord", "participants_evidence")  # fmt: skip


def _fill(people: int) -> None:
    """Units, competencies and a plan by the product; people, trainings and evidence in the database,
    in the order of dates as they come in life; indexes are built afterwards."""
    from participants.models import (  # noqa: PLC0415
        Competency,
        JobTitle,
        OrganisationUnit,
        PlannedPost,
        Post,
        Requirement,
    )
    from tests.factories import make_pemda, make_system  # noqa: PLC0415
    from tests.factories_record import make_plan  # noqa: PLC0415

    root, by = make_pemda(), make_system()
    OrganisationUnit.objects.bulk_create(
        OrganisationUnit(
            parent=root,
            path=f"{root.path}{number:06}.",
            kind="department",
            name=f"Dinas {number}",
            timezone=root.timezone,
        )
        for number in range(UNITS)
    )
    units = list(OrganisationUnit.objects.exclude(parent=None).order_by("pk"))
    Competency.objects.bulk_create(
        Competency(code=f"K{number}", kind="technical", name_id=f"Kompetensi {number}")
        for number in range(COMPETENCIES)
    )
    skills = list(Competency.objects.order_by("pk"))
    plan = make_plan(root, approved=True)
    jobs = JobTitle.objects.bulk_create(JobTitle(name=f"Jabatan {number}") for number in range(8))
    posts = Post.objects.bulk_create(
        Post(unit=unit, job=job) for unit in units[:STAFFED] for job in jobs
    )
    planned = PlannedPost.objects.bulk_create(
        PlannedPost(plan=plan, post=post, headcount=200) for post in posts
    )
    Requirement.objects.bulk_create(
        Requirement(
            planned_post=row,
            kind="competency",
            competency=skills[(row.post.unit_id * 7 + place * 5 + turn) % COMPETENCIES],
            level=1 + (place + turn) % 4,
        )
        for place, row in enumerate(planned)
        for turn in range(REQUIREMENTS_A_UNIT // len(jobs))
    )
    first_unit, first_skill = units[0].pk, skills[0].pk
    _sql("SET session_replication_role = replica")  # foreign keys are right by construction
    _sql("SET maintenance_work_mem = '512MB'")
    _sql("SET work_mem = '64MB'")
    rebuild = _without_indexes()
    _sql(
        """INSERT INTO participants_person (id, public_id, full_name, title_prefix, title_suffix, sex,
            phone, email, education, home_unit_id, match_state, created_at, created_by_id)
        SELECT i, lpad(to_hex(i), 12, '0'), 'Pegawai ' || i, '', '', 'L', '', '', 'S1', %s + i %% %s,
            'matched', '2020-01-01', %s FROM generate_series(1, %s) i""",
        *(first_unit, STAFFED, by.pk, people),
    )
    _sql(
        """INSERT INTO participants_employment (id, person_id, unit_id, status, rank, job_title, valid_from)
        SELECT i, i, %s + i %% %s, CASE WHEN i %% 10 = 0 THEN 'pppk' ELSE 'pns' END, 'III/a', 'Analis',
            '2015-01-01' FROM generate_series(1, %s) i""",
        *(first_unit, STAFFED, people),
    )
    _sql("UPDATE participants_person SET current_employment_id = id")
    _sql(
        """INSERT INTO participants_trainingrecord (id, public_id, person_id, title, organiser, form, jp,
            started_on, ended_on, year, {extra} number, source_kind, source_id, state, reason, recorded_at,
            recorded_by_id, decided_at, decided_by_id)
        SELECT i, lpad(to_hex(i), 12, '0'), 1 + (i * 7919) %% %s, 'Bimtek ' || i %% 5000, 'Diskominfo', 8,
            2 + i %% 12, d, d, extract(year FROM d), {values} '', '', '',
            CASE WHEN i %% 20 = 0 THEN 'awaiting' ELSE 'verified' END, '', d, %s,
            CASE WHEN i %% 20 <> 0 THEN d END, CASE WHEN i %% 20 <> 0 THEN %s END
        FROM (SELECT i, date '2022-01-01' + (i * 1780 / %s)::int AS d FROM generate_series(1::bigint, %s) i) t
        """.format(**_extra()),  # noqa: S608 - column names of our own model
        *(people, by.pk, by.pk, people * TRAININGS_EACH, people * TRAININGS_EACH),
    )
    _sql(
        """INSERT INTO participants_evidence (person_id, competency_id, level, act, method, assessor,
            acquired_on, source_kind, source_id, shown_as, note, at, by_id)
        SELECT 1 + (i * 104729) %% %s, %s + (i * 31 + i / %s) %% %s, 1 + i %% 5, 'grant', 'test', '',
            date '2022-01-01' + (i * 1780 / %s)::int, '', '', '', '', '2026-01-01', %s
        FROM generate_series(1::bigint, %s) i""",
        *(
            people,
            first_skill,
            people,
            COMPETENCIES,
            people * LEVELS_EACH,
            by.pk,
            people * LEVELS_EACH,
        ),
    )
    for statement in rebuild:
        _sql(statement)
    for table in BIG:
        biggest = f"(SELECT max(id) FROM {table})"  # noqa: S608 - our own tables
        _sql(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), {biggest})")
    _sql("SET session_replication_role = DEFAULT")
    for table in BIG:
        _sql(f"VACUUM ANALYZE {table}")


def _extra() -> dict[str, str]:
    """Columns of a training that came later and have no default in the database."""
    from participants.models import TrainingRecord  # noqa: PLC0415

    known = {"id", "public_id", "person", "title", "organiser", "form", "jp", "started_on", "ended_on", "year",
             "number", "source_kind", "source_id", "state", "reason", "recorded_at", "recorded_by", "decided_at",
             "decided_by"}  # fmt: skip
    more = [
        field
        for field in TrainingRecord._meta.concrete_fields
        if field.name not in known and not field.null
    ]
    empty = {"JSONField": "'[]'", "BooleanField": "false", "PositiveSmallIntegerField": "0"}
    return {
        "extra": "".join(f"{field.column}, " for field in more),
        "values": "".join(
            f"{empty.get(field.get_internal_type(), chr(39) * 2)}, " for field in more
        ),
    }


def _without_indexes() -> list[str]:
    """Drops the big tables' indexes and unique constraints; gives what builds them again."""
    from django.db import connection  # noqa: PLC0415

    rebuild = []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint "
            "WHERE contype = 'u' AND conrelid::regclass::text = ANY(%s)",
            [list(BIG)],
        )
        unique = cursor.fetchall()
        for table, name, definition in unique:
            cursor.execute(f'ALTER TABLE {table} DROP CONSTRAINT "{name}" CASCADE')
            rebuild.append(f'ALTER TABLE {table} ADD CONSTRAINT "{name}" {definition}')
        cursor.execute(
            "SELECT indexname, indexdef FROM pg_indexes WHERE tablename = ANY(%s) "
            "AND indexname NOT LIKE '%%_pkey'",
            [list(BIG)],
        )
        for name, definition in cursor.fetchall():
            cursor.execute(f'DROP INDEX "{name}"')
            rebuild.append(definition)
    return rebuild


if __name__ == "__main__":
    main(run, lambda people: on_a_database(measure, int(people)))
