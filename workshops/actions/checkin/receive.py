"""The door's hot path: one function over n scans, four statements however many they are.

The sanctioned exception to actions over the ORM (blueprint §9.3). It writes no audit entry: the
event is immutable and says itself who, when, by which device and what was answered.
"""

import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import OperationalError, connection, transaction

from participants.models.sealed import lookup
from workshops.models import CheckInKind, CheckInOutcome, Device, RegistrationState, SlotState
from workshops.rules.attendance import (
    VERDICTS,
    ArrivalFacts,
    Window,
    pick_slot,
    verdict_of,
)
from workshops.rules.clocks import Effective, effective

from . import statements
from .items import Item, read_item
from .statements import Door, Facts

MOST_ITEMS = 100
TRIES = 6
LETTERS = {2: "received", 1: "to_follow", None: "none"}


@dataclass(frozen=True)
class Answer:
    """What the door is told of one scan; ``why`` is the code of its sentence."""

    nonce: str
    outcome: str
    verdict: str
    level: str
    why: str
    name: str | None = None
    unit: str | None = None
    slot: str | None = None
    arrived_at: datetime | None = None
    letter: str | None = None


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
    """Somebody else stored one of our nonces meanwhile: look again."""


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
    """In a transaction of its own, again when another one came between."""
    read = [read_item(item) for item in items]
    for attempt in range(TRIES):
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                return _receive(cursor, call, read, items)
        except _Again:
            continue
        except OperationalError:  # a deadlock's loser, or SQLite busy for longer than its timeout
            if attempt == TRIES - 1 or connection.in_atomic_block:
                raise
            time.sleep(0.02 * (attempt + 1))
    raise OperationalError("The same scans kept changing under six attempts.")


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

    batch = _Batch(door, at, keep_strangers=call.keep_strangers)
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

    if len(statements.insert_events(cursor, batch.rows)) < len(batch.rows):
        raise _Again
    statements.project(cursor, batch.pairs, by=door.user, at=at)
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
    return _said(echo, "malformed")


def _said(nonce: str, verdict: str, why: str = "", **more: Any) -> Answer:
    outcome, level = VERDICTS[verdict]
    outcome = more.pop("outcome", str(outcome))
    if outcome == CheckInOutcome.REJECTED:
        level = "red"
    return Answer(nonce, outcome, verdict, level, why or f"scan-{verdict}", **more)


