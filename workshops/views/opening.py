"""Finding the working link behind a token; a dead or unknown one is answered the same way."""

from datetime import datetime
from typing import NoReturn

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from participants.throttle import Limit, address_of
from workshops.actions.link import find_link
from workshops.forms.worksheet_kept import stray_text
from workshops.models import Link

GUESSES = Limit("links:guess", most=60, window=10 * 60)  # of one address


class DeadLink(Http404):
    """The token opens nothing (any more)."""


def open_link(request: HttpRequest, token: str, *kinds: str, at: datetime) -> Link:
    """The working link of one of these kinds. Raises DeadLink, and counts it against the address; a link
    that works is never held back, since one office often shares one address."""
    link = find_link(token, at=at) if len(token) <= 64 else None
    if link is None or link.kind not in kinds:
        refuse_token(request)
    return link


def refuse_token(request: HttpRequest) -> NoReturn:
    """Counts a token that opens nothing against the caller's address."""
    GUESSES.count(address_of(request))
    raise DeadLink


def dead_link(request: HttpRequest) -> HttpResponse:
    """404 with a sentence that is the same for unknown, revoked and expired; 429 for a guesser. What
    was written in the form that came here is shown to whoever wrote it, and kept nowhere."""
    guessing = GUESSES.is_exhausted(address_of(request))
    status = 429 if guessing else 404
    context = {
        "status": status,
        "title": _("Tautan ini tidak berlaku"),
        "sentences": [
            _("Tautan ini salah ketik, sudah diganti dengan yang baru, atau masanya sudah lewat.")
        ],
        "advice": _("Mintalah tautan yang baru kepada panitia yang mengirimkannya."),
        "written": stray_text(request.POST) if request.method == "POST" else "",
    }
    response = render(request, "workshops/link_dead.html", context, status=status)
    if guessing:
        response.headers["Retry-After"] = str(GUESSES.window)
    return response
