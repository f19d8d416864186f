"""Tutup kegiatan: what everybody would get, what is missing, and the button."""

from collections import Counter
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from participants.access import allow, is_logged_in
from workshops.access import managed_workshop
from workshops.actions.closing import close_workshop, reopen_workshop
from workshops.actions.stage_closing import close_stage, reopen_stage
from workshops.forms.attendance import ReasonForm
from workshops.models import (
    CheckIn,
    Closing,
    Entitlement,
    EntitlementKind,
    PassingRule,
    Stage,
    StageState,
    Workshop,
    WorkshopState,
)
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
    rule = rule_in_force(workshop)
    table = EarnedTable(_worst_first(rows), workshop=workshop, order_by=request.GET.get("sort", ""))
    return render(
        request,
        "workshops/closing_detail.html",
        {
            "workshop": workshop,
            "rule": rule,
            "stages": _stages(workshop, rule),
            "exempted": _exempted(rows) if not is_closed else 0,
            "table": table,
            "people": len(rows),
            "entitled": entitled,
            "missing": len(rows) - entitled,
            "attention": [] if is_closed else _attention(workshop, rows, code),
            "is_closed": is_closed,
            "supplemented": _supplemented(workshop) if is_closed else 0,
            "closing": workshop.closings.of_whole()
            .select_related("by")
            .order_by("-ordinal")
            .first(),
            "may_close": not refusals("workshop", workshop.state, WorkshopState.CLOSED),
            "reason_form": ReasonForm(),
        },
    )


def _supplemented(workshop: Workshop) -> int:
    """How many entitlements grew since the closing."""
    return (
        Entitlement.objects.standing()
        .of_whole()
        .supplements_alone()
        .filter(closing__workshop=workshop)
        .count()
    )


def _exempted(rows: list[RegistrationProgress]) -> int:
    return sum(row.is_by_exemption for row in rows)


def _stages(workshop: Workshop, rule: PassingRule | None) -> list[dict[str, Any]]:
    """The stages that may be closed by themselves or were, where the rule gives them certificates."""
    standing = {
        one.stage_id: one
        for one in Closing.objects.standing()
        .filter(workshop=workshop)
        .exclude(stage=None)
        .select_related("by")
    }
    if not standing and not (rule and rule.stage_certificates):
        return []
    return [
        {
            "stage": stage,
            "closing": standing.get(stage.pk),
            "may_close": stage.state == StageState.HELD and stage.pk not in standing,
        }
        for stage in workshop.stages.order_by("order", "pk")
    ]


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


def _stage(workshop: Workshop, code: str) -> Stage:
    return get_object_or_404(workshop.stages.select_related("workshop"), public_id=code)


@allow(is_logged_in)
@require_POST
def stage_close(request, code: str, stage: str) -> HttpResponse:
    workshop = managed_workshop(request.user, code)
    found = _stage(workshop, stage)
    done(
        request,
        lambda: close_stage(stage=found, by=request.user, at=timezone.now()),
        _("Hak pada tahap ini dibekukan. Sertifikat tahapnya sudah dapat diterbitkan."),
    )
    return redirect("workshops:closing-detail", code)


@allow(is_logged_in)
@require_POST
def stage_reopen(request, code: str, stage: str) -> HttpResponse:
    workshop = managed_workshop(request.user, code)
    found, reason = _stage(workshop, stage), request.POST.get("reason", "")
    done(
        request,
        lambda: reopen_stage(stage=found, reason=reason, by=request.user, at=timezone.now()),
        _("Hak pada tahap ini dibuka kembali."),
    )
    return redirect("workshops:closing-detail", code)
