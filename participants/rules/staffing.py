"""Whether somebody meets what a post asks, criterion by criterion. Pure (domain.md §5.4).

"Tidak ada data" is never "belum terpenuhi": most regions have little data, and a gap that nobody
has looked into is not a verdict on a person.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from participants.rules.ranks import at_least, read_rank

# Steps of schooling, lowest first; D-IV and S1 are one step.
EDUCATION = ("SD", "SMP", "SMA", "D1", "D2", "D3", "S1", "S2", "S3")
_SAME = {"SMK": "SMA", "SLTA": "SMA", "SLTP": "SMP", "D4": "S1", "DIV": "S1", "DIII": "D3",
         "DII": "D2", "DI": "D1", "SARJANA": "S1", "MAGISTER": "S2", "DOKTOR": "S3"}  # fmt: skip


class Outcome(StrEnum):
    MET = "met"
    NOT_MET = "not_met"
    NO_DATA = "no_data"


@dataclass(frozen=True, slots=True)
class Criterion:
    """What a post asks: ``kind`` education, rank or competency; ``text`` or ``competency`` + ``level``."""

    kind: str
    must: bool
    text: str = ""
    competency: int | None = None
    level: int | None = None


@dataclass(frozen=True, slots=True)
class Holder:
    """What is known of somebody: education and rank as written, level by competency key."""

    education: str
    rank: str
    levels: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class Finding:
    criterion: Criterion
    outcome: Outcome
    held: str  # what they have, as shown


def education_step(text: str) -> int | None:
    """The step of schooling a text begins with ("S-1 Teknik Informatika" → S1), or None."""
    word = re.match(r"\s*([A-Za-z]+)[\s.\-]*([0-9IVX]*)", text)
    if word is None:
        return None
    letters, digits = word.group(1).upper(), word.group(2).upper()
    for name in (letters + digits, letters):
        name = _SAME.get(name, name)
        if name in EDUCATION:
            return EDUCATION.index(name)
    return None


def judge(criterion: Criterion, holder: Holder) -> Finding:
    """One criterion against one person."""
    if criterion.kind == "competency":
        held = holder.levels.get(criterion.competency or 0)
        if held is None:
            return Finding(criterion, Outcome.NO_DATA, "")
        met = held >= (criterion.level or 1)
        return Finding(criterion, Outcome.MET if met else Outcome.NOT_MET, str(held))
    if criterion.kind == "education":
        has, asked = education_step(holder.education), education_step(criterion.text)
        if has is None or asked is None:
            return Finding(criterion, Outcome.NO_DATA, holder.education)
        return Finding(
            criterion, Outcome.MET if has >= asked else Outcome.NOT_MET, holder.education
        )
    has_rank, _faults = read_rank(holder.rank)
    asked_rank, _faults = read_rank(criterion.text)
    enough = at_least(has_rank, asked_rank) if has_rank and asked_rank else None
    if enough is None:
        return Finding(criterion, Outcome.NO_DATA, holder.rank)
    return Finding(criterion, Outcome.MET if enough else Outcome.NOT_MET, holder.rank)


def verdict(findings: Sequence[Finding]) -> Outcome:
    """Over all musts: not met where one is not met, else no data where one is unknown, else met."""
    musts = [finding.outcome for finding in findings if finding.criterion.must]
    if Outcome.NOT_MET in musts:
        return Outcome.NOT_MET
    return Outcome.NO_DATA if Outcome.NO_DATA in musts else Outcome.MET
