"""Pictures of a layout: kept as they were made small, and read once by whoever prints."""

import io
from datetime import datetime, timedelta
from functools import lru_cache, partial
from typing import TypedDict

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from PIL import Image

from certificates.models import Template
from certificates.rendering.certificate import Picture
from certificates.rules import artwork
from participants.actions import audit
from participants.actions.file import store_made
from participants.models import AuditEntry, OrganisationUnit, StoredFile, User

STORED = "certificates.artwork.stored"
# A form that carries an unsaved picture is good for a day (forms/artwork.py); this is longer.
UNSAVED_FOR = timedelta(days=2)


@transaction.atomic
def keep_artwork(
    *, place: str, made: artwork.Artwork, unit: OrganisationUnit, by: User, at: datetime
) -> StoredFile:
    """The picture, which the next version of a layout may show; stored before the rest of the form is
    right, so that nobody has to choose the file again."""
    kept = store_made(
        name=f"{place.replace('_', '-')}.{made.extension}",
        content=made.content,
        content_type=made.content_type,
        unit=unit,
        by=by,
        at=at,
    )
    audit.record(STORED, kept, by=by, at=at, unit=unit, size=kept.size)
    return kept


@transaction.atomic
def clear_artwork(*, by: User, at: datetime) -> int:
    """Deletes pictures that were tried in a form, or belonged to a draft that was discarded, and that no
    layout shows; how many."""
    shown = Q()
    for place in artwork.PLACES:
        shown |= Q(**{place: OuterRef("pk")})
    kept_as_artwork = AuditEntry.objects.filter(
        verb=STORED,
        object_kind=StoredFile._meta.label_lower,
        object_id=OuterRef("public_id"),
    )
    tried = StoredFile.objects.filter(
        Exists(kept_as_artwork),
        ~Exists(Template.objects.filter(shown)),
        stored_at__lt=at - UNSAVED_FOR,
    )
    # Locked first: a layout that is being copied with one of these has it, or it is gone.
    locked = list(tried.select_for_update().order_by("pk").values_list("pk", flat=True))
    files = list(tried.filter(pk__in=locked))
    for stored in files:
        transaction.on_commit(partial(stored.content.delete, save=False))
    StoredFile.objects.filter(pk__in=[stored.pk for stored in files]).delete()
    if files:
        audit.record("certificates.artwork.discarded", by, by=by, at=at, files=len(files))
    return len(files)


@lru_cache(maxsize=32)
def _kept_picture(public_id: str, _sha256: str) -> Picture:
    """Read once by each worker: a stored file never changes."""
    stored = StoredFile.objects.get(public_id=public_id)
    with stored.content.open("rb") as opened:
        content = bytes(opened.read())
    with Image.open(io.BytesIO(content)) as picture:
        width, height = picture.size
    extension = "png" if stored.content_type == "image/png" else "jpg"
    return Picture(content, extension, width, height)


class Pictures(TypedDict):
    """The pictures of a ``CertificateSheet``."""

    background: Picture | None
    crest: Picture | None
    logos: tuple[Picture, ...]


def pictures_of(template: Template) -> Pictures:
    """What the office gave of its own; nothing where the look draws it, and logos where there are some."""
    given = {
        place: _kept_picture(file.public_id, file.sha256)
        for place in artwork.PLACES
        if (file := getattr(template, place))
    }
    return {
        "background": given.get(artwork.BACKGROUND),
        "crest": given.get(artwork.CREST),
        "logos": tuple(given[place] for place in artwork.LOGOS if place in given),
    }
