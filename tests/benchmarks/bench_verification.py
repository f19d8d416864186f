"""The public page while somebody tries addresses: how long whoever holds a certificate waits.

The real web server behind its proxy's headers. The flood comes on six connections as fast as it is
answered, half of it from one address, which the throttle stops, half from ever new ones, which it does not.
Beside it one visitor after the other opens a genuine page. All share this machine.

``python -m tests.benchmarks.bench_verification``; ``run()`` is what ``make bench`` calls.
"""

import http.client
import os
import statistics
import threading
import time
from itertools import count
from pathlib import Path

from tests.benchmarks.apart import Figures, main, on_a_database, on_each_database

SECONDS = 15.0
FLOOD = 6
REACH_MS = 500.0


def run(seconds: float = SECONDS) -> Figures:
    """Figures as {name, value, unit, reach, ok}; PostgreSQL where one answers."""
    figures: Figures = []
    for database, told in on_each_database("tests.benchmarks.bench_verification", str(seconds)):
        for what, value, unit, reach in (
            ("public page alone, p95", told["calm"], "ms", None),
            ("public page under attack, p95", told["attacked"], "ms", REACH_MS),
            ("addresses tried", told["tried"], "/s", None),
            ("of them refused by the throttle", told["refused"], "%", None),
        ):
            figures.append(
                {
                    "name": f"{what}, {database}",
                    "value": round(value, 1),
                    "unit": unit,
                    "reach": f"< {reach:g}" if reach else "-",
                    "ok": reach is None or value < reach,
                }
            )
        figures.append(
            {
                "name": f"genuine pages refused under attack, {database}",
                "value": told["lost"],
                "unit": "pages",
                "reach": 0,
                "ok": told["lost"] == 0,
            }
        )
    return figures


def attack(seconds: float) -> dict[str, float]:
    from tests import papers  # noqa: PLC0415 - needs Django set up
    from tests.benchmarks.serving import served  # noqa: PLC0415
    from tests.factories_certificates import make_certificate  # noqa: PLC0415

    papers.ensure_faces()
    genuine = f"/v/{make_certificate().public_id}"
    folder = Path(os.environ["DATA_DIR"])
    with served(
        folder, DJANGO_SETTINGS_MODULE="tests.benchmarks.served_settings", BEHIND_HTTPS="1"
    ) as server:
        _visit(server.port, genuine, threading.Event(), seconds=1.0)
        calm, _lost = _visit(server.port, genuine, threading.Event(), seconds=seconds / 3)
        over, answers = threading.Event(), []
        numbers = count()
        flood = [
            threading.Thread(target=_flood, args=(server.port, one, numbers, over, answers))
            for one in range(FLOOD)
        ]
        for thread in flood:
            thread.start()
        attacked, lost = _visit(server.port, genuine, over, seconds=seconds)
        over.set()
        for thread in flood:
            thread.join()
    return {
        "calm": _p95(calm),
        "attacked": _p95(attacked),
        "lost": lost,
        "tried": len(answers) / seconds,
        "refused": 100 * answers.count(429) / max(1, len(answers)),
    }


def _visit(
    port: int, path: str, over: threading.Event, *, seconds: float
) -> tuple[list[float], int]:
    """Seconds of each visit, ten a second, and how many were not answered with the page."""
    took, lost = [], 0
    until = time.perf_counter() + seconds
    while time.perf_counter() < until and not over.is_set():
        began = time.perf_counter()
        lost += (
            _ask(http.client.HTTPConnection("127.0.0.1", port, timeout=60), path, "10.9.9.9") != 200
        )
        took.append(time.perf_counter() - began)
        time.sleep(max(0.0, 0.1 - took[-1]))
    return took, lost


def _flood(
    port: int, place: int, numbers: count, over: threading.Event, answers: list[int]
) -> None:
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    while not over.is_set():
        number = next(numbers)
        new = f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"
        answers.append(_ask(line, f"/v/{number:020}", "10.200.0.1" if place % 2 else new))


def _ask(line: http.client.HTTPConnection, path: str, address: str) -> int:
    headers = {"X-Forwarded-Proto": "https", "X-Forwarded-For": address}
    line.request("GET", path, headers=headers)
    answer = line.getresponse()
    answer.read()
    return answer.status


def _p95(took: list[float]) -> float:
    return 1000 * statistics.quantiles(took, n=20, method="inclusive")[-1]


if __name__ == "__main__":
    main(run, lambda _database, seconds: on_a_database(attack, float(seconds)))
