"""Which must-gaps a Bimtek could close, by whom; and, afterwards, which of them it closed."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Sum

from participants.models import (
    Competency,
    OrganisationUnit,
    Person,
    StaffingPlan,
    StaffRole,
    TrainingRecord,
)
from participants.queries.ability import ability_wall, opds
from participants.queries.competency import levels_of
from participants.queries.staffing import post_lines
from participants.rules.ability import Ability, Skill, fields_of
from participants.rules.staffing import Outcome
from workshops.models import Nomination, NominationState, Registration, Workshop
from workshops.queries.course import Course
from workshops.rules.nominating import Candidate, Gap, Limits, Nominations, nominate, seats_paid

ANSWERED_YES = (NominationState.ACCEPTED, NominationState.CHANGED)


@dataclass(frozen=True)
class Told:
    """One gap as it is kept and shown: of a post's holder, or of a role that an OPD has nobody for."""

    kind: str  # post | role
    key: str
    competency: int
    level: int
    held: int | None
    name: str  # the post or the role

    def as_json(self) -> dict[str, Any]:
        return {
            "kind": self.kind,
            "key": self.key,
            "competency": self.competency,
            "level": self.level,
            "held": self.held,
            "name": self.name,
        }


@dataclass(frozen=True)
class Line:
    """One nomination: who, of which OPD, their JP this year, and what it closes."""

    person: Person
    unit: OrganisationUnit
    jp: int
    gaps: tuple[Told, ...]


@dataclass(frozen=True)
class Proposal:
    """``gaps`` that the Bimtek could close at all; ``over`` people left out by the JP limit."""

    lines: tuple[Line, ...]
    closed: int
    gaps: int
    bound: int
    seats: int
    over: int
    names: dict[int, Competency]

    @property
    def best(self) -> bool:
        return self.closed == self.bound


@dataclass(frozen=True)
class Asked:
    """The limits HR sets: seats in all and an OPD, a budget and what one place costs, JP a head."""

    seats: int
    per_unit: int
    budget: int | None = None
    cost: int | None = None
    most_jp: int | None = None


def proposal(root: OrganisationUnit, course: Course, on: date, asked: Asked) -> Proposal:
    """The nominations for one Bimtek that close the most must-gaps known on a day. Who is registered
    or proposed already, and what they are to close, is left out."""
    people, told = _gaps(root, course, on)
    taken, promised = _promised(course.workshop)
    units, belongs = opds(root, on)
    by_unit = {unit.pk: unit for unit in units}
    jp = _jp(people, on.year)
    over = 0
    candidates = []
    for key, gaps in told.items():
        open_gaps = [gap for gap in gaps if gap.key not in promised]
        opd = belongs.get(people[key].home_unit_id)
        if key in taken or opd not in by_unit or not open_gaps:
            continue
        if asked.most_jp is not None and jp.get(key, 0) + course.jp > asked.most_jp:
            over += 1
            continue
        candidates.append(_candidate(key, opd, open_gaps, people[key], jp.get(key, 0)))
    seats = seats_paid(asked.seats, asked.budget, asked.cost)
    found: Nominations = nominate(candidates, Limits(seats, asked.per_unit))
    return Proposal(
        lines=tuple(
            Line(
                people[pick.candidate.key],
                by_unit[pick.candidate.unit],
                jp.get(pick.candidate.key, 0),
                tuple(
                    gap
                    for gap in told[pick.candidate.key]
                    if gap.key in {closed.key for closed in pick.closes}
                ),
            )
            for pick in found.picks
        ),
        closed=found.worth,
        gaps=len({gap.key for gaps in told.values() for gap in gaps} - promised),
        bound=found.bound,
        seats=seats,
        over=over,
        names=Competency.objects.in_bulk(course.awards),
    )


def _candidate(key: int, opd: int, gaps: list[Told], person: Person, jp: int) -> Candidate:
    """Ties go to who is nearest to the level, then to who had the fewest JP, then by name."""
    nearest = max((gap.held or 0) for gap in gaps)
    return Candidate(
        key, opd, tuple(Gap(gap.key) for gap in gaps), (-nearest, jp, person.full_name)
    )


