"""The daftar hadir as paper."""

import json
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from django.utils.translation import gettext as _
from django.utils.translation import override

from participants.rendering import qr, typeset
from workshops.exporting.roll_call import sheet as say
from workshops.exporting.roll_call.sheet import RollCallSheet

# Any mask decodes; trying all eight would cost more than setting the page.
QR_MASK = 2
TEMPLATE = Path(__file__).parent / "roll_call.typ"


def pdf(
    sheet: RollCallSheet, *, at: datetime, codes: Sequence[str] = (), number: str = ""
) -> bytes:
    """The list as tagged PDF/A-3a, A4 landscape, ``Halaman x dari y`` on each page.

    ``codes``: a row code for each row, drawn as QR before the signature; ``number`` of the sheet."""
    with override(sheet.language):
        rows = [*sheet.rows, *say.blank(sheet)]
        data = {
            "language": sheet.language,
            "document_title": f"{say.heading(sheet)} – {sheet.title}",
            "government": sheet.government,
            "organiser": sheet.organiser,
            "heading": say.heading(sheet),
            "title": sheet.title,
            "facts": say.facts(sheet),
            "head": say.head(sheet),
            "shows_sex": sheet.shows_sex,
            "signature_heads": say.signature_heads(sheet),
            "rows": [
                {"cells": say.cells(sheet, place, row), "marks": say.marks(sheet, row)}
                for place, row in enumerate(rows, start=1)
            ],
            "empty": _("Belum ada nama pada daftar ini."),
            "closing": say.closing(sheet),
            "chair": say.chair_lines(sheet),
            "running": " · ".join(
                part
                for part in (sheet.title, say.facts(sheet)[0][1], _sheet_number(number))
                if part
            ),
            "code_head": _("Kode baris") if codes else "",
            "page": _("Halaman {page} dari {pages}"),
        }
    drawn = json.dumps([qr.svg(code, mask=QR_MASK) for code in codes])
    return typeset.pdf(TEMPLATE, data, at=at, files={"codes": drawn})


def _sheet_number(number: str) -> str:
    return _("Lembar %(number)s") % {"number": number} if number else ""
