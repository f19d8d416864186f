"""Plan against plan as a sheet; counts of people, no names."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from import_export import fields

from participants.exporting.sheet import Rows
from participants.rules.planning import Move

MOVES = {
    Move.ADDED: gettext_lazy("Jabatan baru"),
    Move.REMOVED: gettext_lazy("Jabatan dihapus"),
    Move.CHANGED: gettext_lazy("Kebutuhan berubah"),
    Move.SAME: gettext_lazy("Syarat berubah"),
}


class DiffResource(Rows):
    """Rows are ``DiffLine``."""

    unit = fields.Field("unit_name")
    job = fields.Field("job")
    move = fields.Field()
    before = fields.Field("change__before")
    after = fields.Field("change__after")
    more = fields.Field()
    less = fields.Field()
    holders = fields.Field()
    too_many = fields.Field("too_many")
    falls_short = fields.Field()

    def dehydrate_move(self, line) -> str:
        return str(MOVES[line.move])

    def dehydrate_more(self, line) -> str:
        return "; ".join(line.asks_more)

    def dehydrate_less(self, line) -> str:
        return "; ".join(line.asks_less)

    def dehydrate_holders(self, line) -> int:
        return len(line.holders)

    def dehydrate_falls_short(self, line) -> int:
        return len(line.falls_short)

    def get_export_headers(self, *args, **kwargs):
        return [
            _("Unit"),
            _("Nama jabatan"),
            _("Perubahan"),
            _("K semula"),
            _("K menjadi"),
            _("Syarat bertambah"),
            _("Syarat berkurang"),
            _("Pemegang"),
            _("Tanpa kursi"),
            _("Tidak lagi memenuhi syarat"),
        ]
