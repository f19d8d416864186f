"""``/strategi/``: what was promised a year, what is so, the trend; and the records behind each figure."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from participants.access import allow, reads_people, reads_plans
from participants.exporting.sheet import XLSX, download
from participants.models import Indicator, OrganisationUnit, StaffRole
from participants.queries.strategy import YearLine, roll, rule_of, year_line
from participants.rules.strategy import version_on
from project.strategy.asked import Asked, asked
from project.strategy.behind import people_of, unit_lines
from project.strategy.drawing import PATHS, sections, title_of
from project.strategy.exporting import BehindResource, UnitResource, trend_workbook
from project.strategy.report import DOCX, report

READS = reads_plans | reads_people


def _lines(question: Asked) -> list[YearLine]:
    return [
        year_line(
            question.root,
            question.versions,
            year,
            question.day,
            question.scope,
            opd=question.opd.pk if question.opd else None,
            otherwise=question.role,
        )
        for year in question.years
    ]


def _role(question: Asked) -> StaffRole | None:
    version = version_on(question.versions, question.day)
    return rule_of(version, question.role).role


def _year(question: Asked) -> int:
    """The year whose figures stand first: the day's, or the last one of a period that is over."""
    return min(max(question.day.year, question.years[0]), question.years[-1])


@allow(READS)
@require_safe
def strategy(request: HttpRequest) -> HttpResponse:
    """Every indicator: realisation beside target, and the trend."""
    question = asked(request, timezone.now())
    if question is None:
        return render(request, "project/strategy.html", {"asked": None})
    lines = _lines(question)
    year = _year(question)
    current = next(one for one in lines if one.year == year)
    found = sections(lines, year, _role(question))
    return render(
        request,
        "project/strategy.html",
        {
            "asked": question,
            "year": year,
            "line": current,
            "sections": found,
            "is_empty": not any(
                cell.measured and cell.measured.base for cell in current.cells.values()
            ),
            "rule": rule_of(current.version, question.role),
            "history": list(reversed(question.versions)),
        },
    )


@allow(READS)
@require_safe
def export(request: HttpRequest, extension: str) -> HttpResponse:
    """Targets, realisation and what each is made of, a row per year; and every OPD of the day: several
    sheets, and so XLSX alone."""
    if extension != "xlsx":
        raise Http404
    question = _known(request)
    lines = _lines(question)
    version = version_on(question.versions, question.day)
    found = roll(question.root, rule_of(version, question.role), question.day, question.scope)
    if question.opd:
        found = found.of_opd(question.opd.pk)
    content = trend_workbook(question, lines, _role(question), found)
    return _saved(content, f"sasaran-strategi-{question.day}.xlsx", XLSX)


@allow(READS)
@require_safe
def printed(request: HttpRequest) -> HttpResponse:
    """The report of BKPSDM as Word."""
    question = _known(request)
    lines = _lines(question)
    version = version_on(question.versions, question.day)
    found = roll(question.root, rule_of(version, question.role), question.day, question.scope)
    if question.opd:
        found = found.of_opd(question.opd.pk)
    content = report(question, lines, _year(question), _role(question), found, timezone.now())
    return _saved(content, f"laporan-sasaran-strategi-{question.day}.docx", DOCX)


@allow(READS)
@require_safe
def detail(request: HttpRequest, indicator: str) -> HttpResponse:
    """One indicator on a day, OPD by OPD."""
    question, wanted = _known(request), _indicator(indicator)
    rule = rule_of(version_on(question.versions, question.day), question.role)
    found = roll(question.root, rule, question.day, question.scope)
    return render(
        request,
        "project/strategy_detail.html",
        {
            "asked": question,
            "path": indicator,
            "indicator": str(wanted),
            "title": title_of(wanted, rule.role),
            "rule": rule,
            "rows": unit_lines(found, wanted),
        },
    )


@allow(READS)
@require_safe
def export_detail(request: HttpRequest, indicator: str, extension: str) -> HttpResponse:
    question, wanted = _known(request), _indicator(indicator)
    rule = rule_of(version_on(question.versions, question.day), question.role)
    found = roll(question.root, rule, question.day, question.scope)
    return download(
        UnitResource(wanted),
        unit_lines(found, wanted),
        name=f"{indicator}-{question.day}",
        extension=extension,
    )


def _behind(
    request: HttpRequest, indicator: str, public_id: str
) -> tuple[Asked, Indicator, dict[str, Any]]:
    units = OrganisationUnit.objects.visible_to(request.user)
    unit = get_object_or_404(units, public_id=public_id)
    question, wanted = _known(request, unit), _indicator(indicator)
    rule = rule_of(version_on(question.versions, question.day), question.role)
    found = roll(question.root, rule, question.day, question.scope)
    rows = [row for row in unit_lines(found, wanted) if row.unit.public_id == public_id]
    if not rows:
        raise Http404
    people = people_of(found.of_opd(rows[0].unit.pk), wanted, request.user)
    return question, wanted, {"row": rows[0], "people": people, "rule": rule}


@allow(READS)
@require_safe
def behind(request: HttpRequest, indicator: str, public_id: str) -> HttpResponse:
    """The people of one OPD who make its figure; names for who may read them."""
    question, wanted, given = _behind(request, indicator, public_id)
    return render(
        request,
        "project/strategy_behind.html",
        {
            "asked": question,
            "path": indicator,
            "indicator": str(wanted),
            "title": title_of(wanted, given["rule"].role),
            **given,
        },
    )


@allow(READS)
@require_safe
def export_behind(
    request: HttpRequest, indicator: str, public_id: str, extension: str
) -> HttpResponse:
    question, _wanted, given = _behind(request, indicator, public_id)
    return download(
        BehindResource(),
        given["people"],
        name=f"{indicator}-opd-{question.day}",
        extension=extension,
    )


def _known(request: HttpRequest, unit: OrganisationUnit | None = None) -> Asked:
    question = asked(request, timezone.now(), unit)
    if question is None:
        raise Http404(_("Tidak ada daerah yang dapat Anda baca."))
    return question


def _indicator(path: str) -> Indicator:
    if path not in PATHS:
        raise Http404
    return PATHS[path]


def _saved(content: bytes, name: str, content_type: str) -> HttpResponse:
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
