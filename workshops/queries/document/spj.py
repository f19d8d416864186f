"""The zips of a stage that somebody asked for."""

from typing import Any

from participants.models import Job, JobState, StoredFile
from participants.models.job import JobQuerySet
from participants.models.sealed import lookup
from workshops.models import Stage

SPJ = "workshops.spj"  # the kind of job


def spj_of(stage: Stage, user: Any) -> JobQuerySet:
    """Asked for by this user: nobody takes another's zip."""
    return Job.objects.filter(kind=SPJ, requested_by=user, args__stage=stage.public_id)


def latest_spj(stage: Stage, user: Any) -> Job | None:
    return spj_of(stage, user).exclude(state=JobState.FAILED).order_by("-pk").first()


def file_key(job: Job) -> str:
    """The public id of the zip of this job: it follows from the job, and nobody guesses it."""
    return lookup("file", f"{SPJ}/{job.public_id}")[:12]


def kept_already(job: Job) -> StoredFile | None:
    """What a worker that died after packing left behind."""
    return StoredFile.objects.filter(public_id=file_key(job)).first()
