"""The one evaluator: what a registration has reached, and what is still missing. Pure.

Counts in JP (45 minutes). Answers with ``Reason`` codes and numbers to act on; words are made at
display. Sources: domain.md §2.10 and blueprint §4 ("Excused stays in the denominator").
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Protocol

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from participants.errors import Reason
from workshops.models import EntitlementKind, JpBasis, ScoreMeans

# Where the score grades, these alone decide between "lulus" and "telah mengikuti"; the others
# between "telah mengikuti" and nothing.
ABOUT_THE_SCORE = frozenset({"score-missing", "score-too-low"})


class Rule(Protocol):
    """What the evaluator reads of ``workshops.models.PassingRule``."""

    minimum_share: Decimal
    minimum_share_per_stage: Decimal | None
    deliverables_required: bool
    minimum_score: Decimal | None
    score_means: str
    excused_leaves_denominator: bool
    floor_jp: int
    jp_basis: str


@dataclass(frozen=True)
class Ahead:
    """A slot somebody is expected at that still takes people. ``mandatory``: a session that must
    not be missed is in it; ``excused``: it is excused already, and coming would outweigh that."""

    kind: str
    jp: int
    mandatory: bool = False
    excused: bool = False


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


class Prospect(TextChoices):
    """Where the hours stand."""

    ENOUGH = "enough", _("Tercapai")
    TO_COME = "to_come", _("Masih kurang")  # and it can be reached
    # Not even by coming to everything that is left:
    OUT_OF_REACH = "out_of_reach", _("Di luar jangkauan")
    NOTHING_EXPECTED = "nothing_expected", _("Tanpa kursi")


@dataclass(frozen=True)
class Reach:
    """The two figures of somebody's hours in JP, so far and best still possible, beside what the
    rule asks. ``times``: the fewest slots to come to; 0 where it is enough or out of reach."""

    attended: int
    best: int
    needed: int
    times: int
    prospect: Prospect


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
    """(an ``EntitlementKind``, what is missing). *Lulus* only where a score is asked that grades."""
    reasons = shortfalls(progress, rule)
    grades = rule.score_means == ScoreMeans.GRADES
    if any(not grades or reason.code not in ABOUT_THE_SCORE for reason in reasons):
        return EntitlementKind.NONE, reasons
    if rule.minimum_score is None or not grades or reasons:
        return EntitlementKind.ATTENDED, reasons
    return EntitlementKind.COMPLETED, []


def jp_earned(progress: Progress, rule: Rule) -> int:
    """The one JP figure for certificate, ledger and SIASN: attended, or the programme's own."""
    if rule.jp_basis == JpBasis.PROGRAMME:
        return progress.jp_expected
    return progress.jp_attended


def if_all_attended(progress: Progress) -> Progress:
    """The same person after coming to every slot that is left: the best that can still be."""
    return replace(progress, stages=tuple(_attended_all(stage) for stage in progress.stages))


def reach(progress: Progress, rule: Rule) -> Reach:
    """So far, best still possible, and how often to come. Nothing is promised that cannot be: a
    minimum of a stage and a mandatory session that was missed put the whole out of reach."""
    best = if_all_attended(progress)
    figures = {
        "attended": progress.jp_attended,
        "best": best.jp_attended,
        "needed": jp_needed(rule.minimum_share, progress.jp_expected, progress.jp_excused, rule),
    }
    if not progress.jp_expected:
        return Reach(**figures, times=0, prospect=Prospect.NOTHING_EXPECTED)
    if progress.mandatory_missed or not _has_hours(best, rule):
        return Reach(**figures, times=0, prospect=Prospect.OUT_OF_REACH)
    times = _fewest(progress, rule)
    prospect = Prospect.TO_COME if times else Prospect.ENOUGH
    return Reach(**figures, times=times, prospect=prospect)


def reach_reason(found: Reach) -> Reason:
    """The two figures as one sentence, whether something is missing or not."""
    code = f"reach-{found.prospect.replace('_', '-')}"
    if found.prospect == Prospect.OUT_OF_REACH and found.best >= found.needed:
        code = "reach-stage-or-session-lost"
    return Reason(
        code,
        attended=found.attended,
        needed=found.needed,
        best=found.best,
        times=found.times,
    )


def _attended_all(stage: StageProgress) -> StageProgress:
    return replace(
        stage,
        jp_attended=stage.jp_attended + sum(slot.jp for slot in stage.ahead),
        jp_excused=stage.jp_excused - sum(slot.jp for slot in stage.ahead if slot.excused),
        ahead=(),
    )


