"""The reconciliation of a day as PDF and XLSX. Pure: dataclasses in, bytes out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from participants.exporting.workbook import workbook
from participants.rendering import typeset
from participants.rules import wording
from workshops.exporting.reconciliation.words import device_words, later_words, other_words
from workshops.queries.reconciliation import Day, Later

TEMPLATE = Path(__file__).parent / "reconciliation.typ"


@dataclass(frozen=True, kw_only=True)
class Signature:
    """Who signed, when, with which check sum."""

    name: str
    at: datetime
    ordinal: int
    sha256: str
    note: str


@dataclass(frozen=True, kw_only=True)
class Paper:
    """``signed`` None: a draft. ``later`` is what came after that signature."""

    government: str
    organiser: str
    title: str
    timezone: str
    day: Day
    signed: Signature | None
    later: Sequence[Later] = ()


def _head() -> list[str]:
    return [
        _("No."),
        _("Perangkat"),
        _("Nomor pemindaian"),
        _("Jumlah"),
        _("Perlu diperiksa"),
        _("Terakhir mengirim"),
        _("Catatan"),
    ]


def _rows(paper: Paper) -> list[list[str]]:
    rows = []
    for place, device in enumerate(paper.day.devices, start=1):
        said = device_words(device, paper.timezone)
        notes = " ".join([*said.faults, said.clock]).strip()
        rows.append(
            [
                str(place),
                said.name,
                said.received,
                str(device.received),
                str(said.review),
                said.last_contact,
                notes or "–",
            ]
        )
    return rows


def _signed(paper: Paper) -> list[str]:
    if paper.signed is None:
        return [_("Belum ditandatangani.")]
    given = {
        "name": paper.signed.name,
        "when": wording.date_and_clock(paper.signed.at, paper.timezone, get_language() or "id"),
        "ordinal": paper.signed.ordinal,
        "sha256": paper.signed.sha256,
    }
    said = [
        _("Ditandatangani oleh %(name)s pada %(when)s (ke-%(ordinal)s).") % given,
        _("Jejak isi: %(sha256)s") % given,
    ]
    if paper.signed.note:
        said.insert(1, _("Catatan: %(note)s") % {"note": paper.signed.note})
    return said


def pdf(paper: Paper, *, at: datetime) -> bytes:
    """Tagged PDF/A-3a, A4 landscape; the same paper and moment give the same bytes."""
    language = get_language() or "id"
    heading = _("REKONSILIASI PERANGKAT PINTU")
    day = wording.day_and_date(paper.day.day, language)
    data: dict[str, Any] = {
        "language": language,
        "document_title": f"{heading} – {paper.title}, {day}",
        "government": paper.government,
        "organiser": paper.organiser,
        "heading": heading,
        "title": paper.title,
        "day": day,
        "head": _head(),
        "rows": _rows(paper),
        "others": other_words(paper.day),
        "others_label": _("Bukan dari perangkat:"),
        "signed": _signed(paper),
        "later_label": _("Datang sesudah ditandatangani"),
        "later": later_words(paper.later),
        "running": f"{paper.title} · {day}",
        "page": _("Halaman {page} dari {pages}"),
    }
    return typeset.pdf(TEMPLATE, data, at=at)


def xlsx(paper: Paper) -> bytes:
    """One row a device; below it who signed and what came later."""
    rows: list[list[str]] = _rows(paper)
    tail = [*other_words(paper.day), *_signed(paper), *later_words(paper.later)]
    rows += [[], *([line] for line in tail)]
    return workbook(_("Rekonsiliasi"), _head(), rows)
