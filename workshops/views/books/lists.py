"""The daftar hadir of one day, by kind: printed, signed off, what changed since, the wet-signed scan."""

from collections.abc import Sequence
from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from participants.access import allow, is_logged_in
from participants.actions import audit
from participants.views.file import respond
from workshops.access import managed_workshop, manages, overseen_workshop
from workshops.actions.attendance import attach_scan, remove_scan
from workshops.forms.books import ScanForm
from workshops.models import AttendanceSlot, AttendanceStatus, ListKind, ListScan, SignedList
from workshops.queries.roll_list import living_lists, signed_lists
from workshops.statement import Change, changes, mark_of
from workshops.views.acting import done, say_faults
from workshops.views.attendance.paper import LISTS, slots_of_day

WORDS = {kind: word for word, kind in LISTS.items()}


@allow(is_logged_in)
@require_safe
def day_lists(request: HttpRequest, code: str, stage: str, day: str) -> HttpResponse:
    workshop = overseen_workshop(request.user, code)
    slots = slots_of_day(workshop, stage, day)
    return render(
        request,
        "workshops/day_lists.html",
        {
            "workshop": workshop,
            "stage": slots[0].stage,
            "day": slots[0].day,
            "manages": manages(request.user, workshop),
            "lists": [_list(slots, ListKind(kind)) for kind in ListKind],
            "form": ScanForm(),
        },
    )


def _list(slots: Sequence[AttendanceSlot], kind: ListKind) -> dict[str, Any]:
    """One kind of list over the day, slot by slot."""
    signed = signed_lists(slots, kind)
    living = living_lists(slots, kind)
    lines = []
    for slot in slots:
        kept = signed.get(slot.pk)
        changed = changes(kept.content, living[slot.pk]) if kept else []
        corrections = [_told(one) for one in changed if one.about_attendance]
        lines.append(
            {
                "slot": slot,
                "signed": kept,
                "corrections": corrections,
                "renamed": len(changed) - len(corrections),
            }
        )
    scans = ListScan.objects.filter(lists__in=list(signed.values()), removed_at=None).distinct()
    return {
        "kind": kind,
        "word": WORDS[kind],
        "people": len({row["key"] for one in living.values() for row in one["rows"]}),
        "lines": lines,
        "is_signed": bool(signed),
        "scans": scans.select_related("file", "attached_by").order_by("pk"),
    }


def _told(change: Change) -> dict[str, Any]:
    """One correction in words, as the two lists would print it."""
    return {
        "name": change.name,
        "unit": change.unit,
        "was": AttendanceStatus(mark_of(change.was)[0]).label if change.was else _("tidak ada"),
        "now": AttendanceStatus(mark_of(change.now)[0]).label if change.now else _("tidak ada"),
    }


@allow(is_logged_in)
@require_POST
def scan_attach(request: HttpRequest, code: str, stage: str, day: str) -> HttpResponse:
    """One scan of the signed lists of the day, of one kind."""
    workshop = managed_workshop(request.user, code)
    slots = slots_of_day(workshop, stage, day)
    kind = LISTS.get(request.POST.get("daftar", ""))
    if kind is None:
        raise Http404
    form = ScanForm(request.POST, request.FILES)
    if form.is_valid():
        lists: list[SignedList] = list(signed_lists(slots, kind).values())
        done(
            request,
            lambda: attach_scan(
                lists=lists,
                upload=form.cleaned_data["paper"],
                by=request.user,
                at=timezone.now(),
            ),
            _("Pindaian dilampirkan."),
        )
    else:
        say_faults(request, form)
    return redirect("workshops:day-lists", code, stage, day)


@allow(is_logged_in)
@require_safe
def scan_file(request: HttpRequest, code: str, scan: str) -> FileResponse:
    """The scan itself; each look at it is noted."""
    workshop = overseen_workshop(request.user, code)
    found = get_object_or_404(
        ListScan.objects.filter(lists__slot__stage__workshop=workshop, removed_at=None)
        .select_related("file")
        .distinct(),
        public_id=scan,
    )
    audit.reading(
        "workshops.roll_call.scan_read",
        found,
        by=request.user,
        at=timezone.now(),
        unit=workshop.unit,
    )
    return respond(found.file)


@allow(is_logged_in)
@require_POST
def scan_remove(request: HttpRequest, code: str, stage: str, day: str, scan: str) -> HttpResponse:
    workshop = managed_workshop(request.user, code)
    found = get_object_or_404(
        ListScan.objects.filter(lists__slot__stage__workshop=workshop).distinct(), public_id=scan
    )
    done(
        request,
        lambda: remove_scan(scan=found, by=request.user, at=timezone.now()),
        _("Pindaian tidak ditampilkan lagi."),
    )
    return redirect("workshops:day-lists", code, stage, day)
