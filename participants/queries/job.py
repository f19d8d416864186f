"""How far a piece of background work is."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext_lazy

from participants.errors import Reason
from participants.models import Job, JobItem, JobState


@dataclass(frozen=True)
class JobProgress:
    label: str
    total: int
    done: int
    failed: int
    finished: bool
    errors: tuple[Reason, ...]
    paused: bool = False


@dataclass(frozen=True)
class JobLine:
    """A job in a list, with its counts."""

    public_id: str
    label: str
    asked_at: datetime
    total: int
    done: int
    failed: int
    finished: bool
    paused: bool


# What each kind of work is called; kinds are data, so this package need not know their owners.
KINDS = {
    "certificates.issue": gettext_lazy("Menerbitkan sertifikat"),
    "certificates.sign": gettext_lazy("Menandatangani sertifikat"),
    "siasn.pack": gettext_lazy("Menyusun berkas SIASN"),
    "siasn.send": gettext_lazy("Mengirim ke SIASN"),
    "certificates.bundle": gettext_lazy("Menyusun zip sertifikat"),
    "workshops.badges": gettext_lazy("Membuat lencana"),
    "imports.read": gettext_lazy("Membaca dan memeriksa berkas"),
    "imports.commit": gettext_lazy("Memasukkan isi berkas"),
    "imports.foresee": gettext_lazy("Memeriksa apa yang dapat diurungkan"),
    "imports.undo": gettext_lazy("Mengurungkan impor"),
    "workshops.book": gettext_lazy("Menyusun buku masterplan"),
    "workshops.spj": gettext_lazy("Menyusun berkas SPJ"),
}


def word_kind(kind: str) -> str:
    return str(KINDS.get(kind, kind))


def latest(jobs: QuerySet[Job], limit: int) -> list[JobLine]:
    """The newest jobs with counts of their items, in one query."""

    def count(*states: str) -> Count:
        return Count("items", filter=Q(items__state__in=states))

    rows = jobs.annotate(
        total=Count("items"), done=count(JobState.DONE), failed=count(JobState.FAILED)
    ).order_by("-requested_at", "-pk")
    return [
        JobLine(
            row.public_id,
            word_kind(row.kind),
            row.requested_at,
            row.total,
            row.done,
            row.failed,
            row.finished_at is not None,
            row.state == JobState.PAUSED,
        )
        for row in rows[:limit]
    ]


def progress(job: Job) -> JobProgress:
    """Counts of a job's items, and why the failed ones failed (the first twenty)."""
    states = Counter(JobItem.objects.filter(job=job).values_list("state", flat=True))
    failed = JobItem.objects.filter(job=job, state=JobState.FAILED).order_by("pk")[:20]
    reasons = tuple(Reason.from_json(stored) for item in failed for stored in item.error)
    total = sum(states.values())
    finished = states[JobState.DONE] + states[JobState.FAILED] == total
    return JobProgress(
        word_kind(job.kind),
        total,
        states[JobState.DONE],
        states[JobState.FAILED],
        finished,
        reasons,
        job.state == JobState.PAUSED and not finished,
    )
