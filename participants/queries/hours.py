"""The JP ledger: who has how many of the 20 JP a year (PP 11/2017 Ps. 203(4); 1 JP = 45 minutes)."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from participants.models import (
    ASN,
    Employment,
    OrganisationUnit,
    Person,
    TotalsDay,
    TrainingRecord,
    TrainingState,
    UnitStaff,
    UnitYear,
)
from participants.models.scope import PEMDA_WIDE, PEOPLE_READERS, access_of

YEARLY_JP = 20  # the same for every ASN; Non-ASN have no legal quota but are shown alike


@dataclass(frozen=True)
class UnitHours:
    """One unit's year: ASN who work there, those with ≥ 20 JP, their sum."""

    unit_id: int
    public_id: str
    name: str
    people: int
    reached: int
    jp: int

    @property
    def share(self) -> float:
        """Reached of people, 0 to 1."""
        return self.reached / self.people if self.people else 0.0

    @property
    def per_head(self) -> Decimal:
        """JP per head, to one place."""
        return round(Decimal(self.jp) / (self.people or 1), 1)


@dataclass(frozen=True)
class PersonHours:
    """One person's year; ``missing`` of the 20 JP, 0 when reached; ``waiting`` JP to be verified."""

    person: Person
    jp: int
    waiting: int

    @property
    def missing(self) -> int:
        return max(YEARLY_JP - self.jp, 0)


def with_jp(people: QuerySet[Person], year: int) -> Any:
    """The people with ``jp``: their verified JP of that year."""
    return people.annotate(
        jp=Coalesce(
            Sum(
                "trainings__jp",
                filter=Q(trainings__year=year, trainings__state=TrainingState.VERIFIED),
            ),
            0,
        )
    )


def hours_by_unit(user: Any, year: int, on: date) -> list[UnitHours]:
    """Each unit whose figures the user may read, in four queries and tree order, with those who are
    ASN there on a day; units without ASN are left out. These are sums: who is behind them is
    ``people_of``'s business."""
    readers = PEMDA_WIDE | PEOPLE_READERS
    return _by_unit(
        OrganisationUnit.objects.filter(access_of(user).units_q("path", readers)), year, on
    )


def hours_under(unit: OrganisationUnit, year: int, on: date) -> list[UnitHours]:
    """The same for the unit and all below it."""
    return _by_unit(OrganisationUnit.objects.under(unit), year, on)


def reached_by(unit: OrganisationUnit, year: int, moment: datetime, on: date) -> int:
    """How many of those who are ASN of the unit and below on a day had their 20 JP by a moment, by what
    was verified then."""
    jp = Sum(
        "trainings__jp",
        filter=Q(
            trainings__year=year,
            trainings__state=TrainingState.VERIFIED,
            trainings__decided_at__lte=moment,
        ),
    )
    working = _working(OrganisationUnit.objects.under(unit), on).values("person")
    people = Person.objects.living().filter(pk__in=working).annotate(then=jp)
    return people.filter(then__gte=YEARLY_JP).count()


def jp_by_month(unit: OrganisationUnit, year: int) -> list[int]:
    """Twelve sums: verified JP of the unit and below, by the month in which the training ended."""
    rows = (
        TrainingRecord.objects.counting()
        .filter(person__home_unit__path__startswith=unit.path, year=year)
        .order_by()
        .values("ended_on__month")
        .annotate(total=Sum("jp"))
    )
    found = {row["ended_on__month"]: row["total"] for row in rows}
    return [found.get(month, 0) for month in range(1, 13)]


def _working(units: QuerySet[OrganisationUnit], on: date) -> QuerySet[Employment]:
    """Who is an ASN of these units on a day: as the totals count them (queries/totals.py)."""
    return Employment.objects.in_force_on(on).filter(
        unit__in=units.order_by().values("pk"), status__in=ASN, person__merged_into=None
    )


def _by_unit(units: QuerySet[OrganisationUnit], year: int, on: date) -> list[UnitHours]:
    """From the kept totals where they are of that day, else counted: the same figures."""
    if TotalsDay.objects.filter(day=on).exists():
        staff = dict(
            UnitStaff.objects.filter(unit__in=units.order_by().values("pk"), people__gt=0)
            .order_by()
            .values_list("unit_id", "people")
        )
        years = UnitYear.objects.filter(unit__in=list(staff), year=year).order_by()
        sums = {
            key: (reached, jp) for key, reached, jp in years.values_list("unit_id", "reached", "jp")
        }
    else:
        staff, sums = _counted(units, year, on)
    found = OrganisationUnit.objects.filter(pk__in=list(staff)).order_by("path", "pk")
    return [
        UnitHours(unit.pk, unit.public_id, unit.name, staff[unit.pk], *sums.get(unit.pk, (0, 0)))
        for unit in found
    ]


def _counted(
    units: QuerySet[OrganisationUnit], year: int, on: date
) -> tuple[dict[int, int], dict[int, tuple[int, int]]]:
    working = _working(units, on)
    records = TrainingRecord.objects.counting().filter(
        year=year, person__in=working.values("person")
    )
    jp = dict(records.order_by().values_list("person").annotate(total=Sum("jp")))
    staff: dict[int, int] = {}
    sums: dict[int, tuple[int, int]] = {}
    for unit, person in working.order_by().values_list("unit_id", "person_id"):
        has = jp.get(person, 0)
        reached, total = sums.get(unit, (0, 0))
        staff[unit] = staff.get(unit, 0) + 1
        sums[unit] = (reached + (has >= YEARLY_JP), total + has)
    return staff, sums


def people_of(unit: OrganisationUnit, user: Any, year: int, on: date) -> list[PersonHours]:
    """Those who are ASN of one unit on a day and whom the user may see, fewest JP first, in one
    query."""
    waiting = (
        TrainingRecord.objects.filter(person=OuterRef("pk"), year=year)
        .awaiting()
        .order_by()
        .values("person")
        .annotate(total=Sum("jp"))
        .values("total")
    )
    here = _working(OrganisationUnit.objects.filter(pk=unit.pk), on).values("person")
    people = (
        with_jp(Person.objects.visible_to(user).living().filter(pk__in=here), year)
        .annotate(waiting=Coalesce(Subquery(waiting), 0))
        .select_related("current_employment")
        .order_by("jp", "full_name", "pk")
    )
    return [PersonHours(person, person.jp, person.waiting) for person in people]
