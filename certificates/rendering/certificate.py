"""The certificate as paper: front, and the agenda of lessons on its back. Pure: PDF bytes out.

Every word that is not data is made here, so that it can be translated; the Typst template only
places it. The certificate speaks its own language, not that of whoever prints it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from certificates import statement
from certificates.statement import Statement
from participants.rendering import qr, typeset
from participants.rules import wording
from participants.rules.identity import Kind, guess_kind

TEMPLATE = Path(__file__).parent / "certificate.typ"
# Any mask decodes; trying all eight would cost more than setting the page.
QR_MASK = 2


@dataclass(frozen=True, kw_only=True)
class CertificateSheet:
    """What one certificate prints.

    ``frozen`` is the statement's dictionary as it was kept; its canonical bytes are attached to
    the PDF. ``verify_url`` is the address of the public page. ``signed_note`` is the sentence of
    the electronic signature; empty means there is none, the paper says so and leaves room for a
    pen. ``crest`` is an SVG of the government's emblem; without one a plain shield stands there.
    """

    frozen: Mapping[str, Any]
    verify_url: str
    signed_note: str = ""
    crest: str = ""

    @property
    def statement(self) -> Statement:
        return Statement.from_dict(self.frozen)


def pdf(sheet: CertificateSheet, *, at: datetime) -> bytes:
    """The certificate as tagged PDF/A-3a with its statement attached, created ``at``.

    The same sheet at the same moment is the same bytes. Raises ``ValueError`` when the frozen
    statement is of an unknown schema, ``faces.FacesMissing`` before the assets are built.
    """
    said = sheet.statement
    with override(said.language):
        data = _front(said, sheet) | _back(said)
    files = {
        "statement": statement.canonical(sheet.frozen).decode(),
        "qr": qr.svg(sheet.verify_url, mask=QR_MASK),
        "crest": sheet.crest,
    }
    return typeset.pdf(TEMPLATE, data, at=at, files=files)


def _front(said: Statement, sheet: CertificateSheet) -> dict[str, Any]:
    language = said.language
    dates = wording.date_range(said.started_on, said.ended_on, language)
    return {
        "language": language,
        "document_title": f"{_('Sertifikat')} {said.number} – {said.person_name}",
        "attachment_note": _("Pernyataan sertifikat yang dapat dibaca mesin"),
        "crest_alt": _("Lambang daerah"),
        "government": said.government,
        "organiser": said.organiser,
        "heading": _("SERTIFIKAT"),
        "number": _("Nomor: %(number)s") % {"number": said.number},
        "legal_basis": (
            _("Berdasarkan %(basis)s") % {"basis": _listed(said.legal_basis)}
            if said.legal_basis
            else ""
        ),
        "given_to": _("diberikan kepada"),
        "name": said.person_name,
        "identity": _identity(said),
        "act": _act(said),
        "title": said.title,
        "held": _held(said, dates),
        "decided": [
            _("Ditetapkan di %(place)s") % {"place": said.place},
            _("pada tanggal %(date)s") % {"date": wording.date_long(said.issued_on, language)},
        ],
        "signatory": {
            "acting_for": said.signatory.acting_for,
            "post": said.signatory.post,
            "name": said.signatory.name,
            "rank": said.signatory.rank,
            "nip": _nip(said.signatory.nip),
        },
        "signed": bool(sheet.signed_note),
        "signature_note": sheet.signed_note or _("Belum ditandatangani secara elektronik"),
        "verify": _("Periksa keaslian sertifikat ini dengan memindai kode, atau buka"),
        "verify_url": sheet.verify_url.removeprefix("https://").removeprefix("http://"),
        "qr_alt": _("Kode QR menuju %(address)s") % {"address": sheet.verify_url},
    }


def _act(said: Statement) -> str:
    if said.kind == "completed":
        return _("telah mengikuti dan menyelesaikan")
    return _("telah mengikuti")


def _held(said: Statement, dates: str) -> str:
    """The sentence that goes on after the title, with one venue or with the number of stages."""
    venues = list(dict.fromkeys(stage.venue for stage in said.stages if stage.venue))
    given = {
        "organiser": said.organiser,
        "dates": dates,
        "venues": "; ".join(venues),
        "jp": wording.number(said.jp_total, said.language),
    }
    if not venues:
        return (
            _(
                "yang diselenggarakan oleh %(organiser)s pada tanggal %(dates)s, "
                "yang meliputi %(jp)s JP (Jam Pelajaran)"
            )
            % given
        )
    return (
        _(
            "yang diselenggarakan oleh %(organiser)s pada tanggal %(dates)s di %(venues)s, "
            "yang meliputi %(jp)s JP (Jam Pelajaran)"
        )
        % given
    )


def _identity(said: Statement) -> list[str]:
    """Lines under the name; what is not known has no line."""
    first = " · ".join(part for part in (_nip(said.nip), said.rank) if part)
    return [line for line in (first, said.post, said.unit) if line]


def _nip(digits: str) -> str:
    """The number with its name: digits 13 and 14 of a NIP are a month, those of an NI PPPK never."""
    if not digits:
        return ""
    if len(digits) == 18 and digits.isdecimal() and guess_kind(digits) is Kind.NI_PPPK:
        return _("NI PPPK %(nip)s") % {"nip": digits}
    return _("NIP %(nip)s") % {"nip": digits}


def _listed(basis: tuple[str, ...]) -> str:
    return "; ".join(basis)


def _back(said: Statement) -> dict[str, Any]:
    language = said.language
    given = sum((lesson.jp for lesson in said.lessons), Decimal(0))
    totals = [{"label": _("Jumlah JP"), "jp": wording.number(said.jp_total, language)}]
    if said.lessons and said.jp_total != given:
        totals = [
            {"label": _("Jumlah JP program"), "jp": wording.number(given, language)},
            {"label": _("JP yang diikuti"), "jp": wording.number(said.jp_total, language)},
        ]
    return {
        "agenda": _("AGENDA PEMBELAJARAN"),
        "agenda_head": [_("No."), _("Materi"), _("Narasumber"), _("Tanggal"), _("JP")],
        "agenda_of": f"{said.person_name} · {_('Nomor: %(number)s') % {'number': said.number}}",
        "stages": [_stage_line(stage, language) for stage in said.stages],
        "lessons": [
            [
                str(place),
                lesson.topic,
                lesson.speaker or "–",
                wording.date_long(lesson.held_on, language),
                wording.number(lesson.jp, language),
            ]
            for place, lesson in enumerate(said.lessons, start=1)
        ],
        "totals": totals,
        "jp_note": _("1 JP (Jam Pelajaran) = 45 menit."),
        # Typst puts the numbers in: only it knows them.
        "page": _("Halaman {page} dari {pages}"),
    }


def _stage_line(stage: statement.Stage, language: str) -> dict[str, str]:
    dates = wording.date_range(stage.started_on, stage.ended_on, language)
    return {"name": stage.name, "facts": " · ".join(part for part in (dates, stage.venue) if part)}
