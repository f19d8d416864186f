"""Rencanakan Bimtek in three screens: what, when and where, whom (the last is the invitation's)."""

from datetime import date

from django.contrib import messages
from django.forms import formset_factory
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from participants.access import allow, is_organiser
from participants.errors import Refused
from workshops.access import units_organised_by
from workshops.actions.workshop import create_workshop
from workshops.forms.schedule import StageDatesForm
from workshops.forms.workshop import PlanForm
from workshops.rules.programme import PROGRAMMES, Programme, faults, plan_of, propose_dates
from workshops.views.workshop import pin

DRAFTED = "planned_bimtek"  # the first screen's answers, until the second makes the Bimtek


@allow(is_organiser)
@require_http_methods(["GET", "HEAD", "POST"])
def plan(request: HttpRequest) -> HttpResponse:
    """What it is: kept in the session until the dates are known."""
    kept = request.session.get(DRAFTED, {})
    form = PlanForm(request.POST or None, user=request.user, initial=kept)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        request.session[DRAFTED] = given | {"unit": given["unit"].public_id}
        return redirect("workshops:workshop-plan-dates")
    return render(request, "workshops/workshop_plan.html", {"form": form, "steps": steps(1)})


@allow(is_organiser)
@require_http_methods(["GET", "HEAD", "POST"])
def plan_dates(request: HttpRequest) -> HttpResponse:
    """When and where. Dates left empty are proposed from the first and shown before anything is
    made."""
    kept = request.session.get(DRAFTED)
    if not kept or kept.get("programme") not in PROGRAMMES:
        return redirect("workshops:workshop-plan")
    programme = PROGRAMMES[kept["programme"]]
    several = formset_factory(StageDatesForm, extra=0, max_num=len(programme.stages))
    initial = [{} for _stage in programme.stages]
    forms = several(request.POST or None, initial=initial, prefix="tahap")
    forms[0].fields["starts_on"].required = True  # all others follow from it
    if request.method == "POST" and forms.is_valid():
        if response := _make(request, kept, programme, forms):
            return response
        if _proposed(forms, programme):
            forms = several(initial=_proposed(forms, programme), prefix="tahap")
            forms[0].fields["starts_on"].required = True
    return render(
        request,
        "workshops/workshop_plan_dates.html",
        {
            "forms": forms,
            "rows": list(zip(programme.stages, forms, strict=True)),
            "title": kept["title_id"],
            "programme": programme,
            "lengths": [len(stage.days) for stage in programme.stages],
            "steps": steps(2),
        },
    )


def steps(current: int) -> list[dict]:
    """The three screens on the stepper."""
    titles = [
        (_("Apa"), _("Program, judul, penyelenggara")),
        (_("Kapan dan di mana"), _("Tanggal dan tempat tiap tahap")),
        (_("Siapa"), _("OPD dan nomor HP penghubungnya")),
    ]
    return [
        {
            "title": title,
            "detail": detail,
            "state": "now" if number == current else "done" if number < current else "next",
        }
        for number, (title, detail) in enumerate(titles, start=1)
    ]


def _given(forms) -> list[dict]:
    return [
        {
            "starts_on": form.cleaned_data.get("starts_on"),
            "ends_on": form.cleaned_data.get("ends_on"),
            "venue": form.cleaned_data.get("venue", ""),
        }
        for form in forms
    ]


def _proposed(forms, programme: Programme) -> list[dict] | None:
    """What was typed, the rest filled in from the first date; None when there is nothing to fill."""
    given = _given(forms)
    first: date | None = given[0]["starts_on"]
    if first is None or all(row["starts_on"] and row["ends_on"] for row in given):
        return None
    proposed = propose_dates(programme, first)
    for row, (starts_on, ends_on) in zip(given, proposed, strict=True):
        length = ends_on - starts_on
        row["starts_on"] = row["starts_on"] or starts_on
        row["ends_on"] = row["ends_on"] or row["starts_on"] + length
        row["venue"] = row["venue"] or given[0]["venue"]
    return given


def _make(request: HttpRequest, kept: dict, programme: Programme, forms) -> HttpResponse | None:
    """The Bimtek, when everything is there; otherwise what is missing is told."""
    given = _given(forms)
    filled = _proposed(forms, programme)
    if filled and len(filled) > 1:
        messages.info(request, _("Tanggal yang kosong sudah diusulkan. Periksa, lalu lanjutkan."))
        return None
    stages = [
        plan_of(stage, row["starts_on"], row["ends_on"], row["venue"])
        for stage, row in zip(programme.stages, filled or given, strict=True)
    ]
    if found := faults(stages):
        for reason in found:
            messages.error(request, str(reason))
        return None
    unit = units_organised_by(request.user).filter(public_id=kept["unit"]).first()
    if unit is None:
        return redirect("workshops:workshop-plan")
    try:
        workshop = create_workshop(
            unit=unit,
            title_id=kept["title_id"],
            legal_basis=kept["legal_basis"],
            programme=programme.code,
            stages=stages,
            by=request.user,
            at=timezone.now(),
        )
    except Refused as refusal:
        messages.error(request, str(refusal))
        return None
    del request.session[DRAFTED]
    pin(request, workshop)
    return redirect("workshops:invitation-new", code=workshop.public_id)
