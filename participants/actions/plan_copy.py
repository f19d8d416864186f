"""A plan begins as another one is."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction

from participants.actions import audit
from participants.models import (
    PlannedPost,
    Requirement,
    StaffingPlan,
    User,
    Workload,
    WorkloadTask,
)


@transaction.atomic
def copy_plan_as_draft(
    *, plan: StaffingPlan, title: str, valid_from: date, by: User, at: datetime
) -> StaffingPlan:
    """A new draft with the same posts, headcounts, requirements and bases; the plan itself stays."""
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
    _copy_workloads(copy_of)
    audit.record("participants.plan.copied", draft, by=by, at=at, source=plan.public_id)
    return draft


def _copy_workloads(copy_of: Mapping[int, PlannedPost]) -> None:
    """The bases of a plan's posts, for their copies; ``copy_of`` by the key of the original."""
    kept = list(Workload.objects.filter(planned_post__in=copy_of).order_by("pk"))
    copies = Workload.objects.bulk_create(
        [
            Workload(
                planned_post=copy_of[one.planned_post_id],
                hours_a_year=one.hours_a_year,
                source=one.source,
                kept_at=one.kept_at,
                kept_by_id=one.kept_by_id,
            )
            for one in kept
        ],
        batch_size=500,
    )
    new = {one.pk: copy for one, copy in zip(kept, copies, strict=True)}
    WorkloadTask.objects.bulk_create(
        [
            WorkloadTask(
                workload=new[task.workload_id],
                position=task.position,
                task=task.task,
                output=task.output,
                volume=task.volume,
                minutes=task.minutes,
            )
            for task in WorkloadTask.objects.filter(workload__in=kept).order_by("pk")
        ],
        batch_size=500,
    )
