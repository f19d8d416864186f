"""Issue 4's pages at full size: 60 OPD × 12 deliverables × 5 versions, and the register of a region
with 473 programmes. The same queries as at three OPD, 95 of 100 requests within 200 ms.

``python -m tests.benchmarks.bench_works``; ``run()`` is what ``make bench`` calls.
"""

from tests.benchmarks.apart import Figures, main, on_a_database, on_each_database
from tests.benchmarks.timed_pages import Timed, page_figures, timed

SIZES = (3, 60)


def run() -> Figures:
    """Figures as {name, value, unit, reach, ok}; PostgreSQL where one answers."""
    return [
        figure
        for database, told in on_each_database("tests.benchmarks.bench_works")
        for figure in page_figures(
            database,
            told,
            sizes="3 and 60 OPD",
            largest="60 OPD x 12 x 5 versions, 473 programmes",
        )
    ]


def measure() -> Timed:
    from tests.benchmarks.works_hall import Hall  # noqa: PLC0415 - needs Django set up

    hall = Hall()
    return timed(hall.pages(), SIZES, hall.fill)


if __name__ == "__main__":
    main(run, lambda _database: on_a_database(measure))
