"""The papers of a day with a person on them: sheets, scans, corrections, badges, an outbox."""

from typing import Any

from participants.actions.file import store_made
from participants.models import JobState, OrganisationUnit
from tests.factories import NOW, make_system
from tests.world.addresses import Arguments
from workshops.actions.attendance.roll_list import freeze_lists
from workshops.actions.badge import order_badges
from workshops.actions.book import order_book
from workshops.actions.outbox import stage_outbox
from workshops.actions.paper import draw_up_sheet
from workshops.models import Correction, Device, ListKind, ListScan, Registration, SignedList


def books_of(registration: Registration, unit: OrganisationUnit, word: str) -> Arguments:
    """The papers of the day that this person stands on."""
    by, workshop = make_system(), registration.workshop
    pagi, siang = workshop.stages.get().slots.order_by("kind")
    sheet = draw_up_sheet(slot=pagi, of=ListKind.PARTICIPANTS, by=by, at=NOW)
    correction = Correction.objects.create(
        registration=registration,
        slot=pagi,
        act="corrected",
        reason=f"{word} koreksi",
        paper=paper_of(unit, word, "daftar.pdf"),
        at=NOW,
        by=by,
    )
    scan = ListScan.objects.create(
        file=paper_of(unit, word, "bertanda-tangan.pdf"), attached_at=NOW, attached_by=by
    )
    scan.lists.set(SignedList.objects.filter(slot=siang) or freeze_lists(slot=siang, by=by, at=NOW))
    job = order_badges(
        workshop=workshop, people=[registration.public_id], shape="badge", by=by, at=NOW
    )
    book = order_book(workshop=workshop, volumes=["komitmen"], by=by, at=NOW)
    written = paper_of(unit, word, "komitmen.docx")
    book.items.update(state=JobState.DONE, result={"file": written.public_id})
    upload = stage_outbox(
        device=Device.objects.filter(workshop=workshop).order_by("pk")[0],
        text=word,
        items=[],
        exported_at=None,
        by=by,
        at=NOW,
    )
    return {
        ("kertas", "number"): sheet.number,
        ("koreksi", "key"): str(correction.pk),
        ("pindaian", "scan"): scan.public_id,
        ("lencana", "job"): job.public_id,
        ("buku", "job"): book.public_id,
        ("pindaian", "upload"): upload.public_id,
    }


def paper_of(unit: OrganisationUnit, word: str, name: str) -> Any:
    return store_made(
        name=f"{word}-{name}",
        content=b"%PDF-1.7 " + word.encode(),
        content_type="application/pdf",
        unit=unit,
        by=make_system(),
        at=NOW,
    )
