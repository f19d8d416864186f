"""One job over all OPD: a wall of tiles, and the same as a table and a sheet."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from participants.access import allow, reads_plans
from participants.exporting.sheet import download
from participants.exporting.staffing import TileResource
from participants.models import JobTitle, StaffingPlan
from participants.queries.coverage import Cover, Coverage, coverage, jobs_of
from participants.views.staffing import day_asked

# Tone, icon and word of a tile; never colour alone.
SHOWN = {
    Cover.FIT: ("ok", "circle-check", _("Terisi dan memenuhi syarat")),
    Cover.BELOW: ("warn", "alert-triangle", _("Terisi, belum memenuhi syarat")),
    Cover.UNKNOWN: ("idle", "question-mark", _("Terisi, belum ada data")),
    Cover.VACANT: ("bad", "user-off", _("Kosong")),
}


def _plans(request: HttpRequest) -> list[StaffingPlan]:
    """Plans in force today, one a Pemda."""
    now = timezone.now()
    plans = (
        StaffingPlan.objects.visible_to(request.user)
        .filter(state="approved")
        .select_related("unit")
        .order_by("unit__name", "-valid_from", "-pk")
    )
    found: dict[int, StaffingPlan] = {}
    for plan in plans:
        day = plan.unit.localdate(now)
        if plan.valid_from <= day and (plan.valid_to is None or day <= plan.valid_to):
            found.setdefault(plan.unit_id, plan)
    return list(found.values())


def _chosen(options: list, asked: str):
    """The option with this public id; the first one when none is asked for."""
    if not asked:
        return options[0] if options else None
    for option in options:
        if option.public_id == asked:
            return option
    raise Http404


def _read(
    request: HttpRequest,
) -> tuple[list[StaffingPlan], StaffingPlan | None, list[JobTitle], JobTitle | None]:
    plans = _plans(request)
    plan = _chosen(plans, request.GET.get("peta", ""))
    jobs = jobs_of(plan) if plan else []
    return plans, plan, jobs, _chosen(jobs, request.GET.get("jabatan", ""))


def _page_of(request: HttpRequest, plan: StaffingPlan, job: JobTitle) -> tuple[Coverage, object]:
    day = day_asked(request, plan.unit)
    return coverage(plan, job, day), day


@allow(reads_plans)
@require_safe
def coverage_wall(request: HttpRequest) -> HttpResponse:
    plans, plan, jobs, job = _read(request)
    given = {"plans": plans, "plan": plan, "jobs": jobs, "job": job}
    if plan is None or job is None:
        return render(request, "participants/coverage.html", given | {"found": None})
    found, day = _page_of(request, plan, job)
    tiles = [(tile.post, *SHOWN[tile.cover]) for tile in found.tiles]
    worst_first = [Cover.VACANT, Cover.BELOW, Cover.UNKNOWN, Cover.FIT]
    return render(
        request,
        "participants/coverage.html",
        given
        | {
            "found": found,
            "day": day,
            "tiles": tiles,
            "counts": [(*SHOWN[cover], found.counts[cover]) for cover in worst_first],
        },
    )


@allow(reads_plans)
@require_safe
def export(request: HttpRequest, extension: str) -> HttpResponse:
    _all, plan, _jobs, job = _read(request)
    if plan is None or job is None:
        raise Http404
    found, day = _page_of(request, plan, job)
    rows = [(tile.post, SHOWN[tile.cover][2]) for tile in found.tiles]
    return download(TileResource(), rows, name=f"cakupan-{day}", extension=extension)
