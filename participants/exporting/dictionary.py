"""The dictionary as a sheet, in the columns that its page takes back; and assessment sheets."""

from django.utils.translation import gettext as _
from import_export import fields

from participants.exporting.sheet import Rows
from participants.models import Assessment, Competency


class DictionaryResource(Rows):
    """Rows of ``Competency``."""

    code = fields.Field("code")
    kind = fields.Field()
    name = fields.Field("name_id")
    level1 = fields.Field()
    level2 = fields.Field()
    level3 = fields.Field()
    level4 = fields.Field()
    level5 = fields.Field()

    def dehydrate_kind(self, one: Competency) -> str:
        return str(one.get_kind_display())

    def dehydrate_level1(self, one: Competency) -> str:
        return one.indicators.get("1", "")

    def dehydrate_level2(self, one: Competency) -> str:
        return one.indicators.get("2", "")

    def dehydrate_level3(self, one: Competency) -> str:
        return one.indicators.get("3", "")

    def dehydrate_level4(self, one: Competency) -> str:
        return one.indicators.get("4", "")

    def dehydrate_level5(self, one: Competency) -> str:
        return one.indicators.get("5", "")

    def get_export_headers(self, *args, **kwargs):
        levels = [_("Tingkat %(level)s") % {"level": level} for level in range(1, 6)]
        return [_("Kode"), _("Jenis"), _("Nama"), *levels]


class AssessmentResource(Rows):
    """Rows of standing sheets with person, numbers and scores prefetched; a column a competency."""

    number = fields.Field()
    name = fields.Field()
    unit = fields.Field("person__home_unit__name")
    assessed_on = fields.Field("assessed_on")
    assessor = fields.Field("assessor")
    jpm = fields.Field()
    advice = fields.Field("advice")

    def __init__(self, competencies: list[Competency], **kwargs) -> None:
        super().__init__(**kwargs)
        self.competencies = competencies

    def dehydrate_number(self, one: Assessment) -> str:
        return next((row.value for row in one.person.identifiers.all() if row.value), "")

    def dehydrate_name(self, one: Assessment) -> str:
        return one.person.printed_name()

    def dehydrate_jpm(self, one: Assessment):
        return None if one.jpm is None else float(one.jpm)

    def export_resource(self, instance, *args, **kwargs):
        cells = super().export_resource(instance, *args, **kwargs)
        scores = {row.competency_id: float(row.score) for row in instance.scores.all()}
        return [*cells[:5], *(scores.get(one.pk) for one in self.competencies), *cells[5:]]

    def get_export_headers(self, *args, **kwargs):
        return [
            "NIP",
            _("Nama"),
            _("Unit"),
            _("Tanggal asesmen"),
            _("Penyelenggara atau asesor"),
            *(str(one) for one in self.competencies),
            _("JPM (%)"),
            _("Saran pengembangan"),
        ]
