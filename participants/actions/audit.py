"""The audit trail: plain inserts with the deed, sealed afterwards."""

import hashlib
import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import models, transaction

from participants.models import AuditEntry, OrganisationUnit, User


def entry(
    verb: str,
    thing: models.Model,
    *,
    by: User,
    at: datetime,
    unit: OrganisationUnit | None = None,
    **facts: Any,
) -> AuditEntry:
    """An entry as ``record`` writes it, for callers that insert many at once (``keep``)."""
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
    made = entry(verb, thing, by=by, at=at, unit=unit, **facts)
    made.save()
    return made


def keep(entries: Iterable[AuditEntry]) -> None:
    """Writes them in one insert."""
    AuditEntry.objects.bulk_create(entries, batch_size=500)


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
    keep([entry(verb, thing, by=by, at=at, unit=unit, **facts) for thing in things])


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
    One sealer at a time: what is last is read only when nobody else can add to the chain.
    """
    User.objects.select_for_update(no_key=True).get(pk=User.objects.system().pk)
    last = AuditEntry.objects.in_chain_order().last()
    previous, place = (last.seal, last.sealed_as or 0) if last else ("", 0)
    waiting = list(AuditEntry.objects.unsealed()[:limit])
    for further, one in enumerate(waiting, start=1):
        previous = one.seal = _seal_of(previous, one)
        one.sealed_as = place + further
    AuditEntry.objects.bulk_update(waiting, ["seal", "sealed_as"], batch_size=500)
    return len(waiting)


def _seal_of(previous: str, one: AuditEntry) -> str:
    told = json.dumps(
        [
            previous,
            one.pk,
            one.verb,
            one.object_kind,
            one.object_id,
            one.unit_id,
            one.facts,
            one.at.isoformat(),
            one.by_id,
        ],
        sort_keys=True,
        ensure_ascii=False,
    )
    return hashlib.sha256(told.encode()).hexdigest()


def first_broken_seal() -> AuditEntry | None:
    """The earliest sealed entry whose hash does not follow from what stands there, or None."""
    previous = ""
    for one in AuditEntry.objects.in_chain_order().iterator():
        if one.seal != _seal_of(previous, one):
            return one
        previous = one.seal
    return None
