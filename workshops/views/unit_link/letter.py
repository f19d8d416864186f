"""The unit's surat tugas: handed in, or promised; and read again."""

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from participants.actions import audit
from participants.errors import Refused
from participants.views.file import respond
from workshops.actions.letter import hand_in_letter
from workshops.forms.naming import UnitLetterForm
from workshops.models import AssignmentLetter
from workshops.queries.naming import letters_of, registrations_of
from workshops.views.refusal import show_on
from workshops.views.unit_link.desk import Desk


@require_http_methods(["GET", "HEAD", "POST"])
def letter(request: HttpRequest, desk: Desk) -> HttpResponse:
    """One letter for several people, for one stage or all; or that it is to follow."""
    people = (
        registrations_of(desk.invitation)
        .live()
        .filter(unit=desk.invitation.unit)
        .order_by("printed_name", "pk")
    )
    stages = desk.workshop.stages.order_by("order", "pk")
    form = UnitLetterForm(
        request.POST or None,
        request.FILES or None,
        people=people,
        stages=stages,
        initial={"people": [one.public_id for one in people], "state": "received"},
    )
    if form.is_valid():
        told = form.cleaned_data
        try:
            hand_in_letter(
                workshop=desk.workshop,
                unit=desk.invitation.unit,
                registrations=list(told["people"]),
                stage=told["stage"],
                state=told["state"],
                number=told["number"],
                dated_on=told["dated_on"],
                signer=told["signer"],
                promised_on=told["promised_on"],
                upload=told["upload"],
                by=desk.by,
                at=timezone.now(),
            )
        except Refused as refusal:
            show_on(form, refusal)
        else:
            messages.success(request, _("Surat tugas dicatat."))
            return redirect(desk.url("letter"))
    return render(
        request,
        "workshops/unit_link_letter.html",
        {"desk": desk, "form": form, "letters": letters_of(desk.invitation), "people": people},
        status=422 if request.method == "POST" else 200,
    )


@require_safe
def letter_file(request: HttpRequest, desk: Desk, letter: str) -> FileResponse:
    """The scan of one of the unit's own letters."""
    found = get_object_or_404(
        AssignmentLetter.objects.filter(
            workshop=desk.workshop, unit=desk.invitation.unit
        ).select_related("file"),
        public_id=letter,
    )
    if found.file is None:
        raise Http404
    audit.reading(
        "workshops.letter.read", found, by=desk.by, at=timezone.now(), unit=desk.invitation.unit
    )
    return respond(found.file)
