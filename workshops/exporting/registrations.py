"""Participants as a sheet: NIP as text, no NIK, no telephone number, no link."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from import_export import fields, resources

from participants.models import IdentifierKind, MatchState
from workshops.models import Registration


class RegistrationResource(resources.Resource):
    """One row a registration of ``registrations_for_list``, with identifiers prefetched."""

    name = fields.Field("printed_name")
    number = fields.Field()
    rank = fields.Field("printed_rank")
    post = fields.Field("printed_post")
    unit = fields.Field("unit__name")
    letter = fields.Field()
    confirmed = fields.Field()
    matched = fields.Field()
    state = fields.Field("get_state_display")

    def dehydrate_number(self, row: Registration) -> str:
        """NIP or NI PPPK; a NIK stays where it is."""
        for one in row.person.identifiers.all():
            if one.kind != IdentifierKind.NIK:
                return one.value
        return ""

    def dehydrate_letter(self, row: Any) -> str:
        words = {
            "received": pgettext("surat", "Diterima"),
            "to_follow": _("Menyusul"),
            "none": _("Belum ada"),
        }
        return words[row.letter]  # type: ignore[attr-defined]  # annotated by for_list

    def dehydrate_confirmed(self, row: Registration) -> str:
        return _("Sudah") if row.confirmed_at else _("Belum")

    def dehydrate_matched(self, row: Registration) -> str:
        matched = row.person.match_state == MatchState.MATCHED
        return _("Cocok") if matched else _("Belum dicocokkan")

    def get_export_headers(self, *args, **kwargs):
        return [
            _("Nama"),
            _("NIP"),
            _("Pangkat/golongan"),
            _("Jabatan"),
            _("OPD"),
            _("Surat tugas"),
            _("Nama diperiksa"),
            _("Data kepegawaian"),
            _("Keadaan"),
        ]
