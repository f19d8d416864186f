"""How far a piece of background work is."""

from collections import Counter
from dataclasses import dataclass

from participants.errors import Reason
from participants.models import Job, JobItem, JobState


@dataclass(frozen=True)
class JobProgress:
    total: int
    done: int
    failed: int
    finished: bool
    errors: tuple[Reason, ...]


def progress(job: Job) -> JobProgress:
    """Counts of a job's items, and why the failed ones failed (the first twenty)."""
    states = Counter(JobItem.objects.filter(job=job).values_list("state", flat=True))
    failed = JobItem.objects.filter(job=job, state=JobState.FAILED).order_by("pk")[:20]
    reasons = tuple(Reason.from_json(stored) for item in failed for stored in item.error)
    total = sum(states.values())
    finished = states[JobState.DONE] + states[JobState.FAILED] == total
    return JobProgress(total, states[JobState.DONE], states[JobState.FAILED], finished, reasons)
