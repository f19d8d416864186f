"""``/``: for a stranger what this is; for whoever is logged in, what needs them."""

from collections.abc import Callable
from datetime import datetime
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from participants.access import access_of, anyone, is_person
from participants.models import Role
from project.demo import accounts
from project.home import organiser, own, staffing, watching
from project.home.parts import Section
from project.navigation import address
from workshops.models import WorkshopRole, WorkshopRoleKind

Told = Callable[[Any, datetime], Section]
# In the order in which whoever holds several roles reads them.
BY_ROLE: tuple[tuple[str, Told], ...] = (
    (WorkshopRoleKind.OFFICER, organiser.at_the_door),
    (Role.ORGANISER, organiser.organising),
    (WorkshopRoleKind.EXPERT, organiser.advising),
    (Role.UNIT_ADMIN, staffing.sending),
    (Role.HR, staffing.keeping_records),
    (Role.PLANNER, staffing.planning_posts),
    (Role.SIGNER, watching.signing),
    (Role.AUDITOR, watching.examining),
    (Role.LEADER, watching.leading),
    (Role.ADMIN, watching.looking_after),
)


class CodeForm(forms.Form):
    """What stands below the QR of a certificate."""

    code = forms.CharField(
        label=gettext_lazy("Kode sertifikat"),
        help_text=gettext_lazy("Tertulis di bawah kode QR pada sertifikat."),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )

    def clean_code(self) -> str:
        """The public id, also out of a whole address."""
        code = str(self.cleaned_data["code"]).strip().rstrip("/").rsplit("/", 1)[-1]
        if not code.isalnum() or not code.isascii() or len(code) > 40:
            raise forms.ValidationError(_("Kode sertifikat terdiri atas huruf dan angka saja."))
        return code


@anyone(because="a stranger reads what this is; whoever is logged in sees their own work")
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    at = timezone.now()
    if not is_person(request.user):
        return _landing(request, CodeForm(), at)
    sections = sections_of(request.user, at)
    return render(
        request,
        "project/home.html",
        {
            "sections": sections,
            "waiting": sum(section.waiting for section in sections),
            "name": request.user.full_name,
        },
    )


@anyone(because="an employer checks a certificate without an account")
@require_POST
def verify(request: HttpRequest) -> HttpResponse:
    """Leads from the typed code to the certificate's public page."""
    form = CodeForm(request.POST)
    if not form.is_valid():
        return _landing(request, form, timezone.now(), status=422)
    url = address("certificates:certificate-verify", form.cleaned_data["code"])
    return redirect(url or f"/v/{form.cleaned_data['code']}")


def sections_of(user: Any, at: datetime) -> list[Section]:
    """One section per role held, and one's own trainings."""
    access = access_of(user)
    held = set(WorkshopRole.objects.filter(user=user).values_list("role", flat=True))
    committee = WorkshopRoleKind.COMMITTEE in held
    found = [
        told(user, at)
        for role, told in BY_ROLE
        if role in held
        or (role in Role.values and access.has(role))
        or (committee and role == Role.ORGANISER)
    ]
    if user.person_id:
        found.append(own.taking_part(user, at))
    return found


def _landing(
    request: HttpRequest, form: CodeForm, at: datetime, *, status: int = 200
) -> HttpResponse:
    context = {
        "form": form,
        "demo": accounts if settings.DEMO else None,
        "playable": _playable(at) if settings.DEMO else [],
    }
    return render(request, "project/home_landing.html", context, status=status)


def _playable(at: datetime) -> list[tuple[str, str]]:
    """The demo's links to play with, as (label, address)."""
    if find_spec("project.demo.links") is None:
        return []
    return list(import_module("project.demo.links").playable(at))
