"""Many people on a day against the posts they work at, requirement by requirement."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from participants.models import (
    Appointment,
    AppointmentKind,
    Employment,
    Importance,
    OrganisationUnit,
    PlannedPost,
    Requirement,
    RequirementKind,
    StaffingPlan,
)
from participants.queries.competency import levels_of
from participants.queries.staffing import trainings_of
from participants.rules.staffing import Criterion, Finding, Holder, judge
from participants.rules.strategy import Fit, fit_of


@dataclass(frozen=True)
class Placed:
    """One person at their post; ``planned`` is its key, None where they work at no post of the plan."""

    fit: Fit
    planned: int | None = None
    findings: tuple[Finding, ...] = ()


NOWHERE = Placed(Fit.NO_POST)


def placed_of(
    root: OrganisationUnit, day: date, rows: Mapping[int, Employment]
) -> dict[int, Placed]:
    """{person: where they stand} of these employments (with ``person``), in at most six queries:
    against the post held definitively that day, else the post of the plan in force with their unit
    and job."""
    plan = StaffingPlan.objects.in_force_on(day).filter(unit=root).first()
    if plan is None:
        return dict.fromkeys(rows, NOWHERE)
    posts = _posts_of(root, plan, day, rows)
    criteria: dict[int, list[Criterion]] = defaultdict(list)
    for one in Requirement.objects.filter(planned_post__plan=plan).order_by("pk"):
        is_must = one.importance == Importance.MUST
        criteria[one.planned_post_id].append(
            Criterion(one.kind, is_must, one.text, one.competency_id, one.level)
        )
    skilled = _asked(posts, criteria, RequirementKind.COMPETENCY)
    schooled = _asked(posts, criteria, RequirementKind.TRAINING)
    levels = levels_of(skilled, day) if skilled else {}
    trainings = trainings_of(schooled, day) if schooled else {}
    found = {}
    for key, row in rows.items():
        if key not in posts:
            found[key] = NOWHERE
            continue
        known = Holder(
            row.person.education,
            row.rank,
            {competency: one.level for competency, one in levels.get(key, {}).items()},
            trainings.get(key, ()),
        )
        findings = tuple(judge(one, known) for one in criteria[posts[key]])
        found[key] = Placed(fit_of(findings), posts[key], findings)
    return found


def _posts_of(
    root: OrganisationUnit, plan: StaffingPlan, day: date, rows: Mapping[int, Employment]
) -> dict[int, int]:
    """{person: planned post}."""
    planned = PlannedPost.objects.filter(plan=plan).values_list(
        "pk", "post_id", "post__unit_id", "post__job_id"
    )
    by_post: dict[int, int] = {}
    by_place: dict[tuple[int, int | None], int] = {}
    for key, post, unit, job in planned:
        by_post[post], by_place[unit, job] = key, key
    held = dict(
        Appointment.objects.in_force_on(day)
        .filter(post__unit__path__startswith=root.path, kind=AppointmentKind.DEFINITIVE)
        .order_by("valid_from", "pk")
        .values_list("person_id", "post_id")
    )
    found = {}
    for key, row in rows.items():
        at = by_post.get(held[key]) if key in held else by_place.get((row.unit_id, row.job_id))
        if at is not None:
            found[key] = at
    return found


def _asked(
    posts: Mapping[int, int], criteria: Mapping[int, list[Criterion]], kind: str
) -> list[int]:
    asking = {key for key, asked in criteria.items() if any(one.kind == kind for one in asked)}
    return [person for person, post in posts.items() if post in asking]
