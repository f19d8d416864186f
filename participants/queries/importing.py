"""What the worker does for an upload that is too big for a request, and how that stands."""

from participants.errors import Reason
from participants.models import ImportSession, Job, JobState
from participants.models.job import UNFINISHED

READ, COMMIT = "imports.read", "imports.commit"
FORESEE, UNDO = "imports.foresee", "imports.undo"
KINDS = (READ, COMMIT, FORESEE, UNDO)
# Within a second on one slow core; what is more is the worker's.
MANY = 3_000  # lines
BIG = 200 * 1024  # bytes of a file


def latest_job(session: ImportSession) -> Job | None:
    """What the worker was last asked to do with this upload."""
    jobs = Job.objects.filter(kind__in=KINDS, args__session=session.public_id)
    return jobs.order_by("-pk").first()


def underway(session: ImportSession) -> Job | None:
    """What the worker is at, or will be, with this upload; at most one thing at a time."""
    job = latest_job(session)
    return job if job is not None and job.state in UNFINISHED else None


def failure_of(job: Job | None) -> tuple[Reason, ...]:
    """Why it came to nothing; () while it goes well."""
    if job is None or job.state != JobState.FAILED:
        return ()
    found = job.items.filter(state=JobState.FAILED).order_by("pk")  # type: ignore[attr-defined]
    return tuple(Reason.from_json(stored) for item in found for stored in item.error)


def written_by(session: ImportSession) -> int:
    """How many lines letting it in writes."""
    return int(session.counts.get("new", 0)) + int(session.counts.get("changed", 0))
