"""The two lists a door device keeps: people sealed under their own codes, and OPD → name."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from participants.models.sealed import unseal
from workshops.models import (
    AssignmentLetter,
    Delegation,
    Device,
    EntryHold,
    LetterState,
    Registration,
    RegistrationKind,
    RegistrationState,
    Stage,
    Workshop,
)
from workshops.rules.entry import told_missing
from workshops.tokens import normalise, roster_index, seal_line

PARTS = "0123456789abcdef"  # by the first character of the index: fetched one by one


@dataclass(frozen=True)
class Line:
    """What the door must know of one registration to answer without a network."""

    code_sealed: str
    ref: str
    name: str
    unit: str
    live: bool
    stages: tuple[str, ...]  # where expected, by public id
    letters: tuple[tuple[str, str], ...]  # (stage or "*", state), the better one last
    held: tuple[tuple[str, str], ...] = ()  # stages whose entry keeps them waiting, what is missing

    def written(self) -> bytes:
        told = {
            "ref": self.ref,
            "name": self.name,
            "unit": self.unit,
            "live": self.live,
            "stages": self.stages,
            "letters": dict(self.letters),
        }
        if self.held:
            told["held"] = [stage for stage, _missing in self.held]
            told["missing"] = {stage: told_missing(missing) for stage, missing in self.held}
        return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()


@dataclass(frozen=True)
class SealedRoster:
    """By part: its lines as (index, sealed value), and a short hash that changes with any of them."""

    parts: dict[str, list[tuple[str, str]]]
    versions: dict[str, str]
    count: int


def sealed(workshop: Workshop) -> SealedRoster:
    """Everybody who was ever registered, so that the withdrawn are told so; five queries. Sealing is
    done once for each content of the list and process."""
    return _seal(tuple(_lines(workshop)))


def _lines(workshop: Workshop) -> Iterable[Line]:
    stages = list(
        Stage.objects.filter(workshop=workshop).in_order().values_list("public_id", "order")
    )
    held = defaultdict(list)
    for registration, first, last in Delegation.objects.filter(
        registration__workshop=workshop, ended_at=None
    ).values_list("registration_id", "first_stage__order", "last_stage__order"):
        held[registration].append((first, last))
    letters: dict[int, dict[str, str]] = defaultdict(dict)
    papers = AssignmentLetter.objects.filter(workshop=workshop).values_list(
        "registrations", "stage__public_id", "state"
    )
    for registration, stage, state in papers:
        kept = letters[registration]
        if kept.get(stage or "*") != LetterState.RECEIVED:
            kept[stage or "*"] = state
    waits: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for registration, stage, missing in (
        EntryHold.objects.filter(stage__workshop=workshop)
        .order_by("stage__order", "pk")
        .values_list("registration_id", "stage__public_id", "missing")
    ):
        waits[registration].append((stage, missing))
    rows = (
        Registration.objects.filter(workshop=workshop)
        .order_by("pk")
        .values_list(
            "pk", "code_sealed", "public_id", "printed_name", "unit__name", "state", "kind"
        )
    )
    for pk, code, ref, name, unit, state, kind in rows:
        everywhere = kind != RegistrationKind.PARTICIPANT
        yield Line(
            code_sealed=code,
            ref=ref,
            name=name,
            unit=unit,
            live=state == RegistrationState.CONFIRMED,
            stages=tuple(
                stage
                for stage, order in stages
                if everywhere
                or any(f <= order and (last is None or last >= order) for f, last in held[pk])
            ),
            letters=tuple(sorted(letters[pk].items())) if pk in letters else (),
            held=tuple(waits[pk]) if pk in waits else (),
        )


@lru_cache(16)
def _seal(lines: tuple[Line, ...]) -> SealedRoster:
    parts: dict[str, list[tuple[str, str]]] = {part: [] for part in PARTS}
    for line in lines:
        index, value = _seal_one(line)
        parts[index[0]].append((index, value))
    versions = {}
    for part, entries in parts.items():
        entries.sort()
        text = "".join(index + value for index, value in entries)
        versions[part] = hashlib.sha256(text.encode("ascii")).hexdigest()[:12]
    return SealedRoster(parts, versions, len(lines))


@lru_cache(16_384)
def _seal_one(line: Line) -> tuple[str, str]:
    code = normalise(unseal(line.code_sealed))
    return roster_index(code), seal_line(code, line.written())


@dataclass(frozen=True)
class UnitNames:
    id: str
    name: str
    people: tuple[tuple[str, str], ...]  # (ref, name)


def names(device: Device, stages: Iterable[Stage] | None) -> tuple[UnitNames, ...]:
    """OPD → name, and nothing else; of a device for some stages, who has a place there. One query
    (and one of the places)."""
    people = Registration.objects.live().filter(workshop=device.workshop_id)
    if stages is not None:
        orders = [stage.order for stage in stages]
        places = Delegation.objects.filter(
            registration__workshop=device.workshop_id, ended_at=None
        ).values_list("registration_id", "first_stage__order", "last_stage__order")
        there = {
            registration
            for registration, first, last in places
            if any(first <= order and (last is None or last >= order) for order in orders)
        }
        people = people.exclude(kind=RegistrationKind.PARTICIPANT) | people.filter(pk__in=there)
    units: dict[str, tuple[str, list[tuple[str, str]]]] = {}
    for unit, unit_name, ref, name in people.order_by(
        "unit__name", "unit_id", "printed_name", "pk"
    ).values_list("unit__public_id", "unit__name", "public_id", "printed_name"):
        units.setdefault(unit, (unit_name, []))[1].append((ref, name))
    return tuple(UnitNames(key, name, tuple(of)) for key, (name, of) in units.items())
