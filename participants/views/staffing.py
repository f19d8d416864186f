"""The staffing plan as of a day: plans, one plan, one post with its holders; who holds a post."""

from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from participants.access import access_of, allow, is_hr, reads_plans
from participants.actions import staffing as actions
from participants.errors import Refused
from participants.exporting.sheet import download
from participants.exporting.staffing import PostResource
from participants.forms.staffing import (
    AppointForm,
    EndForm,
    HeadcountForm,
    PlannedPostForm,
    RequirementForm,
)
from participants.models import (
    Appointment,
    AppointmentKind,
    JobTitle,
    OrganisationUnit,
    Person,
    PlannedPost,
    PlanState,
    Role,
    StaffingPlan,
)
from participants.queries.findings import competencies_in, finding_lines, worded
from participants.queries.staffing import post_lines, unit_lines

ALL_AT_ONCE = 500  # posts on one page; above that the units come first, each opens to its posts


def day_asked(request: HttpRequest, unit: OrganisationUnit) -> date:
    """?per= of the address, else today at the unit. Also a day long ago or to come."""
    try:
        asked = parse_date(request.GET.get("per", ""))
    except ValueError:
        asked = None
    return asked or unit.localdate(timezone.now())


@allow(reads_plans)
@require_safe
def plan_list(request: HttpRequest) -> HttpResponse:
    plans = (
        StaffingPlan.objects.visible_to(request.user)
        .select_related("unit", "approved_by")
        .order_by("unit__name", "-valid_from", "-pk")
    )
    now = timezone.now()
    rows = [(plan, _in_force(plan, plan.unit.localdate(now))) for plan in plans]
    return render(
        request,
        "participants/staffing_list.html",
        {"rows": rows, "plans_posts": access_of(request.user).has(Role.PLANNER)},
    )


def _in_force(plan: StaffingPlan, day: date) -> bool:
    return (
        plan.state == PlanState.APPROVED
        and plan.valid_from <= day
        and (plan.valid_to is None or day <= plan.valid_to)
    )


def _plan(request: HttpRequest, public_id: str) -> StaffingPlan:
    plans = StaffingPlan.objects.visible_to(request.user).select_related("unit", "approved_by")
    return get_object_or_404(plans, public_id=public_id)


def _below(request: HttpRequest, plan: StaffingPlan) -> OrganisationUnit | None:
    """?unit= of the address: that unit with all below it."""
    asked = request.GET.get("unit", "")
    inside = OrganisationUnit.objects.under(plan.unit)
    return get_object_or_404(inside, public_id=asked) if asked else None


@allow(reads_plans)
@require_safe
def plan_detail(request: HttpRequest, public_id: str) -> HttpResponse:
    """Peta jabatan as of a day, whole or of one unit and below."""
    plan = _plan(request, public_id)
    day, below = day_asked(request, plan.unit), _below(request, plan)
    posts = post_lines(plan, day, below=below.path if below else "")
    units = unit_lines(posts)
    edits = access_of(request.user).has_on(plan.unit, Role.PLANNER)
    adds = edits and plan.state == PlanState.DRAFT
    return render(
        request,
        "participants/staffing_detail.html",
        {
            "plan": plan,
            "day": day,
            "below": below,
            "in_force": _in_force(plan, day),
            "units": units,
            "choices": OrganisationUnit.objects.filter(posts__planned__plan=plan)
            .distinct()
            .in_tree_order(),
            "opened": below is not None or len(posts) <= ALL_AT_ONCE,
            "total": {
                name: sum(getattr(unit, name) for unit in units)
                for name in (
                    "needed",
                    "filled",
                    "difference",
                    "qualified",
                    "unqualified",
                    "unknown",
                )
            }
            | {"missing": sum(max(-post.difference, 0) for post in posts)},
            "edits": edits,
            "adds": adds,
            "form": PlannedPostForm(plan=plan) if adds else None,
            "jobs": JobTitle.objects.order_by("name", "pk") if adds else (),
        },
    )


@allow(reads_plans)
@require_safe
def export(request: HttpRequest, public_id: str, extension: str) -> HttpResponse:
    plan = _plan(request, public_id)
    day, below = day_asked(request, plan.unit), _below(request, plan)
    rows = post_lines(plan, day, below=below.path if below else "")
    return download(
        PostResource(), rows, name=f"peta-jabatan-{day.isoformat()}", extension=extension
    )


@allow(reads_plans)
@require_safe
def post_detail(request: HttpRequest, public_id: str, post_id: str) -> HttpResponse:
    """One post: what it asks, who holds it, and how each of them meets it."""
    return _post(request, public_id, post_id)


