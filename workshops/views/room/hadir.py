"""``/hadir/``: where a phone's ordinary camera lands when it reads the wall.

A phone that knows its owner confirms with one tap; any other asks for OPD, initials and the last four
digits of the telephone number, or sends its holder to the officer. Plain forms, no script.
"""

from datetime import UTC, datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from participants.access import anyone
from participants.errors import Reason, Refused
from participants.models import User
from participants.throttle import address_of
from workshops.actions.room import Told, check_in_self
from workshops.forms.room import ClaimForm
from workshops.models import Link, Registration, Room, SelfCheckInWay
from workshops.queries import room as rooms
from workshops.rules.room import OLD, RIGHT, initials_of, judge, split_code
from workshops.tokens import new_nonce

from . import marks
from .limits import CODES, Claims

PAGE = "workshops/room_hadir.html"
# What stands at the top of the page when it is over, by verdict: its tone.
TONES = {
    "present": "ok",
    "already": "info",
    "late": "warn",
    "not_expected": "warn",
    "entry_held": "warn",
}


@anyone(because="whoever is in the hall types the code that stands on the wall")
@require_http_methods(["GET", "HEAD", "POST"])
def hadir(request: HttpRequest) -> HttpResponse:
    """The digits by hand, for whose camera does not read the wall."""
    if request.method == "POST":
        parts = split_code(request.POST.get("kode", ""))
        if parts is not None:
            return redirect("workshops:hadir-code", "".join(parts))
        return _said(request, Reason("room-code-wrong"), status=422)
    return _shown(request, {"state": "type"})


@anyone(because="most participants have no account; the code on the wall and the phone decide")
@require_http_methods(["GET", "HEAD", "POST"])
def hadir_code(request: HttpRequest, digits: str) -> HttpResponse:
    """Reads the code, then lets the phone's owner or a claim check in."""
    at = timezone.now()
    address = address_of(request)
    if CODES.is_exhausted(address):
        return _too_many(request)
    parts = split_code(digits)
    room = rooms.open_room(parts[0], at=at) if parts else None
    if parts is None or room is None:
        CODES.count(address)
        return _said(request, Reason("room-off"), status=404)
    if request.method == "POST":
        return _answered(request, room, at=at)
    judged = judge(room.key(), parts[1], at)
    if judged != RIGHT:
        if judged != OLD:  # a late scan is no guess
            CODES.count(address)
        return _said(request, Reason(f"room-code-{judged}"), status=409)
    mark = marks.mark_of(request) or marks.new_mark()
    response = _asked(
        request, room, passed=marks.new_pass(room, nonce=new_nonce(), mark=mark, at=at), at=at
    )
    marks.keep_mark(response, mark)
    return response


@anyone(because="whoever holds the phone may make it forget")
@require_POST
def hadir_forget(request: HttpRequest) -> HttpResponse:
    """The phone no longer knows its owner; the code is read again."""
    response = _shown(request, {"state": "forgotten"})
    marks.forget_owner(response)
    return response


def _asked(
    request: HttpRequest, room: Room, *, passed: str, at: datetime, form: Any = None
) -> HttpResponse:
    """One tap for a phone that knows its owner; the three questions for any other."""
    context: dict[str, Any] = {"room": room, "passed": passed}
    link = marks.owner_in(request, room.slot.stage.workshop, at=at)
    if link is not None and link.registration is not None and form is None:
        since = rooms.here_since(link.registration, room.slot)
        if since is not None:
            return _welcome(request, room, link.registration, Told("already", since))
        return _shown(request, {**context, "state": "tap", "registration": link.registration})
    form = form or ClaimForm(units=rooms.units_of(room.slot.stage.workshop))
    status = 422 if form.errors else 200
    return _shown(request, {**context, "state": "claim", "form": form}, status=status)


def _answered(request: HttpRequest, room: Room, *, at: datetime) -> HttpResponse:
    passed, mark = request.POST.get("pas", ""), marks.mark_of(request)
    read = marks.read_pass(passed, room, mark=mark, at=at)
    if read is None:
        return _said(request, Reason("room-pass-old"), status=409)
    if request.POST.get("cara") == SelfCheckInWay.PHONE:
        link = marks.owner_in(request, room.slot.stage.workshop, at=at)
        if link is None or link.registration is None:
            return _asked(request, room, passed=passed, at=at)
        return _check_in(request, room, link.registration, link=link, read=read, at=at)
    return _claimed(request, room, passed=passed, read=read, at=at)


def _claimed(
    request: HttpRequest, room: Room, *, passed: str, read: tuple[str, float], at: datetime
) -> HttpResponse:
    """The same answer whether the unit, the letters, the digits or all of them are wrong."""
    workshop = room.slot.stage.workshop
    form = ClaimForm(request.POST, units=rooms.units_of(workshop))
    if not form.is_valid():
        return _asked(request, room, passed=passed, at=at, form=form)
    given = form.cleaned_data
    claims = Claims(
        room,
        address=address_of(request),
        device=marks.mark_of(request),
        unit=given["unit"],
        initials=given["initials"],
    )
    if claims.are_exhausted():
        return _too_many(request)
    registration = rooms.person_meant(workshop, **given)
    if registration is None:
        claims.count()
        form.add_error(None, str(Reason("room-no-match")))
        return _asked(request, room, passed=passed, at=at, form=form)
    return _check_in(request, room, registration, link=None, read=read, at=at)


def _check_in(
    request: HttpRequest,
    room: Room,
    registration: Registration,
    *,
    link: Link | None,
    read: tuple[str, float],
    at: datetime,
) -> HttpResponse:
    by: User = link.user if link else room.user
    nonce, read_at = read
    try:
        told = check_in_self(
            room=room,
            registration=registration,
            way=SelfCheckInWay.PHONE if link else SelfCheckInWay.DECLARED,
            nonce=nonce,
            read_at=datetime.fromtimestamp(read_at, UTC),
            device=marks.device_of(marks.mark_of(request), room.slot.stage.workshop),
            address=marks.address_in(room, address_of(request)),
            by=by,
            at=at,
        )
    except Refused as refusal:
        return _said(request, *refusal.reasons, status=409)
    return _welcome(request, room, registration, told, claimed=link is None)


def _welcome(
    request: HttpRequest,
    room: Room,
    registration: Registration,
    told: Told,
    *,
    claimed: bool = False,
) -> HttpResponse:
    """What became of it. A claim is told no name that it did not bring."""
    name = initials_of(registration.printed_name) if claimed else registration.printed_name
    return _shown(
        request,
        {
            "state": "done",
            "room": room,
            "verdict": told.verdict,
            "tone": TONES[told.verdict],
            "arrived_at": told.arrived_at,
            "name": name,
            "unit": registration.unit,
            "claimed": claimed,
        },
    )


def _too_many(request: HttpRequest) -> HttpResponse:
    response = _said(request, Reason("room-too-many-tries"), status=429)
    response.headers["Retry-After"] = str(CODES.window)
    return response


def _said(request: HttpRequest, *reasons: Reason, status: int) -> HttpResponse:
    return _shown(request, {"state": "refused", "reasons": reasons}, status=status)


def _shown(request: HttpRequest, context: dict[str, Any], status: int = 200) -> HttpResponse:
    response = render(request, PAGE, context, status=status)
    response.headers["Cache-Control"] = "private, no-store"
    return response
