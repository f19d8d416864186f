"""The door in a real Chromium: hit rate of the shipped decoder on hard frames, from frame to verdict at
4× slowed CPU, and the outbox of a whole morning flushed.

``python -m tests.benchmarks.bench_door``; ``run()`` is what ``make bench`` calls. The server is granian
on PostgreSQL where one answers, else on SQLite. Nothing is measured where there is no Chromium.
"""

import os
import shutil
import statistics
import sys
from pathlib import Path
from typing import Any

from tests.benchmarks.apart import Figures, apart, main, on_a_database

SCANS = 60  # from frame to verdict
OUTBOX = 1_000
# Per cent. How hard the frames are we chose ourselves, so this is a floor against getting worse and no
# comparison with anybody: on the harsher frames that we drew first, the chain read about half.
REACH_HITS = 80.0
REACH_VERDICT = 150.0  # ms
REACH_FLUSH = 1_000.0  # ms


def run() -> Figures:
    """Figures as {name, value, unit, reach, ok}."""
    from tests.browser import PROGRAMS  # noqa: PLC0415 - only the outer process looks for it
    from tests.run import find_postgres  # noqa: PLC0415

    if not any(map(shutil.which, PROGRAMS)):
        sys.stdout.write("The door's figures are left out: there is no Chromium here.\n")
        return []
    found: Figures = apart("tests.benchmarks.bench_door", find_postgres())
    return found


def _one() -> Figures:
    """Measures in this process, on a database of its own."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # playwright's loop runs in this thread
    found: Figures = on_a_database(_measure)
    return found


def _measure() -> Figures:
    from django.db import connection  # noqa: PLC0415
    from playwright.sync_api import sync_playwright  # noqa: PLC0415

    from tests.benchmarks import door_phone  # noqa: PLC0415 - needs Django set up
    from tests.benchmarks.door_hall import Hall, served_whole  # noqa: PLC0415

    hall = Hall(people=2 * SCANS + OUTBOX)
    folder = Path(os.environ["TEST_FOLDER"])
    figures = []
    with served_whole(folder) as address, sync_playwright() as driver:
        browser = door_phone.launch(driver)
        for width, height in ((640, 480), (1280, 720)):
            figures += _hits(door_phone.read_frames(browser, address, width, height), width, height)
        for how, codes in (("online", hall.codes[:SCANS]), ("offline", hall.codes[-SCANS:])):
            code = hall.provisioning_code()
            took = door_phone.scan_all(browser, address, code, codes, offline=how == "offline")
            figures += _verdicts(how, took)
        codes = hall.codes[SCANS:-SCANS]
        flushed = door_phone.flush(browser, address, hall.provisioning_code(), codes)
        figures.append(
            _figure(
                f"outbox of {OUTBOX:,} flushed by a browser ({connection.vendor})",
                *(flushed, "ms", REACH_FLUSH),
                ok=flushed <= REACH_FLUSH,
            )
        )
        browser.close()
    return figures


def _hits(seen: dict[str, Any], width: int, height: int) -> list[dict[str, Any]]:
    where = f"{width}×{height}"
    frames, empty = seen["hard"], seen["empty"]
    hits = [frame for frame in frames if frame["hit"]]
    by_script = sum(frame["by"] == "script" for frame in hits)
    rate = 100 * len(hits) / len(frames)
    took = sorted(frame["ms"] for frame in frames)
    return [
        _figure(f"hard frames read, {where}", rate, "%", REACH_HITS, ok=rate >= REACH_HITS),
        _figure(f"of these by the small reader alone, {where}", 100 * by_script / len(frames), "%"),
        _figure(f"frames read wrong, {where}", seen["wrong"], "frames", 0, ok=seen["wrong"] == 0),
        _figure(f"one hard frame, p50, {where}", statistics.median(took), "ms"),
        _figure(f"one hard frame, p95, {where}", _p95(took), "ms"),
        _figure(f"one empty frame, p50, {where}", statistics.median(empty), "ms"),
    ]


def _verdicts(how: str, took: list[dict[str, float]]) -> list[dict[str, Any]]:
    whole = [one["painted"] for one in took]
    p95 = _p95(whole)
    return [
        _figure(f"frame to verdict at 4× slowed CPU, p50, {how}", statistics.median(whole), "ms"),
        _figure(
            f"frame to verdict at 4× slowed CPU, p95, {how}",
            *(p95, "ms", REACH_VERDICT),
            ok=p95 <= REACH_VERDICT,
        ),
    ]


def _p95(values: list[float]) -> float:
    return statistics.quantiles(values, n=20)[-1]


def _figure(
    name: str, value: float, unit: str, reach: float | None = None, *, ok: bool = True
) -> dict[str, Any]:
    return {"name": name, "value": round(value, 1), "unit": unit, "reach": reach, "ok": ok}


if __name__ == "__main__":
    main(run, _one)
