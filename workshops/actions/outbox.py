"""An outbox that came to the office as a file: looked at first, then taken in by the door's own path."""

import hashlib
import json
from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from participants.actions import audit
from participants.errors import Reason, Refused
from participants.models import User
from participants.models.sealed import seal, unseal
from workshops.actions.checkin import MOST_ITEMS, receive_kept
from workshops.actions.checkin.items import read_item
from workshops.actions.checkin.served import within_stages_of
from workshops.models import CheckIn, CheckInKind, Device, OutboxUpload
from workshops.rules.reconciliation import spans

AT_ONCE = 2_000  # items a request takes in, about two seconds; more go on with the next
ASKED_AT_ONCE = 500  # nonces in one question


@transaction.atomic
def stage_outbox(
    *,
    device: Device,
    text: str,
    items: Sequence[Any],
    exported_at: datetime | None,
    by: User,
    at: datetime,
) -> OutboxUpload:
    """The file as it came, with what it would bring; nothing of it counts yet. The same file again is
    the same upload. Refused: outbox-of-no-device (no phone was ever this device)."""
    if not device.token_lookup:
        raise Refused(Reason("outbox-of-no-device"))
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    device = Device.objects.select_for_update(of=("self",), no_key=True).get(pk=device.pk)
    known = OutboxUpload.objects.filter(device=device, sha256=sha256).first()
    if known is not None:
        return known
    upload = OutboxUpload.objects.create(
        device=device,
        sha256=sha256,
        content=seal(json.dumps(list(items), ensure_ascii=True, separators=(",", ":"))),
        exported_at=exported_at,
        items=len(items),
        facts=_facts(items),
        uploaded_at=at,
        uploaded_by=by,
    )
    audit.record(
        "workshops.outbox.staged",
        upload,
        by=by,
        at=at,
        unit=device.workshop.unit,
        device=device.public_id,
        items=len(items),
        sha256=sha256,
    )
    return upload


def take_in(*, upload: OutboxUpload, by: User, at: datetime) -> OutboxUpload:
    """Its scans, a hundred at a time and at most ``AT_ONCE`` of them, through the door's own path.

    Each hundred is a transaction of its own: whatever breaks off in between goes on where it was, and
    a scan that is there already is not doubled. Finished, asked again, it does nothing.
    """
    upload = OutboxUpload.objects.select_related("device__workshop__unit").get(pk=upload.pk)
    if upload.finished_at:
        return upload
    items = json.loads(unseal(upload.content))
    first = upload.done
    for start in range(first, min(first + AT_ONCE, len(items)), MOST_ITEMS):
        batch = items[start : start + MOST_ITEMS]
        served = within_stages_of(device=upload.device, items=batch, at=at)
        receipt = receive_kept(device=upload.device, items=served, at=at)
        fresh = Counter(f"{one.outcome}:{one.verdict}" for one in receipt.answers)
        _count(upload, start, len(batch), fresh)
    return _finish(upload, by, at)


@transaction.atomic
def _count(upload: OutboxUpload, start: int, taken: int, fresh: Counter[str]) -> None:
    """Two who take in the same file at once bring the same scans; they are counted once."""
    locked = OutboxUpload.objects.select_for_update(of=("self",), no_key=True).get(pk=upload.pk)
    if locked.done != start:
        return
    locked.done = start + taken
    locked.outcomes = dict(Counter(locked.outcomes) + fresh)
    locked.save(update_fields=["done", "outcomes"])


@transaction.atomic
def _finish(upload: OutboxUpload, by: User, at: datetime) -> OutboxUpload:
    locked = (
        OutboxUpload.objects.select_for_update(of=("self",), no_key=True)
        .select_related("device__workshop__unit")
        .get(pk=upload.pk)
    )
    if locked.finished_at or locked.done < locked.items:
        return locked
    locked.finished_at, locked.finished_by, locked.content = at, by, ""
    locked.save(update_fields=["finished_at", "finished_by", "content"])
    audit.record(
        "workshops.outbox.taken_in",
        locked,
        by=by,
        at=at,
        unit=locked.device.workshop.unit,
        device=locked.device.public_id,
        items=locked.items,
        outcomes=locked.outcomes,
    )
    return locked


def _facts(items: Sequence[Any]) -> dict[str, Any]:
    """What the file holds, in counts: said before anything is done."""
    read = [item for item in map(read_item, items) if item is not None]
    nonces = list({item.nonce for item in read})
    known = sum(
        CheckIn.objects.filter(nonce__in=nonces[start : start + ASKED_AT_ONCE]).count()
        for start in range(0, len(nonces), ASKED_AT_ONCE)
    )
    moments = sorted(item.clocks.device_at for item in read if item.clocks.device_at)
    return {
        "scans": sum(item.kind == CheckInKind.ARRIVE for item in read),
        "undone": sum(item.kind == CheckInKind.ANNUL for item in read),
        "unreadable": len(items) - len(read),
        "known": known,
        "numbers": [list(span) for span in spans(item.seq for item in read if item.seq)],
        "from": moments[0].isoformat() if moments else None,
        "to": moments[-1].isoformat() if moments else None,
    }
