"""Daftar hadir: frozen when their slot is signed off, and the wet-signed paper attached."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from participants.actions import audit, file
from participants.errors import Reason, Refused
from participants.models import User
from workshops.actions.attendance.locking import locked_slot
from workshops.models import AttendanceSlot, ListKind, ListScan, SignedList
from workshops.queries.roll_list import living_lists
from workshops.statement import fingerprint

SCANS = ("pdf", "jpg", "png", "webp")
LARGEST_SCAN = 20 * 1024 * 1024  # bytes: forty pages, both sides


@transaction.atomic
def freeze_lists(*, slot: AttendanceSlot, by: User, at: datetime) -> list[SignedList]:
    """The next version of each kind of list that has a name on it, as it stands; participants always."""
    slot = locked_slot(slot)
    made = []
    for kind in ListKind:
        content = living_lists([slot], kind)[slot.pk]
        if content["rows"] or kind == ListKind.PARTICIPANTS:
            known = SignedList.objects.filter(slot=slot, of=kind)
            made.append(
                SignedList(
                    slot=slot,
                    of=kind,
                    version=known.count() + 1,
                    content=content,
                    sha256=fingerprint(content),
                    signed_at=at,
                    signed_by=by,
                )
            )
    return SignedList.objects.bulk_create(made)


@transaction.atomic
def attach_scan(*, lists: Sequence[SignedList], upload: Any, by: User, at: datetime) -> ListScan:
    """The wet-signed paper of a list, or of a day's lists of one kind. Refused: list-not-signed, and
    what the file (PDF or picture, at most 20 MB) is refused for."""
    if not lists:
        raise Refused(Reason("list-not-signed"))
    slot = lists[0].slot
    unit = slot.stage.workshop.unit
    kept = file.store(
        upload=upload,
        name=upload.name,
        unit=unit,
        by=by,
        at=at,
        allowed=SCANS,
        max_bytes=LARGEST_SCAN,
    )
    scan = ListScan.objects.create(file=kept, attached_at=at, attached_by=by)
    scan.lists.set(lists)
    audit.record(
        "workshops.roll_call.scan_attached",
        scan,
        by=by,
        at=at,
        unit=unit,
        slot=slot.public_id,
        lists=len(lists),
        sha256=kept.sha256,
    )
    return scan


@transaction.atomic
def remove_scan(*, scan: ListScan, by: User, at: datetime) -> ListScan:
    """It was the wrong paper; it is not shown any more. Removing it twice is harmless."""
    scan = ListScan.objects.select_for_update(of=("self",)).get(pk=scan.pk)
    if scan.removed_at is None:
        scan.removed_at, scan.removed_by = at, by
        scan.save(update_fields=["removed_at", "removed_by"])
        audit.record("workshops.roll_call.scan_removed", scan, by=by, at=at, unit=scan.file.unit)
    return scan
