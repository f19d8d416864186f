"""Koreksi sesudah kegiatan: many people of one slot, from the paper list or with one letter."""

from typing import Any

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from participants.access import allow, is_logged_in
from participants.actions import audit
from participants.views.asked import key_of
from participants.views.file import respond
from workshops.access import managed_workshop
from workshops.actions.attendance import correct_many, excuse_many
from workshops.forms.attendance import HERE, ManyForm
from workshops.models import AttendanceSlot, Correction, Registration, SlotState, WorkshopState
from workshops.queries.roll_call import roll_call
from workshops.views.acting import done

from .slot import slot_of


@allow(is_logged_in)
@require_http_methods(["GET", "HEAD", "POST"])
def correction_new(request, code: str, slot: str) -> HttpResponse:
    workshop = managed_workshop(request.user, code)
    place = slot_of(workshop, slot)
    chosen = request.POST.getlist("people")
    form = ManyForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid() and _act(request, form, place, chosen):
        return redirect("workshops:slot-detail", code, slot)
    lines = [line for line in roll_call(place, request.user).lines if not line.is_here]
    return render(
        request,
        "workshops/correction_new.html",
        {
            "workshop": workshop,
            "slot": place,
            "form": form,
            "lines": [
                {"line": line, "ticked": line.registration.public_id in chosen} for line in lines
            ],
            "is_open": place.state != SlotState.SIGNED_OFF
            and workshop.state != WorkshopState.CLOSED,
        },
    )


def _act(request, form: ManyForm, slot: AttendanceSlot, chosen: list[str]) -> bool:
    given = form.cleaned_data
    people = list(
        Registration.objects.visible_to(request.user)
        .filter(workshop=slot.stage.workshop, public_id__in=chosen)
        .distinct()
    )
    common: dict[str, Any] = {
        "registrations": people,
        "paper": given["paper"],
        "by": request.user,
        "at": timezone.now(),
    }

    def act() -> None:
        if given["as_what"] == HERE:
            arrived_at = slot.stage.workshop.unit.moment(slot.day, given["arrived"])
            correct_many(**common, slot=slot, arrived_at=arrived_at, reason=given["reason"])
        else:
            excuse_many(**common, slots=[slot], status=given["as_what"], note=given["reason"])

    text = ngettext("%(count)s orang dicatat.", "%(count)s orang dicatat.", len(people))
    return done(request, act, text % {"count": len(people)})


@allow(is_logged_in)
@require_safe
def correction_paper(request, code: str, key: str) -> FileResponse:
    """The paper behind one correction; each look at it is noted."""
    workshop = managed_workshop(request.user, code)
    found = get_object_or_404(
        Correction.objects.select_related("paper"), pk=key_of(key), slot__stage__workshop=workshop
    )
    if found.paper is None:
        raise Http404
    audit.reading(
        "workshops.attendance.paper_read",
        found.paper,
        by=request.user,
        at=timezone.now(),
        unit=workshop.unit,
    )
    return respond(found.paper)
