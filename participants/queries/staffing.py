"""A staffing plan on a day: kebutuhan (K), bezetting (B), and who fills a post without fitting it."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from participants.models import (
    Appointment,
    AppointmentKind,
    Employment,
    Importance,
    JobTitle,
    PlannedPost,
    Requirement,
    StaffingPlan,
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


@dataclass(frozen=True)
class PostLine:
    """One row of the peta jabatan. ``difference`` is B − K, as the peta jabatan writes it."""

    planned_post_id: int
    public_id: str
    unit_id: int
    unit_public_id: str
    unit_name: str
    unit_depth: int
    job: str
    job_class: int | None
    needed: int
    holders: tuple[HolderLine, ...]
    criteria: tuple[Criterion, ...]

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
    known_at: datetime | None = None,
    without: Collection[int] = (),
) -> list[PostLine]:
    """Every planned post on a day in tree order, in five queries; ``below`` keeps one subtree,
    ``job`` one job, ``only`` one post; ``known_at`` and ``without`` as in ``levels_of``."""
    rows = PlannedPost.objects.filter(plan=plan, post__unit__path__startswith=below)
    if job is not None:
        rows = rows.filter(post__job=job)
    if only is not None:
        rows = rows.filter(pk=only.pk)
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
        .filter(kind=AppointmentKind.DEFINITIVE, post__in=[row.post_id for row in planned])
        .select_related("person")
        .order_by("valid_from", "pk")
    )
    for appointment in appointments:
        held[appointment.post_id].append(appointment)
    people = {one.person_id for several in held.values() for one in several}
    levels = levels_of(people, on, known_at=known_at, without=without)
    ranks = ranks_of(people, on)
    return [
        PostLine(
            planned_post_id=row.pk,
            public_id=row.public_id,
            unit_id=row.post.unit_id,
            unit_public_id=row.post.unit.public_id,
            unit_name=row.post.unit.name,
            unit_depth=row.post.unit.path.count("."),
            job=row.post.job.name,
            job_class=row.post.job.job_class,
            needed=row.headcount,
            holders=tuple(
                _holder(
                    one,
                    criteria[row.pk],
                    levels.get(one.person_id, {}),
                    ranks.get(one.person_id, ""),
                )
                for one in held[row.post_id]
            ),
            criteria=tuple(criteria[row.pk]),
        )
        for row in planned
    ]


def ranks_of(people: Collection[int], on: date) -> dict[int, str]:
    """{person key: golongan as written} in the employment of that day."""
    rows = Employment.objects.in_force_on(on).filter(person__in=people).order_by("valid_from", "pk")
    return dict(rows.values_list("person_id", "rank"))


def _holder(
    appointment: Appointment,
    criteria: list[Criterion],
    levels: dict[int, LevelInForce],
    rank: str,
) -> HolderLine:
    person = appointment.person
    known = Holder(
        education=person.education,
        rank=rank,
        levels={competency: found.level for competency, found in levels.items()},
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
    )


@dataclass(frozen=True)
class UnitLine:
    """The sums of one unit's posts, and the posts."""

    public_id: str
    name: str
    depth: int
    posts: tuple[PostLine, ...]
    needed: int
    filled: int
    qualified: int
    unqualified: int
    unknown: int

    @property
    def difference(self) -> int:
        return self.filled - self.needed


def unit_lines(posts: Iterable[PostLine]) -> list[UnitLine]:
    """The posts under their units, in the order given. Sums are of the unit's own posts."""
    found = []
    for _unit, group in groupby(posts, key=lambda post: post.unit_id):
        lines = tuple(group)
        found.append(
            UnitLine(
                lines[0].unit_public_id,
                lines[0].unit_name,
                lines[0].unit_depth,
                lines,
                *(
                    sum(getattr(line, what) for line in lines)
                    for what in ("needed", "filled", "qualified", "unqualified", "unknown")
                ),
            )
        )
    return found
