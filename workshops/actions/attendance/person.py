"""One person at one slot: excused, entered from paper, taken back."""

from datetime import datetime
from typing import Any

from django.db import connection, transaction

from participants.actions import audit, file
from participants.errors import Reason, Refused
from participants.models import StoredFile, User
from workshops.actions.checkin.statements import project
from workshops.models import (
    EXCUSED,
    PRESENT,
    Attendance,
    AttendanceSlot,
    AttendanceStatus,
    CheckIn,
    CheckInKind,
    CheckInOutcome,
    CheckInSource,
    Correction,
    CorrectionAct,
    Registration,
)
from workshops.tokens import new_nonce

from .locking import correctable

PAPERS = ("pdf", "jpg", "png", "webp")
LARGEST_PAPER = 5 * 1024 * 1024  # bytes


@transaction.atomic
def excuse(
    *,
    registration: Registration,
    slot: AttendanceSlot,
    status: str,
    by: User,
    at: datetime,
    note: str = "",
    paper: Any = None,
) -> Attendance:
    """Izin, sakit, dinas luar or cuti, with its note and paper. An arrival outweighs it: the excuse
    is kept and stands again if the arrival is taken back.

    ``paper``: an upload (PDF or picture, at most 5 MB). Refused: excuse-unknown, slot-signed-off,
    workshop-closed, not-registered-here, and what the file is refused for.
    """
    if status not in EXCUSED:
        raise Refused(Reason("excuse-unknown"))
    slot = correctable(slot, registration)
    attendance, _new = Attendance.objects.get_or_create(
        registration=registration,
        slot=slot,
        defaults={"status": AttendanceStatus.ABSENT, "noted_at": at, "noted_by": by},
    )
    kept = kept_paper(paper, slot, by, at)
    attendance.excuse, attendance.note = status, note.strip()[:300]
    attendance.paper = kept or attendance.paper
    if attendance.status not in PRESENT:
        attendance.status = status
    attendance.noted_at, attendance.noted_by = at, by
    attendance.save()
    _note(CorrectionAct.EXCUSED, registration, slot, by, at, note, paper=kept, status=status)
    return attendance


@transaction.atomic
def clear_excuse(
    *, registration: Registration, slot: AttendanceSlot, reason: str, by: User, at: datetime
) -> Attendance:
    """The excuse no longer holds. Refused: not-excused, reason-required, and as ``excuse``."""
    slot = correctable(slot, registration)
    reason = _given(reason)
    attendance = Attendance.objects.filter(registration=registration, slot=slot).first()
    if attendance is None or not attendance.excuse:
        raise Refused(Reason("not-excused"))
    attendance.excuse, attendance.note = "", reason
    if attendance.status not in PRESENT:
        attendance.status = AttendanceStatus.ABSENT
    attendance.noted_at, attendance.noted_by = at, by
    attendance.save()
    _note(CorrectionAct.CLEARED, registration, slot, by, at, reason)
    return attendance


@transaction.atomic
def correct(
    *,
    registration: Registration,
    slot: AttendanceSlot,
    arrived_at: datetime,
    reason: str,
    by: User,
    at: datetime,
    paper: Any = None,
) -> Attendance:
    """Koreksi sesudah kegiatan: an arrival from the paper list, an event like any other.

    Refused: reason-required, arrival-outside-slot, here-already (at that time or before),
    slot-signed-off, workshop-closed, not-registered-here, and what ``paper`` (as in ``excuse``) is
    refused for.
    """
    slot = correctable(slot, registration)
    reason = _given(reason)
    if not slot.opens_at <= arrived_at <= slot.closes_at:
        raise Refused(Reason("arrival-outside-slot"))
    known = Attendance.objects.filter(registration=registration, slot=slot).first()
    if known and known.arrived_at and known.arrived_at <= arrived_at:
        raise Refused(Reason("here-already"))
    kept = kept_paper(paper, slot, by, at)
    event = CheckIn.objects.create(
        nonce=new_nonce(),
        kind=CheckInKind.ARRIVE,
        workshop_id=slot.stage.workshop_id,
        registration=registration,
        slot=slot,
        source=CheckInSource.PAPER,
        arrived_at=arrived_at,
        received_at=at,
        verdict="late" if arrived_at > slot.late_after else "present",
        outcome=CheckInOutcome.ACCEPTED,
        reason=reason,
        by=by,
    )
    with connection.cursor() as cursor:
        project(cursor, [(registration.pk, slot.pk)], by=by.pk, at=at)
    attendance = Attendance.objects.get(registration=registration, slot=slot)
    if kept:
        attendance.paper = kept
        attendance.save(update_fields=["paper"])
    _note(
        CorrectionAct.CORRECTED, registration, slot, by, at, reason, paper=kept, nonce=event.nonce
    )
    return attendance


