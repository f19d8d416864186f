"""Keeping files: what people hand in is checked by content; what we make is only hashed."""

import hashlib
from collections.abc import Collection
from datetime import datetime
from typing import Any, BinaryIO

from django.core.files.base import ContentFile, File
from django.db import transaction

from participants.actions import audit
from participants.models import OrganisationUnit, StoredFile, User
from participants.models.sealed import lookup
from participants.rules.filetype import check, display_name


@transaction.atomic
def store(
    *,
    upload: BinaryIO | Any,
    name: str,
    unit: OrganisationUnit,
    by: User,
    at: datetime,
    allowed: Collection[str],
    max_bytes: int,
) -> StoredFile:
    """An uploaded file, kept privately. Raises Refused with a sentence when its content is not one
    of the ``allowed`` kinds (rules/filetype.py), too big, encrypted or carries macros."""
    facts = check(upload, allowed=allowed, max_bytes=max_bytes)
    upload.seek(0)
    stored = StoredFile(
        name=display_name(name, facts.extension),
        content_type=facts.content_type,
        size=facts.size,
        sha256=facts.sha256,
        unit=unit,
        stored_at=at,
        stored_by=by,
    )
    stored.content.save(stored.public_id, File(upload), save=False)
    _keep_or_remove(stored)
    audit.record("participants.file.stored", stored, by=by, at=at, unit=unit, size=stored.size)
    return stored


@transaction.atomic
def store_made(
    *,
    name: str,
    content: bytes,
    content_type: str,
    unit: OrganisationUnit,
    by: User,
    at: datetime,
    key: str = "",
) -> StoredFile:
    """A file this system made itself.

    Bytes are on the disk before their row is committed, so a worker killed in between leaves them
    behind. With a ``key`` the place follows from it (by a keyed hash, so nobody guesses it), and
    making the file again takes the place of what was left. Use each key for one row only.
    """
    stored = StoredFile(
        name=name,
        content_type=content_type,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        unit=unit,
        stored_at=at,
        stored_by=by,
    )
    if key:
        stored.public_id = lookup("file", key)[:12]
        place = stored.content.field.generate_filename(stored, stored.public_id)
        stored.content.storage.delete(place)
    stored.content.save(stored.public_id, ContentFile(content), save=False)
    _keep_or_remove(stored)
    return stored


def _keep_or_remove(stored: StoredFile) -> None:
    """Writes the row; a row that fails takes its bytes with it."""
    try:
        stored.save()
    except Exception:
        stored.content.delete(save=False)
        raise
