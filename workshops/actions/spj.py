"""The zip of a stage's file: asked for, kept for a day, cleared away."""

import hashlib
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.core.files.base import File
from django.db import transaction

from participants.actions import audit
from participants.actions.job import enqueue
from participants.models import Job, JobItem, JobState, StoredFile, User
from workshops.models import Stage
from workshops.queries.document.spj import SPJ, file_key

ALL = "semua"  # the one item of a job
VALID = timedelta(days=1)  # it holds names and NIP, so it does not lie about


@transaction.atomic
def request_spj(*, stage: Stage, by: User, at: datetime) -> Job:
    """A job that packs the stage's file; the same one while it is not finished."""
    same = Job.objects.unfinished().filter(kind=SPJ, requested_by=by, args__stage=stage.public_id)
    return same.first() or enqueue(kind=SPJ, items=[ALL], by=by, at=at, stage=stage.public_id)


def note_progress(*, item: JobItem, done: int, of: int, piece: str, by: User, at: datetime) -> None:
    """How far it is, for who waits; outside any transaction, so that it is seen at once."""
    JobItem.objects.filter(pk=item.pk, attempts=item.attempts).update(
        result={"done": done, "of": of, "piece": piece}
    )


def keep_spj(
    *, job: Job, stage: Stage, packed: Any, papers: int, by: User, at: datetime
) -> dict[str, Any]:
    """The zip as a private file; packing it again takes its place."""
    packed.seek(0)
    digest = hashlib.file_digest(packed, "sha256").hexdigest()
    size = packed.tell()
    packed.seek(0)
    unit = stage.workshop.unit
    stored = StoredFile(
        public_id=file_key(job),
        name=f"spj-tahap-{stage.order}-{stage.starts_on.isoformat()}.zip",
        content_type="application/zip",
        size=size,
        sha256=digest,
        unit=unit,
        stored_at=at,
        stored_by=by,
    )
    place = stored.content.field.generate_filename(stored, stored.public_id)
    stored.content.storage.delete(place)  # what a killed worker left
    stored.content.save(stored.public_id, File(packed), save=False)
    with transaction.atomic():
        stored.save()
        audit.record("workshops.spj.made", stage, by=by, at=at, unit=unit, papers=papers)
    return {"file": stored.public_id, "papers": papers}


@transaction.atomic
def clear_spj(*, by: User, at: datetime) -> int:
    """Deletes the zips nobody may take any more; how many."""
    items = JobItem.objects.filter(
        job__kind=SPJ, state=JobState.DONE, job__finished_at__lt=at - VALID
    ).exclude(result={})
    files = list(
        StoredFile.objects.filter(public_id__in=[one.result.get("file", "") for one in items])
    )
    for stored in files:
        transaction.on_commit(partial(stored.content.delete, save=False))
    StoredFile.objects.filter(pk__in=[stored.pk for stored in files]).delete()
    items.update(result={})
    if files:
        audit.record("workshops.spj.discarded", by, by=by, at=at, files=len(files))
    return len(files)
