"""Certificates as a sheet, and a register."""

from typing import Any

from django.utils.translation import gettext as _
from import_export import fields, resources

from certificates.models import Certificate
from certificates.notices import verify_url
from participants.exporting.sheet import Rows


class CertificateResource(resources.ModelResource):
    """One row a certificate, as the list shows it; no number of a person."""

    number = fields.Field("number")
    name = fields.Field("statement__person_name")
    unit = fields.Field("registration__unit__name")
    workshop = fields.Field("workshop__title_id")
    kind = fields.Field("get_kind_display")
    jp = fields.Field("statement__jp_total")
    issued_on = fields.Field("statement__issued_on")
    state = fields.Field("get_state_display")
    version = fields.Field("version")
    address = fields.Field()

    class Meta:
        model = Certificate
        fields = (
            "number",
            "name",
            "unit",
            "workshop",
            "kind",
            "jp",
            "issued_on",
            "state",
            "version",
            "address",
        )
        export_order = fields

    def dehydrate_name(self, row: Certificate) -> str:
        return str(row.statement["person_name"])

    def dehydrate_jp(self, row: Certificate) -> str:
        return str(row.statement["jp_total"])

    def dehydrate_issued_on(self, row: Certificate) -> str:
        return str(row.statement["issued_on"])

    def dehydrate_address(self, row: Certificate) -> str:
        return verify_url(row.public_id)

    def get_export_headers(self, *args: Any, **kwargs: Any) -> list[str]:
        return [
            _("Nomor"),
            _("Nama"),
            _("OPD"),
            _("Bimtek"),
            _("Jenis"),
            _("JP"),
            _("Tanggal penetapan"),
            _("Keadaan"),
            _("Versi"),
            _("Alamat pemeriksaan"),
        ]


class RegisterResource(Rows):
    """One row a number of ``queries.register.lines_of``."""

    ordinal = fields.Field("ordinal")
    text = fields.Field("text")
    drawn_on = fields.Field("drawn_on")
    state = fields.Field("state_word")
    name = fields.Field("name")
    workshop = fields.Field("workshop")
    paper = fields.Field("paper")
    reason = fields.Field("reason")

    def get_export_headers(self, *args: Any, **kwargs: Any) -> list[str]:
        return [
            _("No."),
            _("Nomor"),
            _("Tanggal"),
            _("Keadaan nomor"),
            _("Nama"),
            _("Bimtek"),
            _("Keadaan"),
            _("Alasan"),
        ]
