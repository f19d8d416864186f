"""One post of a plan as of a day: what it asks, who holds it, who stands in, who is away."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from participants.access import access_of, allow, is_hr, reads_plans
from participants.actions import absence as absences
from participants.actions import staffing as actions
from participants.errors import Refused
from participants.forms.holding import AbsenceForm, AppointForm, EndForm
from participants.forms.staffing import HeadcountForm, RequirementForm
from participants.models import (
    Absence,
    Appointment,
    AppointmentKind,
    OrganisationUnit,
    Person,
    PlannedPost,
    PlanState,
    Role,
)
from participants.queries.findings import competencies_in, finding_lines, worded
from participants.queries.staffing import post_lines
from participants.views.staffing import day_asked, plan_of


@allow(reads_plans)
@require_safe
def post_detail(request: HttpRequest, public_id: str, post_id: str) -> HttpResponse:
    """One post: what it asks, who holds it, and how each of them meets it."""
    return _post(request, public_id, post_id)


def _planned(request: HttpRequest, public_id: str, post_id: str) -> PlannedPost:
    plan = plan_of(request, public_id)
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
    absence: AbsenceForm | None = None,
    status: int = 200,
) -> HttpResponse:
    planned = _planned(request, public_id, post_id)
    plan, unit = planned.plan, planned.post.unit
    day, access = day_asked(request, plan.unit), access_of(request.user)
    (line,) = post_lines(plan, day, only=planned)
    known = competencies_in(line.criteria)
    people = Person.objects.visible_to(request.user).living()
    held = (*line.holders, *line.released)
    there = [one.person_id for one in (*held, *(one.appointment for one in line.acting))]
    named = set(people.filter(pk__in=there).values_list("pk", flat=True))
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
                for holder in held
            ],
            "acting": [(one, one.appointment.person_id in named) for one in line.acting],
            "is_hr": is_hr_here,
            "edits": edits,
            "appoint": appoint
            or (
                AppointForm(people=people, unit=unit, initial={"valid_from": today})
                if is_hr_here
                else None
            ),
            "end": end or EndForm(initial={"last_day": today}),
            "absence": absence or AbsenceForm(prefix="absen", initial={"valid_from": today}),
            "headcount": HeadcountForm(initial={"headcount": planned.headcount}),
            "require": RequirementForm(),
            "has_standard": edits and planned.post.job.standards.exists(),
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
            valid_to=given["valid_to"],
            decree=given["decree"],
            by=request.user,
            at=timezone.now(),
        )
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(
            request,
            (
                _("%(name)s menduduki jabatan ini.")
                if given["kind"] == AppointmentKind.DEFINITIVE
                else _("%(name)s bertugas sementara pada jabatan ini.")
            )
            % {"name": given["person"].printed_name()},
        )
    return redirect("participants:staffing-post", public_id, post_id)


@allow(is_hr)
@require_POST
def end(request: HttpRequest, public_id: str, post_id: str) -> HttpResponse:
    """BKPSDM ends somebody's time on the post."""
    planned = _planned(request, public_id, post_id)
    mine = Appointment.objects.filter(
        access_of(request.user).hr_q("post__unit__path"),
        post=planned.post,
        person__public_id=request.POST.get("person", ""),
        kind=request.POST.get("kind", ""),
    ).select_related("post__unit", "person")
    appointment = mine.order_by("-valid_from", "-pk").first()
    if appointment is None:
        raise Http404
    form = EndForm(request.POST)
    if not form.is_valid():
        return _post(request, public_id, post_id, end=form, status=422)
    try:
        actions.end_appointment(
            appointment=appointment,
            last_day=form.cleaned_data["last_day"],
            because=form.cleaned_data["because"],
            by=request.user,
            at=timezone.now(),
        )
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Masa jabatan diakhiri."))
    return redirect("participants:staffing-post", public_id, post_id)


def _holder(request: HttpRequest, planned: PlannedPost) -> Person:
    """Somebody at this post, and the user is HR for its unit; 404 otherwise."""
    mine = Appointment.objects.filter(
        access_of(request.user).hr_q("post__unit__path"), post=planned.post
    )
    people = Person.objects.visible_to(request.user).filter(appointments__in=mine).distinct()
    return get_object_or_404(people, public_id=request.POST.get("person", ""))


@allow(is_hr)
@require_POST
def absence(request: HttpRequest, public_id: str, post_id: str) -> HttpResponse:
    """BKPSDM notes that a holder is away for long."""
    person = _holder(request, _planned(request, public_id, post_id))
    form = AbsenceForm(request.POST, prefix="absen")
    if not form.is_valid():
        return _post(request, public_id, post_id, absence=form, status=422)
    try:
        absences.record_absence(
            person=person, **form.cleaned_data, by=request.user, at=timezone.now()
        )
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Ketidakhadiran dicatat."))
    return redirect("participants:staffing-post", public_id, post_id)


@allow(is_hr)
@require_POST
def absence_end(request: HttpRequest, public_id: str, post_id: str) -> HttpResponse:
    """Somebody who was away is back."""
    planned = _planned(request, public_id, post_id)
    person = _holder(request, planned)
    form = EndForm(request.POST)
    if not form.is_valid():
        return _post(request, public_id, post_id, end=form, status=422)
    last_day = form.cleaned_data["last_day"]
    away = Absence.objects.visible_to(request.user).in_force_on(last_day).filter(person=person)
    try:
        absences.end_absence(
            absence=get_object_or_404(away),
            last_day=last_day,
            by=request.user,
            at=timezone.now(),
        )
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Ketidakhadiran diakhiri."))
    return redirect("participants:staffing-post", public_id, post_id)
