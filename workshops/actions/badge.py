"""Sheets of badges that take longer than a request: ordered, made part by part."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import get_language, override

from participants.actions import file
from participants.actions.job import enqueue
from participants.models import Job, StoredFile, User
from workshops.models import Workshop
from workshops.queries.badge import BADGES, badges_of, heading_of
from workshops.rendering.badge import Shape, pdf

# People a part: full sheets of either shape.
PART = 40


def order_badges(
    *, workshop: Workshop, people: Sequence[str], shape: Shape, by: User, at: datetime
) -> Job:
    """A job with one item for each 40 registrations (public ids)."""
    parts = range(0, len(people), PART)
    return enqueue(
        kind=BADGES,
        items=[str(first) for first in parts],
        by=by,
        at=at,
        workshop=workshop.public_id,
        shape=shape,
        people=list(people),
        language=get_language() or "id",
    )


@transaction.atomic
def make_badges(*, job: Job, first: int, by: User, at: datetime) -> StoredFile:
    """One part of an ordered job, kept privately; making it again takes its own place."""
    workshop = Workshop.objects.select_related("unit").get(public_id=job.args["workshop"])
    language = job.args["language"]
    with override(language):
        title, dates = heading_of(workshop)
        content = pdf(
            badges_of(workshop, job.args["people"][first : first + PART]),
            shape=job.args["shape"],
            title=title,
            dates=dates,
            language=language,
            at=at,
        )
    return file.store_made(
        name=f"lencana-{first + 1}.pdf",
        content=content,
        content_type="application/pdf",
        unit=workshop.unit,
        by=by,
        at=at,
        key=f"{BADGES}/{job.public_id}/{first}",
    )