@dataclass
class _Batch:
    """What the scans of one request have told so far, for those that come after them."""

    door: Door
    at: datetime
    keep_strangers: bool
    facts: dict[int, Facts] = field(default_factory=dict)
    rows: list[tuple[Any, ...]] = field(default_factory=list)
    pairs: set[tuple[int, int]] = field(default_factory=set)
    arrived: int = 0
    strangers: int = 0
    # nonce → (its content, its answer, registration, slot)
    told: dict[str, tuple[tuple, Answer, int | None, int | None]] = field(default_factory=dict)
    here: dict[tuple[int, int], datetime | None] = field(default_factory=dict)
    annulled: set[str] = field(default_factory=set)

    def answer(self, position: int, item: Item, made: Effective, slot: Window | None) -> Answer:
        """Decides about one scan and notes what is to be stored."""
        facts = self.facts[position]
        content = (*item.content(), facts.registration)
        if item.nonce in self.told:
            first = self.told[item.nonce]
            return first[1] if first[0] == content else _said(item.nonce, "malformed", "scan-nonce")
        if facts.event_verdict is not None:
            return self._replay(item, facts)
        if not item.sound:
            answer = _said(item.nonce, "malformed")
            self._keep(item, made, answer, content, None, None)
        elif item.kind == CheckInKind.ANNUL:
            answer = self._annul(item, made, facts, content)
        else:
            answer = self._arrive(item, made, facts, slot, content)
        return answer

    def _replay(self, item: Item, facts: Facts) -> Answer:
        """The stored answer, to the device that sent it and for the same scan alone."""
        same = (
            facts.event_device == self.door.device
            and facts.event_kind == item.kind
            and (facts.event_annuls or "") == item.annuls
            and (not item.ref or facts.event_registration == facts.registration)
            and (bool(item.ref) or (facts.event_code or "") == item.code)
        )
        if not same:
            return _said(item.nonce, "malformed", "scan-nonce")
        verdict = str(facts.event_verdict)
        if facts.event_registration is None:
            return _said(item.nonce, verdict, outcome=str(facts.event_outcome))
        here = facts.here_since if verdict == "already" else facts.event_arrived_at
        return _said(
            item.nonce,
            verdict,
            outcome=str(facts.event_outcome),
            slot=facts.event_slot_id,
            arrived_at=here or facts.event_arrived_at,
            **_person(facts),
        )

    def _arrive(
        self, item: Item, made: Effective, facts: Facts, slot: Window | None, content: tuple
    ) -> Answer:
        at = made.at
        pair = (facts.registration, slot.id) if facts.registration and slot else None
        since = self.here.get(pair, facts.here_since) if pair else None
        mine = facts.workshop == self.door.workshop
        verdict = verdict_of(
            ArrivalFacts(
                well_formed=True,
                known=facts.registration is not None and (mine or not item.ref),
                same_workshop=mine,
                live=facts.state == RegistrationState.CONFIRMED,
                expected=bool(facts.places),
                annulled=bool(facts.annulments) or item.nonce in self.annulled,
                here_already=since is not None,
                slot=slot,
                workshop_closed=self.door.closed,
                revoked=self.door.revoked_at is not None and at > self.door.revoked_at,
                arrived_at=at,
                offline=at != self.at,
                held=bool(facts.held),
            )
        )
        more: dict[str, Any] = {}
        if verdict == "unknown":
            self.strangers += 1
            # A tapped name that is nobody's can be settled by nobody: there is no code to find.
            more = {"outcome": CheckInOutcome.REJECTED.value} if item.ref else {}
            if not self.keep_strangers:
                return _said(item.nonce, "unknown", "scan-too-many", outcome="rejected")
        elif mine:
            shown = since if verdict == "already" else at
            more = {"slot": slot and slot.public_id, "arrived_at": shown, **_person(facts)}
        answer = _said(item.nonce, verdict, **more)
        registration = facts.registration if mine else None
        self._keep(item, made, answer, content, registration, slot.id if slot else None)
        if pair and answer.outcome == CheckInOutcome.ACCEPTED:
            self.pairs.add(pair)
            if verdict in ("present", "late"):
                self.arrived += 1
            if verdict != "annulled":
                self.here[pair] = min(since or at, at)
        return answer

    def _annul(self, item: Item, made: Effective, facts: Facts, content: tuple) -> Answer:
        """A device takes back its own scans alone; an undo may overtake the scan it undoes."""
        registration, slot = facts.target_registration, facts.target_slot
        elsewhere = facts.target_kind is not None and facts.target_device != self.door.device
        counted = facts.target_outcome == CheckInOutcome.ACCEPTED
        if item.annuls in self.told:
            _content, told, registration, slot = self.told[item.annuls]
            counted = told.outcome == CheckInOutcome.ACCEPTED
        if elsewhere or facts.target_kind == CheckInKind.ANNUL:
            answer = _said(item.nonce, "annulled", "scan-not-yours", outcome="rejected")
            self._keep(item, made, answer, content, None, None)
            return answer
        more = _person(facts) if registration and facts.registration == registration else {}
        # What never counted is taken back at any time: it changes no attendance.
        if counted and (late := self._too_late(made, facts, slot)):
            answer = _said(item.nonce, late, **more)
            self._keep(item, made, answer, content, registration, slot)
            return answer
        answer = _said(item.nonce, "annulled", **more)
        self._keep(item, made, answer, content, registration, slot)
        self.annulled.add(item.annuls)
        if registration and slot:
            self.pairs.add((registration, slot))
            self.here[registration, slot] = None
        return answer

    def _too_late(self, made: Effective, facts: Facts, slot: int | None) -> str:
        """Why an undo changes nothing by itself any more, as a key of ``VERDICTS``; or ""."""
        if self.door.revoked_at is not None and made.at > self.door.revoked_at:
            return "revoked"
        near = next((window.state for window in self.door.windows if window.id == slot), None)
        signed = SlotState.SIGNED_OFF in (facts.target_state, near)
        return "signed_off" if signed or self.door.closed else ""

    def _keep(
        self,
        item: Item,
        made: Effective,
        answer: Answer,
        content: tuple,
        registration: int | None,
        slot: int | None,
    ) -> None:
        self.told[item.nonce] = (content, answer, registration, slot)
        self.rows.append(
            (
                item.nonce,
                item.kind,
                self.door.workshop,
                registration,
                slot,
                self.door.device,
                item.annuls,
                item.code,
                item.source,
                item.seq,
                item.chain,
                item.clocks.device_at,
                item.clocks.mono_ms,
                item.clocks.contact_at,
                item.clocks.skew_ms,
                made.doubt_ms,
                made.at,
                self.at,
                answer.verdict,
                answer.outcome,
                item.reason,
                self.door.user,
            )
        )


def _person(facts: Facts) -> dict[str, Any]:
    return {"name": facts.name, "unit": facts.unit, "letter": LETTERS[facts.letter]}
