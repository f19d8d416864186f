"""Surat tugas: one letter for several people of a unit, now or to follow."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction

from participants.actions import audit, file
from participants.errors import Reason, Refused
from participants.models import OrganisationUnit, User
from workshops.actions.locking import changeable
from workshops.models import AssignmentLetter, LetterState, Registration, Stage, Workshop

LETTER_KINDS = frozenset({"pdf", "jpg", "png"})
LETTER_BYTES = 10_000_000


@transaction.atomic
def hand_in_letter(
    *,
    workshop: Workshop,
    unit: OrganisationUnit,
    registrations: Sequence[Registration],
    stage: Stage | None,
    state: str,
    by: User,
    at: datetime,
    number: str = "",
    dated_on: date | None = None,
    signer: str = "",
    promised_on: date | None = None,
    upload: Any = None,
) -> AssignmentLetter:
    """A surat tugas for these people, for one stage or (None) for all.

    A letter that was to follow for the same unit and stage becomes this one; a second promise only
    moves its date. ``upload`` (PDF, JPEG, PNG; at most 10 MB) is optional. Refused: workshop-closed,
    letter-without-people, letter-of-other-unit, letter-without-number, and what the file is refused
    for.
    """
    workshop = changeable(workshop)
    number = " ".join(number.split())
    if not registrations:
        raise Refused(Reason("letter-without-people"))
    if any(one.workshop_id != workshop.pk or one.unit_id != unit.pk for one in registrations) or (
        stage is not None and stage.workshop_id != workshop.pk
    ):
        raise Refused(Reason("letter-of-other-unit"))
    if state == LetterState.RECEIVED and not (number and dated_on):
        raise Refused(Reason("letter-without-number"))
    letter = (
        workshop.letters.select_for_update(of=("self",))
        .filter(unit=unit, stage=stage, state=LetterState.TO_FOLLOW)
        .order_by("pk")
        .first()
    ) or AssignmentLetter(workshop=workshop, unit=unit, stage=stage)
    letter.state, letter.number, letter.dated_on, letter.signer = state, number, dated_on, signer
    letter.promised_on = promised_on or letter.promised_on
    letter.handed_in_at, letter.handed_in_by = at, by
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
    letter.registrations.add(*registrations)
    audit.record(
        "workshops.letter.handed_in",
        letter,
        by=by,
        at=at,
        unit=unit,
        state=str(state),
        people=len(registrations),
    )
    return letter
