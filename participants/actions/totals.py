"""Keeping each unit's totals: what a change adds, in its own transaction; and counting anew."""

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any

from django.db import connection, models, transaction
from django.db.models import F

from participants.actions import audit
from participants.models import (
    OrganisationUnit,
    Person,
    TotalsDay,
    UnitLevel,
    UnitStaff,
    UnitYear,
    User,
)
from participants.queries.totals import AT, Totals, counted

BATCH = 2_000


@contextmanager
def totalled(people: Collection[int]) -> Iterator[None]:
    """Around a change to these people's employment, training or evidence, inside its transaction:
    the totals change by what the people counted after it, less what they counted before.

    The people are locked first, so that two changes to one person come one after the other. Costs one
    query while nobody has ever counted.
    """
    day = TotalsDay.objects.values_list("day", flat=True).first()
    keys = sorted(set(people))
    if day is None or not keys:
        yield
        return
    list(
        Person.objects.select_for_update(no_key=True)
        .filter(pk__in=keys)
        .order_by("pk")
        .values_list("pk", flat=True)
    )
    before = counted(day, people=keys)
    yield
    _add(before, counted(day, people=keys))


def _add(before: Totals, after: Totals) -> None:
    _change(
        UnitStaff,
        ("unit_id",),
        ("people",),
        {(key,): (n,) for key, n in before.people.items()},
        {(key,): (n,) for key, n in after.people.items()},
    )
    _change(UnitYear, ("unit_id", "year"), ("reached", "jp"), before.years, after.years)
    _change(UnitLevel, ("unit_id", "competency_id"), AT, before.levels, after.levels)


def _change(
    model: type[models.Model],
    by: tuple[str, ...],
    sums: tuple[str, ...],
    before: Mapping[Any, tuple[int, ...]],
    after: Mapping[Any, tuple[int, ...]],
) -> None:
    """Adds the differences, in the order of the keys so that nobody waits for each other in a ring."""
    nothing = (0,) * len(sums)
    changes = {}
    for key in sorted(before.keys() | after.keys()):
        more = tuple(
            now - then
            for now, then in zip(after.get(key, nothing), before.get(key, nothing), strict=True)
        )
        if any(more):
            changes[key] = more
    rows = model._default_manager
    rows.bulk_create(
        [model(**dict(zip(by, key, strict=True))) for key in changes], ignore_conflicts=True
    )
    for key, more in changes.items():
        rows.filter(**dict(zip(by, key, strict=True))).update(
            **{name: F(name) + add for name, add in zip(sums, more, strict=True) if add}
        )


@transaction.atomic
def recount(*, day: date, by: User, at: datetime) -> Totals:
    """Counts everything anew, as of a day, and keeps it. Whoever changes totals has read the day first;
    they are waited for, and those who come meanwhile wait."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("LOCK TABLE participants_totalsday IN ACCESS EXCLUSIVE MODE")
    TotalsDay.objects.all().delete()
    kept = TotalsDay.objects.create(pk=1, day=day, counted_at=at)
    found = counted(day)
    for model in (UnitStaff, UnitYear, UnitLevel):
        model.objects.all().delete()
    UnitStaff.objects.bulk_create(
        (UnitStaff(unit_id=key, people=n) for key, n in found.people.items()), batch_size=BATCH
    )
    UnitYear.objects.bulk_create(
        (
            UnitYear(unit_id=unit, year=year, reached=reached, jp=jp)
            for (unit, year), (reached, jp) in found.years.items()
        ),
        batch_size=BATCH,
    )
    UnitLevel.objects.bulk_create(
        (
            UnitLevel(unit_id=unit, competency_id=what, **dict(zip(AT, counts, strict=True)))
            for (unit, what), counts in found.levels.items()
        ),
        batch_size=BATCH,
    )
    audit.record("participants.totals.recounted", kept, by=by, at=at, day=day.isoformat())
    return found


def forget() -> None:
    """After a change of thousands at once, inside its transaction: there are no totals until somebody
    counts anew."""
    TotalsDay.objects.all().delete()


def recount_if_due(*, by: User, at: datetime) -> bool:
    """Counts anew when there are no totals, or their day is over; whether it did."""
    root = OrganisationUnit.objects.filter(parent=None).order_by("pk").first()
    if root is None or TotalsDay.objects.filter(day=root.localdate(at)).exists():
        return False
    recount(day=root.localdate(at), by=by, at=at)
    return True
