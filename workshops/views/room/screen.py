"""The wall: the code on a projector, and the count per OPD that it asks for every few seconds."""

import base64

from django.conf import settings
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from participants.access import allow, is_logged_in
from participants.actions import audit
from workshops.access import managed_workshop
from workshops.models import AttendanceSlot, Room
from workshops.queries import room as rooms
from workshops.rules.room import STEP
from workshops.views.attendance.slot import slot_of


@allow(is_logged_in)
@require_safe
def room_screen(request, code: str, slot: str) -> HttpResponse:
    """The page goes on by itself without a network: it holds the room's key until the slot ends."""
    workshop = managed_workshop(request.user, code)
    found = slot_of(workshop, slot)
    room = _open(found)
    if room is None:
        return redirect("workshops:room-detail", code, slot)
    at = timezone.now()
    audit.reading(
        "workshops.room.shown", room, by=request.user, at=at, unit=workshop.unit, slot=slot
    )
    response = render(
        request,
        "workshops/room_screen.html",
        {
            "workshop": workshop,
            "slot": found,
            "address": f"{settings.PUBLIC_URL}/hadir/",
            "settings": {
                "key": base64.b64encode(room.key()).decode(),
                "number": room.number,
                "step": STEP,
                "address": f"{settings.PUBLIC_URL}/hadir/",
                "counts": reverse("workshops:room-counts", args=(code, slot)),
                "server_time": at.isoformat(),
                "closes_at": found.closes_at.isoformat(),
                "wall": _wall(found),
            },
            "words": words(),
        },
    )
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["Permissions-Policy"] = "screen-wake-lock=(self), fullscreen=(self)"
    return response


@allow(is_logged_in)
@require_safe
def room_counts(request, code: str, slot: str) -> HttpResponse:
    """What the wall shows besides the code; ``open`` false: the page drops its key."""
    workshop = managed_workshop(request.user, code)
    found = slot_of(workshop, slot)
    return JsonResponse(
        {
            "server_time": timezone.now().isoformat(),
            "open": _open(found) is not None,
            "wall": _wall(found),
        }
    )


def _open(slot: AttendanceSlot) -> Room | None:
    return slot.rooms.open().filter(slot__closes_at__gte=timezone.now()).first()


def _wall(slot: AttendanceSlot) -> dict[str, object]:
    counted = rooms.wall(slot)
    return {
        "present": counted.present,
        "expected": counted.expected,
        "units": [
            {"name": unit.name, "present": unit.present, "expected": unit.expected}
            for unit in counted.units
        ],
    }


def words() -> dict[str, str]:
    """Every sentence the wall's JavaScript says; values in braces."""
    return {
        "next_in": _("Kode berganti dalam {n} detik"),
        "of": _("dari {n}"),
        "unit": _("{name}: {present} dari {expected} hadir"),
        "page": _("OPD {first}–{last} dari {all}"),
        "fresh": _("Hitungan langsung"),
        "old_seconds": _("Jaringan terputus. Hitungan {n} detik yang lalu; kode tetap berlaku."),
        "old_minutes": _("Jaringan terputus. Hitungan {n} menit yang lalu; kode tetap berlaku."),
        "logged_out": _("Sesi masuk berakhir, hitungan berhenti; kode tetap berlaku."),
        "clock_slow": _("Jam laptop ini terlambat {n}. Layar memakai jam server."),
        "clock_fast": _("Jam laptop ini lebih cepat {n}. Layar memakai jam server."),
        "clock_unsure": _("Jam laptop ini berubah. Sambungkan jaringan supaya kode dipastikan."),
        "seconds": _("{n} detik"),
        "minutes": _("{n} menit"),
        "over": _("Presensi mandiri sudah ditutup"),
        "insecure": _("Buka halaman ini lewat alamat https supaya kodenya dapat dihitung."),
        "pause": _("Jeda daftar"),
        "go_on": _("Lanjutkan daftar"),
        "full": _("Layar penuh"),
        "not_full": _("Keluar dari layar penuh"),
    }
