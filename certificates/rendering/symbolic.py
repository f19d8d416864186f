"""*Cetak simbolis*: big papers to hand over at the ceremony. They certify nothing and say so. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from participants.rendering import typeset
from participants.rules import wording

TEMPLATE = Path(__file__).parent / "symbolic.typ"


@dataclass(frozen=True, kw_only=True)
class SymbolicSheet:
    """A page a name; neither number nor code, since there is no certificate yet."""

    names: Sequence[tuple[str, str]]  # name as written, OPD
    government: str
    organiser: str
    title: str
    started_on: date
    ended_on: date
    language: str


def pdf(sheet: SymbolicSheet, *, at: datetime) -> bytes:
    """All pages as one tagged PDF, created ``at``."""
    with override(sheet.language):
        data: dict[str, Any] = {
            "language": sheet.language,
            "document_title": _("Cetak simbolis – bukan sertifikat"),
            "government": sheet.government,
            "organiser": sheet.organiser,
            "crest_alt": _("Lambang daerah"),
            "heading": _("SERTIFIKAT"),
            "mark": _("simbolis – bukan sertifikat"),
            "given_to": _("diberikan kepada"),
            "act": _("peserta"),
            "title": sheet.title,
            "dates": wording.date_range(sheet.started_on, sheet.ended_on, sheet.language),
            "note": _(
                "Lembar ini untuk penyerahan secara simbolis. Sertifikatnya terbit kemudian dengan "
                "nomor dan kode pemeriksaan."
            ),
            "people": [[name, unit] for name, unit in sheet.names],
        }
    return typeset.pdf(TEMPLATE, data, at=at, files={"crest": ""})
