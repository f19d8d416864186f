"""The daftar hadir as paper."""

from datetime import datetime
from pathlib import Path

from django.utils.translation import gettext as _
from django.utils.translation import override

from participants.rendering import typeset
from workshops.exporting.roll_call import sheet as say
from workshops.exporting.roll_call.sheet import RollCallSheet

TEMPLATE = Path(__file__).parent / "roll_call.typ"


def pdf(sheet: RollCallSheet, *, at: datetime) -> bytes:
    """The list as tagged PDF/A-3a, A4 landscape, ``Halaman x dari y`` on each page."""
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
            "running": f"{sheet.title} · {say.facts(sheet)[0][1]}",
            "page": _("Halaman {page} dari {pages}"),
        }
    return typeset.pdf(TEMPLATE, data, at=at)
