"""*Syarat masuk tahap*: what a stage asks of those who come, who lacks it, and *Izinkan, alasan …*."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from participants.access import allow, is_logged_in
from participants.errors import Refused
from workshops.access import managed_workshop
from workshops.actions.entry import let_in, set_entry
from workshops.forms.entry import EntryForm, LetInForm
from workshops.models import Stage
from workshops.queries.entry import entry_of
from workshops.views.acting import acted
from workshops.views.refusal import show_on


@allow(is_logged_in)
@require_http_methods(["GET", "HEAD", "POST"])
def entry_detail(request: HttpRequest, code: str, stage: str) -> HttpResponse:
    """Who lacks what, and whether the stage keeps them waiting."""
    found = _stage(request, code, stage)
    if request.method == "POST":
        form = EntryForm(request.POST)
        if form.is_valid():
            blocks = form.cleaned_data["blocks"] == "1"
            said = (
                _("Yang belum lengkap ditahan di pintu.")
                if blocks
                else _("Yang belum lengkap hanya diperingatkan.")
            )
            if acted(request, set_entry, said, stage=found, blocks=blocks):
                return redirect("workshops:entry-detail", code, stage)
    return _page(request, found)


@allow(is_logged_in)
@require_POST
def entry_let_in(request: HttpRequest, code: str, stage: str) -> HttpResponse:
    """One person, or everybody of an OPD, with a reason."""
    found = _stage(request, code, stage)
    owner: Any
    if person := request.POST.get("person", ""):
        owner = get_object_or_404(found.workshop.registrations, public_id=person)
    else:
        owner = get_object_or_404(found.workshop.invitations, public_id=request.POST.get("opd", ""))
    form = LetInForm(request.POST)
    if form.is_valid():
        try:
            let_in(
                stage=found,
                owner=owner,
                reason=form.cleaned_data["reason"],
                by=request.user,  # type: ignore[arg-type]
                at=timezone.now(),
            )
        except Refused as refusal:
            show_on(form, refusal)
        else:
            return redirect("workshops:entry-detail", code, stage)
    return _page(request, found, letting=form, whom=owner.public_id)


def _stage(request: HttpRequest, code: str, public_id: str) -> Stage:
    workshop = managed_workshop(request.user, code)
    stage = get_object_or_404(workshop.stages, public_id=public_id)
    stage.workshop = workshop
    return stage


def _page(request: HttpRequest, stage: Stage, **forms: Any) -> HttpResponse:
    found = entry_of(stage, at=timezone.now())
    return render(
        request,
        "workshops/entry_detail.html",
        {
            "workshop": stage.workshop,
            "stage": stage,
            "entry": found,
            "lacking": sum(one.passed is None for one in found.entries),
            "parties": found.parties(),
            "passed": [one for one in found.entries if one.passed is not None],
            "stages": stage.workshop.stages.order_by("order", "pk"),
            "form": EntryForm(initial={"blocks": "1" if stage.entry_blocks else "0"}),
            "letting": forms.get("letting") or LetInForm(),
            "whom": forms.get("whom", ""),
        },
        status=422 if request.method == "POST" else 200,
    )