def _has_hours(progress: Progress, rule: Rule) -> bool:
    """Whether the hours are enough, in all and by stage, and no mandatory session is left."""
    needed = jp_needed(rule.minimum_share, progress.jp_expected, progress.jp_excused, rule)
    return (
        progress.jp_attended >= needed
        and all(stage.jp_attended >= _stage_needed(stage, rule) for stage in progress.stages)
        and not any(slot.mandatory for slot in progress.ahead)
    )


def _fewest(progress: Progress, rule: Rule) -> int:
    """How many slots to come to until the hours are enough: what must be attended anyway, then in
    each stage its longest until the stage has enough, then the longest of all. No choice of fewer
    would do, and this one does (where excuses leave the denominator: it does)."""
    times = 0
    while not _has_hours(progress, rule):
        lacking = [
            stage.order
            for stage in progress.stages
            if stage.ahead and stage.jp_attended < _stage_needed(stage, rule)
        ]
        found = max(
            ((stage, slot) for stage in progress.stages for slot in stage.ahead),
            key=lambda one: (
                one[1].mandatory,
                one[0].order in lacking,
                not (one[1].excused and rule.excused_leaves_denominator),
                one[1].jp,
            ),
        )
        progress = _come_to(progress, *found)
        times += 1
    return times


def _come_to(progress: Progress, stage: StageProgress, slot: Ahead) -> Progress:
    left = list(stage.ahead)
    left.remove(slot)
    after = replace(
        stage,
        jp_attended=stage.jp_attended + slot.jp,
        jp_excused=stage.jp_excused - slot.jp * slot.excused,
        ahead=tuple(left),
    )
    return replace(
        progress, stages=tuple(after if one is stage else one for one in progress.stages)
    )


def _stage_needed(stage: StageProgress, rule: Rule) -> int:
    if rule.minimum_share_per_stage is None:
        return 0
    left = stage.jp_expected
    if rule.excused_leaves_denominator:
        left -= stage.jp_excused  # the floor is one figure for the whole
    return math.ceil(rule.minimum_share_per_stage * left)


def _attendance(progress: Progress, rule: Rule) -> list[Reason]:
    if not progress.jp_expected:
        return [Reason("nothing-expected")]
    needed = jp_needed(rule.minimum_share, progress.jp_expected, progress.jp_excused, rule)
    best = if_all_attended(progress)
    most = jp_needed(rule.minimum_share, best.jp_expected, best.jp_excused, rule)
    found = _hours("jp", progress.jp_attended, needed, most, progress.ahead)
    if rule.minimum_share_per_stage is None:
        return found
    for stage in progress.stages:
        found += _hours(
            "stage-jp",
            stage.jp_attended,
            _stage_needed(stage, rule),
            _stage_needed(_attended_all(stage), rule),
            stage.ahead,
            stage=stage.title,
        )
    return found


def _hours(
    code: str, attended: int, needed: int, most: int, ahead: Sequence[Ahead], **more: str
) -> list[Reason]:
    """``most``: what is needed of who comes to everything (more than ``needed`` where that makes an
    excuse void)."""
    if attended >= needed:
        return []
    left = [slot for slot in ahead if slot.jp]
    figures = {"attended": attended, "needed": needed, **more}
    if not left:
        return [Reason(f"{code}-missing", **figures, missing=needed - attended)]
    best = attended + sum(slot.jp for slot in left)
    if best < most:
        return [Reason(f"{code}-out-of-reach", **figures | {"needed": most}, best=best)]
    times, kinds = _times(needed - attended, left)
    return [Reason(f"{code}-to-come", **figures, times=times, kinds=kinds)]


def _times(missing: int, ahead: Sequence[Ahead]) -> tuple[int, list[str]]:
    """How often one must still come, the longest slots first; and the kinds of slot any so many of
    which are enough. No kinds: which ones must be looked up."""
    times = 0
    left = missing
    for jp in sorted((slot.jp for slot in ahead), reverse=True):
        if left <= 0:
            break
        left -= jp
        times += 1
    kinds = sorted({slot.kind for slot in ahead})
    for chosen in [kinds, *([kind] for kind in kinds)]:
        shortest = sorted(slot.jp for slot in ahead if slot.kind in chosen)[:times]
        if len(shortest) == times and sum(shortest) >= missing:
            return times, chosen
    return times, []


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
