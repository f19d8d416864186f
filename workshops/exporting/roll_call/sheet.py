"""What a daftar hadir says, and its words, shared by the paper and the spreadsheet."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from participants.rules import wording


@dataclass(frozen=True, kw_only=True)
class RollCallRow:
    """One person; ``marks`` holds one entry a signature column.

    An aware moment is a check-in, a text is an excuse in the list's language ("izin"), ``None``
    is nothing known yet.
    """

    name: str
    unit: str
    post: str = ""
    rank: str = ""
    nip: str = ""
    sex: Literal["L", "P", ""] = ""
    marks: tuple[datetime | str | None, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Chair:
    """Who closes the list: Ketua Panitia or PPTK."""

    name: str
    post: str
    rank: str = ""
    nip: str = ""


@dataclass(frozen=True, kw_only=True)
class RollCallSheet:
    """One list: a slot has one signature column, a day two (``("Pagi", "Siang")``).

    ``columns`` are the names over the signature columns, in the list's language; one name is not
    printed beside "Tanda tangan" unless it says something. ``blank_rows`` are numbered empty
    lines for people who come unannounced. ``timezone`` is the government's, as "Asia/Makassar".
    """

    of: Literal["participants", "speakers", "committee", "guests"] = "participants"
    government: str
    organiser: str
    title: str
    stage: str = ""
    session: str = ""
    held_on: date
    starts_at: datetime
    ends_at: datetime
    timezone: str
    venue: str
    columns: tuple[str, ...] = ("",)
    rows: tuple[RollCallRow, ...]
    blank_rows: int = 0
    place: str
    chair: Chair
    language: str = "id"

    @property
    def shows_sex(self) -> bool:
        """The L/P column stands only where somebody's is known."""
        return any(row.sex for row in self.rows)


def heading(sheet: RollCallSheet) -> str:
    return {
        "participants": _("DAFTAR HADIR PESERTA"),
        "speakers": _("DAFTAR HADIR NARASUMBER"),
        "committee": _("DAFTAR HADIR PANITIA"),
        "guests": _("DAFTAR HADIR TAMU DAN PEJABAT"),
    }[sheet.of]


def facts(sheet: RollCallSheet) -> list[tuple[str, str]]:
    """Label and value of the lines under the heading; what is not known has no line."""
    said = [
        (_("Tahap/sesi"), " · ".join(part for part in (sheet.stage, sheet.session) if part)),
        (_("Hari/tanggal"), wording.day_and_date(sheet.held_on, sheet.language)),
        (
            _("Waktu"),
            wording.clock_range(sheet.starts_at, sheet.ends_at, sheet.timezone, sheet.language),
        ),
        (_("Tempat"), sheet.venue),
    ]
    return [(label, value) for label, value in said if value]


def head(sheet: RollCallSheet) -> list[str]:
    """The head of every column but the signatures'."""
    labels = [_("No."), _("Nama lengkap")]
    if sheet.shows_sex:
        labels.append(_("L/P"))
    return [*labels, _("NIP"), _("Pangkat/Gol."), _("Jabatan"), _("Instansi/Unit kerja")]


def signature_heads(sheet: RollCallSheet) -> list[str]:
    signature = _("Tanda tangan")
    return [f"{signature} – {name}" if name else signature for name in sheet.columns]


def cells(sheet: RollCallSheet, place: int, row: RollCallRow) -> list[str]:
    """The texts of one row, ``place`` counted from 1, without the signatures."""
    texts = [str(place), row.name]
    if sheet.shows_sex:
        texts.append(row.sex)
    return [*texts, row.nip, row.rank, row.post, row.unit]


def marks(sheet: RollCallSheet, row: RollCallRow) -> list[str]:
    """One small text a signature column: "hadir 08.02", an excuse, or nothing."""
    known = [*row.marks, *(None for _column in sheet.columns)][: len(sheet.columns)]
    return [_mark(sheet, mark) for mark in known]


def _mark(sheet: RollCallSheet, mark: datetime | str | None) -> str:
    if isinstance(mark, datetime):
        local = mark.astimezone(ZoneInfo(sheet.timezone))
        point = ":" if sheet.language == "en" else "."
        return _("hadir %(clock)s") % {"clock": f"{local:%H}{point}{local:%M}"}
    return mark or ""


def closing(sheet: RollCallSheet) -> list[str]:
    """Place and date over the chair's signature."""
    return [f"{sheet.place}, {wording.date_long(sheet.held_on, sheet.language)}", sheet.chair.post]


def chair_lines(sheet: RollCallSheet) -> list[str]:
    nip = _("NIP %(nip)s") % {"nip": sheet.chair.nip} if sheet.chair.nip else ""
    return [line for line in (sheet.chair.name, sheet.chair.rank, nip) if line]


def blank(sheet: RollCallSheet) -> list[RollCallRow]:
    return [RollCallRow(name="", unit="") for _line in range(sheet.blank_rows)]
