"""Who leaves the posts of a plan over the next five years: by age, and by the end of a contract."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from participants.models import (
    Appointment,
    AppointmentKind,
    EmployeeStatus,
    Employment,
    Identifier,
    IdentifierKind,
    PlannedPost,
    RetirementLimit,
    StaffingPlan,
)
from participants.queries.staffing import absences_of, names_on
from participants.rules.dates import parse_date
from participants.rules.retirement import Limit, level_of, limit_for, retires_on

YEARS = 5
CONTRACTS = (EmployeeStatus.PPPK, EmployeeStatus.PPPK_PART_TIME)


class Why(StrEnum):
    AGE = "age"
    CONTRACT = "contract"


@dataclass(frozen=True)
class Leaving:
    """One holder: the first day without them, and why. ``on`` None: nothing says when, because
    neither a birth date nor an end of contract is recorded, or no age limit fits the post."""

    person_id: int
    person_public_id: str
    name: str
    on: date | None
    why: Why | None
    born: date | None
    limit: Limit | None


@dataclass(frozen=True)
class PostForecast:
    """A planned post. ``years`` counts who leaves in each year of ``Forecast.years``; ``overdue``
    those whose day is past already."""

    public_id: str
    unit_id: int
    unit_public_id: str
    unit_name: str
    job: str
    needed: int
    leaving: tuple[Leaving, ...]
    years: tuple[int, ...]
    overdue: int
    unknown: int

    @property
    def filled(self) -> int:
        return len(self.leaving)

    @property
    def remaining(self) -> int:
        """Who is still there after the last year, when nobody new comes."""
        return self.filled - sum(self.years) - self.overdue

    @property
    def difference(self) -> int:
        return self.remaining - self.needed


@dataclass(frozen=True)
class Year:
    year: int
    by_age: int
    by_contract: int

    @property
    def total(self) -> int:
        return self.by_age + self.by_contract


@dataclass(frozen=True)
class Forecast:
    """``years`` begin with what is left of the year of the day, and five more follow."""

    years: tuple[Year, ...]
    posts: tuple[PostForecast, ...]

    @property
    def most(self) -> int:
        return max((year.total for year in self.years), default=0)

    @property
    def filled(self) -> int:
        return sum(post.filled for post in self.posts)

    @property
    def leaving(self) -> int:
        return sum(year.total for year in self.years)

    @property
    def overdue(self) -> int:
        return sum(post.overdue for post in self.posts)

    @property
    def unknown(self) -> int:
        return sum(post.unknown for post in self.posts)


def own_limits() -> tuple[Limit, ...]:
    """The region's own rows, as the rule reads them."""
    rows = RetirementLimit.objects.order_by("valid_from", "pk")
    return tuple(
        Limit(row.age, row.valid_from, row.basis, row.kind, row.level, row.job_id) for row in rows
    )


def forecast(plan: StaffingPlan, on: date, *, below: str = "") -> Forecast:
    """The plan from a day on, in tree order, in seven queries; ``below`` keeps one subtree."""
    planned = list(
        PlannedPost.objects.filter(plan=plan, post__unit__path__startswith=below)
        .select_related("post__unit", "post__job")
        .order_by("post__unit__path", "-post__job__job_class", "post__job__name", "pk")
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
    people = [one.person_id for several in held.values() for one in several]
    released = {key for key, row in absences_of(people, on).items() if row.releases}
    ends, born, own = _contract_ends(people, on), _born(people), own_limits()
    names = names_on(plan.unit, on)
    posts = tuple(
        _post(
            row,
            [
                _leaving(one, row, on, ends.get(one.person_id), born.get(one.person_id), own)
                for one in held[row.post_id]
                if one.person_id not in released
            ],
            on,
            names.get(row.post.unit_id, row.post.unit.name),
        )
        for row in planned
    )
    return Forecast(_years(posts, on), posts)


def _contract_ends(people: Collection[int], on: date) -> dict[int, date]:
    """{person key: last day of the PPPK's contract}, as their employment of the day says it."""
    rows = Employment.objects.in_force_on(on).filter(
        person__in=people, status__in=CONTRACTS, valid_to__isnull=False
    )
    ends = rows.order_by("valid_from", "pk").values_list("person_id", "valid_to")
    return {person: last for person, last in ends if last is not None}


def _born(people: Collection[int]) -> dict[int, date]:
    """Birth dates that the numbers say, for whom none is recorded."""
    rows = Identifier.objects.filter(
        person__in=people,
        person__birth_date=None,
        kind__in=(IdentifierKind.NIP, IdentifierKind.NI_PPPK),
    )
    found = {}
    for person, number in rows.order_by("kind", "pk").values_list("person_id", "value"):
        day = parse_date(f"{number[:4]}-{number[4:6]}-{number[6:8]}")
        if day is not None:
            found[person] = day
    return found


def _leaving(
    appointment: Appointment,
    row: PlannedPost,
    on: date,
    contract: date | None,
    numbered: date | None,
    own: tuple[Limit, ...],
) -> Leaving:
    person, job = appointment.person, row.post.job
    born = person.birth_date or numbered
    limit = limit_for(
        job=job.pk, kind=job.kind, level=level_of(job.name, job.level), on=on, own=own
    )
    by_age = retires_on(born, limit.age) if born and limit else None
    by_contract = date.fromordinal(contract.toordinal() + 1) if contract else None
    days = [(day, why) for day, why in ((by_age, Why.AGE), (by_contract, Why.CONTRACT)) if day]
    first, why = min(days, default=(None, None), key=lambda one: one[0])  # type: ignore[type-var]
    return Leaving(person.pk, person.public_id, person.printed_name(), first, why, born, limit)


def _post(row: PlannedPost, leaving: list[Leaving], on: date, name: str) -> PostForecast:
    return PostForecast(
        public_id=row.public_id,
        unit_id=row.post.unit_id,
        unit_public_id=row.post.unit.public_id,
        unit_name=name,
        job=row.post.job.name,
        needed=row.headcount,
        leaving=tuple(leaving),
        years=tuple(
            sum(one.on is not None and one.on > on and one.on.year == year for one in leaving)
            for year in range(on.year, on.year + YEARS + 1)
        ),
        overdue=sum(one.on is not None and one.on <= on for one in leaving),
        unknown=sum(one.on is None for one in leaving),
    )


def _years(posts: tuple[PostForecast, ...], on: date) -> tuple[Year, ...]:
    leaving = [
        (one.on.year, one.why)
        for post in posts
        for one in post.leaving
        if one.on is not None and one.on > on
    ]
    return tuple(
        Year(
            year,
            sum(found == (year, Why.AGE) for found in leaving),
            sum(found == (year, Why.CONTRACT) for found in leaving),
        )
        for year in range(on.year, on.year + YEARS + 1)
    )
