"""``/kebutuhan-pelatihan/``: who needs which development, in which year; and the year's plan."""

import re
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from participants.access import allow, is_hr, reads_people, reads_plans
from participants.actions.development import drop_development, plan_development
from participants.errors import Refused
from participants.exporting.sheet import download
from participants.models import (
    STRATEGY_READERS,
    Competency,
    Development,
    Identifier,
    IdentifierKind,
    OrganisationUnit,
    Person,
    Priority,
    Role,
    StaffingPlan,
    TotalsDay,
)
from participants.models.scope import access_of
from participants.queries.totals import needs_of
from project.needs.exporting import NeedResource
from project.needs.forms import DevelopmentForm
from project.needs.rows import NeedLine, by_opd, need_lines, summed
from project.strategy.asked import Asked, asked
from workshops.rules.figures import short_rupiah

READS = reads_plans | reads_people
PER_PAGE = 50
AHEAD = 5


def _year(request: HttpRequest, question: Asked) -> int:
    given = request.GET.get("tahun", "")
    known = re.fullmatch(r"\d{4}", given) is not None and (
        question.day.year - AHEAD <= int(given) <= question.day.year + AHEAD
    )
    return int(given) if known else question.day.year


def _lines(request: HttpRequest, question: Asked, year: int) -> list[NeedLine]:
    lines = need_lines(question.root, question.day, year, question.scope)
    if question.opd:
        lines = [one for one in lines if one.opd == question.opd.pk]
    wanted = request.GET.get("prioritas", "")
    if wanted in {"1", "2", "3"}:
        lines = [one for one in lines if one.gap.urgency == int(wanted)]
    return lines


def _named(request: HttpRequest, lines: list[NeedLine]) -> set[int]:
    keys = {one.person.pk for one in lines}
    readable = Person.objects.visible_to(request.user).filter(pk__in=keys)
    return set(readable.values_list("pk", flat=True))


@allow(READS)
@require_safe
def needs(request: HttpRequest) -> HttpResponse:
    """Totals, each OPD, each line, and what whole units lack."""
    question = asked(request, timezone.now())
    if question is None:
        return render(request, "project/needs.html", {"asked": None})
    year = _year(request, question)
    lines = _lines(request, question, year)
    page = Paginator(lines, PER_PAGE).get_page(request.GET.get("page"))
    units = OrganisationUnit.objects.in_bulk({one.opd for one in lines})
    plan = (
        StaffingPlan.objects.in_force_on(question.day)
        .filter(unit=question.root)
        .select_related("unit")
        .first()
    )
    priority = request.GET.get("prioritas", "")
    return render(
        request,
        "project/needs.html",
        {
            "asked": question,
            "year": year,
            "years": range(question.day.year - 1, question.day.year + AHEAD + 1),
            "priorities": [(str(value), label) for value, label in Priority.choices],
            "priority": priority,
            "query": f"{question.query}&tahun={year}"
            + (f"&prioritas={priority}" if priority in {"1", "2", "3"} else ""),
            "total": (total := summed(lines)),
            "cost": short_rupiah(total.cost, get_language() or "id"),
            "opds": by_opd(lines, units),
            "page": page,
            "named": _named(request, list(page)),
            "plan": plan,
            "units": _units(request, question, plan),
            "counted_on": TotalsDay.objects.values_list("day", flat=True).first(),
        },
    )


def _units(
    request: HttpRequest, question: Asked, plan: StaffingPlan | None
) -> list[dict[str, Any]]:
    """What whole units lack by the kept totals, worst first."""
    if plan is None:
        return []
    access = access_of(request.user)
    lacking = [one for one in needs_of(plan) if one.missing]
    units = OrganisationUnit.objects.in_bulk({one.unit for one in lacking})
    known = Competency.objects.in_bulk({one.competency for one in lacking})
    mine = [
        one
        for one in lacking
        if access.has_on(units[one.unit], *STRATEGY_READERS)
        and (question.opd is None or units[one.unit].path.startswith(question.opd.path))
    ]
    mine.sort(key=lambda one: (-one.missing, units[one.unit].path, one.competency, one.level))
    return [
        {"unit": units[one.unit], "competency": known[one.competency], "need": one} for one in mine
    ]


@allow(READS)
@require_safe
def export(request: HttpRequest, extension: str) -> HttpResponse:
    question = asked(request, timezone.now())
    if question is None:
        raise Http404
    year = _year(request, question)
    lines = _lines(request, question, year)
    named = _named(request, lines)
    numbers = {
        one.person_id: one.value
        for one in Identifier.objects.filter(
            person__in=named, kind__in=[IdentifierKind.NIP, IdentifierKind.NI_PPPK]
        ).order_by("-kind", "pk")
    }
    return download(
        NeedResource(named, numbers),
        list(enumerate(lines, start=1)),
        name=f"akpk-{year}",
        extension=extension,
    )


@allow(is_hr)
@require_http_methods(["GET", "HEAD", "POST"])
def plan(request: HttpRequest) -> HttpResponse:
    """``/kebutuhan-pelatihan/rencana/``: which development answers which gap in the year."""
    question = asked(request, timezone.now())
    if question is None or not question.edits:
        raise Http404
    year = _year(request, question)
    form = DevelopmentForm(request.POST or None)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                plan_development(
                    unit=question.root,
                    year=year,
                    competency=form.cleaned_data["competency"],
                    level=form.cleaned_data["level"],
                    answer=form.answer(),
                    by=request.user,  # type: ignore[arg-type]
                    at=timezone.now(),
                )
            except Refused as refusal:
                form.add_error(None, str(refusal))
            else:
                messages.success(
                    request, _("Rencana disimpan; kebutuhan yang cocok sudah memakainya.")
                )
                return redirect(_address(question.root, year))
    rows = Development.objects.filter(unit=question.root, year=year).select_related("competency")
    return render(
        request,
        "project/needs_plan.html",
        {
            "asked": question,
            "year": year,
            "years": range(question.day.year - 1, question.day.year + AHEAD + 1),
            "form": form,
            "rows": rows.order_by("competency__name_id", "level", "pk"),
        },
        status=status,
    )


@allow(is_hr)
@require_POST
def drop(request: HttpRequest, public_id: str) -> HttpResponse:
    found = get_object_or_404(
        Development.objects.visible_to(request.user).select_related("unit"), public_id=public_id
    )
    if not access_of(request.user).has_on(found.unit, Role.HR):
        raise Http404
    drop_development(development=found, by=request.user, at=timezone.now())  # type: ignore[arg-type]
    messages.success(request, _("Rencana dihapus."))
    return redirect(_address(found.unit, found.year))


def _address(root: OrganisationUnit, year: int) -> str:
    return f"{reverse('project:needs-plan')}?daerah={root.public_id}&tahun={year}"
