"""Background work: asked for here, done by the worker, safe from its death.

A worker takes an item by compare-and-set and a lease, and completes it in the transaction of the
work itself; an item whose lease ran out is taken again. So an item's work is committed once,
however often a worker dies, as long as the work and ``complete`` share a transaction.
"""

import logging
from collections.abc import Callable, Collection
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from participants.actions import audit
from participants.errors import Reason, Refused
from participants.models import Job, JobItem, JobState, User

LEASE = timedelta(minutes=2)
MAX_ATTEMPTS = 5

log = logging.getLogger(__name__)

Handler = Callable[[Job, JobItem, datetime], dict[str, Any]]


@transaction.atomic
def enqueue(*, kind: str, items: Collection[str], by: User, at: datetime, **args: Any) -> Job:
    """A job with one item per key; ``args`` are ids and numbers only, never a secret."""
    job = Job.objects.create(kind=kind, args=args, requested_at=at, requested_by=by)
    JobItem.objects.bulk_create(
        [JobItem(job=job, key=key) for key in dict.fromkeys(items)], batch_size=500
    )
    audit.record("participants.job.asked", job, by=by, at=at, kind=kind, items=len(items))
    return job


def take(*, worker: str, at: datetime, kinds: Collection[str]) -> JobItem | None:
    """One item for this worker, leased; None when there is nothing to do."""
    candidates = JobItem.objects.takeable(at).filter(job__kind__in=kinds)
    for item in candidates.select_related("job__requested_by")[:5]:
        won = JobItem.objects.filter(
            pk=item.pk, state=item.state, attempts=item.attempts, lease_until=item.lease_until
        ).update(
            state=JobState.RUNNING,
            attempts=item.attempts + 1,
            lease_until=at + LEASE,
            leased_by=worker,
        )
        if won:
            Job.objects.filter(pk=item.job_id, state=JobState.WAITING).update(
                state=JobState.RUNNING
            )
            item.refresh_from_db()
            return item
    return None


def perform(*, item: JobItem, handler: Handler, at: datetime) -> None:
    """Runs the handler and completes the item in one transaction; a refusal fails the item with its
    reasons at once, any other error puts it back until ``MAX_ATTEMPTS``."""
    try:
        with transaction.atomic():
            result = handler(item.job, item, at)
            still_ours = JobItem.objects.filter(
                pk=item.pk, state=JobState.RUNNING, attempts=item.attempts
            ).update(state=JobState.DONE, lease_until=None, result=result or {})
            if not still_ours:  # the lease ran out and another worker has it: undo ours
                transaction.set_rollback(True)
    except Refused as refusal:
        _fail(item, [reason.as_json() for reason in refusal.reasons])
    except Exception:
        log.exception("Job item %s of %s failed", item.pk, item.job.kind)
        if item.attempts >= MAX_ATTEMPTS:
            _fail(item, [Reason("job-failed").as_json()])
        else:
            JobItem.objects.filter(pk=item.pk, attempts=item.attempts).update(
                state=JobState.WAITING, lease_until=None
            )
    _finish(item.job_id, at)


def _fail(item: JobItem, error: list[dict[str, Any]]) -> None:
    JobItem.objects.filter(pk=item.pk, attempts=item.attempts).update(
        state=JobState.FAILED, lease_until=None, error=error
    )


def _finish(job_id: int, at: datetime) -> None:
    unfinished = [JobState.WAITING, JobState.RUNNING]
    if not JobItem.objects.filter(job=job_id, state__in=unfinished).exists():
        failed = JobItem.objects.filter(job=job_id, state=JobState.FAILED).exists()
        Job.objects.filter(pk=job_id, finished_at=None).update(
            state=JobState.FAILED if failed else JobState.DONE, finished_at=at
        )


@transaction.atomic
def retry_failed(*, job: Job, by: User, at: datetime) -> int:
    """Puts the failed items back; gives how many."""
    count = JobItem.objects.filter(job=job, state=JobState.FAILED).update(
        state=JobState.WAITING, attempts=0, error=[]
    )
    if not count:  # a job that waits for nothing would never end
        return 0
    Job.objects.filter(pk=job.pk).update(state=JobState.WAITING, finished_at=None)
    audit.record("participants.job.retried", job, by=by, at=at, items=count)
    return count


@transaction.atomic
def reap(*, at: datetime) -> int:
    """Gives up items that died with every worker that took them; gives how many.

    (Items with attempts left need no reaping: ``take`` picks them up when their lease runs out.)
    """
    dead = JobItem.objects.filter(
        state=JobState.RUNNING, lease_until__lt=at, attempts__gte=MAX_ATTEMPTS
    )
    jobs = list(dead.values_list("job_id", flat=True).distinct())
    count = dead.update(
        state=JobState.FAILED, lease_until=None, error=[Reason("job-failed").as_json()]
    )
    for job_id in jobs:
        _finish(job_id, at)
    return count
