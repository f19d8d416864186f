"""Drawing numbers from a register: gapless, one at a time, however many ask at once."""

from collections.abc import Collection, Mapping
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


def draw(*, used_for_id: str, **told: Any) -> Number:
    """The next number of the register for one paper; the rest as ``draw_many``."""
    return draw_many(used_for_ids=[used_for_id], **told)[used_for_id]


@transaction.atomic
def draw_many(
    *,
    series: NumberSeries,
    year: int,
    by: User,
    at: datetime,
    used_for_kind: str,
    used_for_ids: Collection[str],
    context: Mapping[str, Any],
    may_count_on: bool = True,
) -> dict[str, Number]:
    """The next numbers of the register by paper, in the order of the papers; the same paper gets the
    same number again.

    Typed numbers that were reserved come first, in their order; then the pattern continues with the
    next ordinal (``context``: what else ``render`` takes, ``on`` at least), unless the register
    may not ``count_on`` by itself: then papers for which none is left are missing. The counter's row
    lock makes everybody else who wants a number wait, so a rolled-back transaction leaves no gap.
    """
    counter = _locked_counter(series, year)
    found = {
        number.used_for_id: number
        for number in Number.objects.filter(
            used_for_kind=used_for_kind, used_for_id__in=used_for_ids, state=NumberState.USED
        )
    }
    wanted = [paper for paper in dict.fromkeys(used_for_ids) if paper not in found]
    reserved = list(
        Number.objects.filter(series=series, year=year, state=NumberState.RESERVED).order_by(
            "ordinal"
        )[: len(wanted)]
    )
    for paper, number in zip(wanted, reserved, strict=False):
        number.state = NumberState.USED
        number.used_for_kind, number.used_for_id = used_for_kind, paper
        number.drawn_at, number.drawn_by = at, by
        found[paper] = number
    Number.objects.bulk_update(
        reserved, ["state", "used_for_kind", "used_for_id", "drawn_at", "drawn_by"]
    )
    further = wanted[len(reserved) :] if may_count_on else []
    made = Number.objects.bulk_create(
        Number(
            series=series,
            year=year,
            ordinal=counter.last + place,
            text=render(series.pattern, number=counter.last + place, **context),
            state=NumberState.USED,
            used_for_kind=used_for_kind,
            used_for_id=paper,
            drawn_at=at,
            drawn_by=by,
        )
        for place, paper in enumerate(further, start=1)
    )
    if made:
        counter.last += len(made)
        counter.save(update_fields=["last"])
    return found | {number.used_for_id: number for number in made}


@transaction.atomic
def enter(
    *,
    series: NumberSeries,
    year: int,
    text: str,
    used_for_kind: str,
    used_for_id: str,
    by: User,
    at: datetime,
) -> Number:
    """A number that one paper bears already, from the agenda book: it takes the next place in the
    count, whatever stands reserved. Refused: number-taken."""
    counter = _locked_counter(series, year)
    if Number.objects.filter(series__unit=series.unit_id, series__register=series.register,
                             year=year, text=text).exists():  # fmt: skip
        raise Refused(Reason("number-taken", number=text))
    made = Number.objects.create(
        series=series,
        year=year,
        ordinal=counter.last + 1,
        text=text,
        state=NumberState.USED,
        used_for_kind=used_for_kind,
        used_for_id=used_for_id,
        drawn_at=at,
        drawn_by=by,
    )
    counter.last += 1
    counter.save(update_fields=["last"])
    return made


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
