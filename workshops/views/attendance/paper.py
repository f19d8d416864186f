"""The official daftar hadir, as PDF and XLSX, per slot and per day; as it was signed off, where it was."""

from collections.abc import Sequence

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_safe

from participants.access import allow, is_logged_in
from participants.actions import audit
from participants.rules.dates import iso_day
from workshops.access import oversees, visible_workshop
from workshops.exporting import roll_call
from workshops.exporting.attendance import sheet_of
from workshops.models import AttendanceSlot, ListKind, Registration, Workshop
from workshops.queries.roll_list import living_lists, signed_lists

from .slot import slot_of

TYPES = {
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
# The lists, by their word in the address.
LISTS: dict[str, str] = {
    "peserta": ListKind.PARTICIPANTS,
    "narasumber": ListKind.SPEAKERS,
    "panitia": ListKind.COMMITTEE,
    "tamu": ListKind.GUESTS,
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
    return _download(request, workshop, slots_of_day(workshop, stage, day), suffix)


def slots_of_day(workshop: Workshop, stage: str, day: str) -> list[AttendanceSlot]:
    """The slots of one day of a stage in their order; Http404 where there is none."""
    found = get_object_or_404(workshop.stages, public_id=stage)
    on = iso_day(day)
    if on is None:
        raise Http404
    slots = list(
        AttendanceSlot.objects.filter(stage=found, day=on)
        .select_related("stage__workshop__unit", "signed_off_by")
        .prefetch_related("sessions")
        .order_by("opens_at", "pk")
    )
    if not slots:
        raise Http404
    return slots


def _download(
    request, workshop: Workshop, slots: Sequence[AttendanceSlot], suffix: str
) -> HttpResponse:
    name = request.GET.get("daftar", "peserta")
    if suffix not in TYPES or name not in LISTS:
        raise Http404
    of, whole = LISTS[name], oversees(request.user, workshop)
    if of == ListKind.GUESTS and not whole:
        raise Http404
    at = timezone.now()
    signed = signed_lists(slots, of)
    living = living_lists([slot for slot in slots if slot.pk not in signed], of)
    contents = [signed[slot.pk].content if slot.pk in signed else living[slot.pk] for slot in slots]
    seen = None
    if not whole:
        people = Registration.objects.visible_to(request.user).filter(workshop=workshop)
        seen = set(people.order_by().values_list("public_id", flat=True))
    sheet = sheet_of(contents, seen=seen)
    # What was signed off carries that moment: the same paper, byte for byte, for ever.
    made_at = max((one.signed_at for one in signed.values()), default=at) if not living else at
    content = (
        roll_call.pdf(sheet, at=made_at.replace(microsecond=0))
        if suffix == "pdf"
        else roll_call.xlsx(sheet)
    )
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
        f'attachment; filename="daftar-hadir-{name}-{slots[0].day.isoformat()}-{part}.{suffix}"'
    )
    return response
