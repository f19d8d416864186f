"""The staffing plan: kebutuhan by Bagian Organisasi, bezetting by BKPSDM. Two hands, two grants."""

from datetime import date, datetime, timedelta

from django.db import transaction

from participants.actions import audit
from participants.errors import Reason, Refused
from participants.models import (
    Appointment,
    AppointmentKind,
    Competency,
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


@transaction.atomic
def appoint(
    *, person: Person, post: Post, kind: str, valid_from: date, by: User, at: datetime
) -> Appointment:
    """The person holds the post from that day on; a definitive post they held ends the day before.

    Raises Refused when they hold this very post already, or when a definitive post of theirs
    begins on that day or later: nobody ever holds two at once.
    """
    person = Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    held = person.appointments.filter(kind=kind).in_force_on(valid_from)  # type: ignore[attr-defined]
    if held.filter(post=post).exists():
        raise Refused(Reason("appointment-already-held"))
    if kind == AppointmentKind.DEFINITIVE:
        _leave_before(person, valid_from)
    appointment = Appointment.objects.create(
        person=person, post=post, kind=kind, valid_from=valid_from, appointed_at=at, appointed_by=by
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
    definitive.in_force_on(day).update(valid_to=day - timedelta(days=1))  # type: ignore[attr-defined]


@transaction.atomic
def end_appointment(
    *, appointment: Appointment, last_day: date, by: User, at: datetime
) -> Appointment:
    """The post is held up to and including ``last_day``. Raises Refused when it ended already, or
    would end before it began."""
    appointment = Appointment.objects.select_for_update(no_key=True).get(pk=appointment.pk)
    if appointment.valid_to is not None:
        raise Refused(Reason("already-done"))
    if last_day < appointment.valid_from:
        raise Refused(
            Reason("appointment-ends-before-it-starts", start=appointment.valid_from.isoformat())
        )
    appointment.valid_to = last_day
    appointment.save(update_fields=["valid_to"])
    audit.record(
        "participants.appointment.ended",
        appointment,
        by=by,
        at=at,
        unit=appointment.post.unit,
        post=appointment.post.public_id,
        person=appointment.person.public_id,
        last_day=last_day.isoformat(),
    )
    return appointment


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
def copy_plan_as_draft(
    *, plan: StaffingPlan, title: str, valid_from: date, by: User, at: datetime
) -> StaffingPlan:
    """A new draft with the same posts, headcounts and requirements; the plan itself stays."""
    draft = StaffingPlan.objects.create(
        unit=plan.unit, title=title, legal_basis=plan.legal_basis, valid_from=valid_from
    )
    rows = list(plan.planned_posts.order_by("pk"))
    copies = PlannedPost.objects.bulk_create(
        [PlannedPost(plan=draft, post_id=row.post_id, headcount=row.headcount) for row in rows],
        batch_size=500,
    )
    copy_of = {row.pk: copy for row, copy in zip(rows, copies, strict=True)}
    Requirement.objects.bulk_create(
        [
            Requirement(
                planned_post=copy_of[asked.planned_post_id],
                kind=asked.kind,
                importance=asked.importance,
                competency_id=asked.competency_id,
                level=asked.level,
                text=asked.text,
            )
            for asked in Requirement.objects.filter(planned_post__plan=plan).order_by("pk")
        ],
        batch_size=500,
    )
    audit.record("participants.plan.copied", draft, by=by, at=at, source=plan.public_id)
    return draft


@transaction.atomic
def approve_plan(*, plan: StaffingPlan, by: User, at: datetime) -> StaffingPlan:
    """The draft is in force from its first day on; the one before ends the day before that.

    Raises Refused when it is approved already, empty, or not later than the one in force.
    """
    # Locking the Pemda makes two approvals of one region wait for each other.
    OrganisationUnit.objects.select_for_update(no_key=True).get(pk=plan.unit_id)
    plan = _draft(plan)
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


def _draft(plan: StaffingPlan) -> StaffingPlan:
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
    plan = _draft(plan)
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
    _draft(planned_post.plan)
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
    _draft(planned_post.plan)
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
    """What the post asks of its holder: a competency at a level, or schooling or rank as written.

    Raises Refused when schooling or rank is none we know, since nobody could be judged by it.
    """
    _draft(planned_post.plan)
    text = text.strip()
    unreadable = (kind == RequirementKind.EDUCATION and education_step(text) is None) or (
        kind == RequirementKind.RANK and read_rank(text)[0] is None
    )
    if unreadable:
        raise Refused(Reason("requirement-unreadable", given=text))
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


@transaction.atomic
def unrequire(*, requirement: Requirement, by: User, at: datetime) -> None:
    """Takes a requirement out of a draft."""
    planned_post = requirement.planned_post
    _draft(planned_post.plan)
    audit.record(
        "participants.plan.requirement_removed",
        planned_post,
        by=by,
        at=at,
        unit=planned_post.post.unit,
        kind=requirement.kind,
    )
    requirement.delete()
