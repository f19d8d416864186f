"""Pages at growing sizes: how many queries each takes, and how long at the largest."""

import gc
import statistics
from collections.abc import Callable, Mapping, Sequence
from time import perf_counter
from typing import Any

from tests.benchmarks.apart import Figures

ASKED = 40  # times at the largest size
REACH_MS = 200.0
Timed = list[tuple[str, list[int], float]]


def timed(
    pages: Mapping[str, tuple[Any, str]], sizes: Sequence[int], fill: Callable[[int], Any]
) -> Timed:
    """Of each page (the user who opens it, its path): queries at each size, p95 in ms at the last."""
    from django.db import connection  # noqa: PLC0415 - needs Django set up
    from django.test import Client  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    clients = {}
    for page, (user, _path) in pages.items():
        clients[page] = Client()
        if user is not None:
            clients[page].force_login(user)
    counts: dict[str, list[int]] = {page: [] for page in pages}
    for size in sizes:
        fill(size)
        for page, (_user, path) in pages.items():
            clients[page].get(path)  # what is kept between requests is kept by now
            with CaptureQueriesContext(connection) as context:
                answer = clients[page].get(path)
            if answer.status_code != 200:
                raise SystemExit(f"{page} {path}: {answer.status_code}")
            counts[page].append(len(context))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # autovacuum's and PRAGMA optimize's part, which come later
    gc.collect()
    gc.freeze()  # as project/wsgi.py does once everything is loaded
    found = []
    for page, (_user, path) in pages.items():
        took = []
        for _time in range(ASKED):
            start = perf_counter()
            clients[page].get(path)
            took.append((perf_counter() - start) * 1000)
        found.append((page, counts[page], statistics.quantiles(took, n=20)[-1]))
    return found


def page_figures(database: str, told: Timed, *, sizes: str, largest: str) -> Figures:
    """Two figures a page: the same queries at all ``sizes``, quick enough at the ``largest``."""
    figures = []
    for page, counts, p95 in told:
        figures += [
            {
                "name": f"queries of {page} at {sizes}, {database}",
                "value": "/".join(map(str, counts)),
                "unit": "queries",
                "reach": "all the same",
                "ok": len(set(counts)) == 1,
            },
            {
                "name": f"p95 of {page} at {largest}, {database}",
                "value": round(p95, 1),
                "unit": "ms",
                "reach": f"< {REACH_MS:g}",
                "ok": p95 < REACH_MS,
            },
        ]
    return figures
