"""``/bimtek/…/usulan/``: whom to send so that the most must-gaps close; handed to the OPD; what it closed."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from participants.access import access_of, allow, is_hr
from participants.errors import Refused
from participants.exporting.sheet import download
from participants.models import OrganisationUnit, Person, Role
from workshops.access import visible_workshop
from workshops.actions import nomination as actions
from workshops.exporting.nomination import NominationResource
from workshops.models import Nomination, Workshop
from workshops.queries.course import Course, course_of
from workshops.queries.nomination import Asked, Proposal, closed_by, proposal

SEATS, PER_UNIT = 30, 2
PPPK_CEILING = 24  # JP a contract year (FM): warns, never cuts


class LimitsForm(forms.Form):
    """What limits the nominations; everything but the seats may stay empty."""

    seats = forms.IntegerField(label=_("Kursi seluruhnya"), min_value=1, max_value=30_000)
    per_unit = forms.IntegerField(label=_("Paling banyak per OPD"), min_value=1, max_value=100)
    cost = forms.IntegerField(
        label=_("Biaya per peserta (Rp)"), min_value=1, max_value=10**12, required=False
    )
    budget = forms.IntegerField(
        label=_("Anggaran (Rp)"), min_value=0, max_value=10**13, required=False
    )
    most_jp = forms.IntegerField(
        label=_("Batas JP per orang tahun ini"),
        min_value=1,
        max_value=2_000,
        required=False,
        help_text=_("Kosongkan bila tidak dibatasi. PPPK: 24 JP setahun."),
    )


def _workshop(request: HttpRequest, code: str) -> Workshop:
    """A Bimtek of a Pemda where the user is HR; what is proposed concerns all its OPD."""
    workshop = visible_workshop(request.user, code)
    if not access_of(request.user).has_on(workshop.unit, Role.HR):
        raise Http404
    return workshop


def _limits(workshop: Workshop, given: Any) -> tuple[LimitsForm, Asked | None]:
    start = {"seats": workshop.places or SEATS, "per_unit": PER_UNIT}
    form = LimitsForm(given if "seats" in given else None, initial=start)
    if not form.is_bound:
        return form, Asked(**start)
    return form, Asked(**form.cleaned_data) if form.is_valid() else None


def _root(workshop: Workshop) -> OrganisationUnit:
    return OrganisationUnit.objects.get(path=workshop.unit.root_path)


def _found(
    request: HttpRequest, workshop: Workshop, asked: Asked | None
) -> tuple[Course | None, Proposal | None]:
    course = course_of(workshop)
    if course is None or not course.awards or asked is None:
        return course, None
    root = _root(workshop)
    if not access_of(request.user).has_on(root, Role.HR):
        raise Http404  # whoever is HR of one OPD alone proposes nobody of another
    return course, proposal(root, course, root.localdate(timezone.now()), asked)


@allow(is_hr)
@require_safe
def nomination_list(request: HttpRequest, code: str) -> HttpResponse:
    workshop = _workshop(request, code)
    form, asked = _limits(workshop, request.GET)
    course, found = _found(request, workshop, asked)
    today = workshop.unit.localdate(timezone.now())
    return render(
        request,
        "workshops/nomination_list.html",
        {
            "workshop": workshop,
            "form": form,
            "course": course,
            "found": found,
            "kept": [(name, request.GET.get(name, "")) for name in form.fields],
            "lines": [(line, _warns(line, course)) for line in found.lines] if found else [],
            "closed": closed_by(workshop, today, user=request.user),
            "is_open": workshop.state != "closed",
        },
    )


def _warns(line: Any, course: Course | None) -> bool:
    """A PPPK over the yearly ceiling is said, never cut."""
    held = line.person.current_employment
    is_pppk = held is not None and held.status in ("pppk", "pppk_part_time")
    return is_pppk and course is not None and line.jp + course.jp > PPPK_CEILING


@allow(is_hr)
@require_POST
def nomination_propose(request: HttpRequest, code: str) -> HttpResponse:
    """Hands the ticked ones of what was worked out to their OPD."""
    workshop = _workshop(request, code)
    _form, asked = _limits(workshop, request.POST)
    _course, found = _found(request, workshop, asked)
    ticked = set(request.POST.getlist("person"))
    people = [
        actions.Proposed(line.person, line.unit, [gap.as_json() for gap in line.gaps])
        for line in (found.lines if found else ())
        if line.person.public_id in ticked
    ]
    try:
        made = actions.propose(
            workshop=workshop,
            people=people,
            by=request.user,  # type: ignore[arg-type]
            at=timezone.now(),
        )
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        said = ngettext(
            "%(n)s usulan diserahkan ke OPD.", "%(n)s usulan diserahkan ke OPD.", len(made)
        )
        messages.success(request, said % {"n": len(made)})
    return redirect("workshops:nomination-list", code)


@allow(is_hr)
@require_POST
def nomination_withdraw(request: HttpRequest, code: str, nomination: str) -> HttpResponse:
    workshop = _workshop(request, code)
    row = get_object_or_404(
        Nomination.objects.filter(access_of(request.user).hr_q("unit__path"), workshop=workshop),
        public_id=nomination,
    )
    try:
        actions.withdraw(nomination=row, by=request.user, at=timezone.now())  # type: ignore[arg-type]
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Usulan ditarik."))
    return redirect("workshops:nomination-list", code)


@allow(is_hr)
@require_safe
def nomination_export(request: HttpRequest, code: str, extension: str) -> HttpResponse:
    workshop = _workshop(request, code)
    today = workshop.unit.localdate(timezone.now())
    told = closed_by(workshop, today, user=request.user)
    named = set(
        Person.objects.visible_to(request.user)
        .filter(pk__in=[row.person_id for row, _gaps in told.nominations])
        .values_list("pk", flat=True)
    )
    rows = [(row, gaps, row.person_id in named) for row, gaps in told.nominations]
    return download(NominationResource(), rows, name=f"usulan-{today}", extension=extension)
