"""Many people, or several slots, at once: one paper behind all of them, all or none."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from participants.errors import Reason, Refused
from participants.models import User
from workshops.models import PRESENT, Attendance, AttendanceSlot, Registration

from .person import correct, excuse, kept_paper


@transaction.atomic
def correct_many(
    *,
    registrations: Sequence[Registration],
    slot: AttendanceSlot,
    arrived_at: datetime,
    reason: str,
    by: User,
    at: datetime,
    paper: Any = None,
) -> int:
    """Everybody ticked on the paper list, as ``correct`` does it, with the list kept once; how many.

    Who is there already is left as they are, so a second press changes nothing. Refused:
    nobody-chosen, and as ``correct``.
    """
    if not registrations:
        raise Refused(Reason("nobody-chosen"))
    here = set(
        Attendance.objects.filter(slot=slot, status__in=PRESENT).values_list(
            "registration_id", flat=True
        )
    )
    # By key, so that two officers with the same list never wait for each other's people.
    chosen = sorted((one for one in registrations if one.pk not in here), key=lambda one: one.pk)
    kept = kept_paper(paper, slot, by, at) if chosen else None
    for registration in chosen:
        correct(
            registration=registration,
            slot=slot,
            arrived_at=arrived_at,
            reason=reason,
            paper=kept,
            by=by,
            at=at,
        )
    return len(chosen)


@transaction.atomic
def excuse_many(
    *,
    registrations: Sequence[Registration],
    slots: Sequence[AttendanceSlot],
    status: str,
    by: User,
    at: datetime,
    note: str = "",
    paper: Any = None,
) -> int:
    """Izin, sakit, dinas luar or cuti of each of them at each of the slots, as ``excuse`` does it,
    with one letter; how many. Refused: nobody-chosen, and as ``excuse``."""
    if not (registrations and slots):
        raise Refused(Reason("nobody-chosen"))
    kept = kept_paper(paper, slots[0], by, at)
    for slot in sorted(slots, key=lambda one: one.pk):
        for registration in sorted(registrations, key=lambda one: one.pk):
            excuse(
                registration=registration,
                slot=slot,
                status=status,
                note=note,
                paper=kept,
                by=by,
                at=at,
            )
    return len(registrations) * len(slots)
