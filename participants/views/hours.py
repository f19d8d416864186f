"""20 JP a year: each unit, and each person behind a unit's figure."""

import re
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from import_export import resources

from participants.access import access_of, allow, reads_people, reads_plans
from participants.exporting.hours import PersonHoursResource, UnitHoursResource
from participants.exporting.sheet import download
from participants.models import OrganisationUnit, TimeZone
from participants.models.scope import PEOPLE_READERS
from participants.queries.hours import YEARLY_JP, UnitHours, hours_by_unit, people_of
from participants.views.tabs import record_tabs

FIRST_YEAR = 2015


def _today() -> date:
    """The day it is in Indonesia's west: units of several Pemda stand in one list."""
    return OrganisationUnit(timezone=TimeZone.WIB).localdate(timezone.now())


def year_asked(request: HttpRequest) -> int:
    """?tahun= of the address, else the year it is in Indonesia's west."""
    this_year = _today().year
    asked = request.GET.get("tahun", "")
    if re.fullmatch(r"\d{4}", asked) and FIRST_YEAR <= int(asked) <= this_year + 1:
        return int(asked)
    return this_year


@allow(reads_people | reads_plans)
@require_safe
def hours_list(request: HttpRequest) -> HttpResponse:
    """A line per unit: people, how many reached 20 JP, JP per head."""
    year = year_asked(request)
    rows = hours_by_unit(request.user, year, _today())
    access = access_of(request.user)
    return render(
        request,
        "participants/hours_list.html",
        {
            "tabs": record_tabs(request, "hours") if reads_people.holds(request.user) else [],
            "year": year,
            "rows": rows,
            "total": UnitHours(
                0,
                "",
                _("Seluruhnya"),
                sum(row.people for row in rows),
                sum(row.reached for row in rows),
                sum(row.jp for row in rows),
            ),
            "opens": access.has(*PEOPLE_READERS),
            "quota": YEARLY_JP,
        },
    )


def _unit(request: HttpRequest, public_id: str) -> OrganisationUnit:
    readable = access_of(request.user).units_q("path", PEOPLE_READERS)
    return get_object_or_404(OrganisationUnit.objects.filter(readable), public_id=public_id)


@allow(reads_people)
@require_safe
def hours_detail(request: HttpRequest, public_id: str) -> HttpResponse:
    """The people of one unit with their JP and what is missing, fewest first."""
    unit, year = _unit(request, public_id), year_asked(request)
    people = people_of(unit, request.user, year, unit.localdate(timezone.now()))
    return render(
        request,
        "participants/hours_detail.html",
        {
            "unit": unit,
            "year": year,
            "people": people,
            "total": UnitHours(
                unit.pk,
                unit.public_id,
                unit.name,
                len(people),
                sum(not one.missing for one in people),
                sum(one.jp for one in people),
            ),
            "quota": YEARLY_JP,
        },
    )


@allow(reads_people | reads_plans)
@require_safe
def export(request: HttpRequest, extension: str) -> HttpResponse:
    year = year_asked(request)
    resource: resources.Resource = UnitHoursResource()
    rows = hours_by_unit(request.user, year, _today())
    return download(resource, rows, name=f"20-jp-{year}", extension=extension)


@allow(reads_people)
@require_safe
def export_unit(request: HttpRequest, public_id: str, extension: str) -> HttpResponse:
    unit, year = _unit(request, public_id), year_asked(request)
    rows = people_of(unit, request.user, year, unit.localdate(timezone.now()))
    return download(PersonHoursResource(), rows, name=f"20-jp-{year}-unit", extension=extension)
