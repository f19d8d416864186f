"""The audit trail as a sheet: what the page shows, and the seal in full."""

import json

from django.utils.translation import gettext as _
from import_export import fields

from participants.exporting.sheet import Rows
from participants.models import AuditEntry


class AuditResource(Rows):
    at = fields.Field()
    by = fields.Field("by__full_name")
    verb = fields.Field("verb")
    object_kind = fields.Field("object_kind")
    object_id = fields.Field("object_id")
    unit = fields.Field()
    facts = fields.Field()
    seal = fields.Field("seal")

    def get_export_headers(self, *args, **kwargs):
        return [
            _("Waktu (UTC)"),
            _("Oleh"),
            _("Perbuatan"),
            _("Jenis objek"),
            _("Kode objek"),
            _("Unit"),
            _("Rincian"),
            _("Segel"),
        ]

    def dehydrate_at(self, row: AuditEntry) -> str:
        return row.at.isoformat()

    def dehydrate_unit(self, row: AuditEntry) -> str:
        return row.unit.name if row.unit else ""

    def dehydrate_facts(self, row: AuditEntry) -> str:
        return json.dumps(row.facts, ensure_ascii=False, sort_keys=True) if row.facts else ""
