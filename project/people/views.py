"""The person page; for HR, the unit's administrator, the auditor, and the person themself."""

import re

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from certificates.models import Certificate
from participants.access import access_of, allow, is_hr, is_logged_in
from participants.actions import audit
from participants.models import IdentifierKind, Person, Role
from participants.models.sealed import unseal
from participants.queries.hours import YEARLY_JP
from project.people import record
from project.people.claims import may_add_for
from project.people.package import package, sent


@allow(is_logged_in)
@require_safe
def person_detail(request: HttpRequest, public_id: str) -> HttpResponse:
    """One person, one page."""
    person = _person(request, public_id)
    if person.merged_into:
        return redirect("project:person-detail", person.merged_into.public_id)
    return _page(request, person)


@allow(is_hr)
@require_POST
def show_nik(request: HttpRequest, public_id: str) -> HttpResponse:
    """The page with the NIK in clear, once, for the person's own HR; the reading is logged."""
    person = _person(request, public_id)
    sealed = record.numbers_of(person).get(IdentifierKind.NIK)
    if sealed is None or not access_of(request.user).has_on(person.home_unit, Role.HR):
        raise Http404
    audit.reading(
        "participants.person.nik_shown",
        person,
        by=request.user,
        at=timezone.now(),
        unit=person.home_unit,
    )
    return _page(request, person, nik=unseal(sealed.sealed))


@allow(is_logged_in)
@require_safe
def person_package(request: HttpRequest, public_id: str) -> FileResponse:
    """All one earned, as one zip: for oneself alone."""
    person = _person(request, public_id)
    if request.user.person_id != person.pk:
        raise Http404
    at = timezone.now()
    certificates = Certificate.objects.filter(registration__person=person).for_package()
    content = package(
        person, list(certificates), record.trainings_of(person), by=request.user, at=at
    )
    audit.reading(
        "participants.person.package_taken", person, by=request.user, at=at, unit=person.home_unit
    )
    return sent(content)


def _person(request: HttpRequest, public_id: str) -> Person:
    people = Person.objects.visible_to(request.user).select_related("home_unit", "merged_into")
    return get_object_or_404(people, public_id=public_id)


def _page(request: HttpRequest, person: Person, nik: str = "") -> HttpResponse:
    today = person.home_unit.localdate(timezone.now())
    asked = request.GET.get("tahun", "")
    is_year = re.fullmatch(r"\d{4}", asked) and 2000 <= int(asked) <= today.year
    year = int(asked) if is_year else today.year
    employment = record.employment_on(person, today)
    trainings, appointments = record.trainings_of(person), record.appointments_of(person)
    fit = record.fit_of(person, appointments, today)
    numbers = record.numbers_of(person)
    points = record.estimate_of(trainings, employment, fit, today)
    return render(
        request,
        "project/person_detail.html",
        {
            "person": person,
            "employment": employment,
            "ledger": record.year_of(trainings, year, employment),
            "this_year": year == today.year,
            "years": sorted({today.year, year, *(one.year for one in trainings)}, reverse=True),
            "quota": YEARLY_JP,
            "ceiling": record.PPPK_CEILING,
            "fit": fit,
            "points": points,
            "coming": record.coming_for(points, request.user, today),
            "clashes": record.clashes_in(trainings, year),
            "may_add": may_add_for(request.user, person),
            "lines": record.timeline(person, trainings, appointments, fit),
            "nip": numbers.get(IdentifierKind.NIP) or numbers.get(IdentifierKind.NI_PPPK),
            "has_nik": IdentifierKind.NIK in numbers,
            "nik": nik,
            "is_hr": access_of(request.user).has_on(person.home_unit, Role.HR),
            "is_own": request.user.person_id == person.pk,
            "reads_plans": access_of(request.user).has(Role.HR, Role.AUDITOR),
        },
    )
