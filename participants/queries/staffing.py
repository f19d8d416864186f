"""A staffing plan on a day: kebutuhan (K), bezetting (B), and who fills a post without fitting it."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from participants.models import (
    Absence,
    Appointment,
    AppointmentKind,
    Employment,
    Importance,
    JobTitle,
    OrganisationUnit,
    PlannedPost,
    Requirement,
    RequirementKind,
    StaffingPlan,
    TrainingRecord,
    TrainingState,
    UnitName,
)
from participants.queries.competency import levels_of
from participants.rules.competency import LevelInForce
from participants.rules.staffing import Criterion, Finding, Holder, Outcome, judge, verdict


@dataclass(frozen=True)
class HolderLine:
    """Who holds a post, and how each thing it asks is met."""

    person_id: int
    person_public_id: str
    name: str
    since: date
    outcome: Outcome
    findings: tuple[Finding, ...]
    because: dict[int, int]  # competency key → key of the evidence that counts
    absence: Absence | None = None  # away on that day


@dataclass(frozen=True)
class StandIn:
    """Who stands in at a post (Plt., Plh.) and keeps a post of their own: fills no seat."""

    appointment: Appointment
    absence: Absence | None


@dataclass(frozen=True)
class PostLine:
    """One row of the peta jabatan. ``difference`` is B − K, as the peta jabatan writes it."""

    planned_post_id: int
    public_id: str
    unit_id: int
    unit_public_id: str
    unit_name: str
    unit_path: str
    job: str
    job_kind: str
    job_class: int | None
    needed: int
    holders: tuple[HolderLine, ...]
    criteria: tuple[Criterion, ...]
    released: tuple[HolderLine, ...] = ()  # away in a way that frees the seat (decision 32)
    acting: tuple[StandIn, ...] = ()

    @property
    def away(self) -> int:
        """Holders who are away and keep the seat."""
        return sum(holder.absence is not None for holder in self.holders)

    @property
    def filled(self) -> int:
        return len(self.holders)

    @property
    def difference(self) -> int:
        return self.filled - self.needed

    @property
    def qualified(self) -> int:
        """Holders who meet every must."""
        return sum(holder.outcome == Outcome.MET for holder in self.holders)

    @property
    def unqualified(self) -> int:
        """*Terisi, belum memenuhi syarat*: holders known to be below a must."""
        return sum(holder.outcome == Outcome.NOT_MET for holder in self.holders)

    @property
    def unknown(self) -> int:
        """Holders about whom a must cannot be judged: no data."""
        return sum(holder.outcome == Outcome.NO_DATA for holder in self.holders)

    @property
    def qualified_vacancy(self) -> int:
        """Seats without somebody who is known to meet every must."""
        return max(self.needed - self.qualified, 0)


def post_lines(
    plan: StaffingPlan,
    on: date,
    *,
    below: str = "",
    job: JobTitle | None = None,
    only: PlannedPost | None = None,
    among: Collection[int] | None = None,
    known_at: datetime | None = None,
    without: Collection[int] = (),
) -> list[PostLine]:
    """Every planned post on a day in tree order, in seven queries (one more where a
    training is asked for), units called as they were then; ``below`` keeps one subtree,
    ``job`` one job, ``only`` one post, ``among`` these keys; ``known_at`` and ``without`` as in ``levels_of``."""
    rows = PlannedPost.objects.filter(plan=plan, post__unit__path__startswith=below)
    if job is not None:
        rows = rows.filter(post__job=job)
    if only is not None:
        rows = rows.filter(pk=only.pk)
    if among is not None:
        rows = rows.filter(pk__in=among)
    planned = list(
        rows.select_related("post__unit", "post__job").order_by(
            "post__unit__path", "-post__job__job_class", "post__job__name", "pk"
        )
    )
    criteria: dict[int, list[Criterion]] = defaultdict(list)
    for row in Requirement.objects.filter(planned_post__in=planned).order_by("pk"):
        criteria[row.planned_post_id].append(
            Criterion(
                row.kind, row.importance == Importance.MUST, row.text, row.competency_id, row.level
            )
        )
    held: dict[int, list[Appointment]] = defaultdict(list)
    appointments = (
        Appointment.objects.in_force_on(on)
        .filter(post__in=[row.post_id for row in planned])
        .select_related("person")
        .order_by("valid_from", "pk")
    )
    for appointment in appointments:
        held[appointment.post_id].append(appointment)
    people = {one.person_id for several in held.values() for one in several}
    facts = _Facts(
        levels=levels_of(people, on, known_at=known_at, without=without),
        ranks=ranks_of(people, on),
        trainings=trainings_of(people, on) if _asks_training(criteria) else {},
        absences=absences_of(people, on),
    )
    names = names_on(plan.unit, on)
    return [_line(row, held[row.post_id], criteria[row.pk], facts, names) for row in planned]


@dataclass(frozen=True)
class _Facts:
    """What is known of the people of the posts, by person key."""

    levels: dict[int, dict[int, LevelInForce]]
    ranks: dict[int, str]
    trainings: dict[int, list[str]]
    absences: dict[int, Absence]


def _line(
    row: PlannedPost,
    held: list[Appointment],
    criteria: list[Criterion],
    facts: _Facts,
    names: dict[int, str],
) -> PostLine:
    definitive = [
        _holder(one, criteria, facts) for one in held if one.kind == AppointmentKind.DEFINITIVE
    ]
    return PostLine(
        planned_post_id=row.pk,
        public_id=row.public_id,
        unit_id=row.post.unit_id,
        unit_public_id=row.post.unit.public_id,
        unit_name=names.get(row.post.unit_id, row.post.unit.name),
        unit_path=row.post.unit.path,
        job=row.post.job.name,
        job_kind=row.post.job.kind,
        job_class=row.post.job.job_class,
        needed=row.headcount,
        holders=tuple(one for one in definitive if not (one.absence and one.absence.releases)),
        criteria=tuple(criteria),
        released=tuple(one for one in definitive if one.absence and one.absence.releases),
        acting=tuple(
            StandIn(one, facts.absences.get(one.person_id))
            for one in held
            if one.kind != AppointmentKind.DEFINITIVE
        ),
    )


def _asks_training(criteria: dict[int, list[Criterion]]) -> bool:
    return any(one.kind == RequirementKind.TRAINING for asked in criteria.values() for one in asked)


def trainings_of(people: Collection[int], on: date) -> dict[int, list[str]]:
    rows = TrainingRecord.objects.filter(
        person__in=people, state=TrainingState.VERIFIED, ended_on__lte=on
    ).order_by("ended_on", "pk")
    found: dict[int, list[str]] = defaultdict(list)
    for person, title in rows.values_list("person_id", "title"):
        found[person].append(title)
    return found


def absences_of(people: Collection[int], on: date) -> dict[int, Absence]:
    """{person key: their absence of that day}."""
    rows = Absence.objects.in_force_on(on).filter(person__in=people).order_by("valid_from", "pk")
    return {row.person_id: row for row in rows}


def names_on(root: OrganisationUnit, on: date) -> dict[int, str]:
    """{unit key: what it was called on that day} of the units that have another name since."""
    former = UnitName.objects.filter(unit__path__startswith=root.path, valid_to__gte=on)
    return dict(former.order_by("-valid_to", "-pk").values_list("unit_id", "name"))


def ranks_of(people: Collection[int], on: date) -> dict[int, str]:
    """{person key: golongan as written} in the employment of that day."""
    rows = Employment.objects.in_force_on(on).filter(person__in=people).order_by("valid_from", "pk")
    return dict(rows.values_list("person_id", "rank"))


def _holder(appointment: Appointment, criteria: list[Criterion], facts: _Facts) -> HolderLine:
    person = appointment.person
    levels = facts.levels.get(person.pk, {})
    known = Holder(
        education=person.education,
        rank=facts.ranks.get(person.pk, ""),
        levels={competency: found.level for competency, found in levels.items()},
        trainings=facts.trainings.get(person.pk, ()),
    )
    findings = tuple(judge(criterion, known) for criterion in criteria)
    return HolderLine(
        person_id=person.pk,
        person_public_id=person.public_id,
        name=person.printed_name(),
        since=appointment.valid_from,
        outcome=verdict(findings),
        findings=findings,
        because={competency: found.because for competency, found in levels.items()},
        absence=facts.absences.get(person.pk),
    )
