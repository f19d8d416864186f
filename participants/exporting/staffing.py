"""Peta jabatan and coverage as sheets. No names: they are for planners and leaders too."""

from django.utils.translation import gettext as _
from import_export import fields

from participants.exporting.sheet import Rows


class PostResource(Rows):
    """Rows are ``PostLine``."""

    unit = fields.Field("unit_name")
    job = fields.Field("job")
    job_class = fields.Field("job_class")
    filled = fields.Field("filled")
    needed = fields.Field("needed")
    difference = fields.Field("difference")
    qualified = fields.Field("qualified")
    unqualified = fields.Field("unqualified")
    unknown = fields.Field("unknown")

    def get_export_headers(self, *args, **kwargs):
        return [
            _("Unit"),
            _("Nama jabatan"),
            _("Kelas"),
            "B",
            "K",
            "+/-",
            _("Memenuhi syarat"),
            _("Terisi, belum memenuhi syarat"),
            _("Terisi, belum ada data"),
        ]


class TileResource(Rows):
    """Rows are (PostLine, word)."""

    unit = fields.Field()
    job = fields.Field()
    word = fields.Field()
    filled = fields.Field()
    needed = fields.Field()
    qualified = fields.Field()

    def dehydrate_unit(self, row) -> str:
        return row[0].unit_name

    def dehydrate_job(self, row) -> str:
        return row[0].job

    def dehydrate_word(self, row) -> str:
        return str(row[1])

    def dehydrate_filled(self, row) -> int:
        return row[0].filled

    def dehydrate_needed(self, row) -> int:
        return row[0].needed

    def dehydrate_qualified(self, row) -> int:
        return row[0].qualified

    def get_export_headers(self, *args, **kwargs):
        return [
            _("OPD"),
            _("Jabatan"),
            _("Keadaan"),
            _("Terisi"),
            _("Kebutuhan"),
            _("Memenuhi syarat"),
        ]
