"""The surat keterangan of who came part of the way, as paper: a letter, and no certificate. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from certificates import statement
from certificates.statement import Statement
from participants.rendering import qr, typeset
from participants.rules import wording

TEMPLATE = Path(__file__).parent / "followed.typ"
QR_MASK = 2  # any mask decodes


@dataclass(frozen=True, kw_only=True)
class FollowedSheet:
    """What one surat keterangan prints; ``frozen`` and ``verify_url`` as for a certificate."""

    frozen: Mapping[str, Any]
    verify_url: str
    crest: str = ""


def pdf(sheet: FollowedSheet, *, at: datetime) -> bytes:
    """The letter as tagged PDF/A-3a with its statement attached, created ``at``."""
    said = Statement.from_dict(sheet.frozen)
    with override(said.language):
        data = _letter(said, sheet)
    files = {
        "statement": statement.canonical(sheet.frozen).decode(),
        "qr": qr.svg(sheet.verify_url, mask=QR_MASK),
        "crest": sheet.crest,
    }
    return typeset.pdf(TEMPLATE, data, at=at, files=files)


def _letter(said: Statement, sheet: FollowedSheet) -> dict[str, Any]:
    language = said.language
    jp = wording.number(said.jp_total, language)
    given = {
        "title": said.title,
        "organiser": said.organiser,
        "dates": wording.date_range(said.started_on, said.ended_on, language),
        "jp": jp,
    }
    return {
        "language": language,
        "document_title": f"{_('Surat keterangan')} {said.number} – {said.person_name}",
        "attachment_note": _("Pernyataan surat keterangan yang dapat dibaca mesin"),
        "crest_alt": _("Lambang daerah"),
        "government": said.government,
        "organiser": said.organiser,
        "heading": _("SURAT KETERANGAN"),
        "number": _("Nomor: %(number)s") % {"number": said.number},
        "opening": _("Yang bertanda tangan di bawah ini, %(post)s, menerangkan bahwa:")
        % {"post": said.signatory.post},
        "facts": [
            [label, value]
            for label, value in (
                (_("Nama"), said.person_name),
                ("NIP", said.nip),
                (_("Pangkat/golongan"), said.rank),
                (_("Jabatan"), said.post),
                (_("Asal instansi"), said.unit),
            )
            if value
        ],
        "body": _(
            "telah mengikuti sebagian dari %(title)s, yang diselenggarakan oleh %(organiser)s, "
            "pada tanggal %(dates)s, sebanyak %(jp)s JP (Jam Pelajaran), yaitu:"
        )
        % given,
        "head": [_("No."), _("Materi"), _("Tanggal"), _("JP")],
        "lessons": [
            [
                str(place),
                lesson.topic,
                wording.date_long(lesson.held_on, language),
                wording.number(lesson.jp, language),
            ]
            for place, lesson in enumerate(said.lessons, start=1)
        ],
        "total": {"label": _("JP yang diikuti"), "jp": jp},
        "closing": _(
            "Surat keterangan ini menyatakan jam pelajaran yang benar-benar diikuti dan bukan "
            "sertifikat. 1 JP (Jam Pelajaran) = 45 menit."
        ),
        "decided": [
            _("Ditetapkan di %(place)s") % {"place": said.place},
            _("pada tanggal %(date)s") % {"date": wording.date_long(said.issued_on, language)},
        ],
        "signatory": {
            "acting_for": said.signatory.acting_for,
            "post": said.signatory.post,
            "name": said.signatory.name,
            "rank": said.signatory.rank,
            "nip": _("NIP %(nip)s") % {"nip": said.signatory.nip} if said.signatory.nip else "",
        },
        "verify": _("Periksa keaslian surat ini dengan memindai kode, atau buka"),
        "verify_url": sheet.verify_url.removeprefix("https://").removeprefix("http://"),
        "qr_alt": _("Kode QR menuju %(address)s") % {"address": sheet.verify_url},
    }
