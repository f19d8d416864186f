"""The paper day: sheets with a code a row, and the page where scanning a row marks it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.templatetags.static import static
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from participants.access import allow, is_logged_in
from participants.actions import audit
from participants.errors import Reason, Refused
from participants.views.asked import key_of
from workshops.access import managed_workshop
from workshops.actions.paper import draw_up_sheet, mark_rows
from workshops.exporting import roll_call
from workshops.exporting.attendance import sheet_of
from workshops.models import (
    AttendanceSlot,
    PaperRow,
    PaperSheet,
    SlotState,
    Workshop,
    WorkshopState,
)
from workshops.queries.paper import content_of, find_row, rows_of
from workshops.views.attendance.paper import LISTS
from workshops.views.door_page import DECODER


@allow(is_logged_in)  # managed_by leaves everybody else a 404
@require_http_methods(["GET", "HEAD", "POST"])
def paper_list(request: HttpRequest, code: str) -> HttpResponse:
    """Every slot with its sheets; a POST draws one up."""
    workshop = managed_workshop(request.user, code)
    if request.method == "POST":
        slot = get_object_or_404(_slots(workshop), public_id=request.POST.get("slot", ""))
        kind = LISTS.get(request.POST.get("daftar", ""), LISTS["peserta"])
        try:
            sheet = draw_up_sheet(slot=slot, of=kind, by=request.user, at=timezone.now())
        except Refused as refusal:
            messages.error(request, str(refusal))
            return redirect("workshops:paper-list", code)
        return redirect("workshops:paper-sheet", code, sheet.number)
    sheets: dict[int, list[PaperSheet]] = {}
    for sheet in PaperSheet.objects.filter(slot__stage__workshop=workshop).order_by("pk"):
        sheets.setdefault(sheet.slot_id, []).append(sheet)
    return render(
        request,
        "workshops/paper_list.html",
        {
            "workshop": workshop,
            "slots": [
                {"slot": slot, "sheets": sheets.get(slot.pk, [])} for slot in _slots(workshop)
            ],
            "lists": [
                ("peserta", _("Peserta")),
                ("narasumber", _("Narasumber")),
                ("panitia", _("Panitia")),
            ],
            "closed": workshop.state == WorkshopState.CLOSED,
        },
    )


def _slots(workshop: Workshop) -> Any:
    return (
        AttendanceSlot.objects.filter(stage__workshop=workshop)
        .select_related("stage__workshop__unit")
        .order_by("day", "opens_at", "pk")
    )


def _sheet(request: HttpRequest, code: str, number: str) -> tuple[Workshop, PaperSheet]:
    workshop = managed_workshop(request.user, code)
    found = PaperSheet.objects.filter(slot__stage__workshop=workshop).select_related(
        "slot__stage__workshop__unit", "made_by"
    )
    return workshop, get_object_or_404(found, number=number)


@allow(is_logged_in)
@require_safe
def paper_sheet(request: HttpRequest, code: str, number: str) -> HttpResponse:
    workshop, sheet = _sheet(request, code, number)
    return render(request, "workshops/paper_sheet.html", _shown(workshop, sheet))


@allow(is_logged_in)
@require_safe
def paper_pdf(request: HttpRequest, code: str, number: str) -> HttpResponse:
    workshop, sheet = _sheet(request, code, number)
    content, codes = content_of(sheet)
    made = roll_call.pdf(
        sheet_of([content]), at=sheet.made_at.replace(microsecond=0), codes=codes, number=str(sheet)
    )
    audit.reading(
        "workshops.paper.downloaded", sheet, by=request.user, at=timezone.now(), unit=workshop.unit
    )
    response = HttpResponse(made, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="lembar-{sheet}.pdf"'
    return response


@allow(is_logged_in)
@require_POST
def paper_scan(request: HttpRequest, code: str, number: str) -> HttpResponse:
    """One scanned or typed row; of another sheet of this Bimtek too. For htmx the list alone."""
    workshop, sheet = _sheet(request, code, number)
    row = find_row(workshop, request.POST.get("kode", "")[:200])
    if row is None:
        tone, said = "bad", str(Reason("row-unknown"))
    else:
        sheet = row.sheet
        tone, said = _mark(request, row)
    if request.htmx:  # type: ignore[attr-defined]
        shown = _shown(workshop, sheet) | {"tone": tone, "said": said}
        return render(request, "workshops/_paper_rows.html", shown)
    (messages.error if tone == "bad" else messages.success)(request, said)
    return redirect("workshops:paper-sheet", code, sheet.number)


@allow(is_logged_in)
@require_POST
def paper_rest(request: HttpRequest, code: str, number: str) -> HttpResponse:
    """*Tandai semua kecuali …*: everybody of the sheet but the rows that were ticked."""
    _workshop, sheet = _sheet(request, code, number)
    absent = {key_of(row) for row in request.POST.getlist("tidak-hadir")}
    numbers = set(sheet.rows.values_list("number", flat=True)) - absent
    try:
        found = mark_rows(sheet=sheet, rows=numbers, by=request.user, at=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        text = ngettext(
            "%(count)s orang ditandai hadir.", "%(count)s orang ditandai hadir.", found.marked
        )
        messages.success(request, text % {"count": found.marked})
    return redirect("workshops:paper-sheet", code, number)


def _mark(request: HttpRequest, row: PaperRow) -> tuple[str, str]:
    """Tone and sentence of marking one row."""
    told = {"row": row.number, "name": row.registration.printed_name}
    try:
        found = mark_rows(sheet=row.sheet, rows=[row.number], by=request.user, at=timezone.now())
    except Refused as refusal:
        return "bad", str(refusal)
    if found.withdrawn:
        return "bad", str(Reason("row-withdrawn", name=told["name"]))
    if found.already:
        return "info", _("%(row)s. %(name)s sudah hadir.") % told
    return "ok", _("%(row)s. %(name)s ditandai hadir.") % told


def _shown(workshop: Workshop, sheet: PaperSheet) -> dict[str, Any]:
    rows = rows_of(sheet)
    return {
        "workshop": workshop,
        "sheet": sheet,
        "slot": sheet.slot,
        "rows": rows,
        "here": sum(row.is_here for row in rows),
        "may_mark": sheet.slot.state != SlotState.SIGNED_OFF
        and workshop.state != WorkshopState.CLOSED,
        "decoder": {name: static(path) for name, path in DECODER.items()},
    }
