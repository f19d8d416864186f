"""The audit trail: plain inserts with the deed, sealed afterwards."""

import hashlib
import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import models, transaction

from participants.models import AuditEntry, OrganisationUnit, User


def _entry(
    verb: str,
    thing: models.Model,
    by: User,
    at: datetime,
    unit: OrganisationUnit | None,
    facts: dict,
) -> AuditEntry:
    owner = unit or getattr(thing, "unit", None)
    return AuditEntry(
        verb=verb,
        object_kind=thing._meta.label_lower,
        object_id=str(getattr(thing, "public_id", None) or thing.pk),
        unit=owner if isinstance(owner, OrganisationUnit) else None,
        facts=facts,
        at=at,
        by=by,
    )


def record(
    verb: str,
    thing: models.Model,
    *,
    by: User,
    at: datetime,
    unit: OrganisationUnit | None = None,
    **facts: Any,
) -> AuditEntry:
    """Notes a deed, ``package.noun.done``, in the transaction of the deed itself.

    ``facts`` are codes, counts and public ids; never a name, a number or a phone of a person.
    """
    entry = _entry(verb, thing, by, at, unit, facts)
    entry.save()
    return entry


def record_many(
    verb: str,
    things: Iterable[models.Model],
    *,
    by: User,
    at: datetime,
    unit: OrganisationUnit | None = None,
    **facts: Any,
) -> None:
    """The same deed on many things, in one insert."""
    AuditEntry.objects.bulk_create(
        [_entry(verb, thing, by, at, unit, facts) for thing in things], batch_size=500
    )


def reading(
    verb: str,
    thing: models.Model,
    *,
    by: User,
    at: datetime,
    unit: OrganisationUnit | None = None,
    **facts: Any,
) -> AuditEntry:
    """The one sanctioned write of a GET: a file was downloaded, a NIK was shown."""
    return record(verb, thing, by=by, at=at, unit=unit, **facts)


@transaction.atomic
def seal(*, limit: int = 5_000) -> int:
    """Chains a hash over entries that have none yet; gives how many it sealed.

    Runs in the worker, so that no deed waits for the one before it (blueprint §4). The chain has a
    counter of its own: a deed that was begun earlier and committed later simply comes later in it.
    """
    last = AuditEntry.objects.select_for_update().in_chain_order().last()
    previous, place = (last.seal, last.sealed_as or 0) if last else ("", 0)
    waiting = list(AuditEntry.objects.unsealed()[:limit])
    for further, entry in enumerate(waiting, start=1):
        previous = entry.seal = _seal_of(previous, entry)
        entry.sealed_as = place + further
    AuditEntry.objects.bulk_update(waiting, ["seal", "sealed_as"], batch_size=500)
    return len(waiting)


def _seal_of(previous: str, entry: AuditEntry) -> str:
    told = json.dumps(
        [
            previous,
            entry.pk,
            entry.verb,
            entry.object_kind,
            entry.object_id,
            entry.unit_id,
            entry.facts,
            entry.at.isoformat(),
            entry.by_id,
        ],
        sort_keys=True,
        ensure_ascii=False,
    )
    return hashlib.sha256(told.encode()).hexdigest()


def first_broken_seal() -> AuditEntry | None:
    """The earliest sealed entry whose hash does not follow from what stands there, or None."""
    previous = ""
    for entry in AuditEntry.objects.in_chain_order().iterator():
        if entry.seal != _seal_of(previous, entry):
            return entry
        previous = entry.seal
    return None
