"""How programmes stand: one with its evidence, or a whole period at once."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import (
    FileResponse,
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    QueryDict,
)
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from participants.access import allow, is_logged_in, is_organiser, is_unit_admin
from participants.actions import audit
from participants.errors import Refused
from participants.models import OrganisationUnit, User
from participants.rules.dates import iso_day
from participants.views.file import respond
from workshops.actions.programme_report import Status, report_many, report_programme
from workshops.forms.programme import DayForm, ReportForm, StatusRow
from workshops.models import ProgrammeReport, WorkProgramme
from workshops.queries.programme import Programmes, units_in, with_state, with_year
from workshops.views.programme.register import found_programme, reported
from workshops.views.refusal import show_on
from workshops.views.unit_link.desk import Desk
from workshops.views.unit_link.programmes import programmes_at

PER_PAGE = 12
NAMED = re.compile(r"(?P<code>[0-9a-z]{12})-(state|cause|realisation|spent|note)")


@dataclass(frozen=True)
class Line:
    """One programme of the grid: what was last said, what is asked, and the form for it."""

    programme: Any
    form: StatusRow


@allow(is_logged_in)
@require_http_methods(["GET", "HEAD", "POST"])
def programme_report(request: HttpRequest, public_id: str) -> HttpResponse:
    """What became of one programme, with evidence."""
    programme = found_programme(request.user, public_id)
    if not reported(request.user, programme):
        raise Http404
    at = timezone.now()
    form = ReportForm(
        request.POST or None,
        request.FILES or None,
        initial={"period_on": programme.unit.localdate(at)},
    )
    if form.is_valid():
        told = form.cleaned_data
        try:
            report_programme(
                programme=programme,
                period_on=told["period_on"],
                status=_status(told),
                upload=told["upload"],
                by=request.user,  # type: ignore[arg-type]
                at=at,
            )
        except Refused as refusal:
            show_on(form, refusal)
        else:
            messages.success(request, _("Status dicatat."))
            return redirect("workshops:programme-detail", public_id)
    return render(
        request,
        "workshops/programme_report.html",
        {"programme": programme, "form": form},
        status=422 if request.method == "POST" else 200,
    )


@allow(is_logged_in)
@require_safe
def programme_evidence(request: HttpRequest, report: str) -> FileResponse:
    """The file behind a report, to be saved; the reading is noted."""
    found = get_object_or_404(
        ProgrammeReport.objects.filter(
            programme__in=WorkProgramme.objects.visible_to(request.user), evidence__isnull=False
        ).select_related("evidence", "programme__unit"),
        public_id=report,
    )
    audit.reading(
        "workshops.programme.evidence_read",
        found.programme,
        by=request.user,  # type: ignore[arg-type]
        at=timezone.now(),
        unit=found.programme.unit,
        report=found.public_id,
    )
    return respond(found.evidence)  # type: ignore[arg-type]


@allow(is_organiser | is_unit_admin)
@require_http_methods(["GET", "HEAD", "POST"])
def programme_statuses(request: HttpRequest) -> HttpResponseBase:
    """The period's grid of all programmes one answers for, unit by unit."""
    mine = WorkProgramme.objects.reported_by(request.user).standing()
    units = list(units_in(mine))
    asked = request.GET.get("opd", "")
    unit = next((one for one in units if one.public_id == asked), None)
    if asked and unit is None and request.method != "POST":
        raise Http404
    if unit is None and len(units) == 1:
        unit = units[0]
    return _grid(
        request,
        mine,
        unit=unit,
        by=request.user,  # type: ignore[arg-type]
        zone=unit or (units[0] if units else None),
        page={"base": "base_office.html", "units": units, "unit": unit, "desk": None},
    )


@require_http_methods(["GET", "HEAD", "POST"])
def desk_statuses(request: HttpRequest, desk: Desk) -> HttpResponseBase:
    """The same grid for one unit: by its link while that lives, by its administrator's account."""
    if desk.invitation.withdrawn_at is not None:
        return redirect(desk.url())
    unit = desk.invitation.unit
    return _grid(
        request,
        programmes_at(desk),
        unit=unit,
        by=desk.by,
        zone=unit,
        page={"base": desk.base, "units": [], "unit": unit, "desk": desk},
    )


