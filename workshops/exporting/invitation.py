"""Invitations as a sheet; links stay out of it, they are secrets of one unit each."""

from django.utils.translation import gettext as _
from import_export import fields, resources

from participants.rules.phone import print_phone
from workshops.queries.invitation import InvitationRow


class InvitationResource(resources.Resource):
    """One row an ``InvitationRow``."""

    unit = fields.Field("invitation__unit__name")
    body = fields.Field("invitation__get_body_display")
    phone = fields.Field()
    seats = fields.Field("seats")
    named = fields.Field("named")
    answered = fields.Field()
    told_on = fields.Field()

    def dehydrate_phone(self, row: InvitationRow) -> str:
        return print_phone(row.invitation.phone) if row.invitation.phone else ""

    def dehydrate_answered(self, row: InvitationRow) -> str:
        return str(row.answered.label)

    def dehydrate_told_on(self, row: InvitationRow) -> str:
        unit = row.invitation.workshop.unit
        return unit.localdate(row.told_at).isoformat() if row.told_at else ""

    def get_export_headers(self, *args, **kwargs):
        return [
            _("OPD"),
            _("Jalur"),
            _("Nomor HP"),
            _("Kursi"),
            _("Ditunjuk"),
            _("Keadaan"),
            _("Terakhir dikirim"),
        ]
