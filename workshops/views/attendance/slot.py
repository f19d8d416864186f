"""The roll call of one slot: who is here, live, and the slot's own states."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST, require_safe

from participants.access import allow, is_logged_in
from participants.views.asked import key_of
from workshops.access import managed_workshop, manages, staffs, visible_workshop
from workshops.actions.attendance import close_slot, open_slot, sign_off_slot, tick_guest
from workshops.models import (
    AttendanceSlot,
    CheckIn,
    CheckInOutcome,
    Guest,
    SlotState,
    Workshop,
    WorkshopState,
)
from workshops.queries.roll_call import RollCall, roll_call
from workshops.rules.states import SLOT
from workshops.tables.attendance import RollCallTable
from workshops.views.acting import done

from .overview import SLOT_TONES

ACTS: dict[str, tuple[Any, Any, Any]] = {
    SlotState.OPEN: (open_slot, gettext_lazy("Buka presensi"), gettext_lazy("Presensi dibuka.")),
    SlotState.CLOSED: (
        close_slot,
        gettext_lazy("Tutup presensi"),
        gettext_lazy("Presensi ditutup."),
    ),
    SlotState.SIGNED_OFF: (
        sign_off_slot,
        gettext_lazy("Sahkan daftar hadir"),
        gettext_lazy("Daftar hadir disahkan."),
    ),
}


def slot_of(workshop: Workshop, slot: str) -> AttendanceSlot:
    return get_object_or_404(
        AttendanceSlot.objects.filter(stage__workshop=workshop).select_related(
            "stage__workshop__unit", "signed_off_by"
        ),
        public_id=slot,
    )


@allow(is_logged_in)
@require_safe
def slot_detail(request, code: str, slot: str) -> HttpResponse:
    workshop = visible_workshop(request.user, code)
    found = slot_of(workshop, slot)
    called = roll_call(found, request.user)
    shown, lines = _chosen(request.GET.get("tampil", ""), called)
    runs = manages(request.user, workshop) and workshop.state != WorkshopState.CLOSED
    table = RollCallTable(
        lines, workshop=workshop, slot=found, order_by=request.GET.get("sort", "")
    )
    return render(
        request,
        "workshops/attendance_slot.html",
        {
            "workshop": workshop,
            "slot": found,
            "tone": SLOT_TONES[found.state],
            "called": called,
            "table": table,
            "tabs": _tabs(request.path, shown, called),
            "manages": runs,
            "staffs": runs or staffs(request.user, workshop),
            "moves": _moves(found) if runs else [],
            "guests": _guests(workshop, found) if runs else [],
            "may_change": runs and found.state != SlotState.SIGNED_OFF,
            "attention": _attention(found, code) if runs else [],
            "late": _late(found),
        },
    )


def _attention(slot: AttendanceSlot, code: str) -> list[dict[str, object]]:
    """What still waits, so that nobody closes or signs over it unseen."""
    waiting = CheckIn.objects.needing_review().filter(slot=slot).count()
    if not waiting:
        return []
    text = ngettext(
        "%(count)s pemindaian perlu diperiksa", "%(count)s pemindaian perlu diperiksa", waiting
    )
    url = f"{reverse('workshops:review-list', args=[code])}?slot={slot.public_id}"
    return [{"text": text % {"count": waiting}, "url": url}]


def _late(slot: AttendanceSlot) -> int:
    """How many arrivals were accepted after the roll call was signed off."""
    if slot.signed_off_at is None:
        return 0
    return CheckIn.objects.filter(
        slot=slot,
        kind="arrive",
        outcome=CheckInOutcome.ACCEPTED,
        received_at__gt=slot.signed_off_at,
    ).count()


def _moves(slot: AttendanceSlot) -> list[dict[str, Any]]:
    """What may be done to the slot now, the usual next step last and marked."""
    usual = SlotState.OPEN if slot.state == SlotState.PLANNED else None
    ways = sorted(SLOT[slot.state], key=lambda to: to == usual)
    return [
        {"to": to, "label": ACTS[to][1], "is_next": place == len(ways)}
        for place, to in enumerate(ways, start=1)
    ]


def _chosen(shown: str, called: RollCall) -> tuple[str, list[Any]]:
    groups = {
        "hadir": [line for line in called.lines if line.is_here],
        "belum": [line for line in called.lines if not line.is_here and not line.is_excused],
        "beralasan": [line for line in called.lines if line.is_excused],
    }
    return (shown, groups[shown]) if shown in groups else ("", list(called.lines))


def _tabs(path: str, shown: str, called: RollCall) -> list[dict[str, object]]:
    entries = [
        ("", _("Semua"), len(called.lines)),
        ("hadir", _("Hadir"), called.present),
        ("belum", _("Belum hadir"), called.missing),
        ("beralasan", _("Beralasan"), called.excused),
    ]
    return [
        {
            "label": label,
            "url": f"{path}?tampil={key}" if key else path,
            "current": key == shown,
            "count": count,
        }
        for key, label, count in entries
    ]


def _guests(workshop: Workshop, slot: AttendanceSlot) -> list[dict[str, object]]:
    ticked = set(Guest.objects.filter(ticked_slots=slot).values_list("pk", flat=True))
    return [
        {"guest": guest, "key": str(guest.pk), "here": guest.pk in ticked}
        for guest in workshop.guests.order_by("name", "pk")
    ]


@allow(is_logged_in)
@require_POST
def slot_move(request, code: str, slot: str) -> HttpResponse:
    workshop = managed_workshop(request.user, code)
    found = slot_of(workshop, slot)
    if act := ACTS.get(request.POST.get("to", "")):
        move, _label, said = act
        done(request, lambda: move(slot=found, by=request.user, at=timezone.now()), said)
    return redirect("workshops:slot-detail", code, slot)


@allow(is_logged_in)
@require_POST
def guest_tick(request, code: str, slot: str) -> HttpResponse:
    workshop = managed_workshop(request.user, code)
    found = slot_of(workshop, slot)
    guest = get_object_or_404(workshop.guests, pk=key_of(request.POST.get("guest", "")))
    here = request.POST.get("here") == "1"
    said = _("%(name)s tercatat hadir.") if here else _("%(name)s tidak tercatat hadir.")
    done(
        request,
        lambda: tick_guest(guest=guest, slot=found, here=here, by=request.user, at=timezone.now()),
        said % {"name": guest.name},
    )
    return redirect("workshops:slot-detail", code, slot)
