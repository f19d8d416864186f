"""The official daftar hadir, as PDF and XLSX, per slot and per day."""

from datetime import date

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_safe

from participants.access import allow, is_logged_in
from participants.actions import audit
from workshops.access import visible_workshop
from workshops.exporting import roll_call
from workshops.exporting.attendance import LISTS, sheet_of
from workshops.models import AttendanceSlot, Workshop

from .slot import slot_of

TYPES = {
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@allow(is_logged_in)
@require_safe
def slot_sheet(request, code: str, slot: str, suffix: str) -> HttpResponse:
    workshop = visible_workshop(request.user, code)
    return _download(request, workshop, [slot_of(workshop, slot)], suffix)


@allow(is_logged_in)
@require_safe
def day_sheet(request, code: str, stage: str, day: str, suffix: str) -> HttpResponse:
    workshop = visible_workshop(request.user, code)
    found = get_object_or_404(workshop.stages, public_id=stage)
    try:
        on = date.fromisoformat(day)
    except ValueError:
        raise Http404 from None
    slots = list(
        AttendanceSlot.objects.filter(stage=found, day=on)
        .select_related("stage__workshop__unit")
        .order_by("opens_at", "pk")
    )
    if not slots:
        raise Http404
    return _download(request, workshop, slots, suffix)


def _download(
    request, workshop: Workshop, slots: list[AttendanceSlot], suffix: str
) -> HttpResponse:
    of = request.GET.get("daftar", "peserta")
    if suffix not in TYPES or of not in LISTS:
        raise Http404
    at = timezone.now()
    sheet = sheet_of(slots, request.user, of=of)
    # A list that was signed off carries that moment, so that it prints the same for ever.
    made_at = (slots[0].signed_off_at or at).replace(microsecond=0)
    content = roll_call.pdf(sheet, at=made_at) if suffix == "pdf" else roll_call.xlsx(sheet)
    audit.reading(
        "workshops.roll_call.downloaded",
        slots[0],
        by=request.user,
        at=at,
        unit=workshop.unit,
        format=suffix,
        slots=len(slots),
    )
    part = slots[0].kind if len(slots) == 1 else "sehari"
    response = HttpResponse(content, content_type=TYPES[suffix])
    response.headers["Content-Disposition"] = (
        f'attachment; filename="daftar-hadir-{of}-{slots[0].day.isoformat()}-{part}.{suffix}"'
    )
    return response
