"""Drawing numbers from a register: gapless, one at a time, however many ask at once."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from participants.actions import audit
from participants.errors import Reason, Refused
from participants.models import Number, NumberCounter, NumberSeries, NumberState, User
from participants.rules.numbering import render


def _locked_counter(series: NumberSeries, year: int) -> NumberCounter:
    locked = NumberCounter.objects.select_for_update().filter(series=series, year=year)
    counter = locked.first()
    if counter is None:  # the first number of a year
        NumberCounter.objects.get_or_create(series=series, year=year)
        counter = locked.get()
    return counter


@transaction.atomic
def draw(
    *,
    series: NumberSeries,
    year: int,
    by: User,
    at: datetime,
    used_for_kind: str,
    used_for_id: str,
    context: Mapping[str, Any],
) -> Number:
    """The next number of the register for one paper; the same paper gets the same number again.

    Typed numbers that were reserved come first, in their order; then the pattern continues with the
    next ordinal (``context``: what else ``render`` takes, ``on`` at least). The counter's row lock makes everybody else
    who wants a number wait, so a rolled-back transaction leaves no gap.
    """
    counter = _locked_counter(series, year)
    known = Number.objects.filter(
        used_for_kind=used_for_kind, used_for_id=used_for_id, state=NumberState.USED
    ).first()
    if known is not None:
        return known
    reserved = (
        Number.objects.filter(series=series, year=year, state=NumberState.RESERVED)
        .order_by("ordinal")
        .first()
    )
    if reserved is not None:
        reserved.state = NumberState.USED
        reserved.used_for_kind, reserved.used_for_id = used_for_kind, used_for_id
        reserved.drawn_at, reserved.drawn_by = at, by
        reserved.save()
        return reserved
    counter.last += 1
    counter.save(update_fields=["last"])
    return Number.objects.create(
        series=series,
        year=year,
        ordinal=counter.last,
        text=render(series.pattern, number=counter.last, **context),
        state=NumberState.USED,
        used_for_kind=used_for_kind,
        used_for_id=used_for_id,
        drawn_at=at,
        drawn_by=by,
    )


@transaction.atomic
def reserve_block(
    *, series: NumberSeries, year: int, texts: list[str], by: User, at: datetime
) -> list[Number]:
    """Numbers typed from the agenda book, to be drawn in this order.

    Raises Refused when one of them is already in the register.
    """
    counter = _locked_counter(series, year)
    taken = Number.objects.filter(series=series, year=year, text__in=texts).first()
    repeated = next((text for text in texts if texts.count(text) > 1), None)
    if taken is not None or repeated is not None:
        raise Refused(Reason("number-taken", number=taken.text if taken else repeated))
    numbers = Number.objects.bulk_create(
        Number(
            series=series,
            year=year,
            ordinal=counter.last + position,
            text=text,
            state=NumberState.RESERVED,
            drawn_at=at,
            drawn_by=by,
        )
        for position, text in enumerate(texts, start=1)
    )
    counter.last += len(texts)
    counter.save(update_fields=["last"])
    audit.record("participants.number.reserved", series, by=by, at=at, count=len(texts))
    return numbers


@transaction.atomic
def void(*, number: Number, reason: str, by: User, at: datetime) -> Number:
    """The number stays in the register as void, with the reason; it is never given again."""
    if not reason.strip():
        raise Refused(Reason("reason-required"))
    number = Number.objects.select_for_update(no_key=True).get(pk=number.pk)
    number.state, number.reason = NumberState.VOID, reason
    number.save(update_fields=["state", "reason"])
    audit.record("participants.number.voided", number, by=by, at=at, unit=number.series.unit)
    return number
