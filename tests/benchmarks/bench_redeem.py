"""Redeem on SQLite and PostgreSQL, against a bare Django view sending the same statements.

Side by side in one run: the two take turns in short rounds, and what is reported is the median of
the rounds' ratios with its spread, since the machine's own speed drifts more than they differ. Both
go through the same middleware stack and the same handler, in this process, without a network.

``python -m tests.benchmarks.bench_redeem``; ``run()`` is what ``make bench`` calls.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROUNDS = 9
SCANS = 150  # in a round, of each of the two
BATCHES = 10  # of a hundred scans each
REACH_RATIO = 0.6
REACH_STATEMENTS = 4
ROOT = Path(__file__).resolve().parents[2]


def run() -> list[dict]:
    """Figures as {name, value, unit, reach, ok}; PostgreSQL where ``TEST_POSTGRES_URL`` or a usual
    local server answers."""
    from tests.run import find_postgres  # noqa: PLC0415 - only the outer process looks for it

    found = []
    for name, url in (("sqlite", ""), ("postgresql", find_postgres())):
        if name == "postgresql" and not url:
            continue
        with tempfile.TemporaryDirectory(prefix="bimtek-bench-") as folder:
            done = subprocess.run(
                [sys.executable, "-m", "tests.benchmarks.bench_redeem", "--one", name],
                cwd=ROOT,
                env={
                    **os.environ,
                    "DJANGO_SETTINGS_MODULE": "tests.settings",
                    "TEST_DATABASE_URL": url,
                    "TEST_FOLDER": folder,
                },
                stdout=subprocess.PIPE,
                text=True,
                check=True,
            )
            found += json.loads(done.stdout.splitlines()[-1])
    return found


def _one(name: str) -> list[dict]:
    """Measures in this process, on a database of its own."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    import django  # noqa: PLC0415

    django.setup()
    from django.test.utils import setup_databases, teardown_databases  # noqa: PLC0415

    made = setup_databases(verbosity=0, interactive=False)
    try:
        return _measure(name)
    finally:
        teardown_databases(made, verbosity=0)


def _measure(name: str) -> list[dict]:
    from tests.benchmarks.redeem_hall import Hall  # noqa: PLC0415 - needs Django set up

    hall = Hall(people=ROUNDS * SCANS * 2 + BATCHES * 100 + 200, floor=True)
    statements = hall.record()
    hall.answer([*hall.scans(30), *hall.bare_scans(30)])
    real, bare, cpu = [], [], []
    for _round in range(ROUNDS):
        ready, ready_bare = hall.scans(SCANS), hall.bare_scans(SCANS)
        used, clock = time.process_time(), time.perf_counter()
        hall.answer(ready)
        real.append((time.perf_counter() - clock) / SCANS)
        cpu.append((time.process_time() - used) / SCANS)
        clock = time.perf_counter()
        hall.answer(ready_bare)
        bare.append((time.perf_counter() - clock) / SCANS)
    ratios = [without / with_it for without, with_it in zip(bare, real, strict=True)]
    ready = hall.scans(BATCHES, each=100)
    clock = time.perf_counter()
    hall.answer(ready)
    flushed = BATCHES * 100 / (time.perf_counter() - clock)
    ratio = statistics.median(ratios)
    figures = [
        ("redeem, share of a bare view", ratio, "ratio", REACH_RATIO, ratio >= REACH_RATIO),
        ("redeem, spread of that share", max(ratios) - min(ratios), "ratio", None, True),
        ("redeem, one client in process", 1 / statistics.median(real), "scans/s", None, True),
        ("bare view, one client in process", 1 / statistics.median(bare), "scans/s", None, True),
        ("redeem, server CPU per scan", statistics.median(cpu) * 1000, "ms", None, True),
        (
            "redeem, SQL statements",
            statements,
            "statements",
            REACH_STATEMENTS,
            statements <= REACH_STATEMENTS,
        ),
        ("flush by batches of 100, one client", flushed, "scans/s", None, True),
    ]
    return [
        {
            "name": f"{what} ({name})",
            "value": round(value, 3),
            "unit": unit,
            "reach": reach,
            "ok": ok,
        }
        for what, value, unit, reach, ok in figures
    ]


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        sys.stdout.write(json.dumps(_one(sys.argv[2])) + "\n")
    else:
        for figure in run():
            sys.stdout.write(
                f"{figure['name']} {figure['value']} {figure['unit']} {figure['reach']}\n"
            )
