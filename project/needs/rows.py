"""The lines of the AKPK and HCDP table: each gap of each person, and what is planned to close it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from participants.models import (
    Competency,
    Development,
    Employment,
    Funding,
    OrganisationUnit,
    Person,
    Priority,
    TrainingForm,
    UnitKind,
)
from participants.queries.ability import opds
from participants.queries.findings import competencies_in
from participants.queries.placed import placed_of
from participants.queries.strategy import Scope
from participants.rules.need import Gap, gap_of
from participants.rules.staffing import Finding
from workshops.queries.course import Course, courses

CLASSICAL_LAST = TrainingForm.CLASSICAL_OTHER  # forms 1 to 13 are klasikal (domain.md §4.2, §4.7)


@dataclass(frozen=True)
class Plan:
    """What is planned against a gap; ``is_set`` False: nothing yet."""

    title: str
    form: str
    path: str  # klasikal or nonklasikal
    jp: int
    organiser: str
    year: int | None
    funding: str
    cost: int | None
    is_set: bool


@dataclass(frozen=True)
class NeedLine:
    person: Person
    unit: OrganisationUnit
    opd: int
    job: str
    kind: str
    asks: str
    standard: int | None
    held: int | None
    gap: Gap
    plan: Plan

    @property
    def priority(self) -> str:
        return str(Priority(self.gap.urgency).label)


@dataclass(frozen=True)
class Sum:
    """Of one OPD or of all: ``jp`` and ``cost`` are of what is planned."""

    people: int
    gaps: int
    high: int
    unplanned: int
    jp: int
    cost: int


def need_lines(root: OrganisationUnit, day: date, year: int, scope: Scope) -> list[NeedLine]:
    """Every training need of the people in scope on a day beside the plan of a year, the most
    urgent first, then by unit and name; a constant number of queries."""
    _known, belongs = opds(root, day)
    rows: dict[int, Employment] = {
        row.person_id: row
        for row in Employment.objects.in_force_on(day)
        .filter(scope.rows, unit__path__startswith=root.path, person__merged_into=None)
        .exclude(unit__kind=UnitKind.EXTERNAL)
        .select_related("person", "unit")
        .order_by("valid_from", "pk")
    }
    found = [
        (rows[key], finding, gap)
        for key, placed in placed_of(root, day, rows).items()
        for finding in placed.findings
        if (gap := gap_of(finding)) is not None
    ]
    names = competencies_in(finding.criterion for _row, finding, _gap in found)
    planned = list(Development.objects.filter(unit=root, year=year).order_by("level", "pk"))
    to_come = courses(root, day)
    lines = [
        _line(row, finding, gap, names, belongs.get(row.unit_id, root.pk), planned, to_come)
        for row, finding, gap in found
    ]
    return sorted(
        lines,
        key=lambda one: (
            one.gap.urgency,
            one.unit.path,
            one.person.full_name,
            one.person.pk,
            one.asks,
        ),
    )


def _line(
    row: Employment,
    finding: Finding,
    gap: Gap,
    names: dict[int, Competency],
    opd: int,
    planned: Sequence[Development],
    to_come: Sequence[Course],
) -> NeedLine:
    asked = finding.criterion
    what = names.get(asked.competency or 0)
    return NeedLine(
        row.person,
        row.unit,
        opd,
        row.job_title,
        str(what.get_kind_display()) if what else _("Pelatihan wajib"),
        str(what) if what else asked.text,
        asked.level,
        int(finding.held) if what and finding.held else None,
        gap,
        _plan(finding, gap, planned, to_come),
    )


def _plan(
    finding: Finding, gap: Gap, planned: Sequence[Development], to_come: Sequence[Course]
) -> Plan:
    """Whoever was never assessed is assessed first; else the year's plan, else the next Bimtek that
    teaches it, else nothing yet."""
    asked = finding.criterion
    if gap.assess_first:
        return Plan(_("Penilaian kompetensi terlebih dahulu"), "", "", 0, "", None, "", None, True)
    if asked.kind == "training":
        return Plan(asked.text, "", "", 0, "", None, "", None, False)
    level = asked.level or 1
    for one in planned:
        if one.competency_id == asked.competency and one.level >= level:
            return Plan(
                one.title,
                str(TrainingForm(one.form).label),
                _("Klasikal") if one.form <= CLASSICAL_LAST else _("Nonklasikal"),
                one.jp,
                one.organiser,
                one.year,
                str(Funding(one.funding).label),
                one.cost,
                True,
            )
    for course in to_come:
        if course.teaches(asked.competency or 0, level):
            return Plan(
                course.workshop.title_id,
                str(TrainingForm.BIMTEK.label),
                _("Klasikal"),
                course.jp,
                course.workshop.unit.name,
                course.starts_on.year,
                "",
                None,
                True,
            )
    return Plan("", "", "", 0, "", None, "", None, False)


def summed(lines: Sequence[NeedLine]) -> Sum:
    return Sum(
        people=len({one.person.pk for one in lines}),
        gaps=len(lines),
        high=sum(one.gap.urgency == Priority.HIGH for one in lines),
        unplanned=sum(not one.plan.is_set for one in lines),
        jp=sum(one.plan.jp for one in lines),
        cost=sum(one.plan.cost or 0 for one in lines),
    )


def by_opd(
    lines: Sequence[NeedLine], units: dict[int, OrganisationUnit]
) -> list[tuple[OrganisationUnit, Sum]]:
    """In tree order; OPD without a need are left out."""
    found: dict[int, list[NeedLine]] = {}
    for one in lines:
        found.setdefault(one.opd, []).append(one)
    return [
        (units[key], summed(found[key])) for key in sorted(found, key=lambda key: units[key].path)
    ]
