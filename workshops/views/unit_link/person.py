"""One of the unit's people: telling them, who comes instead, and no longer coming."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from participants.errors import Refused
from participants.models import Person
from participants.rules.phone import whatsapp_number
from workshops.actions.delegation import stand_in, take_over
from workshops.actions.registration import Named, withdraw
from workshops.forms.naming import ReplaceForm, WithdrawForm
from workshops.models import (
    AssignmentLetter,
    Delegation,
    Registration,
    RegistrationState,
    StageState,
)
from workshops.notices import participant_link, word
from workshops.queries.naming import (
    letter_states,
    own_staff,
    registrations_of,
    staff_of,
    stages_of,
)
from workshops.views.refusal import show_on
from workshops.views.unit_link.desk import Desk


def _registration(desk: Desk, public_id: str) -> Registration:
    return get_object_or_404(
        registrations_of(desk.invitation).select_related("person__home_unit"), public_id=public_id
    )


@require_safe
def person(request: HttpRequest, desk: Desk, person: str) -> HttpResponse:
    """The message with the personal link, the seats held, and what may be changed."""
    registration = _registration(desk, person)
    return render(request, "workshops/unit_link_person.html", _shown(desk, registration))


@require_http_methods(["GET", "HEAD", "POST"])
def replace(request: HttpRequest, desk: Desk, person: str) -> HttpResponse:
    """*Diwakili tahap ini saja* or *diganti seterusnya*: two different acts."""
    if desk.closed and request.method != "POST":
        return redirect(desk.url())  # says why, and shows what there is
    registration = _registration(desk, person)
    stages = desk.workshop.stages.exclude(state=StageState.HELD).order_by("order", "pk")
    options = {
        "stages": stages,
        "staff": [one for one in staff_of(desk.invitation)[0] if not one.clash],
    }
    form = ReplaceForm(request.POST or None, initial={"how": "stage"}, **options)
    if form.is_valid():
        told = form.cleaned_data
        act = stand_in if told["how"] == "stage" else take_over
        chosen = _picked(desk, told)
        try:
            act(
                registration=registration,
                stage=told["stage"],
                who=Named(
                    full_name=chosen.printed_name() if chosen else told["full_name"],
                    nip="" if chosen else told["nip"],
                    job_title=told["job_title"],
                    phone=told["phone"],
                    person=chosen,
                ),
                reason=told["reason"],
                by=desk.by,
                at=timezone.now(),
            )
        except Refused as refusal:
            show_on(form, refusal)
        else:
            messages.success(request, _("Penggantinya dicatat. Kirimkan tautan pribadinya."))
            return redirect(desk.url() + "#kursi")
    return render(
        request,
        "workshops/unit_link_replace.html",
        {"desk": desk, "registration": registration, "form": form, "stages": stages},
        status=422 if request.method == "POST" else 200,
    )


@require_POST
def leave(request: HttpRequest, desk: Desk, person: str) -> HttpResponse:
    """The person will not come any more; the seat is free again."""
    registration = _registration(desk, person)
    form = WithdrawForm(request.POST)
    if form.is_valid():
        try:
            withdraw(
                registration=registration,
                reason=form.cleaned_data["reason"],
                by=desk.by,
                at=timezone.now(),
            )
        except Refused as refusal:
            show_on(form, refusal)
        else:
            messages.success(request, _("Dicatat. Kursinya kosong kembali."))
            return redirect(desk.url() + "#kursi")
    shown = {**_shown(desk, registration), "leaving": form}
    return render(request, "workshops/unit_link_person.html", shown, status=422)


def _picked(desk: Desk, told: dict[str, Any]) -> Person | None:
    chosen = told.get("picked")
    return own_staff(desk.invitation).filter(public_id=chosen).first() if chosen else None


def _shown(desk: Desk, registration: Registration) -> dict[str, Any]:
    link = registration.links.working(timezone.now()).first()
    # A telephone number that the unit did not give is not the unit's to see.
    is_own = registration.person.home_unit.path.startswith(desk.invitation.unit.path)
    letters = AssignmentLetter.objects.filter(registrations=registration)
    return {
        "desk": desk,
        "registration": registration,
        "live": registration.state == RegistrationState.CONFIRMED,
        "held": Delegation.objects.filter(
            registration=registration, seat__invitation=desk.invitation, ended_at=None
        )
        .select_related("first_stage", "last_stage", "replaces__registration")
        .order_by("first_stage__order", "pk"),
        "letter": letter_states(letters).get(registration.pk, "none"),
        "phone": whatsapp_number(registration.person.phone) if is_own else "",
        "message": word(
            "workshops.participant",
            workshop=desk.workshop,
            stages=stages_of(desk.workshop),
            registration=registration,
            link=participant_link(link.token()),
        )
        if link
        else "",
        "leaving": WithdrawForm(),
    }
