"""Certificates a second through the worker itself: number, statement, PDF, storage, record, audit.

Unsigned. Each database in a fresh process: ``python -m tests.benchmarks.bench_certificates``.
``run()`` is what ``make bench`` calls.
"""

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

ALONE, SHARED, WARM = 120, 300, 20
REACH = 60  # a second, on two cores (docs: the numbers to reach)


def run() -> list[dict[str, Any]]:
    """Figures as {name, value, unit, reach, ok}; PostgreSQL where one answers."""
    from tests.run import find_postgres  # noqa: PLC0415 - only where the figures are asked for

    figures = []
    for database, url in (("sqlite", ""), ("postgresql", find_postgres())):
        if database == "postgresql" and not url:
            continue
        told = subprocess.run(
            [sys.executable, "-m", "tests.benchmarks.bench_certificates", "--one"],
            env={
                **os.environ,
                "TEST_DATABASE_URL": url,
                "DJANGO_SETTINGS_MODULE": "tests.settings",
            },
            check=True,
            capture_output=True,
            text=True,
        )
        alone, shared = json.loads(told.stdout.splitlines()[-1])
        for workers, value, reach in ((1, alone, 0), (2, shared, REACH)):
            figures.append(
                {
                    "name": f"certificates issued, unsigned, {workers} worker(s), {database}",
                    "value": round(value, 1),
                    "unit": "/s",
                    "reach": f">= {reach}" if reach else "-",
                    "ok": value >= reach,
                }
            )
    return figures


def prepare(people: int) -> None:
    """A closed Bimtek with ten sessions in which so many people earned a certificate."""
    from datetime import time as clock  # noqa: PLC0415

    from tests.factories import NOW  # noqa: PLC0415
    from tests.factories_certificates import ask, make_closed_workshop  # noqa: PLC0415
    from workshops.models import Session  # noqa: PLC0415

    workshop = make_closed_workshop(people=people)
    stage, day = workshop.stages.get(), workshop.unit.localdate(NOW)
    Session.objects.bulk_create(
        Session(
            stage=stage,
            starts_at=workshop.unit.moment(day, clock(8 + hour)),
            ends_at=workshop.unit.moment(day, clock(9 + hour)),
            jp=1,
            topic_id=f"Materi ke-{hour}: penyusunan rencana aksi dan pemetaan kesiapan daerah",
            speaker="Dr. Andi Contoh, M.Sc.",
        )
        for hour in range(8)
    )
    ask(workshop)


def alone() -> float:
    """Certificates a second of one worker in this process."""
    from django.utils import timezone  # noqa: PLC0415

    from participants.actions.job import perform, take  # noqa: PLC0415
    from project.jobs import HANDLERS  # noqa: PLC0415

    prepare(ALONE + WARM)
    start, made = 0.0, 0
    while item := take(worker="bench", at=timezone.now(), kinds=HANDLERS):
        perform(item=item, handler=HANDLERS[item.job.kind], at=timezone.now())
        made += 1
        if made == WARM:
            start = time.perf_counter()
    return ALONE / (time.perf_counter() - start)


def shared() -> float:
    """Certificates a second of two worker processes, once both are awake."""
    from django.conf import settings  # noqa: PLC0415

    from certificates.models import Certificate  # noqa: PLC0415
    from tests.workers import worker_environment  # noqa: PLC0415

    prepare(SHARED + WARM)
    before = Certificate.objects.count()
    workers = [
        subprocess.Popen(
            [sys.executable, "manage.py", "worker", "--once"],
            cwd=settings.BASE_DIR,
            env=worker_environment(Path(os.environ["DATA_DIR"])),
            stdout=subprocess.DEVNULL,
        )
        for _worker in range(2)
    ]
    started_at = started = 0.0
    while any(worker.poll() is None for worker in workers):
        made = Certificate.objects.count() - before
        if not started_at and made >= WARM:
            started_at, started = time.perf_counter(), made
        if made == SHARED + WARM:
            break
        time.sleep(0.05)
    if made != SHARED + WARM:
        raise SystemExit(f"{made} certificates, not {SHARED + WARM}.")
    rate = (made - started) / (time.perf_counter() - started_at)
    for worker in workers:
        worker.wait(timeout=30)
    return rate


def _one() -> None:
    import django  # noqa: PLC0415

    django.setup()
    from django.db import connection  # noqa: PLC0415

    from tests import papers  # noqa: PLC0415

    papers.ensure_faces()
    name = connection.settings_dict["NAME"]
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        print(json.dumps([alone(), shared()]))  # noqa: T201
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        _one()
    else:
        for figure in run():
            print(*(figure[key] for key in ("name", "value", "unit", "reach")))  # noqa: T201
