"""Who can do a role, who could after a training, and which units are OPD. Pure.

A role is about what somebody can do; a post about who may be appointed (rules/staffing.py).
"""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

STEP = 1  # convention: one training takes somebody up by one level at most


class Ability(StrEnum):
    """Best first."""

    CAN = "can"
    AFTER = "after"  # after a training that teaches the skill
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class Skill:
    competency: int
    level: int


@dataclass(frozen=True, slots=True)
class Judged:
    """One person against a role: by which skill, the level held (None: nobody has looked), and
    whether schooling alone makes them a candidate."""

    ability: Ability
    skill: Skill
    held: int | None
    by_schooling: bool = False


def judge_ability(
    skills: Sequence[Skill],
    levels: Mapping[int, int],
    *,
    schooled: bool,
    taught: Collection[Skill] = (),
) -> Judged | None:
    """By the skill that says most; None for who is neither able nor a candidate.

    CAN: the level of one skill is held. AFTER: one level below it, or never assessed in any of them
    and schooled in the field. Of several skills to be trained for, one that is ``taught`` soon.
    """
    for skill in skills:
        held = levels.get(skill.competency)
        if held is not None and held >= skill.level:
            return Judged(Ability.CAN, skill, held)
    near = [skill for skill in skills if skill.level - levels.get(skill.competency, -9) <= STEP]
    if near:
        best = min(near, key=lambda skill: (skill not in taught, skills.index(skill)))
        return Judged(Ability.AFTER, best, levels[best.competency])
    unknown = not any(skill.competency in levels for skill in skills)
    if schooled and unknown and skills:
        best = min(skills, key=lambda skill: (skill not in taught, skills.index(skill)))
        return Judged(Ability.AFTER, best, None, by_schooling=True)
    return None


def fields_of(schooling: str) -> tuple[str, ...]:
    """The fields of study of a role, as words to be found in somebody's schooling."""
    return tuple(part.strip() for part in re.split(r"[\n;,]+", schooling) if part.strip())


def is_schooled(education: str, fields: Iterable[str]) -> bool:
    """Whether a field stands in the schooling as whole words ("S1 Teknik Informatika")."""
    return any(
        re.search(rf"(?<!\w){re.escape(field)}(?!\w)", education, re.IGNORECASE) for field in fields
    )


@dataclass(frozen=True, slots=True)
class TreeUnit:
    pk: int
    parent: int | None
    kind: str


def opd_of(units: Iterable[TreeUnit]) -> dict[int, int]:
    """{unit: its OPD}, units given parents first. An OPD is what stands directly below the Pemda;
    below a secretariat each Bagian counts by itself; whatever lies deeper belongs to the one above.
    The Pemda itself belongs to none."""
    by_key: dict[int, TreeUnit] = {}
    found: dict[int, int] = {}
    for unit in units:
        by_key[unit.pk] = unit
        above = by_key.get(unit.parent or 0)
        if above is None:  # the Pemda, or below something that is no longer there
            continue
        alone = above.parent is None or (above.kind == "secretariat" and unit.kind == "division")
        if alone:
            found[unit.pk] = unit.pk
        elif above.pk in found:
            found[unit.pk] = found[above.pk]
    return found
