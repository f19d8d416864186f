"""The basis of one planned post's need (ABK)."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from participants.access import access_of, allow, is_planner, reads_plans
from participants.actions import workload as actions
from participants.errors import Refused
from participants.forms.workload import TaskFormSet, WorkloadForm
from participants.models import PlannedPost, PlanState, Role, Workload
from participants.queries.staffing import post_lines
from participants.rules.workload import Task, effectiveness, grade_of, hours_of, need_of, people_for
from participants.views.staffing import plan_of


def _planned(request: HttpRequest, public_id: str, post_id: str) -> PlannedPost:
    plan = plan_of(request, public_id)
    rows = PlannedPost.objects.filter(plan=plan).select_related(
        "plan__unit", "post__unit", "post__job"
    )
    return get_object_or_404(rows, public_id=post_id)


@allow(reads_plans)
@require_http_methods(["GET", "HEAD", "POST"])
def workload(request: HttpRequest, public_id: str, post_id: str) -> HttpResponse:
    """The tasks of a post, the need that follows from them, and what K is beside it."""
    planned = _planned(request, public_id, post_id)
    edits = access_of(request.user).has_on(planned.plan.unit, Role.PLANNER)
    if request.method == "POST" and not edits:
        raise PermissionDenied
    kept = Workload.objects.filter(planned_post=planned).select_related("kept_by").first()
    lines = list(kept.tasks.order_by("position")) if kept else []
    form = WorkloadForm(
        request.POST or None,
        initial={"source": kept.source, "hours_a_year": kept.hours_a_year} if kept else None,
    )
    forms = TaskFormSet(
        request.POST or None,
        initial=[
            {
                "task": one.task,
                "output": one.output,
                "volume": one.volume,
                "minutes": one.minutes,
            }
            for one in lines
        ],
    )
    status = 200
    if request.method == "POST":
        if form.is_valid() and forms.is_valid() and _kept(request, planned, form, forms):
            return redirect("participants:staffing-workload", public_id, post_id)
        status = 422
    now = timezone.now()
    (line,) = post_lines(planned.plan, planned.plan.unit.localdate(now), only=planned)
    tasks = [Task(one.volume, one.minutes) for one in lines]
    base = kept.hours_a_year if kept else None
    need = need_of(tasks, base) if base else None
    ej = effectiveness(hours_of(tasks), line.filled, base) if base else None
    return render(
        request,
        "participants/staffing_workload.html",
        {
            "plan": planned.plan,
            "planned": planned,
            "line": line,
            "kept": kept,
            "tasks": [(one, need_of([task], base)) for one, task in zip(lines, tasks, strict=True)]
            if base
            else [],
            "hours": hours_of(tasks),
            "need": need,
            "people": people_for(need) if need is not None else None,
            "ej": ej,
            "grade": grade_of(ej),
            "edits": edits and planned.plan.state == PlanState.DRAFT,
            "form": form,
            "forms": forms,
        },
        status=status,
    )


def _kept(request: HttpRequest, planned: PlannedPost, form, forms) -> bool:
    lines = [
        actions.Line(
            task=given["task"],
            output=given["output"],
            volume=given["volume"],
            minutes=given["minutes"],
        )
        for one in forms
        if (given := one.cleaned_data) and not given.get("leaves")
    ]
    try:
        actions.keep_workload(
            planned_post=planned,
            lines=lines,
            **form.cleaned_data,
            by=request.user,
            at=timezone.now(),
        )
    except Refused as refusal:
        messages.error(request, str(refusal))
        return False
    messages.success(request, _("Beban kerja disimpan. Kebutuhan (K) belum berubah."))
    return True


@allow(is_planner)
@require_POST
def take(request: HttpRequest, public_id: str, post_id: str) -> HttpResponse:
    """K becomes what the workload says."""
    planned = _planned(request, public_id, post_id)
    if not access_of(request.user).has_on(planned.plan.unit, Role.PLANNER):
        raise PermissionDenied
    try:
        planned = actions.take_need(planned_post=planned, by=request.user, at=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(
            request, _("Kebutuhan menjadi %(k)s menurut beban kerja.") % {"k": planned.headcount}
        )
    return redirect("participants:staffing-workload", public_id, post_id)
