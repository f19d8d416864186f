"""What the leader's page counts, for one unit and all below it. Sums only, no person."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from certificates.models import Certificate
from participants.models import JobTitle, OrganisationUnit, StaffingPlan
from participants.queries.coverage import Cover, Coverage, coverage, jobs_of
from participants.queries.hours import hours_under, jp_by_month, reached_by
from workshops.models import (
    PRESENT,
    Attendance,
    AttendanceSlot,
    Delegation,
    RegistrationKind,
    RegistrationState,
    Workshop,
)


@dataclass(frozen=True)
class Programmers:
    """The role the plan asks a skill for, over all OPD; ``fit_then`` is what was known last month."""

    plan: StaffingPlan
    job: JobTitle
    now: Coverage
    fit_then: int
    staffed_then: int

    @property
    def fit(self) -> int:
        return self.now.counts[Cover.FIT]


@dataclass(frozen=True)
class Told:
    """Everything on the page; ``then`` is the last day of the month before, the year is ``day``'s."""

    day: date
    then: date
    programmers: Programmers | None
    people: int
    reached: int
    reached_then: int
    running: int
    present: int
    expected: int
    certificates: int
    certificates_since: int
    closed_since: int
    jp_by_month: list[int]

    @property
    def attendance(self) -> int | None:
        """Percent of the expected that were there; None before anybody was expected."""
        return round(100 * self.present / self.expected) if self.expected else None


def told(unit: OrganisationUnit, at: datetime) -> Told:
    """The page's figures at a moment, in a constant number of queries."""
    day = unit.localdate(at)
    then = day.replace(day=1) - timedelta(days=1)
    since = unit.moment(day.replace(day=1), time())  # what was written before was known then
    new_year = unit.moment(date(day.year, 1, 1), time())
    hours = hours_under(unit, day.year, day)
    certificates = Certificate.objects.filter(workshop__unit__path__startswith=unit.path).valid()
    workshops = Workshop.objects.filter(unit__path__startswith=unit.path)
    present, expected = _attendance(unit, at, new_year)
    issued = certificates.aggregate(
        year=Count("pk", filter=Q(issued_at__gte=new_year)),
        since=Count("pk", filter=Q(issued_at__gte=since)),
    )
    return Told(
        day=day,
        then=then,
        programmers=_programmers(unit, day, then, since),
        people=sum(row.people for row in hours),
        reached=sum(row.reached for row in hours),
        reached_then=reached_by(unit, day.year, since, day),
        running=workshops.live().count(),
        present=present,
        expected=expected,
        certificates=issued["year"],
        certificates_since=issued["since"],
        closed_since=workshops.filter(closed_at__gte=since).count(),
        jp_by_month=jp_by_month(unit, day.year),
    )


def _programmers(
    unit: OrganisationUnit, day: date, then: date, since: datetime
) -> Programmers | None:
    plan = (
        StaffingPlan.objects.in_force_on(day)
        .filter(unit__path=unit.root_path)
        .select_related("unit")
        .first()
    )
    job = next(iter(jobs_of(plan)), None) if plan else None
    if plan is None or job is None:
        return None
    before = coverage(plan, job, then, below=unit.path, known_at=since)
    return Programmers(
        plan,
        job,
        coverage(plan, job, day, below=unit.path),
        before.counts[Cover.FIT],
        before.staffed,
    )


def _attendance(unit: OrganisationUnit, at: datetime, new_year: datetime) -> tuple[int, int]:
    """Present and expected participants over every slot of this year that is over."""
    order = OuterRef("stage__order")
    held = (
        Delegation.objects.filter(
            Q(last_stage=None) | Q(last_stage__order__gte=order),
            registration__workshop=OuterRef("stage__workshop"),
            registration__state=RegistrationState.CONFIRMED,
            registration__kind=RegistrationKind.PARTICIPANT,
            first_stage__order__lte=order,
            ended_at=None,
        )
        .order_by()
        .values("registration__workshop")
        .annotate(n=Count("registration", distinct=True))
        .values("n")
    )
    slots = AttendanceSlot.objects.filter(
        stage__workshop__unit__path__startswith=unit.path,
        closes_at__lte=at,
        closes_at__gte=new_year,
    ).order_by()
    expected = sum(
        slots.annotate(expected=Coalesce(Subquery(held), 0)).values_list("expected", flat=True)
    )
    present = Attendance.objects.filter(
        slot__in=slots,
        status__in=PRESENT,
        registration__state=RegistrationState.CONFIRMED,
        registration__kind=RegistrationKind.PARTICIPANT,
    ).count()
    return present, expected
