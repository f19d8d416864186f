"""The AKPK and HCDP table as a sheet, its columns in the order of the plan of Peraturan LAN 10/2018: who,
which competency, which gap, which development, by whom, when, paid how."""

from collections.abc import Collection, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from participants.exporting.sheet import Rows
from project.needs.rows import NeedLine


class NeedResource(Rows):
    """Rows are (place, NeedLine). ``named`` people are shown by name, with ``numbers`` as NIP."""

    def __init__(self, named: Collection[int], numbers: Mapping[int, str]) -> None:
        super().__init__()
        self.named, self.numbers = named, numbers

    def get_export_order(self) -> list[str]:
        return []

    def export_resource(self, instance: Any, *args: Any, **kwargs: Any) -> list[Any]:
        place, line = instance
        plan = line.plan
        return [
            place,
            *self._who(line, place),
            line.job,
            line.unit.name,
            line.kind,
            line.asks,
            line.standard,
            line.held,
            line.gap.levels if line.gap.levels is not None else _("belum dinilai"),
            line.priority,
            plan.title or _("Belum direncanakan"),
            plan.form,
            plan.path,
            plan.jp or None,
            plan.organiser,
            plan.year,
            plan.funding,
            plan.cost,
        ]

    def _who(self, line: NeedLine, place: int) -> list[str]:
        key = line.person.pk
        if key not in self.named:
            return ["", _("Pegawai %(n)s") % {"n": place}]
        return [self.numbers.get(key, ""), line.person.printed_name()]

    def get_export_headers(self, *args: Any, **kwargs: Any) -> list[str]:
        return [
            pgettext("nomor urut", "No"),
            _("NIP"),
            _("Nama"),
            _("Jabatan"),
            _("Unit kerja"),
            _("Jenis kompetensi"),
            _("Kompetensi"),
            _("Tingkat standar"),
            _("Tingkat dimiliki"),
            _("Kesenjangan"),
            _("Prioritas"),
            _("Pengembangan yang dibutuhkan"),
            _("Bentuk"),
            _("Jalur"),
            _("JP"),
            _("Penyelenggara"),
            _("Tahun"),
            _("Sumber dana"),
            _("Biaya per orang (Rp)"),
        ]
