"""The SPJ zip of a stage with 80 people, and the laporan of four stages, made by the worker's handler.

A process of its own on each database: rows in, the button's job ordered, its handler run as ``manage.py
worker`` runs it, file kept and row written included. ``run()`` is what ``make bench`` calls.
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from time import perf_counter
from typing import Any

PEOPLE, OFFICES, STAGES = 80, 20, 4
REACH_S = 10.0
LEAST_PAPERS = 12 + OFFICES  # a draft SPT for each OPD


def run() -> list[dict[str, Any]]:
    """Figures as {name, value, unit, reach, ok}; PostgreSQL where one answers."""
    from tests.run import find_postgres  # noqa: PLC0415 - only where the figures are asked for

    figures = []
    for database, url in (("sqlite", ""), ("postgresql", find_postgres())):
        if database == "postgresql" and not url:
            continue
        told = subprocess.run(
            [sys.executable, "-m", "tests.benchmarks.bench_spj", "--one"],
            env={
                **os.environ,
                "TEST_DATABASE_URL": url,
                "DJANGO_SETTINGS_MODULE": "tests.settings",
            },
            check=True,
            capture_output=True,
            text=True,
        )
        for name, seconds in json.loads(told.stdout.splitlines()[-1]).items():
            figures.append(
                {
                    "name": f"{name}, {database}",
                    "value": round(seconds, 2),
                    "unit": "s",
                    "reach": f"<= {REACH_S:g}",
                    "ok": seconds <= REACH_S,
                }
            )
    return figures


def measured() -> dict[str, float]:
    """Seconds for the zip (from the item being taken to its being done) and for the laporan."""
    from django.utils import timezone  # noqa: PLC0415 - needs settings

    from participants.actions.job import perform, take  # noqa: PLC0415
    from project.jobs import HANDLERS  # noqa: PLC0415
    from tests import factories as make  # noqa: PLC0415
    from workshops.actions.spj import request_spj  # noqa: PLC0415
    from workshops.exporting.spj import report_of_all  # noqa: PLC0415
    from workshops.models import Attendance  # noqa: PLC0415
    from workshops.queries.document.spj import SPJ  # noqa: PLC0415

    workshop = make.make_workshop(stages=STAGES)
    by = make.make_role("organiser", workshop.unit)
    for number in range(OFFICES):
        unit = make.make_unit(workshop.unit.parent, name=f"Dinas Nomor {number}")
        seats = PEOPLE // OFFICES
        invitation = make.make_invitation(workshop, unit, seats=seats)
        for place in range(seats):
            one = make.make_registration(
                workshop,
                make.make_person(unit, full_name=f"Peserta {number} {place}"),
                invitation=invitation,
            )
            for stage in workshop.stages.all():
                Attendance.objects.bulk_create(
                    Attendance(registration=one, slot=slot, status="present",
                               arrived_at=make.NOW, noted_at=make.NOW, noted_by=by)
                    for slot in stage.slots.all()
                )  # fmt: skip
    stage = workshop.stages.order_by("order").first()
    request_spj(stage=stage, by=by, at=timezone.now())
    begun = perf_counter()
    item = take(worker="bench", at=timezone.now(), kinds=[SPJ])
    perform(item=item, handler=HANDLERS[SPJ], at=timezone.now())
    zipped = perf_counter() - begun
    item.refresh_from_db()
    if item.state != "done" or item.result["papers"] < LEAST_PAPERS:
        raise RuntimeError(f"{item.state} {item.error} {item.result}")
    begun = perf_counter()
    report_of_all(workshop, at=timezone.now())
    return {
        f"SPJ zip of a stage, {PEOPLE} people, {item.result['papers']} papers": zipped,
        f"laporan of {STAGES} stages": perf_counter() - begun,
    }


def main() -> None:
    import django  # noqa: PLC0415

    django.setup()
    from django.db import connection  # noqa: PLC0415
    from django.test.utils import (  # noqa: PLC0415
        override_settings,
        setup_databases,
        teardown_databases,
    )

    known = setup_databases(verbosity=0, interactive=False)
    try:
        with tempfile.TemporaryDirectory() as folder, override_settings(MEDIA_ROOT=Path(folder)):
            print(json.dumps(measured()))  # noqa: T201 - read by run()
    finally:
        connection.close()
        teardown_databases(known, verbosity=0)


if __name__ == "__main__":
    if "--one" in sys.argv:
        main()
    else:
        for figure in run():
            print(*(figure[part] for part in ("name", "value", "unit", "reach")))  # noqa: T201
