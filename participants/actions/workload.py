"""The basis of a need (ABK): kept with the draft, and taken over as K only when somebody says so."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from participants.actions import audit
from participants.actions.staffing import draft_to_change
from participants.errors import Reason, Refused
from participants.models import PlannedPost, User, Workload, WorkloadTask
from participants.rules.workload import HOURS_A_YEAR, Task, need_of, people_for


@dataclass(frozen=True, kw_only=True)
class Line:
    """One task as written."""

    task: str
    volume: Decimal
    minutes: Decimal
    output: str = ""


@transaction.atomic
def keep_workload(
    *,
    planned_post: PlannedPost,
    lines: Collection[Line],
    source: str,
    by: User,
    at: datetime,
    hours_a_year: Decimal = HOURS_A_YEAR,
) -> Workload:
    """The tasks of a draft's post, instead of those kept before. K stays as it is.

    Raises Refused when the plan is approved, there is no task or no source, or a figure is negative.
    """
    draft_to_change(planned_post.plan)
    if not lines:
        raise Refused(Reason("workload-is-empty"))
    if not source.strip():
        raise Refused(Reason("workload-needs-source"))
    if any(line.volume < 0 or line.minutes < 0 for line in lines):
        raise Refused(Reason("workload-is-negative"))
    if not 500 <= hours_a_year <= 3000:
        raise Refused(Reason("workload-hours-of-a-year"))
    Workload.objects.filter(planned_post=planned_post).delete()
    workload = Workload.objects.create(
        planned_post=planned_post,
        hours_a_year=hours_a_year,
        source=source.strip(),
        kept_at=at,
        kept_by=by,
    )
    WorkloadTask.objects.bulk_create(
        WorkloadTask(
            workload=workload,
            position=position,
            task=line.task.strip(),
            output=line.output.strip(),
            volume=line.volume,
            minutes=line.minutes,
        )
        for position, line in enumerate(lines, start=1)
    )
    audit.record(
        "participants.plan.workload_kept",
        planned_post,
        by=by,
        at=at,
        unit=planned_post.post.unit,
        tasks=len(lines),
        need=str(need_of([Task(line.volume, line.minutes) for line in lines], hours_a_year)),
    )
    return workload


@transaction.atomic
def take_need(*, planned_post: PlannedPost, by: User, at: datetime) -> PlannedPost:
    """K of a draft's post becomes what its workload says. Raises Refused without a workload, or when
    K is that already."""
    draft_to_change(planned_post.plan)
    workload = Workload.objects.filter(planned_post=planned_post).first()
    if workload is None:
        raise Refused(Reason("workload-is-empty"))
    tasks = [Task(one.volume, one.minutes) for one in workload.tasks.order_by("position")]
    need = need_of(tasks, workload.hours_a_year)
    before, after = planned_post.headcount, people_for(need)
    if before == after:
        raise Refused(Reason("already-done"))
    planned_post.headcount = after
    planned_post.save(update_fields=["headcount"])
    audit.record(
        "participants.plan.headcount_changed",
        planned_post,
        by=by,
        at=at,
        unit=planned_post.post.unit,
        before=before,
        after=after,
        need=str(need),
    )
    return planned_post
