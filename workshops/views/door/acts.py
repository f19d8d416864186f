"""``/pindai/api/tindakan``: what an officer at the door may do besides scanning, where the organiser
allows it to this device. GET: the OPD and guests to choose from; POST: one act."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from participants.access import anyone
from participants.errors import Refused
from workshops.actions.checkin import device_lookup
from workshops.actions.door_act import Wanted, act_at_door
from workshops.models import Device, DoorAct, DoorActKind
from workshops.queries.door_choices import choices
from workshops.tokens import ALPHABET

from . import limits, wire

NONCE = 26
LONGEST = {
    "name": 200,
    "unit": 20,
    "unit_name": 200,
    "ref": 20,
    "scan": 26,
    "slot": 20,
    "photo": 480_000,
    "reason": 300,
}


@csrf_exempt
@anyone(because="a device at the door shows its own token, and acts only where it was allowed to")
@require_http_methods(["GET", "POST"])
def acts(request: HttpRequest) -> HttpResponse:
    wire.speak(request)
    device = (
        Device.objects.filter(token_lookup=device_lookup(wire.token_of(request)), revoked_at=None)
        .select_related("workshop__unit", "user")
        .prefetch_related("stages")
        .first()
    )
    if device is None:
        return wire.no_device()
    if not device.may_act:
        return wire.problem(
            403, "acts-not-allowed", _("Panitia belum mengizinkan tindakan ini di perangkat ini.")
        )
    return _choices(device) if request.method == "GET" else _act(request, device)


def _choices(device: Device) -> HttpResponse:
    at = timezone.now()
    found = choices(device.workshop, at, stages=list(device.stages.all()) or None)
    return wire.answer(
        {
            "server_time": at,
            "units": [
                {"id": unit.id, "name": unit.name, "free": unit.free} for unit in found.units
            ],
            "guests": [
                {"id": one.id, "name": one.name, "position": one.position, "here": one.here}
                for one in found.guests
            ],
        }
    )


def _act(request: HttpRequest, device: Device) -> HttpResponse:
    if limits.ACTS.count(str(device.pk)) > limits.ACTS.most:
        response = wire.problem(
            429, "too-many-acts", _("Terlalu banyak tindakan. Tunggu sepuluh menit.")
        )
        response.headers["Retry-After"] = str(limits.ACTS.window)
        return response
    try:
        wanted = _read(wire.read_json(request))
    except wire.Unreadable as unreadable:
        return unreadable.response
    at = timezone.now()
    try:
        act = act_at_door(device=device, wanted=wanted, by=device.user, at=at)
    except Refused as refusal:
        return wire.problem(409, refusal.reasons[0].code, str(refusal))
    return wire.answer({"server_time": at, **_told(act, here=wanted.here)})


def _told(act: DoorAct, *, here: bool) -> dict[str, Any]:
    made = act.registration
    if act.kind == DoorActKind.LETTER:
        message = _("Surat tugas menyusul; dicatat untuk panitia.")
    elif act.kind == DoorActKind.LET_IN:
        message = _("Diizinkan masuk; kehadirannya tercatat.")
    else:
        message = _("Terdaftar. Surat tugas menyusul.")
    if made is None:
        name = act.guest.name if act.guest else ""
        said = _("Tercatat hadir.") if here else _("Centangnya dihapus.")
        return {"kind": act.kind, "name": name, "unit": None, "ref": None, "message": said}
    return {
        "kind": act.kind,
        "name": made.printed_name,
        "unit": made.unit.name,
        "ref": made.public_id,
        "message": message,
    }


def _read(given: dict[str, Any]) -> Wanted:
    """The act, or Unreadable (400): a field that is missing, of another shape or too long."""
    nonce, kind = given.get("nonce"), given.get("kind")
    sound = isinstance(nonce, str) and len(nonce) == NONCE and set(nonce) <= set(ALPHABET)
    if not (sound and kind in DoorActKind.values):
        raise wire.Unreadable(_malformed())
    texts = {field: given.get(field) or "" for field in LONGEST}
    guest, here = given.get("guest") or 0, given.get("here", True)
    if (
        any(not isinstance(text, str) or len(text) > LONGEST[f] for f, text in texts.items())
        or not isinstance(guest, int)
        or not 0 <= guest < 2**63
        or not isinstance(here, bool)
    ):
        raise wire.Unreadable(_malformed())
    for field in ("name", "unit_name", "reason"):
        texts[field] = "".join(c if c.isprintable() else " " for c in texts[field]).strip()
    if any("\0" in text or not _encodes(text) for text in texts.values()):
        raise wire.Unreadable(_malformed())
    return Wanted(nonce=str(nonce), kind=str(kind), guest=guest, here=here, **texts)


def _encodes(text: str) -> bool:
    """Half of a surrogate pair is a text of JSON, and of no database."""
    return text.isascii() or not any("\ud800" <= sign <= "\udfff" for sign in text)


def _malformed() -> HttpResponse:
    return wire.problem(400, "act-malformed", _("Tindakan ini tidak dapat dibaca."))
