"""The staffing plan: kebutuhan by Bagian Organisasi, bezetting by BKPSDM. Two hands, two grants."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q

from participants.actions import audit
from participants.errors import Reason, Refused
from participants.models import (
    Appointment,
    AppointmentKind,
    Competency,
    EndReason,
    JobTitle,
    OrganisationUnit,
    Person,
    PlannedPost,
    PlanState,
    Post,
    Requirement,
    RequirementKind,
    StaffingPlan,
    User,
)
from participants.rules.ranks import read_rank
from participants.rules.staffing import education_step

LEAVING = (EndReason.RETIRED, EndReason.CONTRACT, EndReason.LEFT, EndReason.DIED)


@transaction.atomic
def appoint(
    *,
    person: Person,
    post: Post,
    kind: str,
    valid_from: date,
    by: User,
    at: datetime,
    valid_to: date | None = None,
    decree: str = "",
) -> Appointment:
    """The person holds the post from that day on; a definitive post they held ends the day before.
    Who only stands in (Plt., Plh.) keeps their own post, and may do so until ``valid_to``.

    Raises Refused when they hold this very post already, or when a definitive post of theirs
    begins on that day or later: nobody ever holds two at once.
    """
    if valid_to is not None and valid_to < valid_from:
        raise Refused(Reason("appointment-ends-before-it-starts", start=valid_from.isoformat()))
    person = Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    held = person.appointments.filter(kind=kind).in_force_on(valid_from)  # type: ignore[attr-defined]
    if held.filter(post=post).exists():
        raise Refused(Reason("appointment-already-held"))
    if kind == AppointmentKind.DEFINITIVE:
        _leave_before(person, valid_from)
    appointment = Appointment.objects.create(
        person=person,
        post=post,
        kind=kind,
        valid_from=valid_from,
        valid_to=None if kind == AppointmentKind.DEFINITIVE else valid_to,
        decree=decree.strip()[:80],
        appointed_at=at,
        appointed_by=by,
    )
    audit.record(
        "participants.appointment.made",
        appointment,
        by=by,
        at=at,
        unit=post.unit,
        post=post.public_id,
        person=person.public_id,
        kind=kind,
        valid_from=valid_from.isoformat(),
    )
    return appointment


def _leave_before(person: Person, day: date) -> None:
    definitive = person.appointments.filter(kind=AppointmentKind.DEFINITIVE)
    later = (
        definitive.filter(valid_from__gte=day)
        .select_related("post__job")
        .order_by("valid_from", "pk")
        .first()
    )
    if later is not None:
        raise Refused(
            Reason(
                "appointment-overlaps",
                post=later.post.job.name,
                start=later.valid_from.isoformat(),
            )
        )
    definitive.in_force_on(day).update(  # type: ignore[attr-defined]
        valid_to=day - timedelta(days=1), ended_because=EndReason.MOVED
    )


@transaction.atomic
def end_appointment(
    *, appointment: Appointment, last_day: date, by: User, at: datetime, because: str = ""
) -> Appointment:
    """The post is held up to and including ``last_day``. Who leaves the service (retired, contract
    over, left, died) leaves every post they hold or stand in at.

    Raises Refused when it ended already, or would end before it began.
    """
    person = Person.objects.select_for_update(no_key=True).get(pk=appointment.person_id)
    appointment = Appointment.objects.select_for_update(no_key=True).get(pk=appointment.pk)
    if appointment.valid_to is not None and appointment.valid_to <= last_day:
        raise Refused(Reason("already-done"))
    _end(appointment, last_day, because, by=by, at=at)
    if because in LEAVING:
        still = Q(valid_to=None) | Q(valid_to__gt=last_day)
        for other in person.appointments.filter(still).exclude(pk=appointment.pk).order_by("pk"):
            _end(other, last_day, because, by=by, at=at)
    return appointment


def _end(appointment: Appointment, last_day: date, because: str, *, by: User, at: datetime) -> None:
    if last_day < appointment.valid_from:
        raise Refused(
            Reason("appointment-ends-before-it-starts", start=appointment.valid_from.isoformat())
        )
    appointment.valid_to, appointment.ended_because = last_day, because
    appointment.save(update_fields=["valid_to", "ended_because"])
    audit.record(
        "participants.appointment.ended",
        appointment,
        by=by,
        at=at,
        unit=appointment.post.unit,
        post=appointment.post.public_id,
        person=appointment.person.public_id,
        last_day=last_day.isoformat(),
        because=because,
    )


@transaction.atomic
def create_plan(
    *,
    unit: OrganisationUnit,
    title: str,
    legal_basis: str,
    valid_from: date,
    by: User,
    at: datetime,
) -> StaffingPlan:
    """An empty draft for a Pemda."""
    plan = StaffingPlan.objects.create(
        unit=unit, title=title, legal_basis=legal_basis, valid_from=valid_from
    )
    audit.record("participants.plan.made", plan, by=by, at=at)
    return plan


@transaction.atomic
def approve_plan(*, plan: StaffingPlan, by: User, at: datetime) -> StaffingPlan:
    """The draft is in force from its first day on; the one before ends the day before that.

    Raises Refused when it is approved already, empty, or not later than the one in force.
    """
    # Locking the Pemda makes two approvals of one region wait for each other.
    OrganisationUnit.objects.select_for_update(no_key=True).get(pk=plan.unit_id)
    plan = draft_to_change(plan)
    if not plan.planned_posts.exists():
        raise Refused(Reason("plan-is-empty"))
    approved = StaffingPlan.objects.filter(unit=plan.unit_id, state=PlanState.APPROVED)
    later = approved.filter(valid_from__gte=plan.valid_from).order_by("-valid_from").first()
    if later is not None:
        raise Refused(Reason("plan-later-in-force", start=later.valid_from.isoformat()))
    ends = plan.valid_from - timedelta(days=1)
    approved.in_force_on(plan.valid_from).update(valid_to=ends)
    plan.state, plan.approved_at, plan.approved_by = PlanState.APPROVED, at, by
    plan.save(update_fields=["state", "approved_at", "approved_by"])
    audit.record("participants.plan.approved", plan, by=by, at=at)
    return plan


def draft_to_change(plan: StaffingPlan) -> StaffingPlan:
    """The plan, locked; what was approved is not changed any more."""
    plan = (
        StaffingPlan.objects.select_for_update(of=("self",)).select_related("unit").get(pk=plan.pk)
    )
    if plan.state != PlanState.DRAFT:
        raise Refused(Reason("plan-is-approved"))
    return plan


@transaction.atomic
def plan_post(
    *,
    plan: StaffingPlan,
    unit: OrganisationUnit,
    job_name: str,
    headcount: int,
    by: User,
    at: datetime,
    job_class: int | None = None,
) -> PlannedPost:
    """How many the draft wants of a job at a unit; a job not yet in the reference list joins it.

    Raises Refused when the unit is of another Pemda or the post is in the plan already.
    """
    plan = draft_to_change(plan)
    if not unit.path.startswith(plan.unit.path):
        raise Refused(Reason("post-unit-elsewhere"))
    job, _created = JobTitle.objects.get_or_create(
        name=job_name.strip(), defaults={"job_class": job_class}
    )
    post, _created = Post.objects.get_or_create(unit=unit, job=job)
    if plan.planned_posts.filter(post=post).exists():
        raise Refused(Reason("post-already-planned"))
    planned = PlannedPost.objects.create(plan=plan, post=post, headcount=headcount)
    audit.record(
        "participants.plan.post_added", planned, by=by, at=at, unit=unit, headcount=headcount
    )
    return planned


@transaction.atomic
def change_headcount(
    *, planned_post: PlannedPost, headcount: int, by: User, at: datetime
) -> PlannedPost:
    """How many the draft wants at this post from now on."""
    draft_to_change(planned_post.plan)
    before = planned_post.headcount
    planned_post.headcount = headcount
    planned_post.save(update_fields=["headcount"])
    audit.record(
        "participants.plan.headcount_changed",
        planned_post,
        by=by,
        at=at,
        unit=planned_post.post.unit,
        before=before,
        after=headcount,
    )
    return planned_post


@transaction.atomic
def unplan_post(*, planned_post: PlannedPost, by: User, at: datetime) -> None:
    """Takes a post out of a draft; who holds it still does."""
    draft_to_change(planned_post.plan)
    audit.record(
        "participants.plan.post_removed", planned_post, by=by, at=at, unit=planned_post.post.unit
    )
    planned_post.delete()


@transaction.atomic
def require(
    *,
    planned_post: PlannedPost,
    kind: str,
    importance: str,
    by: User,
    at: datetime,
    competency: Competency | None = None,
    level: int | None = None,
    text: str = "",
) -> Requirement:
    """What the post asks of its holder: a competency at a level, or schooling, rank or a training
    as written.

    Raises Refused when schooling or rank is none we know, since nobody could be judged by it.
    """
    draft_to_change(planned_post.plan)
    text = readable(kind, text)
    is_competency = kind == RequirementKind.COMPETENCY
    asked = Requirement.objects.create(
        planned_post=planned_post,
        kind=kind,
        importance=importance,
        competency=competency if is_competency else None,
        level=level if is_competency else None,
        text="" if is_competency else text,
    )
    audit.record(
        "participants.plan.requirement_added",
        planned_post,
        by=by,
        at=at,
        unit=planned_post.post.unit,
        kind=kind,
        level=asked.level,
    )
    return asked


def readable(kind: str, text: str) -> str:
    """The text without spaces around it. Raises Refused for schooling or rank that is none we know,
    and for a training without a name: nobody could be judged by it."""
    text = text.strip()
    unreadable = (
        (kind == RequirementKind.EDUCATION and education_step(text) is None)
        or (kind == RequirementKind.RANK and read_rank(text)[0] is None)
        or (kind == RequirementKind.TRAINING and not text)
    )
    if unreadable:
        raise Refused(Reason("requirement-unreadable", given=text))
    return text


@transaction.atomic
def unrequire(*, requirement: Requirement, by: User, at: datetime) -> None:
    """Takes a requirement out of a draft."""
    planned_post = requirement.planned_post
    draft_to_change(planned_post.plan)
    audit.record(
        "participants.plan.requirement_removed",
        planned_post,
        by=by,
        at=at,
        unit=planned_post.post.unit,
        kind=requirement.kind,
    )
    requirement.delete()
