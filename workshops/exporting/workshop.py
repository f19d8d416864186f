"""The list of Bimtek as a sheet."""

from django.utils.translation import gettext as _
from import_export import fields, resources


class WorkshopResource(resources.Resource):
    """One row a Bimtek of ``workshops_for_list``."""

    title = fields.Field("title_id")
    unit = fields.Field("unit__name")
    first_day = fields.Field("first_day")
    last_day = fields.Field("last_day")
    stages = fields.Field("stage_count")
    people = fields.Field("people_count")
    state = fields.Field("get_state_display")

    def get_export_headers(self, *args, **kwargs):
        return [
            _("Judul"),
            _("Penyelenggara"),
            _("Hari pertama"),
            _("Hari terakhir"),
            _("Tahap"),
            _("Peserta"),
            _("Keadaan"),
        ]
