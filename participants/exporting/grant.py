"""Grants as a sheet: who may do what, where, from when to when."""

from django.utils.translation import gettext as _
from import_export import fields

from participants.exporting.sheet import Rows
from participants.models import AccessGrant


class GrantResource(Rows):
    """Rows with ``user`` and ``unit`` selected."""

    name = fields.Field("user__full_name")
    username = fields.Field("user__username")
    role = fields.Field()
    unit = fields.Field("unit__name")
    below = fields.Field()
    valid_from = fields.Field("valid_from")
    valid_to = fields.Field("valid_to")

    def get_export_headers(self, *args, **kwargs):
        return [
            _("Nama"),
            _("Nama pengguna"),
            _("Peran"),
            _("Pada unit"),
            _("Beserta unit di bawahnya"),
            _("Mulai"),
            _("Sampai"),
        ]

    def dehydrate_role(self, row: AccessGrant) -> str:
        return str(row.get_role_display())

    def dehydrate_below(self, row: AccessGrant) -> str:
        return _("ya") if row.with_subtree else _("tidak")
