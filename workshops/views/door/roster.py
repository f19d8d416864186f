"""What a device knows: once a minute how the day stands; its two lists only when they have changed."""

import hashlib
import json

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET

from participants.access import anyone
from participants.rules.wording import date_long
from workshops.actions.checkin import device_lookup
from workshops.models import AttendanceSlot, Device, Stage, WorkshopState
from workshops.queries import live
from workshops.queries import roster as lists

from . import wire


def _device(request: HttpRequest) -> Device | None:
    token = device_lookup(wire.token_of(request))
    return (
        Device.objects.filter(token_lookup=token, revoked_at=None)
        .select_related("workshop__unit")
        .prefetch_related("stages")
        .first()
    )


def _stages(device: Device) -> list[Stage] | None:
    """Those the device is limited to; None: every one."""
    return sorted(device.stages.all(), key=lambda stage: stage.order) or None


@csrf_exempt
@anyone(because="a device at the door shows its own token; no name of a person is in it")
@require_GET
def roster(request: HttpRequest) -> HttpResponse:
    """``GET /pindai/api/daftar-hadir``: slots, counts, and the versions of the lists."""
    wire.speak(request)
    device = _device(request)
    if device is None:
        return wire.no_device()
    at = timezone.now()
    workshop, stages = device.workshop, _stages(device)
    found = live.live(workshop, at, stages=stages)
    sealed = lists.sealed(workshop)
    return wire.answer(
        {
            "server_time": at,
            "version": int(at.timestamp()),
            "workshop": {
                "code": workshop.public_id,
                "title": workshop.title_id,
                "closed": workshop.state == WorkshopState.CLOSED,
            },
            "device": {
                "id": device.public_id,
                "name": device.name,
                "stages": stages and [stage.title_id for stage in stages],
            },
            "slots": [_slot(slot) for slot in found.slots],
            "current_slot": found.current and found.current.public_id,
            "counts": {"present": found.counts.present, "expected": found.counts.expected},
            "here": found.here if workshop.names_at_door else (),
            "sealed": {"parts": sealed.versions, "count": sealed.count},
            "names": workshop.names_at_door,
        }
    )


@csrf_exempt
@anyone(because="a device at the door shows its own token; each line opens to who shows the QR")
@require_GET
def sealed_roster(request: HttpRequest) -> HttpResponse:
    """``GET /pindai/api/daftar-tersegel?bagian=0a3``: these parts of the sealed roster."""
    wire.speak(request)
    device = _device(request)
    if device is None:
        return wire.no_device()
    wished = set(request.GET.get("bagian", lists.PARTS)) & set(lists.PARTS)
    found = lists.sealed(device.workshop)
    tag = _tag("".join(part + found.versions[part] for part in sorted(wished)))
    if request.headers.get("If-None-Match") == tag:
        return _unchanged(tag)
    parts = {
        part: {"version": found.versions[part], "lines": found.parts[part]}
        for part in sorted(wished)
    }
    answer = wire.answer({"server_time": timezone.now(), "parts": parts})
    answer.headers["ETag"] = tag
    return answer


@csrf_exempt
@anyone(
    because="a device at the door shows its own token; names and OPD, where the event allows it"
)
@require_GET
def names(request: HttpRequest) -> HttpResponse:
    """``GET /pindai/api/daftar-nama``: OPD → name, or that this event keeps no such list."""
    wire.speak(request)
    device = _device(request)
    if device is None:
        return wire.no_device()
    allowed = device.workshop.names_at_door
    units = [
        {
            "id": unit.id,
            "name": unit.name,
            "people": [{"ref": ref, "name": name} for ref, name in unit.people],
        }
        for unit in (lists.names(device, _stages(device)) if allowed else ())
    ]
    tag = _tag(json.dumps([allowed, units], ensure_ascii=False))
    if request.headers.get("If-None-Match") == tag:
        return _unchanged(tag)
    answer = wire.answer({"server_time": timezone.now(), "allowed": allowed, "units": units})
    answer.headers["ETag"] = tag
    return answer


def _tag(text: str) -> str:
    return f'"{hashlib.sha256(text.encode()).hexdigest()[:20]}"'


def _unchanged(tag: str) -> HttpResponse:
    answer = HttpResponse(status=304)
    answer.headers["ETag"] = tag
    return answer


def _slot(slot: AttendanceSlot) -> dict[str, object]:
    day = date_long(slot.day, get_language() or "id")
    return {
        "id": slot.public_id,
        "stage_id": slot.stage.public_id,
        "stage": slot.stage.title_id,
        "kind": slot.kind,
        "day": slot.day.isoformat(),
        "opens_at": slot.opens_at,
        "late_after": slot.late_after,
        "closes_at": slot.closes_at,
        "state": slot.state,
        "label": f"{slot.get_kind_display()}, {day}",
    }
