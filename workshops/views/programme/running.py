"""How many programmes run as of a day."""

from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from participants.access import allow, is_logged_in
from participants.models import OrganisationUnit, TimeZone, UnitKind
from participants.rules.dates import iso_day
from workshops.models import WorkProgramme
from workshops.queries.running import running_on


@allow(is_logged_in)
@require_safe
def programme_running(request: HttpRequest) -> HttpResponse:
    """Shares per pillar and per OPD of what the reader may see; of one Pemda at a time."""
    seen = WorkProgramme.objects.visible_to(request.user)
    paths = seen.order_by().values_list("unit__path", flat=True).distinct()
    roots = {path.split(".", 1)[0] + "." for path in paths}
    regions = list(
        OrganisationUnit.objects.filter(kind=UnitKind.PEMDA, path__in=roots).in_tree_order()
    )
    asked = request.GET.get("daerah", "")
    region = next((one for one in regions if one.public_id == asked), None)
    if asked and region is None:
        raise Http404
    if region is None and regions:
        region = regions[0]
    at = timezone.now()
    zone = region or OrganisationUnit(timezone=TimeZone.WIB)  # nothing to see: any day will do
    day = iso_day(request.GET.get("per", "")) or zone.localdate(at)
    if region is not None:
        seen = seen.filter(unit__path__startswith=region.path)
    found = running_on(seen, day)
    return render(
        request,
        "workshops/programme_running.html",
        {
            "day": day,
            "region": region,
            "regions": regions,
            "share": found.share,
            "pillars": [
                {"name": row.name, "share": row.share, "url": _register(pilar=row.key)}
                for row in found.pillars
            ],
            "units": [
                {"name": row.name, "share": row.share, "url": _register(opd=row.key)}
                for row in found.units
            ],
            "causes": found.causes,
        },
    )


def _register(**narrowed: str) -> str:
    """The register, narrowed to one pillar or OPD."""
    return f"{reverse('workshops:programme-list')}?{urlencode(narrowed)}"
