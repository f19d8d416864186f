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
from workshops.rules.clocks import effective

from . import statements
from .batch import Answer, Batch, said
from .items import Item, read_item
from .statements import Rested

MOST_ITEMS = 100
TRIES = 6


@dataclass(frozen=True)
class Receipt:
    """Answers in the order of the items. ``current``: key of the slot that the clock means now;
    ``counts``: (present, expected) in it before these scans, when asked for; ``arrived``: how many
    became present by them; ``strangers``: scans of unknown codes."""

    device: int
    timezone: str
    answers: tuple[Answer, ...]
    current: int | None
    counts: tuple[int, int] | None
    arrived: int
    strangers: int


class _Again(Exception):
    """What was read is not so any more, or one of our nonces is stored meanwhile: look again, this
    time with a lock on what decided, so that not everybody at one person goes round together."""

    def __init__(self, rested: Rested) -> None:
        super().__init__()
        self.rested = rested


def device_lookup(token: str) -> str:
    """By what a device is found from its token (``Device.token_lookup``)."""
    return lookup("device", token)


@dataclass(frozen=True)
class _Call:
    """How one request is to be answered."""

    token_lookup: str
    at: datetime
    count: bool = False
    keep_strangers: bool = True
    revoked_too: bool = False


def receive(
    *,
    token: str,
    items: Sequence[Any],
    at: datetime,
    count: bool = False,
    keep_strangers: bool = True,
) -> Receipt | None:
    """Keeps each scan once and answers each; None when the token is unknown or revoked.

    ``items`` are what the wire brought, of any shape, at most ``MOST_ITEMS``. All are kept or none.
    ``keep_strangers`` False: unknown codes are answered but not kept (a device that guesses).
    """
    return _repeat(_Call(device_lookup(token), at, count, keep_strangers), items)


def receive_kept(*, device: Device, items: Sequence[Any], at: datetime) -> Receipt:
    """The same for scans that the device could not send and handed over as a file, at most
    ``MOST_ITEMS`` a call. It may be revoked meanwhile: what it scanned after that needs a review.
    Raises ValueError for a device that no phone ever was."""
    receipt = device.token_lookup and _repeat(
        _Call(device.token_lookup, at, revoked_too=True), items
    )
    if not receipt:
        raise ValueError(f"{device.public_id} has never been activated.")
    return receipt


def _repeat(call: _Call, items: Sequence[Any]) -> Receipt | None:
    """All or nothing, again when another one came between."""
    read = [read_item(item) for item in items]
    changed: Rested | None = None
    for attempt in range(TRIES):
        try:
            with together(again=changed is not None), connection.cursor() as cursor:
                if changed:
                    statements.hold(cursor, changed)
                return _receive(cursor, call, read, items)
        except _Again as again:
            changed = again.rested
        except OperationalError:  # a deadlock's loser, or SQLite busy for longer than its timeout
            if attempt == TRIES - 1 or connection.in_atomic_block:
                raise
            time.sleep(0.02 * (attempt + 1))
    raise OperationalError("The same scans kept changing under six attempts.")


def together(*, again: bool) -> AbstractContextManager[Any]:
    """PostgreSQL keeps the whole in one statement; a transaction around it would be two trips more."""
    if connection.vendor == "postgresql" and not connection.in_atomic_block and not again:
        return nullcontext()
    return transaction.atomic()


def _receive(
    cursor: statements.Cursor, call: _Call, read: Sequence[Item | None], given: Sequence[Any]
) -> Receipt | None:
    at = call.at
    readable = [item for item in read if item]
    made = [effective(item.clocks, at) for item in readable]
    moments = [moment.at for moment in made] or [at]
    named = sorted({item.slot for item in readable if item.slot})
    door = statements.read_door(
        cursor,
        call.token_lookup,
        min(moments),
        max(moments),
        named,
        count=call.count,
        revoked_too=call.revoked_too,
    )
    if door is None:
        return None

    batch = Batch(door, at, keep_strangers=call.keep_strangers)
    slots = [
        pick_slot(door.windows, item.slot, moment.at)
        for item, moment in zip(readable, made, strict=True)
    ]
    if readable:
        batch.facts = statements.read_facts(
            cursor,
            [
                (
                    i.code,
                    i.ref,
                    i.nonce,
                    i.annuls,
                    *((slot.id, slot.stage_order) if slot else (None, None)),
                )
                for i, slot in zip(readable, slots, strict=True)
            ],
            door.device,
        )
    places = iter(range(len(readable)))
    answers = tuple(
        _unreadable(raw)
        if item is None
        else batch.answer(position := next(places), item, made[position], slots[position])
        for item, raw in zip(read, given, strict=True)
    )

    rested = batch.rested()
    if not statements.keep(cursor, door, batch.rows, batch.pairs, rested, at=at):
        raise _Again(rested)
    current = pick_slot(door.windows, None, at)
    return Receipt(
        device=door.device,
        timezone=door.timezone,
        answers=answers,
        current=current.id if current else None,
        counts=door.counts.get(current.id) if current else None,
        arrived=batch.arrived,
        strangers=batch.strangers,
    )


def _unreadable(raw: Any) -> Answer:
    nonce = raw.get("nonce") if isinstance(raw, dict) else None
    # Echoed for the app to find its item, as far as any encoding can carry it.
    echo = nonce[:26] if isinstance(nonce, str) and nonce.isascii() else ""
    return said(echo, "malformed")
