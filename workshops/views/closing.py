"""Tutup kegiatan: what everybody would get, what is missing, and the button."""

from collections import Counter
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from participants.access import allow, is_logged_in
from workshops.access import managed_workshop
from workshops.actions.closing import close_workshop, reopen_workshop
from workshops.forms.attendance import ReasonForm
from workshops.models import CheckIn, Entitlement, EntitlementKind, Workshop, WorkshopState
from workshops.queries.progress import RegistrationProgress, progress_of, rule_in_force
from workshops.queries.standing import standing
from workshops.rules.states import refusals
from workshops.tables.attendance import EarnedTable
from workshops.views.acting import done


@allow(is_logged_in)
@require_safe
def closing_detail(request, code: str) -> HttpResponse:
    workshop = managed_workshop(request.user, code)
    at = timezone.now()
    is_closed = workshop.state == WorkshopState.CLOSED
    rows: list[Any] = standing(workshop) if is_closed else progress_of(workshop, at=at)
    kinds = Counter(str(row.kind or EntitlementKind.NONE) for row in rows)
    entitled = len(rows) - kinds[EntitlementKind.NONE]
    table = EarnedTable(_worst_first(rows), order_by=request.GET.get("sort", ""))
    return render(
        request,
        "workshops/closing_detail.html",
        {
            "workshop": workshop,
            "rule": rule_in_force(workshop),
            "table": table,
            "people": len(rows),
            "entitled": entitled,
            "missing": len(rows) - entitled,
            "attention": [] if is_closed else _attention(workshop, rows, code),
            "is_closed": is_closed,
            "supplemented": _supplemented(workshop) if is_closed else 0,
            "closing": workshop.closings.select_related("by").order_by("-ordinal").first(),
            "may_close": not refusals("workshop", workshop.state, WorkshopState.CLOSED),
            "reason_form": ReasonForm(),
        },
    )


def _supplemented(workshop: Workshop) -> int:
    """How many entitlements grew since the closing."""
    return (
        Entitlement.objects.standing()
        .supplements_alone()
        .filter(closing__workshop=workshop)
        .count()
    )


def _worst_first(rows: list[Any]) -> list[Any]:
    """Who lacks something first: that is whom somebody can still help."""
    return sorted(rows, key=lambda row: row.kind not in (None, EntitlementKind.NONE))


def _attention(
    workshop: Workshop, rows: list[RegistrationProgress], code: str
) -> list[dict[str, object]]:
    found: list[dict[str, object]] = []
    waiting = CheckIn.objects.needing_review().filter(workshop=workshop).count()
    if waiting:
        text = ngettext(
            "%(count)s pemindaian masih perlu diperiksa",
            "%(count)s pemindaian masih perlu diperiksa",
            waiting,
        )
        url = redirect("workshops:review-list", code).url
        found.append({"text": text % {"count": waiting}, "url": url})
    to_come = sum(1 for row in rows if row.progress.ahead)
    if to_come:
        text = ngettext(
            "%(count)s orang masih mempunyai presensi yang belum lewat",
            "%(count)s orang masih mempunyai presensi yang belum lewat",
            to_come,
        )
        found.append({"text": text % {"count": to_come}, "url": ""})
    return found


@allow(is_logged_in)
@require_POST
def closing_close(request, code: str) -> HttpResponse:
    workshop = managed_workshop(request.user, code)
    done(
        request,
        lambda: close_workshop(workshop=workshop, by=request.user, at=timezone.now()),
        _("Kegiatan ditutup. Sertifikat sudah dapat diterbitkan."),
    )
    return redirect("workshops:closing-detail", code)


@allow(is_logged_in)
@require_POST
def closing_reopen(request, code: str) -> HttpResponse:
    workshop = managed_workshop(request.user, code)
    done(
        request,
        lambda: reopen_workshop(
            workshop=workshop,
            reason=request.POST.get("reason", ""),
            by=request.user,
            at=timezone.now(),
        ),
        _("Kegiatan dibuka kembali."),
    )
    return redirect("workshops:closing-detail", code)
