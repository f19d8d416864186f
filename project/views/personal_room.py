"""The room on a participant's own page: present by the digits on the wall, and whether this phone may
know its owner."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from participants.errors import Reason, Refused
from participants.rules.wording import clock
from participants.throttle import address_of
from project.views.personal import address_of_page, by_personal_link
from workshops.actions.room import Told, check_in_self
from workshops.models import Link, Registration, Room, SelfCheckInWay
from workshops.queries.room import room_of
from workshops.rules.room import DIGITS, OLD, RIGHT, judge
from workshops.tokens import new_nonce
from workshops.views.room import marks
from workshops.views.room.limits import CODES


@by_personal_link
@require_POST
def personal_here(request: HttpRequest, link: Link, registration: Registration) -> HttpResponse:
    """One field: the last six digits on the wall (all ten are taken as well)."""
    at = timezone.now()
    here = address_of_page(request)
    typed = "".join(sign for sign in request.POST.get("kode", "")[:40] if sign.isdigit())
    mark = marks.mark_of(request) or marks.new_mark()
    response = redirect(f"{here}#hadir")
    marks.keep_mark(response, mark)
    try:
        room = _room(request, registration, typed, at)
        told = check_in_self(
            room=room,
            registration=registration,
            way=SelfCheckInWay.LINK,
            nonce=new_nonce(),
            read_at=at,
            device=marks.device_of(mark, registration.workshop),
            address=marks.address_in(room, address_of(request)),
            by=link.user,
            at=at,
        )
    except Refused as refusal:
        messages.error(request, str(refusal))
        return response
    _say(request, told, room)
    return response


def _room(request: HttpRequest, registration: Registration, typed: str, at) -> Room:
    """The open room that these digits stand in. Refused: room-off, room-too-many-tries,
    room-code-old, room-code-wrong."""
    address = address_of(request)
    if CODES.is_exhausted(address):
        raise Refused(Reason("room-too-many-tries"))
    room = room_of(registration.workshop, at=at)
    if room is None:
        raise Refused(Reason("room-off"))
    judged = judge(room.key(), typed[-DIGITS:], at)
    if judged != RIGHT:
        if judged != OLD:
            CODES.count(address)
        raise Refused(Reason(f"room-code-{judged}"))
    return room


def _say(request: HttpRequest, told: Told, room: Room) -> None:
    zone = room.slot.stage.workshop.unit.timezone
    since = clock(told.arrived_at, zone, get_language() or "id")
    if told.verdict == "not_expected":
        messages.warning(request, str(Reason("room-not-expected")))
    elif told.verdict == "entry_held":
        messages.warning(request, str(Reason("scan-entry_held")))
    elif told.verdict == "already":
        messages.info(request, _("Sudah hadir %(clock)s.") % {"clock": since})
    else:
        messages.success(request, _("Tercatat hadir %(clock)s.") % {"clock": since})


@by_personal_link
@require_POST
def personal_phone(request: HttpRequest, link: Link, registration: Registration) -> HttpResponse:
    """The holder of the link lets this phone know its owner, or makes it forget."""
    response = redirect(f"{address_of_page(request)}#hadir")
    if request.POST.get("kenali") == "1":
        marks.remember_owner(request, response, link)
        messages.success(
            request, _("HP ini sekarang dikenali. Di ruangan, pindai layar lalu ketuk satu tombol.")
        )
    else:
        marks.forget_owner(response)
        messages.success(request, _("HP ini tidak lagi mengenali pemiliknya."))
    return response
