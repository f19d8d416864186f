"""What a job asks wherever it is, kept as versions; and what a planned post takes over from it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from participants.actions import audit
from participants.actions.staffing import draft_to_change, readable
from participants.errors import Reason, Refused
from participants.models import (
    Competency,
    JobStandard,
    JobTitle,
    PlannedPost,
    Requirement,
    RequirementKind,
    RetirementLimit,
    StaffingPlan,
    StandardItem,
    User,
)


@dataclass(frozen=True, kw_only=True)
class Item:
    """One thing that is asked: a competency at a level, or a text."""

    kind: str
    importance: str
    competency: Competency | None = None
    level: int | None = None
    text: str = ""

    def fields(self) -> dict[str, object]:
        is_competency = self.kind == RequirementKind.COMPETENCY
        return {
            "kind": self.kind,
            "importance": self.importance,
            "competency": self.competency if is_competency else None,
            "level": self.level if is_competency else None,
            "text": "" if is_competency else self.text.strip(),
        }


@transaction.atomic
def set_standard(
    *,
    job: JobTitle,
    basis: str,
    valid_from: date,
    items: Collection[Item],
    by: User,
    at: datetime,
) -> JobStandard:
    """A version of a job's standard, whole; the one before ends the day before it begins.

    Plans that took over the earlier version keep what they took. Raises Refused when one begins on
    that very day, when nothing is asked, or schooling or rank is none we know.
    """
    JobTitle.objects.select_for_update(no_key=True).get(pk=job.pk)
    if job.standards.filter(valid_from=valid_from).exists():
        raise Refused(Reason("standard-same-day", start=valid_from.isoformat()))
    if not items:
        raise Refused(Reason("standard-is-empty"))
    for item in items:
        readable(item.kind, item.text)
    standard = JobStandard.objects.create(
        job=job, basis=basis.strip(), valid_from=valid_from, made_at=at, made_by=by
    )
    StandardItem.objects.bulk_create(
        [StandardItem(standard=standard, **item.fields()) for item in items]
    )
    audit.record(
        "participants.standard.set", standard, by=by, at=at, job=job.public_id, items=len(items)
    )
    return standard


@transaction.atomic
def take_standard(*, planned_post: PlannedPost, on: date, by: User, at: datetime) -> int:
    """The planned post asks what the standard of its job in force on the day asks, instead of what
    it asked; gives how many things that are. Raises Refused when the job has no standard."""
    plan = draft_to_change(planned_post.plan)
    standard = newest_of([planned_post.post.job_id], on).get(planned_post.post.job_id)
    if standard is None:
        raise Refused(Reason("standard-missing", job=planned_post.post.job.name))
    planned_post.requirements.all().delete()
    taken = _copy({planned_post.pk: standard})
    audit.record(
        "participants.plan.standard_taken",
        planned_post,
        by=by,
        at=at,
        unit=planned_post.post.unit,
        plan=plan.public_id,
        standard=standard.public_id,
    )
    return taken


@transaction.atomic
def take_standards(*, plan: StaffingPlan, on: date, by: User, at: datetime) -> int:
    """Every post of the draft that asks nothing yet takes over its job's standard; gives how many
    posts did. What a post asks already stays."""
    plan = draft_to_change(plan)
    asking_nothing = plan.planned_posts.filter(requirements=None).select_related("post")
    posts = list(asking_nothing.order_by("pk"))
    standards = newest_of({row.post.job_id for row in posts}, on)
    chosen = {row.pk: standards[row.post.job_id] for row in posts if row.post.job_id in standards}
    _copy(chosen)
    if chosen:
        audit.record("participants.plan.standards_taken", plan, by=by, at=at, posts=len(chosen))
    return len(chosen)


def newest_of(jobs: Collection[int], on: date) -> dict[int, JobStandard]:
    """{job key: its standard in force on the day}."""
    found: dict[int, JobStandard] = {}
    for standard in JobStandard.objects.in_force_on(on).filter(job__in=jobs):
        found.setdefault(standard.job_id, standard)
    return found


def _copy(chosen: dict[int, JobStandard]) -> int:
    items: dict[int, list[StandardItem]] = {one.pk: [] for one in chosen.values()}
    for item in StandardItem.objects.filter(standard__in=items).order_by("pk"):
        items[item.standard_id].append(item)
    copies = [
        Requirement(
            planned_post_id=planned,
            kind=item.kind,
            importance=item.importance,
            competency_id=item.competency_id,
            level=item.level,
            text=item.text,
        )
        for planned, standard in chosen.items()
        for item in items[standard.pk]
    ]
    Requirement.objects.bulk_create(copies, batch_size=500)
    return len(copies)


@transaction.atomic
def set_age_limit(
    *,
    age: int,
    valid_from: date,
    basis: str,
    by: User,
    at: datetime,
    job: JobTitle | None = None,
    kind: str = "",
    level: str = "",
) -> RetirementLimit:
    """Until which age a job is held from a day on, or every job of a kind (and jenjang). Raises
    Refused without a basis, or when it is said of neither or of both."""
    if not basis.strip():
        raise Refused(Reason("age-limit-needs-basis"))
    if (job is None) == (not kind):
        raise Refused(Reason("age-limit-of-what"))
    limit = RetirementLimit.objects.create(
        job=job,
        kind=kind,
        level=level.strip() if kind else "",
        age=age,
        valid_from=valid_from,
        basis=basis.strip(),
        set_at=at,
        set_by=by,
    )
    audit.record("participants.age_limit.set", limit, by=by, at=at, age=age, kind=kind)
    return limit


@transaction.atomic
def describe_job(
    *, job: JobTitle, kind: str, level: str, job_class: int | None, by: User, at: datetime
) -> JobTitle:
    """Of which kind, jenjang and class a job of the reference list is, from now on."""
    job = JobTitle.objects.select_for_update(no_key=True).get(pk=job.pk)
    job.kind, job.level, job.job_class = kind, level.strip(), job_class
    job.save(update_fields=["kind", "level", "job_class"])
    audit.record(
        "participants.job_title.described", job, by=by, at=at, kind=kind, job_class=job_class
    )
    return job
