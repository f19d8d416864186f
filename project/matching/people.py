"""Who of one OPD can do a role and why; and, apart from that, what they lack for the post."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from participants.models import Evidence, PlannedPost, StaffingPlan
from participants.queries.ability import AbilityTile, Able
from participants.queries.competency import levels_of
from participants.queries.findings import FindingLine, competencies_in, finding_lines
from participants.queries.staffing import PostLine, post_lines, ranks_of, trainings_of
from participants.rules.ability import Ability
from participants.rules.staffing import Finding, Holder, Outcome, judge
from project.matching.asked import Wanted
from project.matching.coverage import Wall
from workshops.queries.course import Course


@dataclass(frozen=True)
class Fit:
    """What somebody lacks for the post of a role; ``holds`` when they hold it already."""

    lacks: tuple[FindingLine, ...]
    holds: bool

    @property
    def appointable(self) -> bool:
        return not self.lacks


@dataclass(frozen=True)
class AbleLine:
    """``number`` stands for who may not be named; ``code`` of the competency whose evidence counts."""

    able: Able
    code: str
    skill: str
    evidence: Evidence | None
    course: Course | None
    fit: Fit | None

    @property
    def can(self) -> bool:
        return self.able.judged.ability == Ability.CAN


@dataclass(frozen=True)
class OpdPeople:
    lines: tuple[AbleLine, ...]
    post: PostLine | None
    plan: StaffingPlan | None


def people_of(tile: AbilityTile, wanted: Wanted, found: Wall, day: date) -> OpdPeople:
    plan, post = _post_of_role(tile, wanted, day)
    fits = _fits(tile.able, post, day) if post else {}
    rows = Evidence.objects.select_related("competency").in_bulk(
        [one.because for one in tile.able if one.because is not None]
    )
    return OpdPeople(
        tuple(
            AbleLine(
                able=one,
                code=_name(one, found, "code"),
                skill=_name(one, found, "name_id"),
                evidence=rows.get(one.because or 0),
                course=(
                    None
                    if one.judged.ability == Ability.CAN
                    else found.course_for(one.judged.skill)
                ),
                fit=fits.get(one.person.pk),
            )
            for one in tile.able
        ),
        post,
        plan,
    )


def _name(one: Able, found: Wall, field: str) -> str:
    competency: Any = found.names.get(one.judged.skill.competency)
    return getattr(competency, field) if competency else ""


def _post_of_role(
    tile: AbilityTile, wanted: Wanted, day: date
) -> tuple[StaffingPlan | None, PostLine | None]:
    """The OPD's planned post of the role's job in the plan in force that day."""
    if wanted.role is None or wanted.role.job is None:
        return None, None
    plan = StaffingPlan.objects.in_force_on(day).filter(unit__path=tile.unit.root_path).first()
    if plan is None:
        return None, None
    planned = (
        PlannedPost.objects.filter(
            plan=plan, post__job=wanted.role.job, post__unit__path__startswith=tile.unit.path
        )
        .order_by("post__unit__path", "pk")
        .first()
    )
    if planned is None:
        return plan, None
    (line,) = post_lines(plan, day, only=planned)
    return plan, line


def _fits(able: Sequence[Able], post: PostLine, day: date) -> dict[int, Fit]:
    keys = [one.person.pk for one in able]
    levels, ranks, trained = levels_of(keys, day), ranks_of(keys, day), trainings_of(keys, day)
    known = competencies_in(post.criteria)
    holders = {holder.person_id for holder in post.holders}
    found = {}
    for one in able:
        holder = Holder(
            one.person.education,
            ranks.get(one.person.pk, ""),
            {key: level.level for key, level in levels.get(one.person.pk, {}).items()},
            trained.get(one.person.pk, ()),
        )
        findings = [judge(criterion, holder) for criterion in post.criteria]
        found[one.person.pk] = Fit(
            finding_lines(filter(_is_lacking, findings), known), one.person.pk in holders
        )
    return found


def _is_lacking(finding: Finding) -> bool:
    return finding.criterion.must and finding.outcome != Outcome.MET
