"""What stands where a form would, once the Bimtek is closed."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from workshops.models import Workshop, WorkshopState


def closed_page(request: HttpRequest, workshop: Workshop) -> HttpResponse | None:
    """Why nothing can be filled in, and where the Bimtek is opened again (409); None while it may be
    changed, and for what was sent: the action refuses that, so that nothing typed is lost."""
    if request.method == "POST" or workshop.state != WorkshopState.CLOSED:
        return None
    return render(request, "workshops/workshop_closed.html", {"workshop": workshop}, status=409)
