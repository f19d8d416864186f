"""Background work: asked for here, done by the worker, safe from its death.

A worker takes an item by compare-and-set and a lease, and completes it in the transaction of the
work itself; an item whose lease ran out is taken again. So an item's work is committed once,
however often a worker dies, as long as the work and ``complete`` share a transaction.
"""

import logging
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Exists, F, OuterRef

from participants.actions import audit
from participants.errors import Reason, Refused
from participants.models import Job, JobItem, JobState, User

LEASE = timedelta(minutes=2)
MAX_ATTEMPTS = 5
IN_A_BATCH = 2  # attempts: what was left behind twice is tried alone, lest it take the others along

log = logging.getLogger(__name__)

Handler = Callable[[Job, JobItem, datetime], dict[str, Any]]
Answers = dict[str, dict[str, Any] | Refused]


@dataclass(frozen=True)
class Batch:
    """Work done on ``size`` items of one job at a time. ``make`` runs in no transaction and may take
    its time; ``keep`` writes what ``make`` gave, in the transaction that completes the items: it gets
    the keys that are still this worker's, and answers each."""

    size: int
    make: Callable[[Job, list[JobItem], datetime], Any]
    keep: Callable[[Job, Any, Collection[str], datetime], Answers]


@transaction.atomic
def enqueue(*, kind: str, items: Collection[str], by: User, at: datetime, **args: Any) -> Job:
    """A job with one item per key; ``args`` are ids and numbers only, never a secret."""
    job = Job.objects.create(kind=kind, args=args, requested_at=at, requested_by=by)
    JobItem.objects.bulk_create(
        [JobItem(job=job, key=key) for key in dict.fromkeys(items)], batch_size=500
    )
    audit.record("participants.job.asked", job, by=by, at=at, kind=kind, items=len(items))
    return job


@transaction.atomic
def extend(*, kind: str, items: Collection[str], by: User, at: datetime, **args: Any) -> Job:
    """More items for the latest job of this kind with these ``args``; the first make the job. What
    ended goes on."""
    same = {f"args__{name}": said for name, said in args.items()}
    found = Job.objects.select_for_update().filter(kind=kind, **same).order_by("-pk").first()
    if found is None:
        return enqueue(kind=kind, items=items, by=by, at=at, **args)
    known = set(JobItem.objects.filter(job=found, key__in=items).values_list("key", flat=True))
    JobItem.objects.bulk_create(
        [JobItem(job=found, key=key) for key in dict.fromkeys(items) if key not in known],
        batch_size=500,
    )
    Job.objects.filter(pk=found.pk).update(state=JobState.WAITING, finished_at=None)
    return found


def take(*, worker: str, at: datetime, kinds: Collection[str]) -> JobItem | None:
    """One item for this worker, leased; None when there is nothing to do."""
    taken = take_some(worker=worker, at=at, sizes=dict.fromkeys(kinds, 1))
    return taken[0] if taken else None


@transaction.atomic
def take_some(*, worker: str, at: datetime, sizes: Mapping[str, int]) -> list[JobItem]:
    """Items of one job for this worker, leased: as many as ``sizes`` allows its kind. Workers that
    take at the same time pass over what another has locked."""
    takeable = JobItem.objects.takeable(at).filter(job__kind__in=sizes)
    locked = takeable.select_for_update(of=("self",), skip_locked=True)
    first = locked.select_related("job__requested_by").first()
    if first is None:
        return []
    items = [first]
    if first.attempts < IN_A_BATCH and sizes[first.job.kind] > 1:
        alike = locked.filter(job=first.job_id, attempts__lt=IN_A_BATCH).exclude(pk=first.pk)
        items += alike[: sizes[first.job.kind] - 1]
    for item in items:
        item.job, item.attempts = first.job, item.attempts + 1
        item.state, item.lease_until, item.leased_by = JobState.RUNNING, at + LEASE, worker
    JobItem.objects.filter(pk__in=[item.pk for item in items]).update(
        state=JobState.RUNNING,
        attempts=F("attempts") + 1,
        lease_until=at + LEASE,
        leased_by=worker,
    )
    if first.job.state == JobState.WAITING:
        Job.objects.filter(pk=first.job_id, state=JobState.WAITING).update(state=JobState.RUNNING)
    return items


