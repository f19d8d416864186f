"""What a phone keeps for the room: a random mark of its own, and, if its owner wished so, whose it
is. Neither is a login, and neither tells a name."""

import secrets
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

from participants.models.sealed import lookup
from workshops.models import Link, LinkKind, Room, Workshop
from workshops.rules.room import PASS_LASTS

MARK = "bimtek_hp"
OWNER = "bimtek_pemilik"
MARK_LASTS = timedelta(days=180)
OWNER_LASTS = timedelta(days=120)
MOST_OWNED = 5  # Bimtek of one person that run at the same time
_PASS = "room.pass"  # noqa: S105 - a salt
_OWNER = "room.owner"


def mark_of(request: HttpRequest) -> str:
    """The phone's own random mark, or "" where it has none yet."""
    kept = request.COOKIES.get(MARK, "")
    return kept if 16 <= len(kept) <= 64 and kept.isascii() else ""


def new_mark() -> str:
    return secrets.token_urlsafe(16)


def keep_mark(response: HttpResponse, mark: str) -> None:
    _keep(response, MARK, mark, MARK_LASTS)


def device_of(mark: str, workshop: Workshop) -> str:
    """What is stored of a mark: comparable within this Bimtek, of use nowhere else."""
    return lookup(f"room-device-{workshop.pk}", mark) if mark else ""


def address_in(room: Room, address: str) -> str:
    """What is stored of a network address: comparable within this room alone."""
    return lookup(f"room-address-{room.pk}", address) if address else ""


def new_pass(room: Room, *, nonce: str, mark: str, at: datetime) -> str:
    """Says that this phone read a right code of this room now; good for a few minutes."""
    read = {"r": room.pk, "n": nonce, "m": lookup("room-pass", mark)[:16], "t": at.timestamp()}
    return signing.dumps(read, salt=_PASS, compress=False)


def read_pass(given: str, room: Room, *, mark: str, at: datetime) -> tuple[str, float] | None:
    """(nonce, when the code was read), or None: another room's or phone's, too old, or forged."""
    try:
        read = signing.loads(given, salt=_PASS)
    except signing.BadSignature:
        return None
    mine = read["r"] == room.pk and read["m"] == lookup("room-pass", mark)[:16]
    fresh = 0 <= at.timestamp() - read["t"] <= PASS_LASTS.total_seconds()
    return (read["n"], read["t"]) if mine and fresh else None


def remember_owner(request: HttpRequest, response: HttpResponse, link: Link) -> None:
    """From now on the phone confirms for the holder of this link. A reissued link ends it."""
    kept = [key for key in _owned(request) if key != link.pk]
    value = signing.dumps([link.pk, *kept][:MOST_OWNED], salt=_OWNER)
    _keep(response, OWNER, value, OWNER_LASTS)


def forget_owner(response: HttpResponse) -> None:
    response.delete_cookie(OWNER, samesite="Lax")


def is_owned_by(request: HttpRequest, link: Link) -> bool:
    return link.pk in _owned(request)


def owner_in(request: HttpRequest, workshop: Workshop, *, at: datetime) -> Link | None:
    """The participant's link that this phone is known by in this Bimtek, while it works."""
    owned = _owned(request)
    if not owned:
        return None
    return (
        Link.objects.working(at)
        .filter(pk__in=owned, kind=LinkKind.PARTICIPANT, workshop=workshop)
        .select_related("user", "registration__unit")
        .first()
    )


def _owned(request: HttpRequest) -> list[int]:
    try:
        found: Any = signing.loads(request.COOKIES.get(OWNER, ""), salt=_OWNER)
    except signing.BadSignature:
        return []
    return [key for key in found if isinstance(key, int)]


def _keep(response: HttpResponse, name: str, value: str, lasts: timedelta) -> None:
    response.set_cookie(
        name,
        value,
        max_age=int(lasts.total_seconds()),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
