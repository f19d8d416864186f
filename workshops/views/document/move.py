"""A changed date: what it broke, what to send, the ralat."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from participants.access import allow, is_logged_in
from workshops.access import manages, overseen_workshop
from workshops.queries.document.moves import effects_of
from workshops.queries.message import ready_messages
from workshops.views.document.overview import found_move


@allow(is_logged_in)
@require_safe
def move_detail(request: HttpRequest, code: str, move: str) -> HttpResponse:
    workshop = overseen_workshop(request.user, code)
    found = found_move(workshop, move)
    may = manages(request.user, workshop)
    return render(
        request,
        "workshops/move_detail.html",
        {
            "workshop": workshop,
            "move": found,
            "effects": effects_of(found),
            "messages_ready": (
                ready_messages(workshop, at=timezone.now(), code="workshops.moved") if may else []
            ),
            "manages": may,
        },
    )
