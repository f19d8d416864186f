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
    """What a post asks: ``kind`` education, rank, training or competency; ``text``, or ``competency``
    + ``level``."""

    kind: str
    must: bool
    text: str = ""
    competency: int | None = None
    level: int | None = None


@dataclass(frozen=True, slots=True)
class Holder:
    """What is known of somebody: education and rank as written, level by competency key, and the
    names of verified trainings."""

    education: str
    rank: str
    levels: Mapping[int, int]
    trainings: Sequence[str] = ()


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


def fields_of(text: str) -> tuple[str, ...]:
    """The fields of study that stand after the step ("S1 Hukum/Ilmu Hukum" → hukum, ilmu hukum);
    none where every field will do."""
    after = re.sub(r"^\s*[A-Za-z]+[\s.\-]*(?:[0-9]|[IVX]{1,3}\b)?", "", text).lower()
    after = re.sub(r"\b(semua|segala|jurusan|bidang|sederajat|paling rendah|minimal)\b", " ", after)
    parts = re.split(r"[/,;]|\batau\b|\bdan\b", after)
    return tuple(found for part in parts if (found := _plain(part)))


def _plain(text: str) -> str:
    return " ".join(re.sub(r"[^a-z0-9]+", " ", text.lower()).split())


def judge(criterion: Criterion, holder: Holder) -> Finding:
    """One criterion against one person."""
    if criterion.kind == "competency":
        held = holder.levels.get(criterion.competency or 0)
        if held is None:
            return Finding(criterion, Outcome.NO_DATA, "")
        met = held >= (criterion.level or 1)
        return Finding(criterion, Outcome.MET if met else Outcome.NOT_MET, str(held))
    if criterion.kind == "education":
        return Finding(criterion, _schooled(criterion.text, holder.education), holder.education)
    if criterion.kind == "training":
        asked, taken = _plain(criterion.text), holder.trainings
        named = next((title for title in taken if asked in _plain(title)), "")
        if named or not taken:
            return Finding(criterion, Outcome.MET if named else Outcome.NO_DATA, named)
        return Finding(criterion, Outcome.NOT_MET, "")
    has_rank, _faults = read_rank(holder.rank)
    asked_rank, _faults = read_rank(criterion.text)
    enough = at_least(has_rank, asked_rank) if has_rank and asked_rank else None
    if enough is None:
        return Finding(criterion, Outcome.NO_DATA, holder.rank)
    return Finding(criterion, Outcome.MET if enough else Outcome.NOT_MET, holder.rank)


def _schooled(asked: str, held: str) -> Outcome:
    """Step and field of study; a step without its field says nothing of the field."""
    has, wants = education_step(held), education_step(asked)
    if has is None or wants is None:
        return Outcome.NO_DATA
    if has < wants:
        return Outcome.NOT_MET
    fields = fields_of(asked)
    if not fields:
        return Outcome.MET
    studied = " ".join(fields_of(held))
    if not studied:
        return Outcome.NO_DATA
    return Outcome.MET if any(field in studied for field in fields) else Outcome.NOT_MET


def verdict(findings: Sequence[Finding]) -> Outcome:
    """Over all musts: not met where one is not met, else no data where one is unknown, else met."""
    musts = [finding.outcome for finding in findings if finding.criterion.must]
    if Outcome.NOT_MET in musts:
        return Outcome.NOT_MET
    return Outcome.NO_DATA if Outcome.NO_DATA in musts else Outcome.MET