def _planned(request: HttpRequest, public_id: str, post_id: str) -> PlannedPost:
    plan = _plan(request, public_id)
    rows = PlannedPost.objects.filter(plan=plan).select_related(
        "post__unit", "post__job", "plan__unit"
    )
    return get_object_or_404(rows, public_id=post_id)


def _post(
    request: HttpRequest,
    public_id: str,
    post_id: str,
    *,
    appoint: AppointForm | None = None,
    end: EndForm | None = None,
    require: RequirementForm | None = None,
    status: int = 200,
) -> HttpResponse:
    planned = _planned(request, public_id, post_id)
    plan, unit = planned.plan, planned.post.unit
    day, access = day_asked(request, plan.unit), access_of(request.user)
    (line,) = post_lines(plan, day, only=planned)
    known = competencies_in(line.criteria)
    acting = (
        Appointment.objects.in_force_on(day)
        .filter(post=planned.post, kind=AppointmentKind.ACTING)
        .select_related("person")
        .order_by("valid_from", "pk")
    )
    people = Person.objects.visible_to(request.user).living()
    acting = list(acting)
    named = set(
        people.filter(pk__in=[one.person_id for one in (*line.holders, *acting)]).values_list(
            "pk", flat=True
        )
    )
    is_hr_here = access.has_on(unit, Role.HR)
    is_draft = plan.state == PlanState.DRAFT
    edits = is_draft and access.has_on(plan.unit, Role.PLANNER)
    today = unit.localdate(timezone.now())
    return render(
        request,
        "participants/staffing_post.html",
        {
            "plan": plan,
            "planned": planned,
            "unit": unit,
            "day": day,
            "line": line,
            "asked": [
                (requirement, worded(criterion, known))
                for requirement, criterion in zip(
                    planned.requirements.order_by("pk"), line.criteria, strict=True
                )
            ],
            "holders": [
                (holder, holder.person_id in named, finding_lines(holder.findings, known))
                for holder in line.holders
            ],
            "acting": [(one, one.person_id in named) for one in acting],
            "is_hr": is_hr_here,
            "edits": edits,
            "appoint": appoint
            or (
                AppointForm(people=people, unit=unit, initial={"valid_from": today})
                if is_hr_here
                else None
            ),
            "end": end or EndForm(initial={"last_day": today}),
            "headcount": HeadcountForm(initial={"headcount": planned.headcount}),
            "require": require or RequirementForm(),
        },
        status=status,
    )


@allow(is_hr)
@require_POST
def appoint(request: HttpRequest, public_id: str, post_id: str) -> HttpResponse:
    """BKPSDM puts somebody on the post."""
    planned = _planned(request, public_id, post_id)
    unit = get_object_or_404(
        OrganisationUnit.objects.filter(access_of(request.user).hr_q("path")),
        pk=planned.post.unit_id,
    )
    people = Person.objects.visible_to(request.user).living()
    form = AppointForm(request.POST, people=people, unit=unit)
    if not form.is_valid():
        return _post(request, public_id, post_id, appoint=form, status=422)
    given = form.cleaned_data
    try:
        actions.appoint(
            person=given["person"],
            post=planned.post,
            kind=given["kind"],
            valid_from=given["valid_from"],
            by=request.user,
            at=timezone.now(),
        )
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(
            request,
            _("%(name)s menduduki jabatan ini.") % {"name": given["person"].printed_name()},
        )
    return redirect("participants:staffing-post", public_id, post_id)


@allow(is_hr)
@require_POST
def end(request: HttpRequest, public_id: str, post_id: str) -> HttpResponse:
    """BKPSDM ends somebody's time on the post."""
    planned = _planned(request, public_id, post_id)
    mine = Appointment.objects.filter(
        access_of(request.user).hr_q("post__unit__path"), post=planned.post, valid_to=None
    ).order_by("pk")
    appointment = get_object_or_404(
        mine.select_related("post__unit", "person"),
        person__public_id=request.POST.get("person", ""),
        kind=request.POST.get("kind", ""),
    )
    form = EndForm(request.POST)
    if not form.is_valid():
        return _post(request, public_id, post_id, end=form, status=422)
    try:
        actions.end_appointment(
            appointment=appointment,
            last_day=form.cleaned_data["last_day"],
            by=request.user,
            at=timezone.now(),
        )
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Masa jabatan diakhiri."))
    return redirect("participants:staffing-post", public_id, post_id)
