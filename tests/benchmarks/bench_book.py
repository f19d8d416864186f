"""Buku 2 of as many programmes as Bantul had in 2023, written by the worker in the background.

A process of its own on each database: rows in, one job ordered, the worker's handler run as
``manage.py worker`` runs it, file kept and row written included. ``run()`` is what ``make bench``
calls.
"""

import json
import os
import subprocess
import sys
from time import perf_counter
from typing import Any

PROGRAMMES = 473
REACH_S = 20.0


def run() -> list[dict[str, Any]]:
    """Figures as {name, value, unit, reach, ok}; PostgreSQL where one answers."""
    from tests.run import find_postgres  # noqa: PLC0415 - only where the figures are asked for

    figures = []
    for database, url in (("sqlite", ""), ("postgresql", find_postgres())):
        if database == "postgresql" and not url:
            continue
        told = subprocess.run(
            [sys.executable, "-m", "tests.benchmarks.bench_book", "--one"],
            env={
                **os.environ,
                "TEST_DATABASE_URL": url,
                "DJANGO_SETTINGS_MODULE": "tests.settings",
            },
            check=True,
            capture_output=True,
            text=True,
        )
        for volume, seconds in json.loads(told.stdout.splitlines()[-1]).items():
            figures.append(
                {
                    "name": f"{volume} with {PROGRAMMES} programmes in the background, {database}",
                    "value": round(seconds, 2),
                    "unit": "s",
                    "reach": f"<= {REACH_S:g}",
                    "ok": seconds <= REACH_S,
                }
            )
    return figures


def measured() -> dict[str, float]:
    """Seconds for each volume, from the item being taken to its being done."""
    from django.utils import timezone  # noqa: PLC0415 - needs settings

    from participants.actions.job import perform, take  # noqa: PLC0415
    from project.jobs import HANDLERS  # noqa: PLC0415
    from tests import books  # noqa: PLC0415
    from tests.factories import make_system, make_workshop  # noqa: PLC0415
    from workshops.actions.book import order_book  # noqa: PLC0415
    from workshops.queries.book import BOOK  # noqa: PLC0415
    from workshops.rules.book import VOLUMES  # noqa: PLC0415

    workshop = make_workshop()
    books.register(workshop, PROGRAMMES)
    order_book(
        workshop=workshop,
        volumes=[volume.code for volume in VOLUMES],
        by=make_system(),
        at=timezone.now(),
    )
    took = {}
    while item := take(worker="bench", at=timezone.now(), kinds=[BOOK]):
        begun = perf_counter()
        perform(item=item, handler=HANDLERS[BOOK], at=timezone.now())
        took[item.key] = perf_counter() - begun
        item.refresh_from_db()
        if item.state != "done":
            raise RuntimeError(f"{item.key}: {item.state} {item.error}")
    return took


def main() -> None:
    import django  # noqa: PLC0415

    django.setup()
    from django.db import connection  # noqa: PLC0415
    from django.test.utils import setup_databases, teardown_databases  # noqa: PLC0415

    known = setup_databases(verbosity=0, interactive=False)
    try:
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
