"""For a post the people, for a person the posts: now, after a training, or not; and what it leaves
behind. It advises; a person decides."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q

from participants.models import (
    Appointment,
    AppointmentKind,
    Competency,
    Employment,
    Evidence,
    EvidenceAct,
    Person,
    PlannedPost,
    StaffingPlan,
    UnitKind,
)
from participants.queries.competency import levels_of
from participants.queries.findings import competencies_in, worded
from participants.queries.staffing import PostLine, post_lines, ranks_of, trainings_of
from participants.rules.placement import Degree, Judgement, Opened, Outlook, degree, outlook
from participants.rules.staffing import Criterion, Finding, Holder, Outcome, judge
from workshops.queries.course import Course, courses

AT_MOST = 500  # people looked at for one post
SKILLED = 300  # of them for what they can, whichever their OPD
SHOWN = 60


@dataclass(frozen=True)
class Said:
    """One requirement in words."""

    asks: str
    held: str
    degree: Degree
    must: bool


@dataclass(frozen=True)
class Match:
    """One person against one post. ``steps`` are the Bimtek that would bring what is lacking."""

    person: Person
    post: PostLine
    outlook: Outlook
    said: tuple[Said, ...]
    steps: tuple[Course, ...]
    from_post: PostLine | None
    opened: Opened | None

    @property
    def jp(self) -> int:
        return sum(course.jp for course in self.steps)

    @property
    def vacant(self) -> int:
        return self.post.needed - self.post.filled


def people_for(plan: StaffingPlan, planned: PlannedPost, user: Any, on: date) -> list[Match]:
    """Whom of those the user may see the post could have: whoever was granted most of the competencies
    it asks for, and those of its own OPD; best first. Its holders are left out."""
    (post,) = post_lines(plan, on, only=planned)
    opd = ".".join(planned.post.unit.path.split(".")[:2]) + "."
    possible = (
        Person.objects.visible_to(user)
        .living()
        .exclude(home_unit__kind=UnitKind.EXTERNAL)
        .exclude(pk__in=[holder.person_id for holder in post.holders])
        .filter(Exists(Employment.objects.in_force_on(on).filter(person=OuterRef("pk"))))
        .select_related("home_unit", "current_employment")
    )
    skilled = possible.filter(pk__in=_skilled(post, plan, on))
    own = possible.filter(home_unit__path__startswith=opd).order_by("full_name", "pk")
    people = {person.pk: person for person in (*skilled, *own[: AT_MOST - SKILLED])}
    found = _matches(plan, list(people.values()), [post], on)
    return sorted(found, key=_order)[:SHOWN]


def _skilled(post: PostLine, plan: StaffingPlan, on: date) -> list[int]:
    """Who in the Pemda was granted most of what the post asks, at the level it asks: each grant is
    weighed again, with what withdrew it, when the person is judged."""
    asked = Q(pk__in=[])
    for one in post.criteria:
        if one.competency is not None:
            asked |= Q(competency=one.competency, level__gte=one.level or 1)
    rows = (
        Evidence.objects.filter(
            asked,
            act=EvidenceAct.GRANT,
            acquired_on__lte=on,
            person__home_unit__path__startswith=plan.unit.path,
        )
        .order_by()
        .values("person")
        .annotate(has=Count("competency", distinct=True))
        .order_by("-has", "person")
    )
    known = {row["person"]: row["has"] for row in rows[:SKILLED]}
    if len(known) < SKILLED:  # below the level too, while there is room: a training may bring it
        lower = Evidence.objects.filter(
            competency__in=[one.competency for one in post.criteria if one.competency],
            act=EvidenceAct.GRANT,
            acquired_on__lte=on,
            person__home_unit__path__startswith=plan.unit.path,
        ).order_by("-level", "person")
        for key in lower.values_list("person", flat=True)[: 4 * SKILLED]:
            if len(known) < SKILLED:
                known.setdefault(key, 0)
    return list(known)


def posts_for(plan: StaffingPlan, person: Person, on: date) -> list[Match]:
    """The plan's posts with a vacant seat, or whose holder is below a must, for one person; best first."""
    lines = post_lines(plan, on)
    wanted = [
        line
        for line in lines
        if line.needed > line.qualified
        and person.pk not in {holder.person_id for holder in line.holders}
    ]
    found = _matches(plan, [person], wanted, on, lines=lines)
    return sorted(found, key=lambda one: (_order(one), -one.vacant))[:SHOWN]


