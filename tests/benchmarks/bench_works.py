"""Hasil kerja at full size: 60 OPD × 12 deliverables × 5 versions. The board, the experts' queue, who
is to be reminded, and entry to a stage: the same queries as at three OPD, 95 of 100 within 200 ms.

``python -m tests.benchmarks.bench_works``; ``run()`` is what ``make bench`` calls.
"""

import gc
import json
import os
import statistics
import subprocess
import sys
from datetime import timedelta
from time import perf_counter
from typing import Any

SIZES = (3, 60)
DELIVERABLES, VERSIONS = 12, 5
ASKED = 40
REACH_MS = 200.0


def run() -> list[dict[str, Any]]:
    """Figures as {name, value, unit, reach, ok}; PostgreSQL where one answers."""
    from tests.run import find_postgres  # noqa: PLC0415 - only where the figures are asked for

    figures = []
    for database, url in (("sqlite", ""), ("postgresql", find_postgres())):
        if database == "postgresql" and not url:
            continue
        told = subprocess.run(
            [sys.executable, "-m", "tests.benchmarks.bench_works", "--one"],
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
                    "name": f"queries of the {page} at 3 and 60 OPD, {database}",
                    "value": "/".join(map(str, counts)),
                    "unit": "queries",
                    "reach": "the same",
                    "ok": len(set(counts)) == 1,
                },
                {
                    "name": f"p95 of the {page} at 60 OPD x 12 x 5 versions, {database}",
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

    from tests.factories import make_role, make_user, make_workshop  # noqa: PLC0415
    from workshops.models import WorkshopRole  # noqa: PLC0415

    workshop = make_workshop(stages=2)
    organiser, expert = make_role("organiser", workshop.unit), make_user()
    WorkshopRole.objects.create(workshop=workshop, user=expert, role="expert")
    second = workshop.stages.get(order=2)
    works = f"/bimtek/{workshop.public_id}/hasil-kerja/"
    pages = {
        "board": (organiser, works),
        "experts' queue": (expert, "/tinjauan/"),
        "reminders": (organiser, f"{works}ingatkan/"),
        "entry to a stage": (
            organiser,
            f"/bimtek/{workshop.public_id}/jadwal/tahap/{second.public_id}/syarat-masuk/",
        ),
    }
    clients = {}
    for page, (user, _path) in pages.items():
        clients[page] = Client()
        clients[page].force_login(user)
    counts: dict[str, list[int]] = {page: [] for page in pages}
    for size in SIZES:
        _fill(workshop, size)
        for page, (_user, path) in pages.items():
            clients[page].get(path)
            with CaptureQueriesContext(connection) as context:
                answer = clients[page].get(path)
            if answer.status_code != 200:
                raise SystemExit(f"{page} {path}: {answer.status_code}")
            counts[page].append(len(context))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    gc.collect()
    gc.freeze()
    found = []
    for page, (_user, path) in pages.items():
        took = []
        for _time in range(ASKED):
            start = perf_counter()
            clients[page].get(path)
            took.append((perf_counter() - start) * 1000)
        found.append((page, counts[page], statistics.quantiles(took, n=20)[-1]))
    return found


def _fill(workshop: Any, size: int) -> None:
    """Until that many OPD have handed in five versions of each of twelve deliverables; of the newest a
    third waits, a third came back, a third is accepted."""
    from tests.factories import NOW, make_registration, make_system  # noqa: PLC0415
    from tests.factories_links import make_deliverable, make_link  # noqa: PLC0415
    from workshops.models import Deliverable, Duty, Submission  # noqa: PLC0415

    by = make_system()
    first = workshop.stages.get(order=1)
    # In the past, so that entry to the second stage asks for them.
    first.starts_on = first.ends_on = first.starts_on - timedelta(days=60)
    first.save()
    due = first.ends_on + timedelta(days=20)
    while (asked := list(Deliverable.objects.filter(stage=first))) and len(asked) < DELIVERABLES:
        make_deliverable(first, form="note", due_on=due, required_after=due)
    if not asked:
        make_deliverable(first, form="note", due_on=due, required_after=due)
        return _fill(workshop, size)
    states = ("submitted", "returned", "accepted")
    for number in range(workshop.invitations.count(), size):
        person = make_registration(workshop)
        invitation = workshop.invitations.order_by("-pk")[0]
        assert person.unit_id == invitation.unit_id
        make_link(invitation)
        duties = Duty.objects.bulk_create(
            Duty(deliverable=one, invitation=invitation) for one in asked
        )
        previous: dict[int, Any] = {}
        for version in range(1, VERSIONS + 1):
            last = version == VERSIONS
            made = Submission.objects.bulk_create(
                Submission(
                    duty=duty,
                    version=version,
                    previous=previous.get(duty.pk),
                    text="Isu daerah. " * 200,
                    content_hash="0" * 64,
                    state=states[(number + place) % 3] if last else "returned",
                    submitted_at=NOW - timedelta(days=10 - version, minutes=number),
                    submitted_by=by,
                )
                for place, duty in enumerate(duties)
            )
            previous = {one.duty_id: one for one in made}
    return None


def _one() -> None:
    import django  # noqa: PLC0415

    django.setup()
    from django.core.management import call_command  # noqa: PLC0415
    from django.db import connection  # noqa: PLC0415
    from django.test.utils import setup_test_environment  # noqa: PLC0415

    setup_test_environment(debug=False)
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
