"""Every list page at 1, 3 and 300 rows: the same number of queries, and 95 of 100 within 200 ms.

The pages are found by their names (``…-list`` and a few more), so a new list is measured from the day
it exists. ``run()`` is what ``make bench`` calls; each database is measured in a process of its own.
"""

import gc
import json
import os
import statistics
import subprocess
import sys
from collections.abc import Iterator
from time import perf_counter
from typing import Any

SIZES = (1, 3, 300)
ASKED = 40  # times at the largest size
REACH_MS = 200.0
ALSO = {"project:home", "participants:training-records", "participants:coverage", "project:leader"}


def run() -> list[dict[str, Any]]:
    """Figures as {name, value, unit, reach, ok}; PostgreSQL where one answers."""
    from tests.run import find_postgres  # noqa: PLC0415 - only where the figures are asked for

    figures = []
    for database, url in (("sqlite", ""), ("postgresql", find_postgres())):
        if database == "postgresql" and not url:
            continue
        told = subprocess.run(
            [sys.executable, "-m", "tests.benchmarks.bench_lists", "--one"],
            env={
                **os.environ,
                "TEST_DATABASE_URL": url,
                "DJANGO_SETTINGS_MODULE": "tests.settings",
            },
            check=True,
            capture_output=True,
            text=True,
        )
        for page, counts, p95 in json.loads(told.stdout.splitlines()[-1]):
            figures += [
                {
                    "name": f"queries of {page} at 1, 3 and 300 rows, {database}",
                    "value": "/".join(map(str, counts)),
                    "unit": "queries",
                    "reach": "all the same",
                    "ok": len(set(counts)) == 1,
                },
                {
                    "name": f"p95 of {page} at 300 rows, {database}",
                    "value": round(p95, 1),
                    "unit": "ms",
                    "reach": f"< {REACH_MS:g}",
                    "ok": p95 < REACH_MS,
                },
            ]
    return figures


def measure() -> list[tuple[str, list[int], float]]:
    """(page, queries at each size, p95 in ms at the largest)."""
    from django.db import connection  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    rows = _Rows()
    client = Client()
    client.force_login(rows.user)
    pages = dict(_pages(rows))
    counts: dict[str, list[int]] = {page: [] for page in pages}
    for size in SIZES:
        rows.fill(size)
        for page, path in pages.items():
            client.get(path)  # what is kept between requests is kept by now
            with CaptureQueriesContext(connection) as context:
                answer = client.get(path)
            if answer.status_code != 200:
                raise SystemExit(f"{page} {path}: {answer.status_code}")
            counts[page].append(len(context))
    found = []
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # autovacuum's and PRAGMA optimize's part, which come later
    gc.collect()
    gc.freeze()  # as project/wsgi.py does once everything is loaded
    for page, path in pages.items():
        took = []
        for _time in range(ASKED):
            start = perf_counter()
            client.get(path)
            took.append((perf_counter() - start) * 1000)
        found.append((page, counts[page], statistics.quantiles(took, n=20)[-1]))
    return found


def _pages(rows: "_Rows") -> Iterator[tuple[str, str]]:
    """Names and addresses of all list pages that this user may open."""
    from tests.world import addresses  # noqa: PLC0415

    for address in addresses(rows.arguments):
        is_list = address.name.endswith("-list") or address.name in ALSO
        if not is_list or "GET" not in address.methods():
            continue
        if address.rule is not None and not address.rule.holds(rows.user):
            continue
        where = "" if not address.arguments else " of one Bimtek"
        yield f"{address.name}{where}", address.path


class _Rows:
    """A region that grows: one more row of everything at a time."""

    def __init__(self) -> None:
        from participants.models import Role  # noqa: PLC0415
        from tests import world  # noqa: PLC0415
        from tests.factories import make_role  # noqa: PLC0415

        made = world.build()
        self.world, self.region = world, made.region
        self.arguments = made.inside
        self.user = make_role(Role.HR, made.region.pemda)
        for role in (Role.ORGANISER, Role.AUDITOR, Role.PLANNER, Role.LEADER, Role.ADMIN):
            world.grant_also(self.user, role, made.region.pemda)
        self.count = 0

    def fill(self, size: int) -> None:
        """Until there are ``size`` more of everything than at the beginning."""
        while self.count < size:
            self.count += 1
            self.world.add_row(self.region, self.user, self.count)


def _one() -> None:
    import django  # noqa: PLC0415

    django.setup()
    from django.core.management import call_command  # noqa: PLC0415
    from django.db import connection  # noqa: PLC0415
    from django.test.utils import setup_test_environment  # noqa: PLC0415
    from rest_framework.views import APIView  # noqa: PLC0415

    from tests import papers  # noqa: PLC0415

    APIView.throttle_classes = []  # the throttle's own reads and writes are not the list's
    setup_test_environment(debug=False)
    papers.ensure_faces()
    name = connection.settings_dict["NAME"]
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        call_command("createcachetable", verbosity=0)
        print(json.dumps(measure()))  # noqa: T201
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        _one()
    else:
        for figure in run():
            print(*(figure[key] for key in ("name", "value", "unit", "reach")))  # noqa: T201
