"""Certificates from outside: added on one's own page, by account or by link, or by one's office.

By a link one sees JP and trainings, and adds; no number of the person, no employment, no level: a link
is passed on (docs/decisions/0033).
"""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from participants.access import access_of, allow, is_logged_in
from participants.actions.claim import add_claim
from participants.errors import Refused
from participants.forms.claim import ClaimForm
from participants.models import Person, Role, TrainingRecord, User
from participants.queries.hours import YEARLY_JP
from project.people import record
from project.views.personal import address_of_page, by_personal_link
from workshops.models import Link, Registration
from workshops.views.refusal import show_on


def may_add_for(user: User, person: Person) -> bool:
    """Oneself, and those who keep the person's record."""
    keepers = (Role.HR, Role.UNIT_ADMIN)
    return user.person_id == person.pk or access_of(user).has_on(person.home_unit, *keepers)


@allow(is_logged_in)
@require_http_methods(["GET", "HEAD", "POST"])
def claim_create(request: HttpRequest, public_id: str) -> HttpResponse:
    """The paper and what it says; BKPSDM decides."""
    people = Person.objects.visible_to(request.user).living().select_related("home_unit")
    person = get_object_or_404(people, public_id=public_id)
    if not may_add_for(request.user, person):
        raise Http404
    form, added = _posted(request, person, request.user)
    if added:
        messages.success(request, said_of(added))
        return redirect("project:person-detail", person.public_id)
    return render(
        request,
        "project/claim_form.html",
        {"person": person, "form": form, "is_own": request.user.person_id == person.pk},
        status=422 if form.is_bound else 200,
    )


@by_personal_link
@require_http_methods(["GET", "HEAD", "POST"])
def personal_record(request: HttpRequest, link: Link, registration: Registration) -> HttpResponse:
    """JP of this year and one's trainings, on a phone; and a certificate from outside."""
    person = registration.person
    form, added = _posted(request, person, link.user)
    here = address_of_page(request)
    if added:
        messages.success(request, said_of(added))
        return redirect(f"{here}/riwayat/")
    today = person.home_unit.localdate(timezone.now())
    trainings = record.trainings_of(person)
    return render(
        request,
        "project/personal_record.html",
        {
            "here": here,
            "registration": registration,
            "ledger": record.year_of(trainings, today.year, record.employment_on(person, today)),
            "quota": YEARLY_JP,
            "trainings": trainings,
            "form": form,
        },
        status=422 if form.is_bound else 200,
    )


def said_of(added: TrainingRecord) -> str:
    return _("%(title)s tersimpan: %(jp)s JP, menunggu verifikasi BKPSDM.") % {
        "title": added.title,
        "jp": added.jp,
    }


def _posted(
    request: HttpRequest, person: Person, by: Any
) -> tuple[ClaimForm, TrainingRecord | None]:
    """The form, and what came of it."""
    is_post = request.method == "POST"
    form = ClaimForm(request.POST if is_post else None, request.FILES if is_post else None)
    if not is_post or not form.is_valid():
        return form, None
    try:
        added = add_claim(
            person=person,
            claim=form.claim(),
            upload=form.cleaned_data["upload"],
            by=by,
            at=timezone.now(),
        )
    except Refused as refusal:
        show_on(form, refusal)
        return form, None
    return form, added