def _gaps(
    root: OrganisationUnit, course: Course, on: date
) -> tuple[dict[int, Person], dict[int, list[Told]]]:
    """Everybody who would close something by this Bimtek, and what."""
    told: dict[int, list[Told]] = defaultdict(list)
    keys: set[int] = set()
    plan = StaffingPlan.objects.in_force_on(on).filter(unit__path=root.root_path).first()
    for post in post_lines(plan, on, below=root.path) if plan else ():
        for holder in post.holders:
            for finding in holder.findings:
                asked = finding.criterion
                if (
                    not asked.must
                    or finding.outcome == Outcome.MET
                    or asked.competency is None
                    or not course.teaches(asked.competency, asked.level or 1)
                ):
                    continue
                told[holder.person_id].append(
                    Told(
                        "post",
                        f"post-{post.public_id}-{asked.competency}-{holder.person_public_id}",
                        asked.competency,
                        asked.level or 1,
                        int(finding.held) if finding.held else None,
                        post.job,
                    )
                )
    keys |= set(told)
    people: dict[int, Person] = {}
    for role in StaffRole.objects.filter(unit__path=root.root_path).in_use().order_by("pk"):
        skills = [
            Skill(skill.competency_id, skill.level)
            for skill in role.skills.all()
            if course.teaches(skill.competency_id, skill.level)
        ]
        every = [Skill(skill.competency_id, skill.level) for skill in role.skills.all()]
        if not skills:
            continue
        for tile in ability_wall(root, every, on, fields=fields_of(role.schooling), taught=skills):
            if tile.ability != Ability.AFTER:
                continue
            for able in tile.able:
                if able.judged.skill not in skills:
                    continue
                people[able.person.pk] = able.person
                told[able.person.pk].append(
                    Told(
                        "role",
                        f"role-{role.public_id}-{tile.unit.public_id}",
                        able.judged.skill.competency,
                        able.judged.skill.level,
                        able.judged.held,
                        role.name,
                    )
                )
    people |= Person.objects.in_bulk(keys - set(people))
    return people, dict(told)


def _promised(workshop: Workshop) -> tuple[set[int], set[str]]:
    """Who takes part or is proposed, and the gaps that standing proposals are to close."""
    taken = set(
        Registration.objects.live().filter(workshop=workshop).values_list("person_id", flat=True)
    )
    promised: set[str] = set()
    standing = Nomination.objects.filter(workshop=workshop).exclude(
        state__in=[NominationState.WITHDRAWN, NominationState.DECLINED]
    )
    for person, gaps in standing.values_list("person_id", "gaps"):
        taken.add(person)
        promised |= {gap["key"] for gap in gaps}
    return taken, promised


def _jp(people: Collection[int], year: int) -> dict[int, int]:
    rows = (
        TrainingRecord.objects.counting()
        .filter(person__in=people, year=year)
        .order_by()
        .values("person")
        .annotate(total=Sum("jp"))
    )
    return {row["person"]: row["total"] for row in rows}


@dataclass(frozen=True)
class Closed:
    """What became of a Bimtek's nominations: gaps they were to close, and how many are closed."""

    nominations: tuple[tuple[Nomination, tuple[tuple[dict[str, Any], bool], ...]], ...]
    gaps: int
    closed: int
    states: dict[str, int]


def closed_by(workshop: Workshop, on: date, *, user: Any) -> Closed:
    """ "12 of 17 gaps": each gap against the level in force on a day of whoever was sent. A gap of a
    role counts once, whoever closed it. Taking a level back opens it again."""
    rows = list(
        Nomination.objects.visible_to(user)
        .filter(workshop=workshop)
        .standing()
        .select_related("person", "unit", "registration__person")
        .order_by("unit__path", "person__full_name", "pk")
    )
    sent = {
        row.pk: row.registration.person_id
        for row in rows
        if row.registration is not None and row.state in ANSWERED_YES
    }
    levels = levels_of(set(sent.values()), on)
    told, keys, done = [], set(), set()
    for row in rows:
        mine = levels.get(sent.get(row.pk, 0), {})
        seen = []
        for gap in row.gaps:
            held = mine.get(gap["competency"])
            is_closed = held is not None and held.level >= gap["level"]
            if gap["kind"] == "post" and row.state == NominationState.CHANGED:
                is_closed = False  # somebody else came: the holder still lacks it
            keys.add(gap["key"])
            if is_closed:
                done.add(gap["key"])
            seen.append((gap, is_closed))
        told.append((row, tuple(seen)))
    states = dict(
        Nomination.objects.visible_to(user)
        .filter(workshop=workshop)
        .order_by()
        .values_list("state")
        .annotate(n=Count("pk"))
    )
    return Closed(tuple(told), len(keys), len(done), states)
