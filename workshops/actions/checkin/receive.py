"""The door's hot path: one function over n scans, as many statements for one as for a hundred.

The sanctioned exception to actions over the ORM (blueprint §9.3). It writes no audit entry: the
event is immutable and says itself who, when, by which device and what was answered.
"""

import time
from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import OperationalError, connection, transaction

from participants.models.sealed import lookup
from workshops.models import Device
from workshops.rules.attendance import pick_slot
from workshops.rules.clocks import Effective, effective

from . import doors as doors_in_mind
from . import statements
from .batch import Answer, Batch, Scan, Sender, said
from .items import Item, read_item
from .queue import Queue
from .statements import Rested

MOST_ITEMS = 100
TRIES = 6
FEW = 5  # more scans than that are an outbox, which goes by itself


@dataclass(frozen=True)
class Receipt:
    """Answers in the order of the items. ``current``: key of the slot that the clock means now;
    ``arrived``: how many became present by these scans; ``strangers``: scans of unknown codes."""

    device: int
    timezone: str
    answers: tuple[Answer, ...]
    current: int | None
    arrived: int
    strangers: int


class _Again(Exception):
    """What was read is not so any more, or one of our nonces is stored meanwhile: look again, this
    time with a lock on what decided, so that not everybody at one person goes round together."""

    def __init__(self, rested: Rested | None = None) -> None:
        super().__init__()
        self.rested = rested


def device_lookup(token: str) -> str:
    """By what a device is found from its token (``Device.token_lookup``)."""
    return lookup("device", token)


@dataclass(frozen=True)
class Call:
    """One request, and how it is to be answered."""

    token_lookup: str
    at: datetime
    given: Sequence[Any]
    read: Sequence[tuple[Item, Effective] | None]  # each item, and when it really was
    keep_strangers: bool = True
    revoked_too: bool = False


def receive(
    *,
    token: str,
    items: Sequence[Any],
    at: datetime,
    keep_strangers: bool = True,
) -> Receipt | None:
    """Keeps each scan once and answers each; None when the token is unknown or revoked.

    ``items`` are what the wire brought, of any shape, at most ``MOST_ITEMS``. All are kept or none.
    ``keep_strangers`` False: unknown codes are answered but not kept (a device that guesses).
    """
    call = Call(device_lookup(token), at, items, _read(items, at), keep_strangers)
    if connection.in_atomic_block or len(items) > FEW:
        return serve([call])[0]
    return QUEUE.through(call)


def counts_of(slot: int) -> tuple[int, int]:
    """(present, expected) in a slot now, for the phone's "61/78". It reads the whole hall, so it goes by
    itself, and no scan waits for it."""
    with connection.cursor() as cursor:
        return statements.read_counts(cursor, slot)


def receive_kept(*, device: Device, items: Sequence[Any], at: datetime) -> Receipt:
    """The same for scans that the device could not send and handed over as a file, at most
    ``MOST_ITEMS`` a call. It may be revoked meanwhile: what it scanned after that needs a review.
    Raises ValueError for a device that no phone ever was."""
    receipt = (
        device.token_lookup
        and serve([Call(device.token_lookup, at, items, _read(items, at), revoked_too=True)])[0]
    )
    if not receipt:
        raise ValueError(f"{device.public_id} has never been activated.")
    return receipt


def _read(items: Sequence[Any], at: datetime) -> list[tuple[Item, Effective] | None]:
    read = map(read_item, items)
    return [(item, effective(item.clocks, at)) if item else None for item in read]


def serve(calls: Sequence[Call]) -> list[Receipt | None]:
    """The receipts of the calls, in their order. All are kept or none; again when another process
    came between."""
    changed: Rested | None = None
    for attempt in range(TRIES):
        try:
            with together(again=changed is not None), connection.cursor() as cursor:
                if changed:
                    statements.hold(cursor, changed)
                return _serve(cursor, calls, anew=attempt > 0)
        except _Again as again:
            changed = again.rested
        except OperationalError:  # a deadlock's loser, or SQLite busy for longer than its timeout
            if attempt == TRIES - 1 or connection.in_atomic_block:
                raise
            time.sleep(0.02 * (attempt + 1))
    raise OperationalError("The same scans kept changing under six attempts.")


QUEUE: Queue[Call, Receipt | None] = Queue(serve)


def together(*, again: bool) -> AbstractContextManager[Any]:
    """PostgreSQL keeps the whole in one statement; a transaction around it would be two trips more."""
    if connection.vendor == "postgresql" and not connection.in_atomic_block and not again:
        return nullcontext()
    return transaction.atomic()


def _serve(cursor: statements.Cursor, calls: Sequence[Call], *, anew: bool) -> list[Receipt | None]:
    """``anew``: by no door that is only in mind."""
    tokens = sorted({call.token_lookup for call in calls})
    usual = connection.vendor == "postgresql" and not any(call.revoked_too for call in calls)
    in_mind = doors_in_mind.recall(tokens) if usual and not anew else None
    doors = in_mind or (
        doors_in_mind.read(cursor, tokens) if usual else _doors(cursor, tokens, calls)
    )
    senders = [
        Sender(doors[call.token_lookup], call.at, call.keep_strangers)
        if call.token_lookup in doors
        else None
        for call in calls
    ]
    scans: list[Scan] = []
    for call, sender in zip(calls, senders, strict=True):
        if sender is None:
            continue
        for item, made in filter(None, call.read):
            slot = pick_slot(sender.door.windows, item.slot, made.at)
            scans.append(Scan(len(scans), item, made, slot, sender))
    asked = [scan.asked() for scan in scans]
    batch = Batch(statements.read_facts(cursor, asked) if asked else {})
    answers = iter([batch.answer(scan) for scan in scans])
    receipts = [
        _receipt(sender, [next(answers) if read else _unreadable(raw) for read, raw in both])
        if sender
        else None
        for call, sender in zip(calls, senders, strict=True)
        for both in [zip(call.read, call.given, strict=True)]
    ]
    if in_mind and not batch.rows:
        raise _Again  # nothing is kept that would look whether these doors are still so
    rested = batch.rested()
    at = max(call.at for call in calls)
    if not statements.keep(cursor, batch.rows, batch.pairs, rested, at=at):
        raise _Again(rested)
    return receipts


def _doors(
    cursor: statements.Cursor, tokens: Sequence[str], calls: Sequence[Call]
) -> dict[str, statements.Door]:
    read = [entry for call in calls for entry in call.read if entry]
    moments = [made.at for _item, made in read] or [calls[0].at]
    return statements.read_doors(
        cursor,
        tokens,
        min(moments),
        max(moments),
        sorted({item.slot for item, _made in read if item.slot}),
        revoked_too=calls[0].revoked_too,
    )


def _receipt(sender: Sender, answers: Sequence[Answer]) -> Receipt:
    door = sender.door
    current = pick_slot(door.windows, None, sender.at)
    return Receipt(
        device=door.device,
        timezone=door.timezone,
        answers=tuple(answers),
        current=current.id if current else None,
        arrived=sender.arrived,
        strangers=sender.strangers,
    )


def _unreadable(raw: Any) -> Answer:
    nonce = raw.get("nonce") if isinstance(raw, dict) else None
    # Echoed for the app to find its item, as far as any encoding can carry it.
    echo = nonce[:26] if isinstance(nonce, str) and nonce.isascii() else ""
    return said(echo, "malformed")
