"""Surat tugas, unit by unit: what came, what follows, who has none. The organiser's pages."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from participants.access import allow, is_logged_in
from participants.actions import audit
from participants.errors import Refused
from participants.models import OrganisationUnit
from participants.views.file import respond
from workshops.access import managed_workshop
from workshops.actions.letter import hand_in_letter
from workshops.forms.invitation import LetterForm
from workshops.queries.letter import letter_rows


@allow(is_logged_in)
@require_safe
def letter_list(request: HttpRequest, code: str) -> HttpResponse:
    workshop = managed_workshop(request.user, code)
    rows = letter_rows(workshop, user=request.user, today=workshop.unit.localdate(timezone.now()))
    return render(
        request,
        "workshops/letter_list.html",
        {
            "workshop": workshop,
            "rows": rows,
            "none": sum(row.state in ("none", "part") for row in rows),
            "to_follow": sum(row.state == "to_follow" for row in rows),
        },
    )


@allow(is_logged_in)
@require_http_methods(["GET", "HEAD", "POST"])
def letter_unit(request: HttpRequest, code: str, unit_id: str) -> HttpResponse:
    """A letter of one unit: who is sent, number, date, signer, file; or when it follows."""
    workshop = managed_workshop(request.user, code)
    people = workshop.registrations.live().participants().filter(unit__public_id=unit_id)
    people = people.order_by("printed_name", "pk")
    if not people:
        raise Http404
    unit = get_object_or_404(OrganisationUnit, public_id=unit_id)
    at = timezone.now()
    form = LetterForm(
        request.POST or None, request.FILES or None, workshop=workshop, people=people, at=at
    )
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        try:
            hand_in_letter(
                workshop=workshop,
                unit=unit,
                registrations=list(given.pop("registrations")),
                by=request.user,
                at=at,
                **given,
            )
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("Surat tugas dicatat."))
            return redirect("workshops:letter-list", code=code)
    return render(
        request,
        "workshops/letter_unit.html",
        {
            "workshop": workshop,
            "unit": unit,
            "form": form,
            "letters": workshop.letters.filter(unit=unit)
            .select_related("stage", "file")
            .order_by("-handed_in_at", "-pk"),
        },
    )


@allow(is_logged_in)
@require_safe
def letter_file(request: HttpRequest, code: str, letter_id: str) -> HttpResponse:
    """The letter's file; that it was read is noted."""
    workshop = managed_workshop(request.user, code)
    letter = get_object_or_404(
        workshop.letters.select_related("file", "unit").exclude(file=None), public_id=letter_id
    )
    audit.reading(
        "workshops.letter.read", letter, by=request.user, at=timezone.now(), unit=letter.unit
    )
    return respond(letter.file)
