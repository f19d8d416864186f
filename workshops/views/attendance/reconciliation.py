"""Rekonsiliasi: at the end of a day, what every device had sent, signed by somebody."""

from datetime import date

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from participants.access import allow, is_logged_in
from participants.actions import audit
from participants.models import OrganisationUnit
from participants.rules.dates import iso_day
from participants.views.asked import key_of
from workshops.access import managed_workshop, manages, overseen_workshop
from workshops.actions.attendance import sign_day
from workshops.exporting import reconciliation as export
from workshops.exporting.reconciliation.paper import Paper, Signature
from workshops.models import Reconciliation, Workshop
from workshops.queries.reconciliation import Day, day_of, days_of, later_than
from workshops.views.acting import done

from .paper import TYPES


@allow(is_logged_in)
@require_safe
def reconciliation_list(request, code: str) -> HttpResponse:
    workshop = overseen_workshop(request.user, code)
    return render(
        request,
        "workshops/reconciliation_list.html",
        {
            "workshop": workshop,
            "days": days_of(workshop, until=workshop.unit.localdate(timezone.now())),
        },
    )


@allow(is_logged_in)
@require_safe
def reconciliation_detail(request, code: str, day: str) -> HttpResponse:
    workshop = overseen_workshop(request.user, code)
    on = _day(day)
    now = day_of(workshop, on)
    signed = _signed(workshop, on)
    later = later_than(Day.from_json(signed[-1].content), now) if signed else []
    devices = [export.device_words(device, workshop.unit.timezone) for device in now.devices]
    today = workshop.unit.localdate(timezone.now())
    return render(
        request,
        "workshops/reconciliation_detail.html",
        {
            "workshop": workshop,
            "day": on,
            "now": now,
            "devices": devices,
            "others": export.other_words(now),
            "signed": signed,
            "later": export.later_words(later),
            "may_sign": manages(request.user, workshop)
            and bool(devices)
            and on <= today
            and (not signed or signed[-1].content != now.as_json()),
        },
    )


@allow(is_logged_in)
@require_POST
def reconciliation_sign(request, code: str, day: str) -> HttpResponse:
    workshop = managed_workshop(request.user, code)
    on = _day(day)
    done(
        request,
        lambda: sign_day(
            workshop=workshop,
            day=on,
            note=request.POST.get("note", ""),
            by=request.user,
            at=timezone.now(),
        ),
        _("Rekonsiliasi hari ini ditandatangani."),
    )
    return redirect("workshops:reconciliation-detail", code, day)


@allow(is_logged_in)
@require_safe
def reconciliation_sheet(request, code: str, day: str, suffix: str) -> HttpResponse:
    """``?ke=2``: as it was signed the second time; otherwise as it stands now."""
    workshop = overseen_workshop(request.user, code)
    on = _day(day)
    if suffix not in TYPES:
        raise Http404
    at = timezone.now()
    paper = _paper(workshop, on, key_of(request.GET.get("ke", "")))
    made_at = (paper.signed.at if paper.signed else at).replace(microsecond=0)
    content = export.pdf(paper, at=made_at) if suffix == "pdf" else export.xlsx(paper)
    audit.reading(
        "workshops.reconciliation.downloaded",
        workshop,
        by=request.user,
        at=at,
        unit=workshop.unit,
        day=on.isoformat(),
        format=suffix,
    )
    response = HttpResponse(content, content_type=TYPES[suffix])
    response.headers["Content-Disposition"] = (
        f'attachment; filename="rekonsiliasi-{on.isoformat()}.{suffix}"'
    )
    return response


def _paper(workshop: Workshop, day: date, ordinal: int) -> Paper:
    signed = _signed(workshop, day)
    row = next((one for one in signed if one.ordinal == ordinal), None)
    if ordinal and row is None:
        raise Http404
    found = Day.from_json(row.content) if row else day_of(workshop, day)
    return Paper(
        government=OrganisationUnit.objects.get(path=workshop.unit.root_path).name,
        organiser=workshop.unit.name,
        title=workshop.title_id,
        timezone=workshop.unit.timezone,
        day=found,
        signed=Signature(
            name=row.signed_by.full_name,
            at=row.signed_at,
            ordinal=row.ordinal,
            sha256=row.sha256,
            note=row.note,
        )
        if row
        else None,
        later=later_than(Day.from_json(signed[-1].content), found) if signed and not row else (),
    )


def _signed(workshop: Workshop, day: date) -> list[Reconciliation]:
    return list(
        workshop.reconciliations.filter(day=day).select_related("signed_by").order_by("ordinal")
    )


def _day(given: str) -> date:
    found = iso_day(given)
    if found is None:
        raise Http404
    return found
