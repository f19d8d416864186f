"""What the worker does for workshops: each takes ids and calls one action."""

import tempfile
from datetime import datetime
from typing import Any

from participants.models import Job, JobItem
from workshops.actions.badge import make_badges
from workshops.actions.book import write_volume
from workshops.actions.spj import keep_spj, note_progress
from workshops.exporting.spj import pack
from workshops.models import Stage
from workshops.queries.document.spj import kept_already


def make_badge_part(job: Job, item: JobItem, at: datetime) -> dict[str, Any]:
    """One item of "workshops.badges": forty people from the one its key counts to."""
    made = make_badges(job=job, first=int(item.key), by=job.requested_by, at=at)
    return {"file": made.public_id}


def make_volume(job: Job, item: JobItem, at: datetime) -> dict[str, Any]:
    """One item of "workshops.book": the volume its key names."""
    made, programmes = write_volume(job=job, volume=item.key, by=job.requested_by, at=at)
    return {"file": made.public_id, "programmes": programmes}


def pack_spj(job: Job, item: JobItem, at: datetime) -> dict[str, Any]:
    """The one item of "workshops.spj": the zip of a stage, which says how far it is."""
    by = job.requested_by
    if known := kept_already(job):
        return {"file": known.public_id}

    def told(done: int, of: int, piece: str) -> None:
        note_progress(item=item, done=done, of=of, piece=piece, by=by, at=at)

    stage = Stage.objects.select_related("workshop__unit").get(public_id=job.args["stage"])
    with tempfile.TemporaryFile() as packed:
        papers = pack(stage, packed, by=by, at=at, told=told)
        return keep_spj(job=job, stage=stage, packed=packed, papers=papers, by=by, at=at)


pack_spj.waits_outside = True  # type: ignore[attr-defined] # nobody's writing waits for it
