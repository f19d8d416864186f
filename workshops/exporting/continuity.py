"""The same person over all stages, as a sheet: one row a seat, one column a stage."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _
from import_export import fields

from participants.exporting.sheet import Rows
from participants.rules.wording import titled
from workshops.queries.continuity import ContinuityBook, UnitLine
from workshops.rules.continuity import Cell, Holds, SeatLine


class ContinuityResource(Rows):
    """Rows are made by ``seats_of``."""

    def __init__(self, book: ContinuityBook, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._stages = book.stages
        for name in self.get_export_headers():
            self.fields[name] = fields.Field(column_name=name)

    def get_export_fields(self, selected_fields: Any = None) -> list[fields.Field]:
        return list(self.fields.values())

    def export_resource(
        self, row: tuple[UnitLine, SeatLine], *args: Any, **kwargs: Any
    ) -> list[Any]:
        unit, seat = row
        told = {cell.stage: said_of(cell) for cell in seat.cells}
        return [
            unit.invitation.unit.name,
            str(unit.invitation.get_body_display()),
            seat.ordinal,
            *(told.get(stage.order, "") for stage in self._stages),
            _("ya") if seat.kept else _("tidak"),
            seat.stood_in,
            seat.replaced,
            seat.missed,
        ]

    def get_export_headers(self, *args: Any, **kwargs: Any) -> list[str]:
        language = get_language() or "id"
        return [
            _("OPD"),
            _("Jalur"),
            _("Kursi"),
            *(titled(stage, language) for stage in self._stages),
            _("Orang yang sama, selalu hadir"),
            _("Diwakili (kali)"),
            _("Diganti (kali)"),
            _("Tidak hadir (tahap)"),
        ]


def seats_of(units: list[UnitLine]) -> Iterator[tuple[UnitLine, SeatLine]]:
    return ((unit, seat) for unit in units for seat in unit.seats)


def said_of(cell: Cell) -> str:
    """``Budi (mewakili): hadir``."""
    if cell.how == Holds.NOBODY:
        return _("kosong")
    name = cell.name
    if cell.how != Holds.SAME:
        name = f"{name} ({str(cell.how.label).lower()})"
    if cell.came is None:
        return name
    return f"{name}: {_('hadir') if cell.came else _('tidak hadir')}"
