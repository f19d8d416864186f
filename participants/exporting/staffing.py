"""Peta jabatan, who holds its posts, and coverage as sheets. Names stand in ``HolderResource`` alone:
the others are for planners and leaders too."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from import_export import fields

from participants.exporting.sheet import Rows
from participants.rules.staffing import Outcome


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
    qualified_vacancy = fields.Field("qualified_vacancy")

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
            _("Kekosongan menurut syarat"),
        ]


OUTCOMES = {
    Outcome.MET: _lazy("Memenuhi syarat"),
    Outcome.NOT_MET: _lazy("Belum memenuhi syarat"),
    Outcome.NO_DATA: _lazy("Belum ada data"),
}


class HolderResource(Rows):
    """Rows are ``HolderRow``; NIP is a text, so that no digit is lost."""

    unit = fields.Field("post__unit_name")
    job = fields.Field("post__job")
    job_class = fields.Field("post__job_class")
    number = fields.Field("number")
    name = fields.Field("holder__name")
    rank = fields.Field("rank")
    education = fields.Field("education")
    since = fields.Field("holder__since")
    outcome = fields.Field()
    lacking = fields.Field()

    def dehydrate_outcome(self, row) -> str:
        return str(OUTCOMES[row.holder.outcome])

    def dehydrate_lacking(self, row) -> str:
        """What is asked and not known to be met, one after the other."""
        return "; ".join(one.asks for one in row.findings if one.outcome != Outcome.MET)

    def get_export_headers(self, *args, **kwargs):
        return [
            _("Unit"),
            _("Nama jabatan"),
            _("Kelas"),
            "NIP",
            _("Nama"),
            _("Golongan"),
            _("Pendidikan"),
            _("Mulai"),
            _("Keadaan"),
            _("Belum terpenuhi"),
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