def perform(*, item: JobItem, handler: Handler | Batch, at: datetime) -> None:
    """One item, also of a kind that is done by the batch."""
    perform_some(items=[item], handler=handler, at=at)


def perform_some(*, items: list[JobItem], handler: Handler | Batch, at: datetime) -> None:
    """Runs the handler and completes the items in one transaction; a refusal fails its item with its
    reasons at once, any other error puts it back until ``MAX_ATTEMPTS``. When a batch fails, each
    of its items is tried alone, so that a bad one spoils no other.

    A handler that asks another machine says ``waits_outside = True``: it runs before the transaction
    that completes its item, and makes sure by itself that doing it again does it once.
    """
    job = items[0].job
    try:
        if isinstance(handler, Batch):
            made = handler.make(job, items, at)
            with transaction.atomic():
                ours = _still_ours(items)
                answers = handler.keep(job, made, [item.key for item in ours], at)
                _complete(ours, answers)
        else:
            (item,) = items
            outside = getattr(handler, "waits_outside", False)
            answer = handler(job, item, at) if outside else {}
            with transaction.atomic():
                if not outside:
                    answer = handler(job, item, at)
                if ours := _still_ours(items):
                    _complete(ours, {item.key: answer})
                else:  # the lease ran out and another worker has it: undo ours
                    transaction.set_rollback(True)
    except Exception as error:
        if len(items) > 1:
            log.warning("A batch of %s failed; its items are tried alone", job.kind, exc_info=True)
            for item in items:
                perform_some(items=[item], handler=handler, at=at)
            return
        if isinstance(error, Refused):
            _fail(items[0], error)
        else:
            log.exception("Job item %s of %s failed", items[0].pk, job.kind)
            _put_back(items[0])
    _finish(job.pk, at)


def _still_ours(items: list[JobItem]) -> list[JobItem]:
    locked = JobItem.objects.select_for_update(of=("self",)).filter(
        pk__in=[item.pk for item in items], state=JobState.RUNNING
    )
    attempts = dict(locked.order_by("pk").values_list("pk", "attempts"))
    return [item for item in items if attempts.get(item.pk) == item.attempts]


def _complete(items: list[JobItem], answers: Answers) -> None:
    done = []
    for item in items:
        answer = answers[item.key]
        if isinstance(answer, Refused):
            _fail(item, answer)
        else:
            item.state, item.lease_until, item.result = JobState.DONE, None, answer or {}
            done.append(item)
    JobItem.objects.bulk_update(done, ["state", "lease_until", "result"], batch_size=100)


def _put_back(item: JobItem) -> None:
    if item.attempts >= MAX_ATTEMPTS:
        _fail(item, Refused(Reason("job-failed")))
    else:
        JobItem.objects.filter(pk=item.pk, attempts=item.attempts).update(
            state=JobState.WAITING, lease_until=None
        )


def _fail(item: JobItem, refusal: Refused) -> None:
    JobItem.objects.filter(pk=item.pk, attempts=item.attempts).update(
        state=JobState.FAILED,
        lease_until=None,
        error=[reason.as_json() for reason in refusal.reasons],
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
def pause(*, job: Job, by: User, at: datetime) -> bool:
    """No worker takes a further item of it; what one is at is finished. Whether it was running."""
    paused = Job.objects.filter(
        pk=job.pk, state__in=[JobState.WAITING, JobState.RUNNING], finished_at=None
    ).update(state=JobState.PAUSED)
    if paused:
        audit.record("participants.job.paused", job, by=by, at=at)
    return bool(paused)


@transaction.atomic
def resume(*, job: Job, by: User, at: datetime) -> bool:
    """Goes on where it was paused. Whether it was."""
    resumed = Job.objects.filter(pk=job.pk, state=JobState.PAUSED).update(state=JobState.WAITING)
    if resumed:
        audit.record("participants.job.resumed", job, by=by, at=at)
    return bool(resumed)


@transaction.atomic
def reap(*, at: datetime) -> int:
    """Gives up items that died with every worker that took them; gives how many. Ends jobs whose last
    item was done by a worker that died before it could say so.

    (Items with attempts left need no reaping: ``take`` picks them up when their lease runs out.)
    """
    left = JobItem.objects.filter(
        job=OuterRef("pk"), state__in=[JobState.WAITING, JobState.RUNNING]
    )
    for ended in Job.objects.unfinished().filter(~Exists(left)):
        _finish(ended.pk, at)
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
