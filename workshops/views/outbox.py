"""An exported outbox handed to the office: looked at, taken in, told."""

from collections import Counter
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from participants.access import allow, is_logged_in
from participants.errors import Reason, Refused
from workshops.access import managed_workshop
from workshops.actions.outbox import stage_outbox, take_in
from workshops.exporting.reconciliation.words import ranges
from workshops.forms.attendance import OutboxForm
from workshops.importing.outbox import read_outbox
from workshops.models import CheckInOutcome, Device, OutboxUpload, Workshop
from workshops.rules.attendance import VERDICTS

TONES = {"accepted": "ok", "needs_review": "warn", "rejected": "bad"}


@allow(is_logged_in)
@require_http_methods(["GET", "HEAD", "POST"])
def outbox_new(request, code: str) -> HttpResponse:
    workshop = managed_workshop(request.user, code)
    form = OutboxForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            upload = _staged(request, workshop, form.cleaned_data["file"])
        except Refused as refusal:
            for reason in refusal.reasons:
                form.add_error("file", str(reason))
        else:
            return redirect("workshops:outbox-detail", code, upload.public_id)
    uploads = (
        OutboxUpload.objects.filter(device__workshop=workshop)
        .defer("content")
        .select_related("device", "uploaded_by")
        .order_by("-uploaded_at", "-pk")
    )
    return render(
        request,
        "workshops/outbox_new.html",
        {"workshop": workshop, "form": form, "uploads": uploads},
    )


def _staged(request, workshop: Workshop, file: Any) -> OutboxUpload:
    found = read_outbox(file)
    device = Device.objects.filter(public_id=found.device).first()
    if device is None:
        raise Refused(Reason("outbox-of-no-device"))
    if device.workshop_id != workshop.pk:
        raise Refused(Reason("outbox-of-other-workshop"))
    return stage_outbox(
        device=device,
        text=found.text,
        items=found.items,
        exported_at=found.exported_at,
        by=request.user,
        at=timezone.now(),
    )


def _upload_of(workshop: Workshop, upload: str) -> OutboxUpload:
    return get_object_or_404(
        OutboxUpload.objects.filter(device__workshop=workshop)
        .defer("content")
        .select_related("device", "uploaded_by", "finished_by"),
        public_id=upload,
    )


@allow(is_logged_in)
@require_http_methods(["GET", "HEAD"])
def outbox_detail(request, code: str, upload: str) -> HttpResponse:
    workshop = managed_workshop(request.user, code)
    found = _upload_of(workshop, upload)
    facts = found.facts
    return render(
        request,
        "workshops/outbox_detail.html",
        {
            "workshop": workshop,
            "upload": found,
            "numbers": ranges((first, last) for first, last in facts["numbers"]) or "–",
            "made_from": parse_datetime(facts["from"]) if facts["from"] else None,
            "made_to": parse_datetime(facts["to"]) if facts["to"] else None,
            "fresh": max(0, found.items - facts["known"] - facts["unreadable"]),
            "rows": _rows(found),
            "left": found.items - found.done,
        },
    )


def _rows(upload: OutboxUpload) -> list[dict[str, Any]]:
    """A line an outcome: how many, and what the door says to it."""
    lines = []
    for key, count in Counter(upload.outcomes).most_common():
        outcome, _colon, verdict = key.partition(":")
        known = verdict if verdict in VERDICTS else "malformed"
        own = {"present": _("Hadir."), "already": _("Sudah tercatat hadir sebelumnya.")}
        said = own.get(known) or Reason(f"scan-{known}")
        lines.append(
            {
                "count": count,
                "said": said,
                "word": CheckInOutcome(outcome).label,
                "tone": TONES[outcome],
            }
        )
    return lines


@allow(is_logged_in)
@require_POST
def outbox_take_in(request, code: str, upload: str) -> HttpResponse:
    workshop = managed_workshop(request.user, code)
    take_in(upload=_upload_of(workshop, upload), by=request.user, at=timezone.now())
    return redirect("workshops:outbox-detail", code, upload)
