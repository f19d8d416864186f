"""The volumes of the masterplan: ordered, and written by the worker one by one."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import override

from participants.actions import audit, file
from participants.actions.job import enqueue
from participants.errors import Reason, Refused
from participants.models import Job, StoredFile, User
from workshops.models import Workshop
from workshops.queries.book import BOOK, source_of
from workshops.rules.book import BY_CODE

LANGUAGE = "id"  # the office files it in Bahasa Indonesia, whoever asks


def order_book(*, workshop: Workshop, volumes: Sequence[str], by: User, at: datetime) -> Job:
    """A job with one item a volume. Refused: book-nothing-chosen."""
    chosen = [code for code in BY_CODE if code in volumes]
    if not chosen:
        raise Refused(Reason("book-nothing-chosen"))
    return enqueue(kind=BOOK, items=chosen, by=by, at=at, workshop=workshop.public_id)


@transaction.atomic
def write_volume(*, job: Job, volume: str, by: User, at: datetime) -> tuple[StoredFile, int]:
    """The volume as it stands now, kept privately; and how many programmes are in it. Writing it again
    takes its own place."""
    # python-docx and lxml are loaded where a book is written, not by every process of the server.
    from workshops.rendering.book.volumes import DOCX, written  # noqa: PLC0415

    workshop = Workshop.objects.select_related("unit").get(public_id=job.args["workshop"])
    with override(LANGUAGE):
        source = source_of(workshop, at=at)
        content = written(volume, source, at=at)
    kept = file.store_made(
        name=f"{volume}.docx",
        content=content,
        content_type=DOCX,
        unit=workshop.unit,
        by=by,
        at=at,
        key=f"{BOOK}/{job.public_id}/{volume}",
    )
    audit.record(
        "workshops.book.made",
        workshop,
        by=by,
        at=at,
        unit=workshop.unit,
        volume=volume,
        programmes=len(source.programmes),
        sha256=kept.sha256,
    )
    return kept, len(source.programmes)
