"""Retirements and ends of contract over the next five years, per unit and post."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from participants.access import allow, reads_plans
from participants.actions import audit
from participants.exporting.forecast import ForecastResource, LeavingResource
from participants.exporting.sheet import download
from participants.models import OrganisationUnit, Person
from participants.queries.forecast import Forecast, PostForecast
from participants.queries.forecast import forecast as five_years
from participants.views.staffing import below_of, day_asked, plan_of


def _touched(found: Forecast) -> list[PostForecast]:
    return [post for post in found.posts if any(post.years) or post.overdue or post.unknown]


@allow(reads_plans)
@require_safe
def forecast(request: HttpRequest, public_id: str) -> HttpResponse:
    """Who leaves when; names are read by those who read the people's records."""
    plan = plan_of(request, public_id)
    day, below = day_asked(request, plan.unit), below_of(request, plan)
    found = five_years(plan, day, below=below.path if below else "")
    posts = _touched(found)
    keys = [one.person_id for post in posts for one in post.leaving]
    named = set(
        Person.objects.visible_to(request.user).filter(pk__in=keys).values_list("pk", flat=True)
    )
    return render(
        request,
        "participants/staffing_forecast.html",
        {
            "plan": plan,
            "day": day,
            "below": below,
            "found": found,
            "posts": [
                (post, [(one.year, n) for one, n in zip(found.years, post.years, strict=True)])
                for post in posts
            ],
            "units": OrganisationUnit.objects.under(plan.unit).inside_government().in_tree_order(),
            "leaving": sorted(
                (
                    (one, post)
                    for post in posts
                    for one in post.leaving
                    if one.person_id in named
                    and one.on is not None
                    and one.on.year <= found.years[-1].year
                ),
                key=lambda pair: (pair[0].on, pair[1].job),
            ),
            "names_people": bool(named),
        },
    )


@allow(reads_plans)
@require_safe
def export(request: HttpRequest, public_id: str, extension: str) -> HttpResponse:
    """?isi=pegawai: a row for each who leaves, of people the reader may open, noted who took it;
    else a row for each post."""
    plan = plan_of(request, public_id)
    day, below = day_asked(request, plan.unit), below_of(request, plan)
    found = five_years(plan, day, below=below.path if below else "")
    if request.GET.get("isi") != "pegawai":
        return download(
            ForecastResource([year.year for year in found.years]),
            found.posts,
            name=f"proyeksi-{day.isoformat()}",
            extension=extension,
        )
    people = Person.objects.visible_to(request.user).prefetch_related("identifiers")
    named = people.in_bulk([one.person_id for post in found.posts for one in post.leaving])
    rows = [
        (one, post, named[one.person_id])
        for post in found.posts
        for one in post.leaving
        if one.person_id in named
    ]
    audit.reading(
        "participants.people.exported", plan, by=request.user, at=timezone.now(), form=extension
    )
    return download(LeavingResource(), rows, name=f"pensiun-{day.isoformat()}", extension=extension)
