"""What the scans of one request are answered, each after those before it; and what is to be kept."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from workshops.models import CheckInKind, CheckInOutcome, RegistrationState, SlotState
from workshops.rules.attendance import VERDICTS, ArrivalFacts, Window, verdict_of
from workshops.rules.clocks import Effective

from .items import Item
from .statements import Door, Facts, Rested

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
    missing: str | None = None  # of an entry that is held (``rules.entry.missing_of``)


def said(nonce: str, verdict: str, why: str = "", **more: Any) -> Answer:
    outcome, level = VERDICTS[verdict]
    outcome = more.pop("outcome", str(outcome))
    if outcome == CheckInOutcome.REJECTED:
        level = "red"
    return Answer(nonce, outcome, verdict, level, why or f"scan-{verdict}", **more)


@dataclass
class Batch:
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
    # What has been read and decided something: slot → (state, late after), registration → state, and
    # pair → the nonce that its attendance came from.
    slots: dict[int, tuple[str, datetime | None]] = field(default_factory=dict)
    people: dict[int, str] = field(default_factory=dict)
    seen: dict[tuple[int, int], str] = field(default_factory=dict)

    def rested(self) -> Rested:
        """For the moment of keeping, when it may not be so any more."""
        return Rested(
            slots=[(slot, *read) for slot, read in self.slots.items()],
            people=list(self.people.items()),
            here=[(*pair, nonce) for pair, nonce in self.seen.items()],
        )

    def answer(self, position: int, item: Item, made: Effective, slot: Window | None) -> Answer:
        """Decides about one scan and notes what is to be stored."""
        facts = self.facts[position]
        content = (*item.content(), facts.registration)
        if item.nonce in self.told:
            first = self.told[item.nonce]
            return first[1] if first[0] == content else said(item.nonce, "malformed", "scan-nonce")
        if facts.event_verdict is not None:
            return self._replay(item, facts)
        if not item.sound:
            answer = said(item.nonce, "malformed")
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
            return said(item.nonce, "malformed", "scan-nonce")
        verdict = str(facts.event_verdict)
        if facts.event_registration is None:
            return said(item.nonce, verdict, outcome=str(facts.event_outcome))
        here = facts.here_since if verdict == "already" else facts.event_arrived_at
        return said(
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
        if slot:
            self.slots[slot.id] = (slot.state, slot.late_after)
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
                held=facts.held is not None,
            )
        )
        more: dict[str, Any] = {}
        if verdict == "unknown":
            self.strangers += 1
            # A tapped name that is nobody's can be settled by nobody: there is no code to find.
            more = {"outcome": CheckInOutcome.REJECTED.value} if item.ref else {}
            if not self.keep_strangers:
                return said(item.nonce, "unknown", "scan-too-many", outcome="rejected")
        elif mine:
            shown = since if verdict == "already" else at
            more = {"slot": slot and slot.public_id, "arrived_at": shown, **_person(facts)}
        answer = said(item.nonce, verdict, **more)
        registration = facts.registration if mine else None
        self._keep(item, made, answer, content, registration, slot.id if slot else None)
        if pair and mine:
            self.people[pair[0]] = str(facts.state)
        if pair and answer.outcome == CheckInOutcome.ACCEPTED:
            if pair not in self.pairs:
                self.seen[pair] = facts.here_nonce or ""
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
            answer = said(item.nonce, "annulled", "scan-not-yours", outcome="rejected")
            self._keep(item, made, answer, content, None, None)
            return answer
        more = _person(facts) if registration and facts.registration == registration else {}
        # What never counted is taken back at any time: it changes no attendance.
        if counted and (late := self._too_late(made, facts, slot)):
            answer = said(item.nonce, late, **more)
            self._keep(item, made, answer, content, registration, slot)
            return answer
        answer = said(item.nonce, "annulled", **more)
        self._keep(item, made, answer, content, registration, slot)
        self.annulled.add(item.annuls)
        if registration and slot:
            if facts.registration == registration:
                self.people[registration] = str(facts.state)
            if facts.target_slot == slot:
                self.slots.setdefault(slot, (str(facts.target_state), None))
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
    told = {"name": facts.name, "unit": facts.unit, "letter": LETTERS[facts.letter]}
    return told | {"missing": facts.held} if facts.held else told
