"""Keeping files: what people hand in is checked by content; what we make is only hashed.

Bytes reach the disk before their row is committed. When the transaction is rolled back they go with
it; what a killed process leaves behind is cleared away by the worker (``clear_strays``).
"""

import hashlib
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, BinaryIO

from django.core.files.base import ContentFile, File
from django.core.files.storage import Storage
from django.db import transaction
from django.db.models.fields.files import FieldFile

from participants.actions import audit
from participants.models import OrganisationUnit, StoredFile, User
from participants.models.sealed import lookup
from participants.rules.filetype import FileFacts, display_name
from participants.verification import examine

STRAY_AFTER = timedelta(days=1)


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
    of the ``allowed`` kinds, too big, or harmful (rules/filetype.py); a form that has an
    ``UploadField`` has found that out before, outside any transaction."""
    facts = _facts(upload, allowed, max_bytes)
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
    transaction.on_commit(_Keeping(stored.content))
    _keep_or_remove(stored)
    audit.record(
        "participants.file.stored",
        stored,
        by=by,
        at=at,
        unit=unit,
        size=stored.size,
        sha256=stored.sha256,
    )
    return stored


def _facts(upload: Any, allowed: Collection[str], max_bytes: int) -> FileFacts:
    known: FileFacts | None = getattr(upload, "facts", None)
    if known and known.extension in allowed and known.size <= max_bytes:
        return known
    return examine(upload, allowed=allowed, max_bytes=max_bytes)


class _Keeping:
    """Called on commit, and then the bytes stay. Django forgets what waits for a commit when the
    transaction (or the savepoint it waits in) is rolled back; forgotten without having been called,
    this takes the bytes with it."""

    def __init__(self, content: FieldFile) -> None:
        self._storage, self._place = content.storage, content.name

    def __call__(self) -> None:
        self._place = None

    def __del__(self) -> None:
        if self._place:
            self._storage.delete(self._place)


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
    if not key:  # the place of a key may be another worker's by the time this one gives up
        transaction.on_commit(_Keeping(stored.content))
    _keep_or_remove(stored)
    return stored


@dataclass(frozen=True, kw_only=True)
class MadeFile:
    """A file this system made; ``key`` as in ``store_made``."""

    name: str
    content: bytes
    content_type: str
    unit: OrganisationUnit
    key: str


@transaction.atomic
def store_many_made(*, files: Collection[MadeFile], by: User, at: datetime) -> list[StoredFile]:
    """``store_made`` for many with keys, their rows in one insert."""
    rows = []
    for one in files:
        stored = StoredFile(
            public_id=lookup("file", one.key)[:12],
            name=one.name,
            content_type=one.content_type,
            size=len(one.content),
            sha256=hashlib.sha256(one.content).hexdigest(),
            unit=one.unit,
            stored_at=at,
            stored_by=by,
        )
        place = stored.content.field.generate_filename(stored, stored.public_id)
        stored.content.storage.delete(place)
        stored.content.save(stored.public_id, ContentFile(one.content), save=False)
        rows.append(stored)
    return StoredFile.objects.bulk_create(rows)


def _keep_or_remove(stored: StoredFile) -> None:
    """Writes the row; a row that fails takes its bytes with it."""
    try:
        stored.save()
    except Exception:
        stored.content.delete(save=False)
        raise


@transaction.atomic
def clear_strays(*, by: User, at: datetime) -> int:
    """Deletes bytes that no row has owned for a day, as a killed process leaves them; how many."""
    storage = StoredFile._meta.get_field("content").storage
    known = set(StoredFile.objects.values_list("content", flat=True))
    strays = [place for place in _places(storage) if place not in known]
    old = [place for place in strays if at - storage.get_modified_time(place) > STRAY_AFTER]
    for place in old:
        storage.delete(place)
    if old:
        audit.record("participants.file.strays_cleared", by, by=by, at=at, files=len(old))
    return len(old)


def _places(storage: Storage) -> Iterator[str]:
    if not storage.exists(""):
        return
    folders, _files = storage.listdir("")
    for folder in folders:
        for name in storage.listdir(folder)[1]:
            yield f"{folder}/{name}"
