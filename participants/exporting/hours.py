"""20 JP a year as a sheet: units, and the people of one unit."""

from django.utils.translation import gettext as _
from import_export import fields

from participants.exporting.sheet import Rows
from participants.queries.hours import PersonHours, UnitHours


class UnitHoursResource(Rows):
    name = fields.Field("name")
    people = fields.Field("people")
    reached = fields.Field("reached")
    share = fields.Field()
    jp = fields.Field("jp")
    per_head = fields.Field()

    def dehydrate_share(self, row: UnitHours) -> float:
        return round(row.share * 100, 1)

    def dehydrate_per_head(self, row: UnitHours) -> float:
        return float(row.per_head)

    def get_export_headers(self, *args, **kwargs):
        return [
            _("Unit"),
            _("ASN"),
            _("Mencapai 20 JP"),
            _("Persen"),
            _("Jumlah JP"),
            _("JP per orang"),
        ]


class PersonHoursResource(Rows):
    name = fields.Field()
    job = fields.Field()
    jp = fields.Field("jp")
    missing = fields.Field("missing")
    waiting = fields.Field("waiting")

    def dehydrate_name(self, row: PersonHours) -> str:
        return row.person.printed_name()

    def dehydrate_job(self, row: PersonHours) -> str:
        employment = row.person.current_employment
        return employment.job_title if employment else ""

    def get_export_headers(self, *args, **kwargs):
        return [_("Nama"), _("Jabatan"), _("JP"), _("Kurang"), _("Menunggu verifikasi")]
