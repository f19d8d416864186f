"""A register of letters as a table to keep."""

from typing import Any

from django.utils.translation import gettext as _
from import_export import fields

from participants.exporting.sheet import Rows


class OfficeLetterResource(Rows):
    """One row a letter, in the order of the register; a voided one says so."""

    ordinal = fields.Field("entry__ordinal")
    number = fields.Field("number")
    dated_on = fields.Field("dated_on")
    received_on = fields.Field("received_on")
    party = fields.Field("party")
    subject = fields.Field("subject")
    nature = fields.Field("nature")
    workshop = fields.Field("workshop__title_id")
    void_reason = fields.Field("void_reason")

    def get_export_headers(self, *_args: Any, **_options: Any) -> list[str]:
        return [
            _("No. agenda"),
            _("Nomor surat"),
            _("Tanggal surat"),
            _("Diterima"),
            _("Tujuan atau pengirim"),
            _("Hal"),
            _("Sifat"),
            _("Bimtek"),
            _("Batal karena"),
        ]
