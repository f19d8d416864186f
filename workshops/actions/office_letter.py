"""The office's registers: a letter gets its number, or comes in; one that was a mistake is voided."""

from datetime import date, datetime
from typing import Any

from django.db import transaction

from participants.actions import audit, file, number
from participants.errors import Reason, Refused
from participants.models import NumberSeries, OrganisationUnit, User
from participants.rules.numbering import pattern_faults
from workshops.actions.letter import LETTER_BYTES, LETTER_KINDS
from workshops.models import LetterDirection, OfficeLetter, Stage, Workshop
from workshops.queries.document.register import PATTERNS, REGISTERS, series_of

KIND = "workshops.officeletter"
DESCRIBED = ("party", "subject", "nature", "attachments", "copies", "classification", "kind")


@transaction.atomic
def record_letter(
    *,
    unit: OrganisationUnit,
    direction: str,
    dated_on: date,
    by: User,
    at: datetime,
    typed: str = "",
    received_on: date | None = None,
    workshop: Workshop | None = None,
    stage: Stage | None = None,
    upload: Any = None,
    **described: str,
) -> OfficeLetter:
    """A letter in the register (``described``: names of ``DESCRIBED``). One that goes out gets the next
    number of its year, or bears ``typed`` from the agenda book, which takes its place in the same
    count; one that comes in bears its sender's number, ``typed``, and gets the next agenda number.

    Refused: letter-number-taken, letter-code-missing, letter-received-before-dated,
    letter-of-elsewhere, and what the file is refused for.
    """
    unit = OrganisationUnit.objects.select_for_update(no_key=True).get(pk=unit.pk)
    if (workshop and workshop.unit_id != unit.pk) or (stage and stage.workshop != workshop):
        raise Refused(Reason("letter-of-elsewhere"))
    coming = direction == LetterDirection.IN
    if coming and received_on and received_on < dated_on:
        raise Refused(Reason("letter-received-before-dated"))
    typed = " ".join(typed.split())
    letter = OfficeLetter(
        unit=unit,
        direction=direction,
        dated_on=dated_on,
        received_on=(received_on or unit.localdate(at)) if coming else None,
        workshop=workshop,
        stage=stage,
        recorded_at=at,
        recorded_by=by,
        **{name: described.get(name, "") for name in DESCRIBED if name in described},
    )
    on = letter.received_on or dated_on
    told: dict[str, Any] = {
        "series": _series(unit, direction, on),
        "year": on.year,
        "used_for_kind": KIND,
        "by": by,
        "at": at,
    }
    if typed and not coming:
        try:
            letter.entry = number.enter(text=typed, used_for_id=letter.public_id, **told)
        except Refused as refusal:
            raise Refused(Reason("letter-number-taken", number=typed)) from refusal
    else:
        context = {"on": on, "classification": letter.classification, "unit": unit.shown_as}
        if not coming and "{klasifikasi}" in told["series"].pattern and not letter.classification:
            raise Refused(Reason("letter-code-missing"))
        letter.entry = number.draw(used_for_id=letter.public_id, context=context, **told)
    letter.number = typed if coming else letter.entry.text
    if upload is not None:
        letter.file = file.store(
            upload=upload,
            name=upload.name,
            unit=unit,
            by=by,
            at=at,
            allowed=LETTER_KINDS,
            max_bytes=LETTER_BYTES,
        )
    letter.save()
    audit.record(
        "workshops.office_letter.recorded",
        letter,
        by=by,
        at=at,
        unit=unit,
        direction=str(direction),
        paper=letter.kind,
        typed=bool(typed),
    )
    return letter


def _series(unit: OrganisationUnit, direction: str, on: date) -> NumberSeries:
    """The office's register of this direction; made at its first letter, with the usual pattern."""
    return series_of(unit, direction) or NumberSeries.objects.create(
        unit=unit,
        register=REGISTERS[direction],
        pattern=PATTERNS[direction],
        valid_from=date(on.year, 1, 1),
    )


@transaction.atomic
def change_letter_pattern(
    *, unit: OrganisationUnit, direction: str, pattern: str, by: User, at: datetime
) -> NumberSeries:
    """Another pattern for the next letters; what has a number keeps it, and the count goes on. Refused
    for what a pattern is refused for."""
    if faults := pattern_faults(pattern):
        raise Refused(*faults)
    unit = OrganisationUnit.objects.select_for_update(no_key=True).get(pk=unit.pk)
    series = _series(unit, direction, unit.localdate(at))
    series.pattern = pattern
    series.save(update_fields=["pattern"])
    audit.record("workshops.office_letter.pattern_changed", series, by=by, at=at, unit=unit)
    return series


@transaction.atomic
def void_letter(*, letter: OfficeLetter, reason: str, by: User, at: datetime) -> OfficeLetter:
    """The line stays in the register, struck out with its reason; its number is not given again.
    Refused: letter-already-void, letter-void-without-reason."""
    letter = OfficeLetter.objects.select_for_update(of=("self",)).get(pk=letter.pk)
    reason = " ".join(reason.split())
    if letter.voided_at:
        raise Refused(Reason("letter-already-void"))
    if not reason:
        raise Refused(Reason("letter-void-without-reason"))
    letter.voided_at, letter.voided_by, letter.void_reason = at, by, reason
    letter.save(update_fields=["voided_at", "voided_by", "void_reason"])
    number.void(number=letter.entry, reason=reason, by=by, at=at)
    audit.record("workshops.office_letter.voided", letter, by=by, at=at, unit=letter.unit)
    return letter
