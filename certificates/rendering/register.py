"""A register of numbers as a book to print. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from participants.rendering import typeset
from participants.rules import wording

TEMPLATE = Path(__file__).parent / "register.typ"


@dataclass(frozen=True, kw_only=True)
class RegisterSheet:
    """``rows``: ordinal, number, day, name and Bimtek, state and why, as they are printed."""

    unit: str
    name: str
    year: int
    patterns: Sequence[tuple[str, date, date | None]]
    rows: Sequence[tuple[int, str, date, str, str]]
    printed_on: date
    language: str = "id"


def pdf(sheet: RegisterSheet, *, at: datetime) -> bytes:
    """The book of one year, created ``at``."""
    language = sheet.language
    with override(language):
        data: dict[str, Any] = {
            "language": language,
            "document_title": _("Buku register %(name)s %(year)s")
            % {"name": sheet.name, "year": sheet.year},
            "heading": _("BUKU REGISTER"),
            "name": f"{sheet.name} · {sheet.year}",
            "unit": sheet.unit,
            "patterns": [_pattern(*one, language) for one in sheet.patterns],
            "head": [_("No."), _("Nomor"), _("Tanggal"), _("Nama dan kegiatan"), _("Keterangan")],
            "rows": [
                [str(ordinal), text, wording.date_long(day, language), who or "–", said]
                for ordinal, text, day, who, said in sheet.rows
            ],
            "empty": _("Belum ada nomor pada tahun ini."),
            "printed": _("Dicetak %(date)s")
            % {"date": wording.date_long(sheet.printed_on, language)},
            "page": _("Halaman {page} dari {pages}"),
        }
    return typeset.pdf(TEMPLATE, data, at=at)


def _pattern(pattern: str, since: date, until: date | None, language: str) -> str:
    if pattern == "-":
        return _("Nomor diketik dari buku agenda")
    given = {"pattern": pattern, "since": wording.date_long(since, language)}
    if until is None:
        return _("Pola %(pattern)s sejak %(since)s") % given
    given["until"] = wording.date_long(until, language)
    return _("Pola %(pattern)s, %(since)s s.d. %(until)s") % given
