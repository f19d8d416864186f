"""Who leaves over five years as sheets: counts per post, and people with their NIP as text."""

from typing import Any

from django.utils.translation import gettext as _
from import_export import fields

from participants.exporting.sheet import Rows


class ForecastResource(Rows):
    """Rows are ``PostForecast``; a column for each year."""

    unit = fields.Field("unit_name")
    job = fields.Field("job")
    needed = fields.Field("needed")
    filled = fields.Field("filled")
    overdue = fields.Field("overdue")
    unknown = fields.Field("unknown")
    remaining = fields.Field("remaining")
    difference = fields.Field("difference")

    def __init__(self, years: list[int], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.years = years

    def export_resource(self, instance: Any, *args: Any, **kwargs: Any) -> list[Any]:
        cells = super().export_resource(instance, *args, **kwargs)
        return [*cells[:4], *instance.years, *cells[4:]]

    def get_export_headers(self, *args, **kwargs):
        return [
            _("Unit"),
            _("Nama jabatan"),
            "K",
            "B",
            *(str(year) for year in self.years),
            _("Sudah lewat"),
            _("Belum ada data"),
            _("Masih ada"),
            "+/-",
        ]


class LeavingResource(Rows):
    """Rows are (Leaving, PostForecast, Person)."""

    number = fields.Field()
    name = fields.Field()
    unit = fields.Field()
    job = fields.Field()
    born = fields.Field()
    age = fields.Field()
    on = fields.Field()
    why = fields.Field()
    basis = fields.Field()

    def dehydrate_number(self, row) -> str:
        return next((one.value for one in row[2].identifiers.all() if one.value), "")

    def dehydrate_name(self, row) -> str:
        return row[0].name

    def dehydrate_unit(self, row) -> str:
        return row[1].unit_name

    def dehydrate_job(self, row) -> str:
        return row[1].job

    def dehydrate_born(self, row):
        return row[0].born

    def dehydrate_age(self, row):
        return row[0].limit.age if row[0].limit else None

    def dehydrate_on(self, row):
        return row[0].on

    def dehydrate_why(self, row) -> str:
        if row[0].why is None:
            return _("Belum ada data")
        return _("Pensiun") if row[0].why == "age" else _("Perjanjian kerja berakhir")

    def dehydrate_basis(self, row) -> str:
        return row[0].limit.basis if row[0].limit and row[0].why == "age" else ""

    def get_export_headers(self, *args, **kwargs):
        return [
            "NIP",
            _("Nama"),
            _("Unit"),
            _("Nama jabatan"),
            _("Tanggal lahir"),
            _("Batas usia pensiun"),
            _("Mulai kosong"),
            _("Sebab"),
            _("Dasar"),
        ]
