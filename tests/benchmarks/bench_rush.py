"""The rush: 1,500 people check themselves in by the wall within a minute, on SQLite and PostgreSQL.

The real web server, real HTTP over loopback, two requests a person (the page, the tap), half of the
phones known and half answering the three questions, the wall polling besides. Server, database and
phones share this machine; the page's pictures and styles, which phones keep, are not asked for.

``python -m tests.benchmarks.bench_rush``; ``run()`` is what ``make bench`` calls.
"""

import os
import resource
import statistics
import sys
import time
from pathlib import Path

from tests.benchmarks.apart import Figures, main, on_a_database, on_each_database

PEOPLE = 1_500
SECONDS = 60.0
REACH_MS = 500.0


def run(people: int = PEOPLE, seconds: float = SECONDS) -> Figures:
    """Figures as {name, value, unit, reach, ok}; PostgreSQL where one answers."""
    told = on_each_database("tests.benchmarks.bench_rush", str(people), str(seconds))
    return [figure for _database, figures in told for figure in figures]


def _measure(name: str, people: int, seconds: float) -> Figures:
    from django.test import Client  # noqa: PLC0415 - needs Django set up

    from tests.benchmarks import rush_hall as hall  # noqa: PLC0415
    from tests.benchmarks.serving import served  # noqa: PLC0415

    room, phones = hall.make_hall(people)
    organiser = Client()
    organiser.force_login(room.opened_by)
    session = organiser.cookies["sessionid"].value
    folder = Path(os.environ["TEST_FOLDER"])
    with served(folder, DJANGO_SETTINGS_MODULE="tests.benchmarks.served_settings") as server:
        port = server.port
        hall.warm_up(port)
        before = time.process_time()
        timed = hall.rush(port, room, phones, seconds=seconds, wall=session)
        phones_used = time.process_time() - before
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    present, events, doubled = hall.counted(room)
    for failure in sorted(set(timed.failures)):
        sys.stderr.write(f"{failure} x{timed.failures.count(failure)}\n")
    figures: list[tuple[str, float, str, float | None, bool]] = []
    for what, took in (
        ("page", timed.pages),
        ("tap", timed.taps),
        ("the wall's poll", timed.polls),
    ):
        p95 = _p95([lasted for _due, lasted in took])
        if what == "the wall's poll":  # one wall asks twelve times a minute: too few to judge
            figures.append((f"rush, {what}, p95", p95, "ms", None, True))
            continue
        figures.append((f"rush, {what}, p95", p95, "ms", REACH_MS, p95 < REACH_MS))
        worst = [_p95(part) for part in _sixths(took, seconds)]
        spread = max(worst) - min(worst)
        figures.append((f"rush, {what}, spread of p95 over sixths", spread, "ms", None, True))
    figures += [
        ("rush, people", float(people), "people", None, True),
        (
            "rush, server CPU a person, start included",
            1000 * (used.ru_utime + used.ru_stime) / people,
            "ms",
            None,
            True,
        ),
        ("rush, CPU of the phones, a person", 1000 * phones_used / people, "ms", None, True),
        (
            "rush, load of the machine",
            os.getloadavg()[0] / (os.cpu_count() or 1),
            "a core",
            None,
            True,
        ),
        ("rush, lost", float(people - present), "people", 0, present == people),
        ("rush, double", float(doubled), "events", 0, doubled == 0 and events == people),
        (
            "rush, requests that failed",
            float(len(timed.failures)),
            "requests",
            0,
            not timed.failures,
        ),
    ]
    return [
        {
            "name": f"{what} ({name})",
            "value": round(value, 1),
            "unit": unit,
            "reach": reach,
            "ok": ok,
        }
        for what, value, unit, reach, ok in figures
    ]


def _p95(lasted: list[float]) -> float:
    if len(lasted) < 2:
        return 1000 * sum(lasted)
    return 1000 * statistics.quantiles(lasted, n=20, method="inclusive")[-1]


def _sixths(took: list[tuple[float, float]], seconds: float) -> list[list[float]]:
    parts: list[list[float]] = [[] for _ in range(6)]
    for due, lasted in took:
        parts[min(5, int(6 * due / seconds))].append(lasted)
    return [part for part in parts if part]


def _one(name: str, people: str, seconds: str) -> Figures:
    found: Figures = on_a_database(_measure, name, int(people), float(seconds))
    return found


if __name__ == "__main__":
    main(run, _one)
