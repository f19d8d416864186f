"""What the worker does for workshops: each takes ids and calls one action."""

from datetime import datetime
from typing import Any

from participants.models import Job, JobItem
from workshops.actions.badge import make_badges
from workshops.actions.book import write_volume


def make_badge_part(job: Job, item: JobItem, at: datetime) -> dict[str, Any]:
    """One item of "workshops.badges": forty people from the one its key counts to."""
    made = make_badges(job=job, first=int(item.key), by=job.requested_by, at=at)
    return {"file": made.public_id}


def make_volume(job: Job, item: JobItem, at: datetime) -> dict[str, Any]:
    """One item of "workshops.book": the volume its key names."""
    made, programmes = write_volume(job=job, volume=item.key, by=job.requested_by, at=at)
    return {"file": made.public_id, "programmes": programmes}
