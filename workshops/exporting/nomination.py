"""Nominations of a Bimtek as a sheet: who, for what, what the OPD answered, whether it closed."""

from typing import Any

from django.utils.translation import gettext as _
from import_export import fields

from participants.exporting.sheet import Rows


class NominationResource(Rows):
    """Rows are (Nomination, ((gap, closed), …), may be named)."""

    unit = fields.Field()
    person = fields.Field()
    state = fields.Field()
    reason = fields.Field()
    gaps = fields.Field()
    closed = fields.Field()

    def dehydrate_unit(self, row: Any) -> str:
        return row[0].unit.name

    def dehydrate_person(self, row: Any) -> str:
        return row[0].person.printed_name() if row[2] else ""

    def dehydrate_state(self, row: Any) -> str:
        return row[0].get_state_display()

    def dehydrate_reason(self, row: Any) -> str:
        return row[0].reason

    def dehydrate_gaps(self, row: Any) -> int:
        return len(row[1])

    def dehydrate_closed(self, row: Any) -> int:
        return sum(closed for _gap, closed in row[1])

    def get_export_headers(self, *args: Any, **kwargs: Any) -> list[str]:
        return [
            _("OPD"),
            _("Nama"),
            _("Keadaan"),
            _("Alasan"),
            _("Kesenjangan yang dituju"),
            _("Kesenjangan yang tertutup"),
        ]
