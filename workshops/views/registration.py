"""The participants of a Bimtek: the list, one of them, and whom to add."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from participants.access import access_of, allow, is_logged_in
from participants.errors import Refused
from participants.exporting.sheet import download
from participants.models import Role
from participants.tables.paging import show_page
from workshops.access import managed_workshop, manages, visible_workshop
from workshops.actions.link import reissue_link
from workshops.exporting.registrations import RegistrationResource
from workshops.models import Registration, RegistrationState, Workshop
from workshops.queries.registration import (
    invitations_to_fill,
    record_of,
    registrations_for_list,
)
from workshops.tables.registration import RegistrationFilter, RegistrationTable
from workshops.views.closed import closed_page


@allow(is_logged_in)
@require_safe
def registration_list(request, code: str) -> HttpResponse:
    workshop = visible_workshop(request.user, code)
    chosen = _chosen(request, workshop)
    table = RegistrationTable(chosen.qs.select_related("workshop"))
    show_page(request, table, per_page=50)
    return render(
        request,
        "workshops/registration_list.html",
        {
            "workshop": workshop,
            "table": table,
            "filter": chosen,
            "narrowed": any(request.GET.get(name) for name in chosen.filters),
            "total": table.page.paginator.count,
            "proposes": access_of(request.user).has_on(workshop.unit, Role.HR),
            "manages": manages(request.user, workshop),
        },
    )


@allow(is_logged_in)
@require_safe
def registration_export(request, code: str, extension: str) -> HttpResponse:
    """The list as it is narrowed, as XLSX or CSV."""
    workshop = visible_workshop(request.user, code)
    rows = _chosen(request, workshop).qs.prefetch_related("person__identifiers")
    return download(RegistrationResource(), rows, name="peserta", extension=extension)


@allow(is_logged_in)
@require_safe
def registration_detail(request, code: str, registration: str) -> HttpResponse:
    """One participant: what is known, why, and what may be changed."""
    workshop = visible_workshop(request.user, code)
    found = _registration(request, workshop, registration)
    return render(
        request,
        "workshops/registration_detail.html",
        {
            "workshop": workshop,
            "record": record_of(found, at=timezone.now()),
            "registration": found,
            "live": found.state == RegistrationState.CONFIRMED,
            "manages": manages(request.user, workshop),
        },
    )


@allow(is_logged_in)
@require_POST
def registration_link(request, code: str, registration: str) -> HttpResponse:
    """A new personal link; the old one is dead at once."""
    workshop = managed_workshop(request.user, code)
    found = _registration(request, workshop, registration)
    link = get_object_or_404(found.links.filter(revoked_at=None))
    try:
        reissue_link(link=link, by=request.user, at=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Tautan baru dibuat; yang lama tidak berlaku lagi."))
    return redirect("workshops:registration-detail", code, registration)


@allow(is_logged_in)
@require_safe
def registration_add(request, code: str) -> HttpResponse:
    """For which unit: the seats are the units'."""
    workshop = managed_workshop(request.user, code)
    if closed := closed_page(request, workshop):
        return closed
    return render(
        request,
        "workshops/registration_add.html",
        {"workshop": workshop, "invitations": invitations_to_fill(workshop)},
    )


def _chosen(request, workshop: Workshop) -> RegistrationFilter:
    found = registrations_for_list(workshop, request.user)
    return RegistrationFilter(request.GET, queryset=found, workshop=workshop)


def _registration(request, workshop: Workshop, public_id: str) -> Registration:
    seen: Any = Registration.objects.visible_to(request.user).filter(workshop=workshop)
    found = get_object_or_404(
        seen.select_related("person", "unit", "employment", "confirmed_by").distinct(),
        public_id=public_id,
    )
    found.workshop = workshop
    return found
