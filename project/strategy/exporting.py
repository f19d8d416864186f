"""The strategy's figures as sheets."""

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from django.utils.translation import gettext as _
from import_export import fields
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from participants.exporting.letters import sheet_text
from participants.exporting.sheet import Rows
from participants.models import Indicator, StaffGroup, StaffRole
from participants.queries.strategy import KEYS, Roll, YearLine
from project.strategy.asked import Asked
from project.strategy.behind import unit_lines
from project.strategy.drawing import GROUPS, STANDINGS, title_of


def trend_workbook(
    question: Asked, lines: Sequence[YearLine], role: StaffRole | None, found: Roll
) -> bytes:
    """A sheet of targets and realisation a year, and one of every OPD as of the day. Figures are
    figures, so that they can be computed with."""
    book = Workbook(write_only=True)
    _fill(
        book,
        _("Sasaran dan realisasi"),
        [_("Indikator"), _("Kelompok"), _("Satuan"), _("Tahun"), _("Sasaran"), _("Realisasi"),
         _("Selisih"), _("Keadaan"), _("Pembilang"), _("Pembagi"), _("Tidak dapat dinilai"),
         _("Dihitung per"), _("Dasar hukum")],
        [_year_row(key, line, role) for key in KEYS for line in lines],
    )  # fmt: skip
    for indicator in (Indicator.PLACEMENT, Indicator.TRAINING, Indicator.ROLE):
        rows = unit_lines(found, indicator)
        _fill(book, title_of(indicator, role), _heads(indicator), [_cells(row) for row in rows])
    kept = BytesIO()
    book.save(kept)
    return kept.getvalue()


def _year_row(key: tuple[str, str], line: YearLine, role: StaffRole | None) -> list[Any]:
    indicator, group = key
    cell = line.cells[key]
    measured = cell.measured
    return [
        title_of(indicator, role),
        str(GROUPS[StaffGroup(group)]),
        _("JP") if indicator == Indicator.HOURS else "%",
        line.year,
        _figure(cell.target),
        _figure(cell.value),
        _figure(cell.away),
        str(STANDINGS[cell.standing][2]) if line.day else _("Belum berjalan"),
        measured.reached if measured else None,
        measured.base if measured else None,
        measured.left_out if measured else None,
        line.day,
        line.version.legal_basis if line.version else "",
    ]


def _figure(value: Any) -> float | None:
    return None if value is None else float(value)


def _heads(indicator: str) -> list[str]:
    if indicator == Indicator.ROLE:
        return [_("OPD"), _("Ada"), _("ASN"), _("Non-ASN")]
    done = {
        Indicator.PLACEMENT: _("Memenuhi syarat"),
        Indicator.TRAINING: _("Sudah dilatih"),
    }[Indicator(indicator)]
    heads = [_("OPD")]
    for group in (_("ASN"), _("Non-ASN")):
        heads += [f"{done} ({group})", f"{_('Pembagi')} ({group})", f"{_('Persen')} ({group})"]
        if indicator == Indicator.PLACEMENT:
            heads.append(f"{_('Tidak dapat dinilai')} ({group})")
        else:
            heads.append(f"{_('JP per orang')} ({group})")
    return heads


def _cells(row: Any) -> list[Any]:
    if row.has is not None:
        return [row.unit.name, *(_("ya") if has else _("tidak") for has in row.has)]
    cells: list[Any] = [row.unit.name]
    for place, measured in enumerate((row.asn, row.non_asn)):
        last = row.hours[place].value if row.hours else measured.left_out
        cells += [measured.reached, measured.base, _figure(measured.value), last]
    return [_figure(cell) if hasattr(cell, "quantize") else cell for cell in cells]


def _fill(book: Any, title: str, heads: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    sheet = book.create_sheet(sheet_text(title)[:31])
    sheet.freeze_panes = "A2"
    for place, head in enumerate(heads, start=1):
        width = 44 if place == 1 else max(12, min(len(head) + 4, 40))
        sheet.column_dimensions[get_column_letter(place)].width = width
    named = [_text(sheet, head) for head in heads]
    for cell in named:
        cell.font = Font(bold=True)
    sheet.append(named)
    for row in rows:
        sheet.append([_text(sheet, one) if isinstance(one, str) else one for one in row])


def _text(sheet: Any, value: str) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet, value=sheet_text(value))
    cell.data_type = "s"  # a text, even one that begins with "="
    return cell


class UnitResource(Rows):
    """Rows are ``behind.UnitLine``."""

    def __init__(self, indicator: str) -> None:
        super().__init__()
        self.indicator = indicator
        self.fields = {f"cell_{place}": fields.Field() for place in range(len(_heads(indicator)))}

    def get_export_order(self) -> list[str]:
        return list(self.fields)

    def export_resource(self, instance: Any, *args: Any, **kwargs: Any) -> list[Any]:
        return _cells(instance)

    def get_export_headers(self, *args: Any, **kwargs: Any) -> list[str]:
        return _heads(self.indicator)


class BehindResource(Rows):
    """Rows are ``behind.Behind``; who may not be named has no name here either."""

    name = fields.Field("name")
    group = fields.Field()
    job = fields.Field("job")
    state = fields.Field()
    jp = fields.Field("jp")
    why = fields.Field("why")

    def dehydrate_group(self, row: Any) -> str:
        return str(row.group)

    def dehydrate_state(self, row: Any) -> str:
        return str(row.shown[2])

    def get_export_headers(self, *args: Any, **kwargs: Any) -> list[str]:
        return [_("Nama"), _("Kelompok"), _("Jabatan"), _("Keadaan"), _("JP"), _("Keterangan")]
