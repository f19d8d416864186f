"""Bagian Organisasi's hand on the staffing plan: drafts, posts, headcounts, requirements, approval."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from participants.access import access_of, allow, is_planner
from participants.actions import staffing as actions
from participants.actions import standard as standards
from participants.actions.plan_copy import copy_plan_as_draft
from participants.errors import Refused
from participants.forms.staffing import (
    HeadcountForm,
    NewPlanForm,
    PlanForm,
    PlannedPostForm,
    RequirementForm,
)
from participants.models import (
    OrganisationUnit,
    PlannedPost,
    Requirement,
    Role,
    StaffingPlan,
    UnitKind,
)
from participants.views.asked import key_of

PLANNER = {Role.PLANNER}


def _mine(request: HttpRequest, public_id: str) -> StaffingPlan:
    """A plan of a Pemda whose kebutuhan the user keeps; 404 otherwise."""
    kept = StaffingPlan.objects.visible_to(request.user).filter(
        access_of(request.user).units_q("unit__path", PLANNER)
    )
    return get_object_or_404(kept.select_related("unit"), public_id=public_id)


def _planned(request: HttpRequest, public_id: str, post_id: str) -> PlannedPost:
    plan = _mine(request, public_id)
    rows = PlannedPost.objects.filter(plan=plan).select_related(
        "plan", "plan__unit", "post__unit", "post__job"
    )
    return get_object_or_404(rows, public_id=post_id)


@allow(is_planner)
@require_http_methods(["GET", "HEAD", "POST"])
def plan_create(request: HttpRequest) -> HttpResponse:
    """An empty draft."""
    roots = OrganisationUnit.objects.filter(
        access_of(request.user).units_q("path", PLANNER), kind=UnitKind.PEMDA
    ).order_by("name", "pk")
    form = NewPlanForm(request.POST or None, roots=roots)
    if request.method != "POST" or not form.is_valid():
        return _plan_form(request, form, None)
    plan = actions.create_plan(**form.cleaned_data, by=request.user, at=timezone.now())
    messages.success(request, _("Rancangan dibuat. Tambahkan jabatan dan kebutuhannya."))
    return redirect("participants:staffing-detail", plan.public_id)


@allow(is_planner)
@require_http_methods(["GET", "HEAD", "POST"])
def plan_copy(request: HttpRequest, public_id: str) -> HttpResponse:
    """A new draft that begins as a plan is."""
    plan = _mine(request, public_id)
    form = PlanForm(
        request.POST or None, initial={"title": plan.title, "legal_basis": plan.legal_basis}
    )
    del form.fields["legal_basis"]
    if request.method != "POST" or not form.is_valid():
        return _plan_form(request, form, plan)
    draft = copy_plan_as_draft(plan=plan, **form.cleaned_data, by=request.user, at=timezone.now())
    messages.success(request, _("Rancangan dibuat dari peta jabatan yang ada."))
    return redirect("participants:staffing-detail", draft.public_id)


def _plan_form(request: HttpRequest, form, plan: StaffingPlan | None) -> HttpResponse:
    return render(
        request,
        "participants/staffing_form.html",
        {"form": form, "plan": plan},
        status=422 if form.errors else 200,
    )


@allow(is_planner)
@require_POST
def plan_approve(request: HttpRequest, public_id: str) -> HttpResponse:
    plan = _mine(request, public_id)
    return _done(
        request,
        lambda: actions.approve_plan(plan=plan, by=request.user, at=timezone.now()),
        _("Peta jabatan ditetapkan."),
        "participants:staffing-detail",
        public_id,
    )


@allow(is_planner)
@require_POST
def post_add(request: HttpRequest, public_id: str) -> HttpResponse:
    plan = _mine(request, public_id)
    form = PlannedPostForm(request.POST, plan=plan)
    return _checked(
        request,
        form,
        lambda given: actions.plan_post(plan=plan, **given, by=request.user, at=timezone.now()),
        _("Jabatan ditambahkan ke rancangan."),
        "participants:staffing-detail",
        public_id,
    )


@allow(is_planner)
@require_POST
def post_remove(request: HttpRequest, public_id: str, post_id: str) -> HttpResponse:
    planned = _planned(request, public_id, post_id)
    return _done(
        request,
        lambda: actions.unplan_post(planned_post=planned, by=request.user, at=timezone.now()),
        _("Jabatan dikeluarkan dari rancangan."),
        "participants:staffing-detail",
        public_id,
    )


@allow(is_planner)
@require_POST
def headcount(request: HttpRequest, public_id: str, post_id: str) -> HttpResponse:
    planned = _planned(request, public_id, post_id)
    return _checked(
        request,
        HeadcountForm(request.POST),
        lambda given: actions.change_headcount(
            planned_post=planned, **given, by=request.user, at=timezone.now()
        ),
        _("Kebutuhan diubah."),
        "participants:staffing-post",
        public_id,
        post_id,
    )


@allow(is_planner)
@require_POST
def requirement_add(request: HttpRequest, public_id: str, post_id: str) -> HttpResponse:
    planned = _planned(request, public_id, post_id)
    return _checked(
        request,
        RequirementForm(request.POST),
        lambda given: actions.require(
            planned_post=planned, **given, by=request.user, at=timezone.now()
        ),
        _("Syarat jabatan ditambahkan."),
        "participants:staffing-post",
        public_id,
        post_id,
    )


@allow(is_planner)
@require_POST
def requirement_remove(request: HttpRequest, public_id: str, post_id: str) -> HttpResponse:
    planned = _planned(request, public_id, post_id)
    key = request.POST.get("requirement", "")
    asked = get_object_or_404(
        Requirement.objects.select_related("planned_post__plan", "planned_post__post__unit"),
        planned_post=planned,
        pk=key_of(key),
    )
    return _done(
        request,
        lambda: actions.unrequire(requirement=asked, by=request.user, at=timezone.now()),
        _("Syarat jabatan dihapus dari rancangan."),
        "participants:staffing-post",
        public_id,
        post_id,
    )


@allow(is_planner)
@require_POST
def standard_take(request: HttpRequest, public_id: str, post_id: str) -> HttpResponse:
    """The post asks what the standard of its job asks."""
    planned = _planned(request, public_id, post_id)
    now = timezone.now()
    return _done(
        request,
        lambda: standards.take_standard(
            planned_post=planned, on=planned.plan.unit.localdate(now), by=request.user, at=now
        ),
        _("Syarat diambil dari standar jabatan."),
        "participants:staffing-post",
        public_id,
        post_id,
    )


@allow(is_planner)
@require_POST
def standards_take(request: HttpRequest, public_id: str) -> HttpResponse:
    """Every post that asks nothing yet takes over its job's standard."""
    plan, now = _mine(request, public_id), timezone.now()
    try:
        taken = standards.take_standards(
            plan=plan, on=plan.unit.localdate(now), by=request.user, at=now
        )
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(
            request,
            ngettext(
                "%d jabatan mengambil syarat dari standarnya.",
                "%d jabatan mengambil syarat dari standarnya.",
                taken,
            )
            % taken
            if taken
            else _("Tidak ada yang berubah: jabatan tanpa syarat belum mempunyai standar."),
        )
    return redirect("participants:staffing-detail", public_id)


def _checked(request: HttpRequest, form, act, said: str, page: str, *where: str) -> HttpResponse:
    """The action with what the form gives; what is wrong with it is said above the page."""
    if form.is_valid():
        return _done(request, lambda: act(form.cleaned_data), said, page, *where)
    for name, errors in form.errors.items():
        label = form.fields[name].label if name in form.fields else ""
        messages.error(request, f"{label}: {' '.join(errors)}" if label else " ".join(errors))
    return redirect(page, *where)


def _done(request: HttpRequest, act, said: str, page: str, *where: str) -> HttpResponse:
    try:
        act()
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, said)
    return redirect(page, *where)
