"""Who has a right to which certificate: the rule's word, exemptions beside it, and the rule of one
stage. Pure. Bands of *lulus* are data (domain.md §2.9)."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Protocol

from participants.errors import Reason, Refused
from workshops.models import EntitlementKind, ExemptionEffect, ScoreMeans
from workshops.rules.progress import Progress, Rule, jp_earned
from workshops.rules.score import read_score

MOST_BANDS = 6


@dataclass(frozen=True)
class Exempted:
    """What the evaluator reads of ``workshops.models.Exemption``."""

    public_id: str
    effect: str
    reason: str
    basis: str
    by: str  # name
    on: str  # ISO date, at the organiser's

    def as_json(self) -> dict[str, str]:
        return {name: str(getattr(self, name)) for name in self.__dataclass_fields__}


class Asking(Protocol):
    """What ``of_a_stage`` reads of the rule of a whole Bimtek."""

    minimum_share: Decimal
    minimum_share_per_stage: Decimal | None
    jp_basis: str


@dataclass
class StageRule:
    """What the certificate of one stage asks: hours and mandatory sessions of that stage, nothing
    that comes only later (hasil kerja, post-test). Excused JP stay in its denominator: such a
    certificate is for who was there."""

    minimum_share: Decimal
    jp_basis: str
    minimum_share_per_stage: Decimal | None = None
    deliverables_required: bool = False
    minimum_score: Decimal | None = None
    score_means: str = ScoreMeans.CONDITION
    excused_leaves_denominator: bool = False
    floor_jp: int = 0


def of_a_stage(rule: Asking) -> StageRule:
    """The rule's share per stage where it has one, else its share over all."""
    share = rule.minimum_share_per_stage
    return StageRule(rule.minimum_share if share is None else share, rule.jp_basis)


def judged(
    kind: str, reasons: Sequence[Reason], exempted: Exempted | None
) -> tuple[str, tuple[Reason, ...]]:
    """The rule's word after an exemption. What the rule misses stays listed beside it, and who has
    earned it anyway needs none."""
    if exempted is None:
        return kind, tuple(reasons)
    said = {"by": exempted.by, "on": exempted.on, "because": exempted.reason}
    if exempted.effect == ExemptionEffect.EXCLUDED:
        return EntitlementKind.NONE, (Reason("exemption-excluded", **said), *reasons)
    if kind != EntitlementKind.NONE:
        return kind, tuple(reasons)
    return EntitlementKind.ATTENDED, (Reason("exemption-granted", **said), *reasons)


def jp_of(progress: Progress, rule: Rule, kind: str, by_rule: str) -> int:
    """The JP of an entitlement: the rule's figure where it was earned; else what was attended, also
    for who has the right by an exemption."""
    if EntitlementKind.NONE in (kind, by_rule):
        return progress.jp_attended
    return jp_earned(progress, rule)


def band_of(score: Decimal | None, bands: Iterable[Mapping[str, Any]]) -> str:
    """The name of the highest band whose lowest score this one reaches; "" below all of them."""
    reached = [
        (Decimal(band["from"]), str(band["name"]))
        for band in bands
        if score is not None and score >= Decimal(band["from"])
    ]
    return max(reached)[1] if reached else ""


_BAND = re.compile(r"^\s*(\d{1,3}(?:[.,]\d{1,2})?)\s+(\S.*?)\s*$", re.ASCII)


def read_bands(text: str) -> list[dict[str, str]]:
    """Bands as typed, one a line, "90,01 Sangat Memuaskan"; highest first.

    Refused: band-unreadable, band-twice, bands-too-many, and what a score is refused for.
    """
    found: dict[Decimal, str] = {}
    for line in text.splitlines():
        if not line.strip():
            continue
        read = _BAND.match(line)
        if read is None:
            raise Refused(Reason("band-unreadable", given=line.strip()[:60]))
        lowest = read_score(read[1]) or Decimal(0)
        if lowest in found or read[2] in found.values():
            raise Refused(Reason("band-twice", given=line.strip()[:60]))
        found[lowest] = read[2][:60]
    if len(found) > MOST_BANDS:
        raise Refused(Reason("bands-too-many", most=MOST_BANDS))
    return [{"name": found[one], "from": str(one)} for one in sorted(found, reverse=True)]


def bands_text(bands: Iterable[Mapping[str, Any]]) -> str:
    """The same as one types it."""
    return "\n".join(f"{str(band['from']).replace('.', ',')} {band['name']}" for band in bands)
