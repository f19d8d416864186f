"""``GET /pindai/api/daftar-hadir``: the roster, names and OPD and nothing else."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET

from participants.access import anyone
from participants.rules.wording import date_long
from workshops.actions.checkin import device_lookup
from workshops.models import AttendanceSlot, Device
from workshops.queries import live

from . import wire


@csrf_exempt
@anyone(because="a device at the door shows its own token; the roster has names and OPD alone")
@require_GET
def roster(request: HttpRequest) -> HttpResponse:
    wire.speak(request)
    device = (
        Device.objects.filter(token_lookup=device_lookup(wire.token_of(request)), revoked_at=None)
        .select_related("workshop__unit")
        .first()
    )
    if device is None:
        return wire.no_device()
    at = timezone.now()
    workshop = device.workshop
    found = live.roster(workshop, at)
    return wire.answer(
        {
            "server_time": at,
            "version": int(at.timestamp()),
            "workshop": {"code": workshop.public_id, "title": workshop.title_id},
            "slots": [_slot(slot) for slot in found.slots],
            "current_slot": found.current and found.current.public_id,
            "counts": {"present": found.counts.present, "expected": found.counts.expected},
            "units": [
                {
                    "id": unit.id,
                    "name": unit.name,
                    "people": [
                        {"ref": person.ref, "name": person.name, "present": person.present}
                        for person in unit.people
                    ],
                }
                for unit in found.units
            ],
        }
    )


def _slot(slot: AttendanceSlot) -> dict[str, object]:
    day = date_long(slot.day, get_language() or "id")
    return {
        "id": slot.public_id,
        "stage": slot.stage.title_id,
        "kind": slot.kind,
        "day": slot.day.isoformat(),
        "opens_at": slot.opens_at,
        "closes_at": slot.closes_at,
        "state": slot.state,
        "label": f"{slot.get_kind_display()}, {day}",
    }
