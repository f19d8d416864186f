"""The registers of numbers as books: every line of a year, what became of it, and why a void one is."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from certificates.models import Certificate
from certificates.queries import FOLLOWED, REGISTER, TYPED
from participants.models import Number, NumberSeries, NumberState, OrganisationUnit
from workshops.access import units_organised_by
from workshops.models import Workshop


@dataclass(frozen=True)
class Line:
    """One number: for whom it was drawn, and what became of the paper."""

    ordinal: int
    text: str
    drawn_on: date
    state: str
    reason: str
    name: str
    workshop: str
    paper: str  # what the certificate's own state is, in words; "" without one
    series: str

    @property
    def state_word(self) -> str:
        return str(NumberState(self.state).label)


@dataclass(frozen=True)
class Book:
    """One register of one unit: its patterns with since when each was valid, and its years."""

    series: NumberSeries  # the newest; the book's name in addresses
    unit: OrganisationUnit
    name: str
    patterns: tuple[NumberSeries, ...]
    years: tuple[int, ...]

    @property
    def is_typed(self) -> bool:
        return self.series.pattern == TYPED


def books(user: Any) -> list[Book]:
    """The registers of the units in whose name the user organises, by unit; three queries."""
    units = {one.pk: one for one in units_organised_by(user)}
    rows = NumberSeries.objects.filter(unit__in=units, register__startswith=REGISTER)
    rows = rows | NumberSeries.objects.filter(unit__in=units, register=FOLLOWED)
    grouped: dict[tuple[int, str], list[NumberSeries]] = {}
    for row in rows.order_by("-valid_from", "-pk"):
        grouped.setdefault((row.unit_id, row.register), []).append(row)
    titles = _titles([register for _unit, register in grouped])
    years: dict[int, set[int]] = {}
    used = Number.objects.filter(
        series__in=[row for several in grouped.values() for row in several]
    )
    for series, year in used.order_by().values_list("series_id", "year").distinct():
        years.setdefault(series, set()).add(year)
    found = [
        Book(
            series=several[0],
            unit=units[unit],
            name=titles.get(register) or _named(register),
            patterns=tuple(several),
            years=tuple(
                sorted({year for row in several for year in years.get(row.pk, ())}, reverse=True)
            ),
        )
        for (unit, register), several in grouped.items()
    ]
    return sorted(
        found, key=lambda book: (book.unit.name, book.is_typed, book.name, book.series.pk)
    )


def _titles(registers: list[str]) -> dict[str, str]:
    codes = {one.partition(":")[2]: one for one in registers if ":" in one}
    return {
        codes[code]: _("Nomor ketikan, %(title)s") % {"title": title}
        for code, title in Workshop.objects.filter(public_id__in=codes).values_list(
            "public_id", "title_id"
        )
    }


def _named(register: str) -> str:
    return _("Surat keterangan") if register == FOLLOWED else _("Sertifikat")


def book_of(user: Any, series: str) -> Book | None:
    """The book with this series in it; None when the user may not read it."""
    return next(
        (book for book in books(user) if series in {row.public_id for row in book.patterns}), None
    )


def lines_of(book: Book, year: int) -> list[Line]:
    """Every number of a year in the order of the register; two queries however many."""
    numbers = list(
        Number.objects.filter(series__in=book.patterns, year=year)
        .select_related("series")
        .order_by("ordinal", "pk")
    )
    papers: dict[str, Certificate] = {}
    keys = [one.used_for_id for one in numbers if one.used_for_id]
    certificates = Certificate.objects.filter(entitlement__public_id__in=keys)
    for paper in certificates.select_related("entitlement", "workshop").order_by("pk"):
        papers[paper.entitlement.public_id] = paper
    return [_line(one, papers.get(one.used_for_id), book) for one in numbers]


def _line(number: Number, paper: Certificate | None, book: Book) -> Line:
    return Line(
        ordinal=number.ordinal,
        text=number.text,
        drawn_on=book.unit.localdate(number.drawn_at),
        state=number.state,
        reason=number.reason,
        name=paper.statement["person_name"] if paper else "",
        workshop=paper.workshop.title_id if paper else "",
        paper=str(paper.get_state_display()) if paper else "",
        series=number.series.public_id,
    )


def gaps(lines: list[Line]) -> list[int]:
    """Ordinals missing between the first and the last; empty, or something is badly wrong."""
    there = {line.ordinal for line in lines}
    return [one for one in range(1, max(there, default=0)) if one not in there]
