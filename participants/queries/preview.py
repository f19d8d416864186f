"""What a staged import would do, one page at a time."""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator

from participants.models import ImportRow, ImportSession, RowOutcome

PER_PAGE = 50


@dataclass(frozen=True)
class Counts:
    """How many lines are what."""

    new: int
    changed: int
    same: int
    wrong: int

    @property
    def all(self) -> int:
        return self.new + self.changed + self.same + self.wrong

    @property
    def to_write(self) -> int:
        return self.new + self.changed


@dataclass(frozen=True)
class Preview:
    """One page of lines with the counts of all of them."""

    counts: Counts
    page: Page
    rows: list[ImportRow]


def preview(session: ImportSession, *, outcome: str, page: int | str) -> Preview:
    """The lines of one outcome ("" for all), in the order of the sheet."""
    counts = counts_of(session)
    rows = session.rows.order_by("line", "pk")
    if outcome in RowOutcome.values:
        rows = rows.filter(outcome=outcome)
    paginator = Paginator(rows, PER_PAGE)
    # The counts are kept with the session; counting 20,000 rows again would tell nothing new.
    paginator.__dict__["count"] = getattr(counts, outcome) if outcome else counts.all
    shown = paginator.get_page(page)
    return Preview(counts, shown, list(shown.object_list))


def counts_of(session: ImportSession) -> Counts:
    return Counts(**{name: session.counts.get(name, 0) for name in RowOutcome.values})


def wrong_rows(session: ImportSession) -> list[tuple[int, list[Any], list[dict[str, Any]]]]:
    """(line, cells as given, faults) of every wrong line; a sealed cell is {"sealed": …}."""
    rows = session.rows.filter(outcome=RowOutcome.WRONG).order_by("line", "pk")
    return [
        (line, values.get("given", []), faults)
        for line, values, faults in rows.values_list("line", "values", "faults")
    ]
