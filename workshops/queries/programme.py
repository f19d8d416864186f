"""The register of programmes as its pages read it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from participants.models import AuditEntry, OrganisationUnit
from workshops.models import (
    PlanningCode,
    ProgrammeReport,
    ProgrammeYear,
    WorkProgramme,
)

Programmes = Any  # a queryset of WorkProgramme, annotated or not


@dataclass(frozen=True)
class YearTotal:
    """What all programmes of a list plan for one year."""

    year: int
    programmes: int
    targets: int  # how many of them have a target
    budget: int


@dataclass(frozen=True)
class Standing:
    """What was last said of a programme as of a day."""

    programme: int
    pillar: str
    unit: int
    quick_win: bool
    title: str
    state: str | None
    cause: str | None
    spent: int | None
    said_on: date | None


def with_state(programmes: Programmes, day: date | None = None) -> Programmes:
    """Annotates ``state_now``, ``cause_now`` and ``period_now``: the last report (up to ``day``)."""
    reports = ProgrammeReport.objects.filter(programme=OuterRef("pk")).latest_first()
    if day is not None:
        reports = reports.known_on(day)
    return programmes.annotate(
        state_now=Subquery(reports.values("state")[:1]),
        cause_now=Subquery(reports.values("cause")[:1]),
        period_now=Subquery(reports.values("period_on")[:1]),
    )


def with_year(programmes: Programmes, year: int) -> Programmes:
    """Annotates ``target_then`` and ``budget_then``: what was planned for the year."""
    plan = ProgrammeYear.objects.filter(programme=OuterRef("pk"), year=year)
    return programmes.annotate(
        target_then=Subquery(plan.values("target")[:1]),
        budget_then=Subquery(plan.values("budget")[:1]),
    )


def for_register(user: Any, year: int | None = None) -> Programmes:
    """What the list shows, in one query: with the last state, and the budget of the year or of all
    years as ``budget_shown``."""
    years = ProgrammeYear.objects.filter(programme=OuterRef("pk")).order_by()
    if year is not None:
        years = years.filter(year=year)
    total = years.values("programme").annotate(sum=Sum("budget")).values("sum")
    return (
        with_state(WorkProgramme.objects.visible_to(user))
        .annotate(budget_shown=Subquery(total))
        .select_related("unit")
        .in_register_order()
    )


def year_totals(programmes: Programmes) -> list[YearTotal]:
    """Per year over the programmes of a list; one query."""
    rows = (
        ProgrammeYear.objects.filter(programme__in=programmes.order_by().values("pk"))
        .order_by("year")
        .values("year")
        .annotate(
            programmes=Count("pk"),
            targets=Count("pk", filter=Q(target__isnull=False)),
            total=Coalesce(Sum("budget"), 0),
        )
    )
    return [YearTotal(row["year"], row["programmes"], row["targets"], row["total"]) for row in rows]


def years_planned(programmes: Programmes) -> list[int]:
    """Every year that a programme of the list plans for."""
    return sorted(
        ProgrammeYear.objects.filter(programme__in=programmes.order_by().values("pk"))
        .order_by()
        .values_list("year", flat=True)
        .distinct()
    )


def units_in(programmes: Programmes) -> QuerySet[OrganisationUnit]:
    """The units that own programmes of the list."""
    return OrganisationUnit.objects.filter(pk__in=programmes.order_by().values("unit")).order_by(
        "name", "pk"
    )


def standings(programmes: Programmes, day: date) -> list[Standing]:
    """Of each programme whose years cover the day's year and that stood then, the last word."""
    reports = ProgrammeReport.objects.filter(programme=OuterRef("pk")).known_on(day).latest_first()
    rows = (
        with_state(programmes.standing().running_in(day.year), day)
        .annotate(spent_now=Subquery(reports.values("spent")[:1]))
        .in_register_order()
        .values_list(
            "pk",
            "pillar",
            "unit_id",
            "quick_win",
            "title",
            "state_now",
            "cause_now",
            "spent_now",
            "period_now",
        )
    )
    return [Standing(*row) for row in rows]


@dataclass(frozen=True)
class PlannedYear:
    """One year of a programme: what was planned, and what the last report of that year says."""

    year: int
    target: Decimal | None
    budget: int | None
    realisation: Decimal | None
    spent: int | None

    @property
    def reached(self) -> int | None:
        """Percent of the target."""
        return _percent(self.realisation, self.target)

    @property
    def used(self) -> int | None:
        """Percent of the budget."""
        return _percent(self.spent, self.budget)


@dataclass(frozen=True)
class ProgrammeRecord:
    """One programme with its years, reports and history."""

    programme: WorkProgramme
    supporting: list[OrganisationUnit]
    years: list[PlannedYear]
    reports: list[ProgrammeReport]
    history: list[AuditEntry]
    codes: list[tuple[str, str]]  # each planning code with its name in force then, or ""


def record_of(programme: WorkProgramme) -> ProgrammeRecord:
    """Everything on its page; five queries, however much there is."""
    reports = list(
        programme.reports.select_related("reported_by", "evidence").latest_first()  # type: ignore[attr-defined]
    )
    return ProgrammeRecord(
        programme=programme,
        supporting=list(programme.supporting.order_by("name", "pk")),
        years=_years(programme, reports),
        reports=reports,
        history=list(
            AuditEntry.objects.about("workshops.workprogramme", programme.public_id).select_related(
                "by"
            )
        )[::-1],
        codes=_codes(programme),
    )


def _years(programme: WorkProgramme, reports: list[ProgrammeReport]) -> list[PlannedYear]:
    last: dict[int, ProgrammeReport] = {}
    for report in reversed(reports):
        last[report.period_on.year] = report
    planned = {row.year: row for row in programme.years.order_by("year")}
    found = []
    for year in sorted({*planned, *last}):
        plan, said = planned.get(year), last.get(year)
        found.append(
            PlannedYear(
                year,
                plan.target if plan else None,
                plan.budget if plan else None,
                said.realisation if said else None,
                said.spent if said else None,
            )
        )
    return found


def _codes(programme: WorkProgramme) -> list[tuple[str, str]]:
    given = [
        code
        for code in (
            programme.code_program,
            programme.code_kegiatan,
            programme.code_sub_kegiatan,
        )
        if code
    ]
    names = code_names(given, programme.starts_year) if given else {}
    return [(code, names.get(code, "")) for code in given]


def code_names(codes: list[str], year: int | None) -> Mapping[str, str]:
    """What the codes are called in the year's first days; the newest names for no year. Codes are
    written with X.XX for every urusan (X.XX.01 is the same in all), which is looked up as well."""
    found = PlanningCode.objects.filter(code__in={*codes, *map(any_urusan, codes)})
    if year is not None:
        found = found.in_force_on(date(year, 1, 1))
    names = dict(found.order_by("valid_from", "pk").values_list("code", "name"))
    return {
        code: names.get(code) or names[any_urusan(code)]
        for code in codes
        if code in names or any_urusan(code) in names
    }


def any_urusan(code: str) -> str:
    """The same code as the nomenclature writes it for every urusan: 2.16.01.2.02 → X.XX.01.2.02."""
    parts = code.split(".")
    return ".".join(["X", "XX", *parts[2:]]) if len(parts) > 2 else code


def _percent(part: Decimal | int | None, whole: Decimal | int | None) -> int | None:
    if part is None or not whole:
        return None
    return round(100 * Decimal(part) / Decimal(whole))
