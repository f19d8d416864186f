"""The JP ledger: who has how many of the 20 JP a year (PP 11/2017 Ps. 203(4); 1 JP = 45 minutes)."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from participants.models import ASN, OrganisationUnit, Person, TrainingState

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
    """Each unit whose people the user may see, in two queries; units without people are left out."""
    people = (
        with_jp(Person.objects.visible_to(user).living(), year)
        .filter(current_employment__status__in=ASN)
        .values("home_unit_id", "jp")
        .order_by()
    )
    totals: dict[int, list[int]] = {}
    for row in people.iterator(chunk_size=5_000):
        total = totals.setdefault(row["home_unit_id"], [0, 0, 0])
        total[0] += 1
        total[1] += row["jp"] >= YEARLY_JP
        total[2] += row["jp"]
    units = OrganisationUnit.objects.filter(pk__in=totals).order_by("name", "pk")
    return [UnitHours(unit.pk, unit.public_id, unit.name, *totals[unit.pk]) for unit in units]


def jp_by_year(person: Person) -> dict[int, int]:
    """{year: verified JP} of one person, newest first."""
    rows = (
        person.trainings.counting()
        .values("year")
        .annotate(total=Sum("jp"), records=Count("pk"))
        .order_by(F("year").desc())
    )
    return {row["year"]: row["total"] for row in rows}
