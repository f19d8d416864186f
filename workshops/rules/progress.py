"""The one evaluator: what a registration has reached, and what is still missing. Pure.

Counts in JP (45 minutes). Answers with ``Reason`` codes and numbers to act on; words are made at
display. Sources: domain.md §2.10 and blueprint §4 ("Excused stays in the denominator").
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Protocol

from participants.errors import Reason
from workshops.models import EntitlementKind, JpBasis

# Words of the score alone decide between "lulus" and "telah mengikuti"; the others between
# "telah mengikuti" and nothing.
ABOUT_THE_SCORE = frozenset({"score-missing", "score-too-low"})


class Rule(Protocol):
    """What the evaluator reads of ``workshops.models.PassingRule``."""

    minimum_share: Decimal
    minimum_share_per_stage: Decimal | None
    deliverables_required: bool
    minimum_score: Decimal | None
    excused_leaves_denominator: bool
    floor_jp: int
    jp_basis: str


@dataclass(frozen=True)
class Ahead:
    """A slot somebody is expected at that still takes people."""

    kind: str
    jp: int


@dataclass(frozen=True)
class Why:
    """One line of evidence: the slot, its JP, and what is known of the person there."""

    slot: str  # public id
    stage: int
    day: str  # ISO date
    kind: str
    jp: int
    status: str  # an AttendanceStatus, or "ahead"
    arrived_at: datetime | None = None
    noted_by: str = ""
    noted_at: datetime | None = None


@dataclass(frozen=True)
class StageProgress:
    """One stage somebody is expected at; figures in JP."""

    order: int
    title: str
    jp_expected: int
    jp_attended: int
    jp_excused: int
    ahead: tuple[Ahead, ...] = ()


@dataclass(frozen=True)
class Progress:
    """Everything the rule looks at, for one registration; figures in JP."""

    stages: tuple[StageProgress, ...]
    mandatory_missed: tuple[str, ...] = ()  # topics
    mandatory_ahead: tuple[str, ...] = ()
    deliverables_asked: int = 0
    deliverables_accepted: int = 0
    score: Decimal | None = None
    why: tuple[Why, ...] = ()

    @property
    def jp_expected(self) -> int:
        return sum(stage.jp_expected for stage in self.stages)

    @property
    def jp_attended(self) -> int:
        return sum(stage.jp_attended for stage in self.stages)

    @property
    def jp_excused(self) -> int:
        return sum(stage.jp_excused for stage in self.stages)

    @property
    def ahead(self) -> tuple[Ahead, ...]:
        return tuple(slot for stage in self.stages for slot in stage.ahead)


def jp_needed(share: Decimal, expected: int, excused: int, rule: Rule) -> int:
    """The JP to attend: the share of the denominator, rounded up to whole JP.

    An excused JP stays in the denominator; where the rule lets it leave, never fewer than
    ``floor_jp`` are asked (but never more than could be attended).
    """
    if not rule.excused_leaves_denominator:
        return math.ceil(share * expected)
    return max(math.ceil(share * (expected - excused)), min(rule.floor_jp, expected))


def shortfalls(progress: Progress, rule: Rule) -> list[Reason]:
    """Everything that still stands between this progress and the certificate, worst first."""
    found = _attendance(progress, rule)
    found += [Reason("mandatory-missed", topic=topic) for topic in progress.mandatory_missed]
    found += [Reason("mandatory-ahead", topic=topic) for topic in progress.mandatory_ahead]
    missing = progress.deliverables_asked - progress.deliverables_accepted
    if rule.deliverables_required and missing > 0:
        found.append(
            Reason("deliverables-missing", missing=missing, asked=progress.deliverables_asked)
        )
    if rule.minimum_score is not None:
        found += _score(progress.score, rule.minimum_score)
    return found


def outcome(progress: Progress, rule: Rule) -> tuple[str, list[Reason]]:
    """(an ``EntitlementKind``, what is missing). *Lulus* only where the rule asks for a score."""
    reasons = shortfalls(progress, rule)
    if any(reason.code not in ABOUT_THE_SCORE for reason in reasons):
        return EntitlementKind.NONE, reasons
    if rule.minimum_score is None or reasons:
        return EntitlementKind.ATTENDED, reasons
    return EntitlementKind.COMPLETED, []


def jp_earned(progress: Progress, rule: Rule) -> int:
    """The one JP figure for certificate, ledger and SIASN: attended, or the programme's own."""
    if rule.jp_basis == JpBasis.PROGRAMME:
        return progress.jp_expected
    return progress.jp_attended


def _attendance(progress: Progress, rule: Rule) -> list[Reason]:
    if not progress.jp_expected:
        return [Reason("nothing-expected")]
    needed = jp_needed(rule.minimum_share, progress.jp_expected, progress.jp_excused, rule)
    found = _hours("jp", progress.jp_attended, needed, progress.ahead)
    if rule.minimum_share_per_stage is None:
        return found
    for stage in progress.stages:
        left = stage.jp_expected
        if rule.excused_leaves_denominator:
            left -= stage.jp_excused  # the floor is one figure for the whole
        stage_needed = math.ceil(rule.minimum_share_per_stage * left)
        found += _hours("stage-jp", stage.jp_attended, stage_needed, stage.ahead, stage=stage.title)
    return found


def _hours(
    code: str, attended: int, needed: int, ahead: Sequence[Ahead], **more: str
) -> list[Reason]:
    if attended >= needed:
        return []
    left = [slot for slot in ahead if slot.jp]
    best = attended + sum(slot.jp for slot in left)
    if best < needed:
        if left:
            return [
                Reason(f"{code}-out-of-reach", attended=attended, needed=needed, best=best, **more)
            ]
        return [
            Reason(
                f"{code}-missing",
                attended=attended,
                needed=needed,
                missing=needed - attended,
                **more,
            )
        ]
    return [
        Reason(
            f"{code}-to-come",
            attended=attended,
            needed=needed,
            times=_times(needed - attended, left),
            kinds=sorted({slot.kind for slot in left}),
            **more,
        )
    ]


def _times(missing: int, ahead: Sequence[Ahead]) -> int:
    """How often one must still come at least, the longest slots first."""
    times = 0
    for jp in sorted((slot.jp for slot in ahead), reverse=True):
        if missing <= 0:
            break
        missing -= jp
        times += 1
    return times


def _score(score: Decimal | None, minimum: Decimal) -> list[Reason]:
    if score is None:
        return [Reason("score-missing", minimum=_figure(minimum))]
    if score < minimum:
        return [Reason("score-too-low", score=_figure(score), minimum=_figure(minimum))]
    return []


def _figure(value: Decimal) -> str:
    """``70`` and ``69.5``: exact, and the same text whatever the column's decimals."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
