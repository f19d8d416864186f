"""Every list page at 1, 3 and 300 rows: the same number of queries, and 95 of 100 within 200 ms.

The pages are found by their names (``…-list`` and a few more), so a new list is measured from the day
it exists. ``run()`` is what ``make bench`` calls; each database is measured in a process of its own.
"""

from collections.abc import Iterator

from tests.benchmarks.apart import Figures, main, on_a_database, on_each_database
from tests.benchmarks.timed_pages import Timed, page_figures, timed

SIZES = (1, 3, 300)
ALSO = {"project:home", "participants:training-records", "participants:coverage", "project:leader"}


def run() -> Figures:
    """Figures as {name, value, unit, reach, ok}; PostgreSQL where one answers."""
    return [
        figure
        for database, told in on_each_database("tests.benchmarks.bench_lists")
        for figure in page_figures(database, told, sizes="1, 3 and 300 rows", largest="300 rows")
    ]


def measure() -> Timed:
    from rest_framework.views import APIView  # noqa: PLC0415

    from tests import papers  # noqa: PLC0415

    APIView.throttle_classes = []  # the throttle's own reads and writes are not the list's
    papers.ensure_faces()
    rows = _Rows()
    pages = {page: (rows.user, path) for page, path in _pages(rows)}
    return timed(pages, SIZES, rows.fill)


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


if __name__ == "__main__":
    main(run, lambda _database: on_a_database(measure))
