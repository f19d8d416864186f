"""The staffing plan as of a day: the plans, and one of them as tree, table, print and sheet."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.template import Context
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.views.decorators.http import require_safe

from participants.access import access_of, allow, reads_people, reads_plans
from participants.actions import audit
from participants.exporting.sheet import download
from participants.exporting.staffing import HolderResource, PostResource
from participants.forms.staffing import MapFilterForm, PlannedPostForm
from participants.models import JobTitle, OrganisationUnit, Person, PlanState, Role, StaffingPlan
from participants.models.scope import PEOPLE_READERS
from participants.queries.holders import holder_rows
from participants.queries.plan_tree import branches, sums_of
from participants.queries.staffing import post_lines
from participants.tables.paging import show_page
from participants.tables.staffing import PostTable, narrowed

ALL_AT_ONCE = 60  # posts on one page; above that the units come first, each opens to its posts


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
    rows = [(plan, state_of(plan, plan.unit.localdate(now))) for plan in plans]
    return render(
        request,
        "participants/staffing_list.html",
        {"rows": rows, "plans_posts": access_of(request.user).has(Role.PLANNER)},
    )


def state_of(plan: StaffingPlan, day: date) -> str:
    """draft | in_force | coming | replaced: an approved plan is replaced by the one after it."""
    if plan.state == PlanState.DRAFT:
        return "draft"
    if day < plan.valid_from:
        return "coming"
    return "replaced" if plan.valid_to is not None and plan.valid_to < day else "in_force"


def plan_of(request: HttpRequest, public_id: str) -> StaffingPlan:
    """A plan of a Pemda in which the user holds a role; 404 otherwise."""
    plans = StaffingPlan.objects.visible_to(request.user).select_related("unit", "approved_by")
    return get_object_or_404(plans, public_id=public_id)


def below_of(request: HttpRequest, plan: StaffingPlan) -> OrganisationUnit | None:
    """?unit= of the address: that unit with all below it."""
    asked = request.GET.get("unit", "")
    inside = OrganisationUnit.objects.under(plan.unit)
    return get_object_or_404(inside, public_id=asked) if asked else None


@allow(reads_plans)
@require_safe
def plan_detail(request: HttpRequest, public_id: str) -> HttpResponse:
    """Peta jabatan as of a day, whole or of one unit and below: as a tree, or as a table."""
    plan = plan_of(request, public_id)
    day, below = day_asked(request, plan.unit), below_of(request, plan)
    posts = post_lines(plan, day, below=below.path if below else "")
    access = access_of(request.user)
    edits = access.has_on(plan.unit, Role.PLANNER)
    adds = edits and plan.state == PlanState.DRAFT
    all_units = list(OrganisationUnit.objects.under(plan.unit).inside_government().in_tree_order())
    units = branches(posts, [unit for unit in all_units if _shown(unit, below)])
    as_table = request.GET.get("tampilan") == "tabel"
    narrow = MapFilterForm(request.GET)
    narrow.is_valid()
    is_narrowed = any(narrow.cleaned_data.values())
    table = PostTable(narrowed(posts, narrow.cleaned_data)) if as_table else None
    if table is not None:
        table.context = Context({"plan": plan, "day": day})
        show_page(request, table, per_page=100)
    return render(
        request,
        "participants/staffing_detail.html",
        {
            "plan": plan,
            "day": day,
            "below": below,
            "state": state_of(plan, day),
            "then": _plan_then(request, plan, day),
            "units": units,
            "total": sums_of(posts),
            "choices": all_units[1:],
            "opened": below is not None or len(posts) <= ALL_AT_ONCE,
            "as_table": as_table,
            "table": table,
            "narrow": narrow,
            "is_narrowed": is_narrowed,
            "edits": edits,
            "adds": adds,
            "shares": plan.state == PlanState.DRAFT and access.has(Role.PLANNER),
            "names_people": access.has(*PEOPLE_READERS),
            "form": PlannedPostForm(plan=plan) if adds else None,
            "jobs": JobTitle.objects.order_by("name", "pk") if adds else (),
        },
    )


def _shown(unit: OrganisationUnit, below: OrganisationUnit | None) -> bool:
    return below is None or unit.path.startswith(below.path)


def _plan_then(request: HttpRequest, plan: StaffingPlan, day: date) -> StaffingPlan | None:
    """Another plan that was in force on the day, where this one was not."""
    if plan.state == PlanState.DRAFT or state_of(plan, day) == "in_force":
        return None
    others = StaffingPlan.objects.visible_to(request.user).in_force_on(day).filter(unit=plan.unit)
    return others.first()


@allow(reads_plans)
@require_safe
def export(request: HttpRequest, public_id: str, extension: str) -> HttpResponse:
    """The posts as shown and narrowed."""
    plan = plan_of(request, public_id)
    day, below = day_asked(request, plan.unit), below_of(request, plan)
    narrow = MapFilterForm(request.GET)
    narrow.is_valid()
    rows = narrowed(post_lines(plan, day, below=below.path if below else ""), narrow.cleaned_data)
    return download(
        PostResource(), rows, name=f"peta-jabatan-{day.isoformat()}", extension=extension
    )


@allow(reads_plans)
@require_safe
def printed(request: HttpRequest, public_id: str) -> HttpResponse:
    """The peta jabatan for paper: every post, unit by unit."""
    plan = plan_of(request, public_id)
    day, below = day_asked(request, plan.unit), below_of(request, plan)
    posts = post_lines(plan, day, below=below.path if below else "")
    units = OrganisationUnit.objects.under(below or plan.unit).inside_government().in_tree_order()
    return render(
        request,
        "participants/staffing_print.html",
        {
            "plan": plan,
            "day": day,
            "below": below,
            "state": state_of(plan, day),
            "units": branches(posts, units),
            "total": sums_of(posts),
        },
    )


@allow(reads_people)
@require_safe
def export_holders(request: HttpRequest, public_id: str, extension: str) -> HttpResponse:
    """Who holds the posts, of the people whose record the reader may open; noted who took it."""
    plan = plan_of(request, public_id)
    day, below = day_asked(request, plan.unit), below_of(request, plan)
    rows = holder_rows(
        plan,
        day,
        people=Person.objects.visible_to(request.user),
        below=below.path if below else "",
    )
    audit.reading(
        "participants.people.exported", plan, by=request.user, at=timezone.now(), form=extension
    )
    return download(
        HolderResource(), rows, name=f"bezetting-{day.isoformat()}", extension=extension
    )
