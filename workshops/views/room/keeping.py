"""The room of one slot in the office: on, off, and what looks like sharing."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from participants.access import allow, is_logged_in
from workshops.access import managed_workshop, manages, staffed_workshop
from workshops.actions.room import close_room, open_room
from workshops.forms.room import DrawForm
from workshops.models import SlotState, WorkshopState
from workshops.queries import room as rooms
from workshops.views.acting import acted
from workshops.views.attendance.slot import slot_of


@allow(is_logged_in)
@require_safe
def room_detail(request, code: str, slot: str) -> HttpResponse:
    workshop = staffed_workshop(request.user, code)
    found = slot_of(workshop, slot)
    at = timezone.now()
    runs = manages(request.user, workshop)
    changeable = workshop.state != WorkshopState.CLOSED and found.state != SlotState.SIGNED_OFF
    may_open = found.state in (SlotState.PLANNED, SlotState.OPEN) and found.closes_at > at
    return render(
        request,
        "workshops/room_detail.html",
        {
            "workshop": workshop,
            "slot": found,
            "room": found.rooms.open().filter(slot__closes_at__gte=at).first(),
            "manages": runs,
            "may_open": runs and changeable and may_open,
            "may_draw": changeable,
            "watch": rooms.watch(found),
            "checks": rooms.spot_checks(found),
            "form": DrawForm(),
        },
    )


@allow(is_logged_in)
@require_POST
def room_switch(request, code: str, slot: str) -> HttpResponse:
    """On, and to the wall; or off."""
    workshop = managed_workshop(request.user, code)
    found = slot_of(workshop, slot)
    if request.POST.get("to") == "on":
        if acted(request, open_room, _("Presensi mandiri menyala."), slot=found):
            return redirect("workshops:room-screen", code, slot)
        return redirect("workshops:room-detail", code, slot)
    if room := found.rooms.open().first():
        acted(request, close_room, _("Presensi mandiri dimatikan."), room=room)
    return redirect("workshops:room-detail", code, slot)
