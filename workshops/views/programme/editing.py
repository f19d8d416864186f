"""A programme by hand: a new one, a change, withdrawn and brought back."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from participants.access import allow, is_logged_in, is_organiser
from participants.errors import Refused
from participants.models import OrganisationUnit
from workshops.access import programme_units, register_keepers
from workshops.actions.programme import (
    Entry,
    add_programmes,
    change_programme,
    restore_programme,
    withdraw_programme,
)
from workshops.forms.programme import ProgrammeForm, WithdrawForm, initial_of, years_for
from workshops.models import WorkProgramme
from workshops.views.programme.register import found_programme, managed
from workshops.views.refusal import show_on


@allow(is_organiser)
@require_http_methods(["GET", "HEAD", "POST"])
def programme_add(request: HttpRequest) -> HttpResponse:
    keepers = list(register_keepers(request.user))
    if not keepers:
        raise Http404
    form = _form(request, None, keepers)
    if form.is_valid():
        try:
            made = add_programmes(
                keeper=form.cleaned_data["keeper"],
                entries=[_entry(form)],
                workshop=None,
                by=request.user,  # type: ignore[arg-type]
                at=timezone.now(),
            )
        except Refused as refusal:
            show_on(form, refusal)
        else:
            messages.success(request, _("Program dicatat."))
            return redirect("workshops:programme-detail", made[0].public_id)
    return _shown(request, form, None)


@allow(is_logged_in)
@require_http_methods(["GET", "HEAD", "POST"])
def programme_change(request: HttpRequest, public_id: str) -> HttpResponse:
    programme = _managed(request, public_id)
    form = _form(request, programme, [programme.keeper])
    if form.is_valid():
        try:
            change_programme(
                programme=programme,
                entry=_entry(form),
                by=request.user,  # type: ignore[arg-type]
                at=timezone.now(),
            )
        except Refused as refusal:
            show_on(form, refusal)
        else:
            messages.success(request, _("Perubahan disimpan."))
            return redirect("workshops:programme-detail", public_id)
    return _shown(request, form, programme)


@allow(is_logged_in)
@require_POST
def programme_withdraw(request: HttpRequest, public_id: str) -> HttpResponse:
    programme = _managed(request, public_id)
    form = WithdrawForm(request.POST)
    try:
        withdraw_programme(
            programme=programme,
            reason=form.data.get("reason", ""),
            by=request.user,  # type: ignore[arg-type]
            at=timezone.now(),
        )
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Program ditarik; riwayatnya tetap ada."))
    return redirect("workshops:programme-detail", public_id)


@allow(is_logged_in)
@require_POST
def programme_restore(request: HttpRequest, public_id: str) -> HttpResponse:
    programme = _managed(request, public_id)
    try:
        restore_programme(programme=programme, by=request.user, at=timezone.now())  # type: ignore[arg-type]
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Program kembali masuk daftar."))
    return redirect("workshops:programme-detail", public_id)


def _managed(request: HttpRequest, public_id: str) -> WorkProgramme:
    programme = found_programme(request.user, public_id)
    if not managed(request.user, programme):
        raise Http404
    return programme


def _form(
    request: HttpRequest, programme: WorkProgramme | None, keepers: Sequence[OrganisationUnit]
) -> ProgrammeForm:
    today = (programme.unit if programme else keepers[0]).localdate(timezone.now())
    return ProgrammeForm(
        request.POST or None,
        keepers=OrganisationUnit.objects.filter(pk__in=[one.pk for one in keepers]).in_tree_order(),
        units=programme_units(keepers),
        years=years_for(programme, today, request.POST),
        initial=initial_of(programme) if programme else None,
    )


def _entry(form: ProgrammeForm) -> Entry:
    told: Any = form.cleaned_data
    return Entry(form.planned(), told["unit"], list(told["supporting"]))


def _shown(
    request: HttpRequest, form: ProgrammeForm, programme: WorkProgramme | None
) -> HttpResponse:
    return render(
        request,
        "workshops/programme_edit.html",
        {"form": form, "programme": programme},
        status=422 if request.method == "POST" else 200,
    )
