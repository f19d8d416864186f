"""Which register a Bimtek's certificates are numbered from: a pattern, or numbers typed in."""

from datetime import date, datetime

from django.db import transaction

from certificates import queries
from participants.actions import audit
from participants.actions.number import reserve_block
from participants.errors import Reason, Refused
from participants.models import (
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
    before = queries.register_of(unit, register)
    if before is not None and before.pattern == pattern:
        return before
    series = NumberSeries.objects.create(
        unit=unit, register=register, pattern=pattern, valid_from=on
    )
    if before is not None:
        before.valid_to = on
        before.save(update_fields=["valid_to"])
        NumberCounter.objects.bulk_create(
            NumberCounter(series=series, year=counter.year, last=counter.last)
            for counter in before.counters.filter(year=on.year)
        )
    audit.record("certificates.register.opened", series, by=by, at=at, unit=unit)
    return series


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
