"""The JP ledger: who has how many of the 20 JP a year (PP 11/2017 Ps. 203(4); 1 JP = 45 minutes)."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from participants.models import ASN, OrganisationUnit, Person, TrainingRecord, TrainingState
from participants.models.scope import PEMDA_WIDE, PEOPLE_READERS, access_of

YEARLY_JP = 20  # the same for every ASN; Non-ASN have no legal quota but are shown alike


@dataclass(frozen=True)
class UnitHours:
    """One unit's year: people with a running employment there, those with ≥ 20 JP, their sum."""

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


def hours_by_unit(user: Any, year: int) -> list[UnitHours]:
    """Each unit whose figures the user may read, in two queries and tree order; units without ASN
    are left out. These are sums: who is behind them is ``people_of``'s business."""
    readers = PEMDA_WIDE | PEOPLE_READERS
    return _by_unit(
        Person.objects.filter(access_of(user).units_q("home_unit__path", readers)), year
    )


def hours_under(unit: OrganisationUnit, year: int) -> list[UnitHours]:
    """The same for the unit and all below it."""
    return _by_unit(Person.objects.filter(home_unit__path__startswith=unit.path), year)


def reached_by(unit: OrganisationUnit, year: int, moment: datetime) -> int:
    """How many ASN of the unit and below had their 20 JP by a moment, by what was verified then."""
    jp = Sum(
        "trainings__jp",
        filter=Q(
            trainings__year=year,
            trainings__state=TrainingState.VERIFIED,
            trainings__decided_at__lte=moment,
        ),
    )
    return (
        Person.objects.living()
        .filter(home_unit__path__startswith=unit.path, current_employment__status__in=ASN)
        .annotate(then=jp)
        .filter(then__gte=YEARLY_JP)
        .count()
    )


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


def _by_unit(people: QuerySet[Person], year: int) -> list[UnitHours]:
    rows = (
        with_jp(people.filter(merged_into=None), year)
        .filter(current_employment__status__in=ASN)
        .values("home_unit_id", "jp")
        .order_by()
    )
    totals: dict[int, list[int]] = {}
    for row in rows.iterator(chunk_size=5_000):
        total = totals.setdefault(row["home_unit_id"], [0, 0, 0])
        total[0] += 1
        total[1] += row["jp"] >= YEARLY_JP
        total[2] += row["jp"]
    units = OrganisationUnit.objects.filter(pk__in=totals).order_by("path", "pk")
    return [UnitHours(unit.pk, unit.public_id, unit.name, *totals[unit.pk]) for unit in units]


def people_of(unit: OrganisationUnit, user: Any, year: int) -> list[PersonHours]:
    """The ASN of one unit whom the user may see, fewest JP first, in one query."""
    waiting = (
        TrainingRecord.objects.filter(person=OuterRef("pk"), year=year)
        .awaiting()
        .order_by()
        .values("person")
        .annotate(total=Sum("jp"))
        .values("total")
    )
    people = (
        with_jp(Person.objects.visible_to(user).living(), year)
        .filter(home_unit=unit, current_employment__status__in=ASN)
        .annotate(waiting=Coalesce(Subquery(waiting), 0))
        .select_related("current_employment")
        .order_by("jp", "full_name", "pk")
    )
    return [PersonHours(person, person.jp, person.waiting) for person in people]