def _order(match: Match) -> tuple[int, int, int, str]:
    """Fits, fits after a training; then who meets something at least in part before who has no data."""
    musts = [one.degree for one in match.said if one.must]
    likely = match.outlook in (Outlook.NOW, Outlook.AFTER)
    leads = sum(degree in (Degree.MET, Degree.PARTLY) for degree in musts)
    return (
        list(Outlook).index(match.outlook) if likely else len(Outlook),
        -leads,
        len(musts) - musts.count(Degree.MET),
        match.person.full_name,
    )


def match_of(plan: StaffingPlan, planned: PlannedPost, person: Person, on: date) -> Match:
    (post,) = post_lines(plan, on, only=planned)
    (found,) = _matches(plan, [person], [post], on)
    return found


def _matches(
    plan: StaffingPlan,
    people: Collection[Person],
    posts: Collection[PostLine],
    on: date,
    *,
    lines: Collection[PostLine] | None = None,
) -> list[Match]:
    keys = [person.pk for person in people]
    to_come = courses(plan.unit, on)
    levels, ranks, trained = levels_of(keys, on), ranks_of(keys, on), trainings_of(keys, on)
    known = competencies_in([one for post in posts for one in post.criteria])
    behind = _behind(plan, keys, on, lines)
    found = []
    for person in people:
        holder = Holder(
            person.education,
            ranks.get(person.pk, ""),
            {key: one.level for key, one in levels.get(person.pk, {}).items()},
            trained.get(person.pk, ()),
        )
        left = behind.get(person.pk)
        for post in posts:
            findings = [judge(criterion, holder) for criterion in post.criteria]
            judged = outlook(findings, _taught(to_come))
            found.append(
                Match(
                    person,
                    post,
                    judged.outlook,
                    tuple(_said(one, known) for one in findings),
                    _steps(judged, to_come),
                    left,
                    _opened(left, person) if left else None,
                )
            )
    return found


def _taught(to_come: Collection[Course]) -> Callable[[int, int], bool]:
    def taught(competency: int, level: int) -> bool:
        return any(course.teaches(competency, level) for course in to_come)

    return taught


def _steps(judged: Judgement, to_come: Collection[Course]) -> tuple[Course, ...]:
    """The soonest Bimtek for each must it would bring, each once."""
    found: dict[int, Course] = {}
    for criterion in judged.trains:
        course = _first(criterion, to_come)
        if course is not None:
            found.setdefault(course.workshop.pk, course)
    return tuple(found.values())


def _first(criterion: Criterion, to_come: Collection[Course]) -> Course | None:
    wanted = (criterion.competency or 0, criterion.level or 1)
    return next((course for course in to_come if course.teaches(*wanted)), None)


def _said(finding: Finding, known: dict[int, Competency]) -> Said:
    return Said(
        worded(finding.criterion, known), finding.held, degree(finding), finding.criterion.must
    )


def _behind(
    plan: StaffingPlan, people: Collection[int], on: date, lines: Collection[PostLine] | None
) -> dict[int, PostLine]:
    """The planned post that each of them holds definitively."""
    held = dict(
        Appointment.objects.in_force_on(on)
        .filter(person__in=people, kind=AppointmentKind.DEFINITIVE)
        .values_list("person_id", "post_id")
    )
    if not held:
        return {}
    planned = dict(
        PlannedPost.objects.filter(plan=plan, post__in=held.values()).values_list("post_id", "pk")
    )
    every = lines if lines is not None else post_lines(plan, on, among=planned.values())
    by_key = {line.planned_post_id: line for line in every}
    return {
        person: by_key[planned[post]]
        for person, post in held.items()
        if post in planned and planned[post] in by_key
    }


def _opened(left: PostLine, person: Person) -> Opened:
    fits = any(
        holder.person_id == person.pk and holder.outcome == Outcome.MET for holder in left.holders
    )
    return Opened(left.needed, left.filled, left.qualified, left.qualified - fits)