@transaction.atomic
def undo(
    *, registration: Registration, slot: AttendanceSlot, reason: str, by: User, at: datetime
) -> Attendance:
    """The person was not there after all: every arrival that still counts is annulled, whichever
    device sent it. Refused: reason-required, not-here, and as ``correct``."""
    slot = correctable(slot, registration)
    reason = _given(reason)
    taken_back = CheckIn.objects.filter(
        kind=CheckInKind.ANNUL, outcome=CheckInOutcome.ACCEPTED, device=None
    )
    standing = list(
        CheckIn.objects.filter(
            registration=registration,
            slot=slot,
            kind=CheckInKind.ARRIVE,
            outcome=CheckInOutcome.ACCEPTED,
        ).exclude(nonce__in=taken_back.filter(registration=registration).values("annuls"))
    )
    known = Attendance.objects.filter(registration=registration, slot=slot).first()
    if known is None or known.status not in PRESENT:
        raise Refused(Reason("not-here"))
    CheckIn.objects.bulk_create(
        CheckIn(
            nonce=new_nonce(),
            kind=CheckInKind.ANNUL,
            workshop_id=slot.stage.workshop_id,
            registration=registration,
            slot=slot,
            annuls=event.nonce,
            source=CheckInSource.PAPER,
            arrived_at=at,
            received_at=at,
            verdict="annulled",
            outcome=CheckInOutcome.ACCEPTED,
            reason=reason,
            by=by,
        )
        for event in standing
    )
    with connection.cursor() as cursor:
        project(cursor, [(registration.pk, slot.pk)], by=by.pk, at=at)
    _note(CorrectionAct.UNDONE, registration, slot, by, at, reason)
    return Attendance.objects.get(registration=registration, slot=slot)


def _given(reason: str) -> str:
    reason = " ".join(reason.split())[:300]
    if not reason:
        raise Refused(Reason("reason-required"))
    return reason


def kept_paper(upload: Any, slot: AttendanceSlot, by: User, at: datetime) -> StoredFile | None:
    """The letter or photographed list that came along; one that is kept already stays what it is."""
    if upload is None or isinstance(upload, StoredFile):
        return upload
    return file.store(
        upload=upload,
        name=upload.name,
        unit=slot.stage.workshop.unit,
        by=by,
        at=at,
        allowed=PAPERS,
        max_bytes=LARGEST_PAPER,
    )


def _note(
    act: CorrectionAct,
    registration: Registration,
    slot: AttendanceSlot,
    by: User,
    at: datetime,
    reason: str,
    *,
    paper: StoredFile | None = None,
    status: str = "",
    nonce: str = "",
) -> None:
    """Into the person's own line, and into the audit trail, which has neither reasons nor names."""
    Correction.objects.create(
        registration=registration,
        slot=slot,
        act=act,
        status=status,
        reason=" ".join(reason.split())[:300],
        nonce=nonce,
        paper=paper,
        at=at,
        by=by,
    )
    audit.record(
        f"workshops.attendance.{act}",
        registration,
        by=by,
        at=at,
        unit=slot.stage.workshop.unit,
        slot=slot.public_id,
        status=str(status),
        nonce=nonce,
        paper=paper.public_id if paper else "",
    )
