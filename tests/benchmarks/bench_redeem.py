"""Redeem on SQLite and PostgreSQL, against a bare Django view sending the same statements.

Side by side in one run: the two take turns in short rounds, and what is reported is the median of
the rounds' ratios with its spread, since the machine's own speed drifts more than they differ. Both
go through the same middleware stack and the same handler, in this process, without a network.

``python -m tests.benchmarks.bench_redeem``; ``run()`` is what ``make bench`` calls.
"""

import statistics
import time

from tests.benchmarks.apart import Figures, main, on_a_database, on_each_database

ROUNDS = 9
SCANS = 150  # in a round, of each of the two
BATCHES = 10  # of a hundred scans each
REACH_RATIO = 0.6
REACH_STATEMENTS = 4


def run() -> Figures:
    """Figures as {name, value, unit, reach, ok}; PostgreSQL where one answers."""
    told = on_each_database("tests.benchmarks.bench_redeem")
    return [figure for _database, figures in told for figure in figures]


def _measure(name: str) -> Figures:
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
    main(run, lambda name: on_a_database(_measure, name))
