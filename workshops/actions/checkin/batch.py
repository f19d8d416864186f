"""What scans that are kept together are answered, each after those before it; and what is to be kept."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from workshops.models import CheckInKind, CheckInOutcome, RegistrationState, SlotState
from workshops.rules.attendance import VERDICTS, ArrivalFacts, Window, verdict_of
from workshops.rules.clocks import Effective

from .items import Item
from .statements import Asked, Door, Facts, Rested

Content = tuple[int, str, str, str, int | None]  # device, kind, annuls, code, registration
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
class Sender:
    """Who sent a request, when it came, and how many of its scans became present or were unknown."""

    door: Door
    at: datetime
    keep_strangers: bool
    arrived: int = 0
    strangers: int = 0


class Scan(NamedTuple):
    """One readable scan, when it really was, and the slot that it means."""

    position: int
    item: Item
    made: Effective
    slot: Window | None
    sender: Sender

    def asked(self) -> Asked:
        """What ``read_facts`` looks up."""
        item, slot = self.item, self.slot
        where = (slot.id, slot.stage_order) if slot else (None, None)
        return item.code, item.ref, item.nonce, item.annuls, *where, self.sender.door.device


@dataclass
class Batch:
    """What the scans of one or several requests have told so far, for those that come after them."""

    facts: dict[int, Facts] = field(default_factory=dict)
    rows: list[tuple[Any, ...]] = field(default_factory=list)
    doors: dict[int, Door] = field(default_factory=dict)
    # (registration, slot) → the user of the device that told last
    pairs: dict[tuple[int, int], int] = field(default_factory=dict)
    # nonce → (its device and content, its answer, registration, slot)
    told: dict[str, tuple[Content, Answer, int | None, int | None]] = field(default_factory=dict)
    here: dict[tuple[int, int], datetime | None] = field(default_factory=dict)
    annulled: set[tuple[int, str]] = field(default_factory=set)  # (device, nonce)
    # What has been read and decided something: slot → (state, late after), registration → state, and
    # pair → the nonce that its attendance came from.
    slots: dict[int, tuple[str, datetime | None]] = field(default_factory=dict)
    people: dict[int, str] = field(default_factory=dict)
    seen: dict[tuple[int, int], str] = field(default_factory=dict)

    def rested(self) -> Rested:
        """For the moment of keeping, when it may not be so any more."""
        return Rested(
            doors=list(self.doors.values()),
            slots=[(slot, *read) for slot, read in self.slots.items()],
            people=list(self.people.items()),
            here=[(*pair, nonce) for pair, nonce in self.seen.items()],
        )

    def answer(self, scan: Scan) -> Answer:
        """Decides about one scan and notes what is to be stored."""
        item, facts = scan.item, self.facts[scan.position]
        content = (scan.sender.door.device, *item.content(), facts.registration)
        if item.nonce in self.told:
            first = self.told[item.nonce]
            return first[1] if first[0] == content else said(item.nonce, "malformed", "scan-nonce")
        if facts.event_verdict is not None:
            return _replay(scan, facts)
        if not item.sound:
            return self._keep(scan, said(item.nonce, "malformed"), content)
        if item.kind == CheckInKind.ANNUL:
            return self._annul(scan, facts, content)
        return self._arrive(scan, facts, content)

    def _arrive(self, scan: Scan, facts: Facts, content: Content) -> Answer:
        item, slot, sender = scan.item, scan.slot, scan.sender
        at, door = scan.made.at, sender.door
        pair = (facts.registration, slot.id) if facts.registration and slot else None
        since = self.here.get(pair, facts.here_since) if pair else None
        if slot:
            self.slots[slot.id] = (slot.state, slot.late_after)
        mine = facts.workshop == door.workshop
        verdict = verdict_of(
            ArrivalFacts(
                well_formed=True,
                known=facts.registration is not None and (mine or not item.ref),
                same_workshop=mine,
                live=facts.state == RegistrationState.CONFIRMED,
                expected=bool(facts.places),
                annulled=bool(facts.annulments) or (door.device, item.nonce) in self.annulled,
                here_already=since is not None,
                slot=slot,
                workshop_closed=door.closed,
                revoked=door.revoked_at is not None and at > door.revoked_at,
                arrived_at=at,
                offline=at != sender.at,
                held=facts.held is not None,
            )
        )
        more: dict[str, Any] = {}
        if verdict == "unknown":
            sender.strangers += 1
            # A tapped name that is nobody's can be settled by nobody: there is no code to find.
            more = {"outcome": CheckInOutcome.REJECTED.value} if item.ref else {}
            if not sender.keep_strangers:
                return said(item.nonce, "unknown", "scan-too-many", outcome="rejected")
        elif mine:
            shown = since if verdict == "already" else at
            more = {"slot": slot and slot.public_id, "arrived_at": shown, **_person(facts)}
        answer = said(item.nonce, verdict, **more)
        registration = facts.registration if mine else None
        self._keep(scan, answer, content, registration, slot.id if slot else None)
        if pair and mine:
            self.people[pair[0]] = str(facts.state)
        if pair and answer.outcome == CheckInOutcome.ACCEPTED:
            if pair not in self.pairs:
                self.seen[pair] = facts.here_nonce or ""
            self.pairs[pair] = door.user
            if verdict in ("present", "late"):
                sender.arrived += 1
            if verdict != "annulled":
                self.here[pair] = min(since or at, at)
        return answer

    def _annul(self, scan: Scan, facts: Facts, content: Content) -> Answer:
        """A device takes back its own scans alone; an undo may overtake the scan it undoes."""
        item, door = scan.item, scan.sender.door
        registration, slot = facts.target_registration, facts.target_slot
        elsewhere = facts.target_kind is not None and facts.target_device != door.device
        counted = facts.target_outcome == CheckInOutcome.ACCEPTED
        if item.annuls in self.told:
            of, told, registration, slot = self.told[item.annuls]
            elsewhere = of[0] != door.device
            counted = told.outcome == CheckInOutcome.ACCEPTED
        if elsewhere or facts.target_kind == CheckInKind.ANNUL:
            not_yours = said(item.nonce, "annulled", "scan-not-yours", outcome="rejected")
            return self._keep(scan, not_yours, content)
        more = _person(facts) if registration and facts.registration == registration else {}
        # What never counted is taken back at any time: it changes no attendance.
        if counted and (late := _too_late(scan, facts, slot)):
            return self._keep(scan, said(item.nonce, late, **more), content, registration, slot)
        answer = said(item.nonce, "annulled", **more)
        self._keep(scan, answer, content, registration, slot)
        self.annulled.add((door.device, item.annuls))
        if registration and slot:
            if facts.registration == registration:
                self.people[registration] = str(facts.state)
            if facts.target_slot == slot:
                self.slots.setdefault(slot, (str(facts.target_state), None))
            self.pairs[registration, slot] = door.user
            self.here[registration, slot] = None
        return answer

    def _keep(
        self,
        scan: Scan,
        answer: Answer,
        content: Content,
        registration: int | None = None,
        slot: int | None = None,
    ) -> Answer:
        item, made, door = scan.item, scan.made, scan.sender.door
        self.doors[door.device] = door
        self.told[item.nonce] = (content, answer, registration, slot)
        self.rows.append(
            (
                item.nonce,
                item.kind,
                door.workshop,
                registration,
                slot,
                door.device,
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
                scan.sender.at,
                answer.verdict,
                answer.outcome,
                item.reason,
                door.user,
            )
        )
        return answer


def _replay(scan: Scan, facts: Facts) -> Answer:
    """The stored answer, to the device that sent it and for the same scan alone."""
    item = scan.item
    same = (
        facts.event_device == scan.sender.door.device
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


def _too_late(scan: Scan, facts: Facts, slot: int | None) -> str:
    """Why an undo changes nothing by itself any more, as a key of ``VERDICTS``; or ""."""
    door = scan.sender.door
    if door.revoked_at is not None and scan.made.at > door.revoked_at:
        return "revoked"
    near = next((window.state for window in door.windows if window.id == slot), None)
    signed = SlotState.SIGNED_OFF in (facts.target_state, near)
    return "signed_off" if signed or door.closed else ""


def _person(facts: Facts) -> dict[str, Any]:
    told = {"name": facts.name, "unit": facts.unit, "letter": LETTERS[facts.letter]}
    return told | {"missing": facts.held} if facts.held else told
