"""Many threads at one door: each with its own database connection, all started together."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from django.db import connections


def at_once(count: int, deed: Callable[[int], Any]) -> list[Any]:
    """What ``deed(number)`` gave or raised in each of ``count`` threads, in order of number."""
    start = threading.Barrier(count)

    def run(number: int) -> Any:
        start.wait(timeout=30)
        try:
            return deed(number)
        except Exception as raised:  # noqa: BLE001 it is the answer
            return raised
        finally:
            connections.close_all()

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(run, range(count)))
