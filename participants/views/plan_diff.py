"""Plan against plan."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from participants.access import allow, reads_plans
from participants.exporting.plan_diff import DiffResource
from participants.exporting.sheet import download
from participants.models import Person, StaffingPlan
from participants.queries.plan_diff import plan_diff
from participants.views.staffing import day_asked, plan_of


def _pair(request: HttpRequest, public_id: str) -> tuple[StaffingPlan, StaffingPlan | None, list]:
    """The plan, the one of the same Pemda that it is held against (?dengan=, else the one before
    it), and all it may be held against."""
    plan = plan_of(request, public_id)
    others = list(
        StaffingPlan.objects.visible_to(request.user)
        .filter(unit=plan.unit)
        .exclude(pk=plan.pk)
        .select_related("unit")
        .order_by("-valid_from", "-pk")
    )
    asked = request.GET.get("dengan", "")
    if asked:
        visible = StaffingPlan.objects.filter(pk__in=[one.pk for one in others])
        return plan, get_object_or_404(visible.select_related("unit"), public_id=asked), others
    before = [one for one in others if one.valid_from <= plan.valid_from]
    return plan, next(iter(before or others), None), others


@allow(reads_plans)
@require_safe
def diff(request: HttpRequest, public_id: str) -> HttpResponse:
    """What this plan changes in another one, and whom that touches."""
    plan, other, others = _pair(request, public_id)
    day = day_asked(request, plan.unit)
    found = plan_diff(other, plan, day) if other else None
    keys = [one.person_id for line in found.lines for one in line.holders] if found else []
    named = Person.objects.visible_to(request.user).filter(pk__in=keys).values_list("pk", flat=True)
    return render(
        request,
        "participants/staffing_diff.html",
        {
            "plan": plan,
            "other": other,
            "others": others,
            "day": day,
            "found": found,
            "named": set(named),
        },
    )


@allow(reads_plans)
@require_safe
def export(request: HttpRequest, public_id: str, extension: str) -> HttpResponse:
    plan, other, _others = _pair(request, public_id)
    day = day_asked(request, plan.unit)
    rows = plan_diff(other, plan, day).lines if other else ()
    return download(
        DiffResource(), rows, name=f"banding-peta-{day.isoformat()}", extension=extension
    )
