"""The templates that come with the product, in the official forms (domain.md §2.3, §2.4, §2.11).

They are made here and used as an office's own would be, so that what can be downloaded, changed in
Word and uploaded again is exactly what was used. Papers of the office are in Bahasa Indonesia.
"""

import io
from collections.abc import Callable
from functools import cache
from typing import Any

from . import shipped_letters, shipped_lists, shipped_report
from .sheet import Sheet

_WRITERS: dict[str, Callable[[Sheet], None]] = {
    "daftar-isi": shipped_lists.contents,
    "sk-panitia": shipped_letters.decree,
    "undangan": shipped_letters.invitation,
    "ralat": shipped_letters.correction,
    "spt": shipped_letters.assignment,
    "jadwal": shipped_lists.schedule,
    "nominatif": shipped_lists.nominative,
    "tanda-terima": shipped_lists.receipt,
    "narasumber": shipped_lists.speakers,
    "notulen": shipped_report.minutes,
    "laporan": shipped_report.report,
}


@cache
def shipped(code: str) -> bytes:
    """The DOCX template of a paper (a code of rules/document.py). KeyError for one there is not."""
    sheet = Sheet(landscape=code in ("nominatif", "tanda-terima", "narasumber"))
    _WRITERS[code](sheet)
    made = io.BytesIO()
    doc: Any = sheet.doc
    doc.save(made)
    return made.getvalue()