def _grid(
    request: HttpRequest,
    programmes: Programmes,
    *,
    unit: OrganisationUnit | None,
    by: User,
    zone: OrganisationUnit | None,
    page: dict[str, Any],
) -> HttpResponse:
    """A page of the list to read; of a grid that comes back, the programmes that it names, whatever
    became of the list meanwhile."""
    at = timezone.now()
    today = zone.localdate(at) if zone else None
    period = iso_day(request.GET.get("per", "")) or today
    day = DayForm(request.POST or None, initial={"period_on": period})
    year = (period or today or date.max).year
    rows = with_year(with_state(programmes), year).select_related("unit").in_register_order()
    shown = rows.filter(unit=unit) if unit else rows
    refused: list[str] = []
    sheet = None
    if request.method == "POST":
        typed = named_in(request.POST)
        lines = [
            Line(one, StatusRow(request.POST, prefix=one.public_id))
            for one in rows.filter(public_id__in=typed)
        ]
        there = {line.programme.public_id for line in lines}
        lost = [told for code in typed if code not in there and (told := _lost(request, code))]
        filled = [line for line in lines if line.form.has_changed()]
        good = all([day.is_valid(), *(line.form.is_valid() for line in filled)])
        if good and not filled:
            if "page" in request.POST and not lost:
                return redirect(_turned(request))
            refused = lost or [_("Belum ada status yang diisi.")]
        elif good:
            try:
                made = report_many(
                    told=[(line.programme, _status(line.form.cleaned_data)) for line in filled],
                    period_on=day.cleaned_data["period_on"],
                    by=by,
                    at=at,
                )
            except Refused as refusal:
                refused = [*(str(reason) for reason in refusal.reasons), *lost]
            else:
                said = ngettext(
                    "Status %(n)s program dicatat.", "Status %(n)s program dicatat.", len(made)
                )
                messages.success(request, said % {"n": len(made)})
                for told in lost:
                    messages.warning(request, told)
                return redirect(_turned(request))
        else:
            refused = lost
    else:
        sheet = Paginator(shown, PER_PAGE).get_page(request.GET.get("page"))
        lines = [Line(one, StatusRow(prefix=one.public_id)) for one in sheet]
    return render(
        request,
        "workshops/programme_statuses.html",
        {
            **page,
            "lines": lines,
            "page": sheet,
            "day": day,
            "year": year,
            "refused": refused,
            "faulty": sum(bool(line.form.is_bound and line.form.errors) for line in lines),
        },
        status=422 if request.method == "POST" else 200,
    )


def named_in(posted: QueryDict) -> list[str]:
    """The programmes that a grid which came back shows, each once, in its order."""
    found = (NAMED.fullmatch(name) for name in posted)
    return list(dict.fromkeys(one["code"] for one in found if one))


def _lost(request: HttpRequest, code: str) -> str:
    """What was typed for a programme that is no longer there to be reported on; empty for nothing."""
    form = StatusRow(request.POST, prefix=code)
    if not form.has_changed():
        return ""
    words = [
        dict(form.fields[name].choices).get(value, value)  # type: ignore[attr-defined]
        if name in ("state", "cause")
        else value
        for name in form.fields
        if (value := form[name].value())
    ]
    return _(
        "%(title)s tidak dapat disimpan: tidak lagi berlaku di daftar Anda. Isiannya: %(typed)s."
    ) % {
        "title": request.POST.get(f"{code}-title", "")[:80] or _("Sebuah program"),
        "typed": "; ".join(str(word) for word in words),
    }


def _turned(request: HttpRequest) -> str:
    """The grid again; at the page whose button was pressed, which saves what was typed before."""
    asked = request.GET.copy()
    if number := request.POST.get("page", ""):
        asked["page"] = number
    return f"{request.path}?{asked.urlencode()}" if asked else request.path


def _status(told: dict[str, Any]) -> Status:
    return Status(
        state=told["state"],
        cause=told["cause"],
        realisation=told["realisation"],
        spent=told["spent"],
        note=told["note"],
    )
