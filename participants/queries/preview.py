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


def preview(session: ImportSession, *, outcome: str, page: int | str, words: str = "") -> Preview:
    """The lines of one outcome ("" for all), in the order of the sheet; those with all of ``words``,
    a part of a name, a number or a unit."""
    counts = counts_of(session)
    rows = session.rows.order_by("line", "pk")
    if outcome in RowOutcome.values:
        rows = rows.filter(outcome=outcome)
    for word in _searched(words):
        rows = rows.filter(words__contains=word)
    paginator = Paginator(rows, PER_PAGE)
    if not words:
        # The counts are kept with the session; counting 20,000 rows again would tell nothing new.
        paginator.__dict__["count"] = getattr(counts, outcome) if outcome else counts.all
    shown = paginator.get_page(page)
    return Preview(counts, shown, list(shown.object_list))


def _searched(words: str) -> list[str]:
    bare = "".join(words.split())
    return [bare] if bare.isdigit() else words.lower().split()[:5]


def counts_of(session: ImportSession) -> Counts:
    return Counts(**{name: session.counts.get(name, 0) for name in RowOutcome.values})


@dataclass(frozen=True)
class WrongRow:
    """A wrong line: its cells as given (a sealed one is {"sealed": …}), the unit it stands under where
    its sheet has no column for it, and what is wrong."""

    sheet: str
    line: int
    given: list[Any]
    under: str
    faults: list[dict[str, Any]]


def wrong_rows(session: ImportSession) -> list[WrongRow]:
    rows = session.rows.filter(outcome=RowOutcome.WRONG).order_by("sheet", "line", "pk")
    return [
        WrongRow(sheet, line, values.get("given", []), values.get("under", ""), faults)
        for sheet, line, values, faults in rows.values_list("sheet", "line", "values", "faults")
    ]
