"""Which register a Bimtek's certificates are numbered from: a pattern, or numbers typed in."""

from datetime import date, datetime

from django.db import transaction

from certificates import queries
from participants.actions import audit
from participants.actions.number import reserve_block
from participants.errors import Reason, Refused
from participants.models import (
    Job,
    Number,
    NumberCounter,
    NumberSeries,
    NumberState,
    OrganisationUnit,
    User,
)
from participants.rules.numbering import expand_block, pattern_faults, render
from workshops.models import Workshop


@transaction.atomic
def use_pattern(
    *,
    unit: OrganisationUnit,
    pattern: str,
    on: date,
    by: User,
    at: datetime,
    register: str = queries.REGISTER,
) -> NumberSeries:
    """The unit's register (of certificates) with this pattern from ``on``; the count of the year goes
    on when the pattern changes. Refused for a faulty pattern, or one that asks for what we lack."""
    if faults := pattern_faults(pattern):
        raise Refused(*faults)
    render(pattern, number=1, on=on, unit=unit.shown_as)
    OrganisationUnit.objects.select_for_update(no_key=True).get(pk=unit.pk)
    before = queries.register_of(unit, register, on.year)
    if before is not None and before.pattern == pattern:
        return before
    running = Job.objects.unfinished().filter(kind=queries.ISSUE)
    if before is not None and running.filter(args__series=before.public_id).exists():
        raise Refused(Reason("register-underway"))
    if before is not None and before.valid_from >= on and not before.counters.exists():
        before.pattern = pattern  # decided anew before its first number
        before.save(update_fields=["pattern"])
        audit.record("certificates.register.revised", before, by=by, at=at, unit=unit)
        return before
    rows = NumberSeries.objects.filter(unit=unit, register=register)
    later = rows.filter(valid_from__gt=on).order_by("valid_from", "pk")
    if before is not None:
        later = later.exclude(pk=before.pk)
    series = NumberSeries.objects.create(
        unit=unit,
        register=register,
        pattern=pattern,
        valid_from=max(on, before.valid_from) if before else on,
        valid_to=next((one.valid_from for one in later), None),
    )
    if before is not None:
        before.valid_to = series.valid_from
        before.save(update_fields=["valid_to"])
        NumberCounter.objects.bulk_create(
            NumberCounter(series=series, year=counter.year, last=counter.last)
            for counter in before.counters.filter(year=on.year)
        )
    audit.record("certificates.register.opened", series, by=by, at=at, unit=unit)
    return series


@transaction.atomic
def change_pattern(
    *, series: NumberSeries, pattern: str, on: date, by: User, at: datetime
) -> NumberSeries:
    """The register's pattern from today, or from the first day of a coming year; what is numbered goes on
    to be as it was printed. Refused for another day: within a year the count goes on, so a pattern
    cannot change on a day to come, nor one before today."""
    unit = series.unit
    today = unit.localdate(at)
    if on != today and not (on.year > today.year and (on.month, on.day) == (1, 1)):
        raise Refused(Reason("pattern-day"))
    return use_pattern(unit=unit, pattern=pattern, on=on, register=series.register, by=by, at=at)


@transaction.atomic
def add_block(*, workshop: Workshop, typed: str, year: int, by: User, at: datetime) -> NumberSeries:
    """Numbers from the agenda book for this Bimtek's certificates, in their order: one block a line
    ("090/SC/2026 s.d. 137") or single numbers.

    Refused when they cannot be read, or one of them stands in a register of this unit already.
    """
    texts = [
        number
        for line in typed.splitlines()
        if line.strip()
        for number in expand_block(line).numbers()
    ]
    unit = OrganisationUnit.objects.select_for_update(no_key=True).get(pk=workshop.unit_id)
    taken = (
        Number.objects.filter(series__unit=unit, year=year, text__in=texts)
        .exclude(state=NumberState.VOID)
        .first()
    )
    if taken is not None:
        raise Refused(Reason("number-taken", number=taken.text))
    series, _made = NumberSeries.objects.get_or_create(
        unit=unit,
        register=queries.typed_register(workshop),
        defaults={"pattern": queries.TYPED, "valid_from": date(year, 1, 1)},
    )
    reserve_block(series=series, year=year, texts=texts, by=by, at=at)
    return series
