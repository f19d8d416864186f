"""``POST /pindai/api/daftar``: a one-time code becomes a device's token."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from participants.access import anyone
from participants.throttle import address_of
from workshops.actions.device import activate_device

from . import limits, wire


@csrf_exempt
@anyone(because="a phone becomes a device by the one-time code that the organiser shows it")
@require_POST
def register(request: HttpRequest) -> HttpResponse:
    wire.speak(request)
    address = address_of(request)
    if limits.WRONG_CODES.is_exhausted(address):
        response = wire.problem(
            429, "too-many-tries", _("Terlalu banyak percobaan. Tunggu sepuluh menit.")
        )
        response.headers["Retry-After"] = str(limits.WRONG_CODES.window)
        return response
    try:
        given = wire.read_json(request)
    except wire.Unreadable as unreadable:
        return unreadable.response
    code, name = given.get("code"), given.get("name", "")
    if not isinstance(code, str) or not isinstance(name, str):
        return wire.problem(400, "code-missing", _("Kiriman tidak memuat kode."))
    made = activate_device(code=code[:40], name=_plain(name), at=timezone.now())
    if made is None:
        limits.WRONG_CODES.count(address)
        return wire.problem(
            404, "unknown-code", _("Kode tidak dikenal, sudah dipakai, atau sudah lewat waktunya.")
        )
    device, token = made
    workshop = device.workshop
    return wire.answer(
        {
            "token": token,
            "device": {"id": device.public_id, "name": device.name},
            "workshop": {"code": workshop.public_id, "title": workshop.title_id},
        }
    )


def _plain(name: str) -> str:
    return "".join(character for character in name[:200] if character.isprintable())
