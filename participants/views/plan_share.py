"""One unit's kebutuhan on one page; the rest of the draft stays as it is."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from participants.access import access_of, allow, is_planner
from participants.actions import plan_share as actions
from participants.errors import Refused
from participants.forms.staffing import ShareFormSet
from participants.models import JobTitle, OrganisationUnit, PlannedPost, Role, StaffingPlan
from participants.rules.planning import Move


def _share(request: HttpRequest, plan_id: str, unit_id: str):
    """The plan, and a unit of it whose kebutuhan the user keeps: of the whole Pemda, or of that
    unit alone; 404 otherwise."""
    plans = StaffingPlan.objects.visible_to(request.user).select_related("unit")
    plan = get_object_or_404(plans, public_id=plan_id)
    kept = OrganisationUnit.objects.under(plan.unit).filter(
        access_of(request.user).units_q("path", {Role.PLANNER})
    )
    return plan, get_object_or_404(kept, public_id=unit_id)


@allow(is_planner)
@require_http_methods(["GET", "HEAD", "POST"])
def share(request: HttpRequest, public_id: str, unit_id: str) -> HttpResponse:
    plan, unit = _share(request, public_id, unit_id)
    planned = (
        PlannedPost.objects.filter(plan=plan, post__unit=unit)
        .select_related("post__job")
        .order_by("-post__job__job_class", "post__job__name", "pk")
    )
    forms = ShareFormSet(
        request.POST or None,
        initial=[
            {
                "job_name": row.post.job.name,
                "job_class": row.post.job.job_class,
                "headcount": row.headcount,
            }
            for row in planned
        ],
    )
    if request.method != "POST" or not forms.is_valid():
        return _page(request, plan, unit, forms, 422 if request.method == "POST" else 200)
    wanted = [
        actions.Wanted(
            unit=unit,
            job_name=given["job_name"],
            job_class=given["job_class"],
            headcount=given["headcount"],
        )
        for form in forms
        if (given := form.cleaned_data) and not given.get("leaves")
    ]
    try:
        changes = actions.plan_unit(
            plan=plan,
            unit=unit,
            wanted=wanted,
            with_below=False,
            complete=True,
            by=request.user,
            at=timezone.now(),
        )
    except Refused as refusal:
        messages.error(request, str(refusal))
        return _page(request, plan, unit, forms, 422)
    counts = {move: sum(one.move == move for one in changes) for move in Move}
    messages.success(
        request,
        _("Kebutuhan disimpan: %(added)s jabatan baru, %(changed)s berubah, %(removed)s keluar.")
        % {
            "added": counts[Move.ADDED],
            "changed": counts[Move.CHANGED],
            "removed": counts[Move.REMOVED],
        },
    )
    return redirect("participants:staffing-share", plan.public_id, unit.public_id)


def _page(
    request: HttpRequest, plan: StaffingPlan, unit: OrganisationUnit, forms, status: int
) -> HttpResponse:
    return render(
        request,
        "participants/staffing_share.html",
        {
            "plan": plan,
            "unit": unit,
            "forms": forms,
            "jobs": JobTitle.objects.order_by("name", "pk"),
        },
        status=status,
    )
