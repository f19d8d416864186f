"""Coverage of a role as a sheet. No names: it is for planners and leaders too."""

from typing import Any

from django.utils.translation import gettext as _
from import_export import fields

from participants.exporting.sheet import Rows


class AbilityResource(Rows):
    """Rows are (AbilityTile, word, Course or None)."""

    unit = fields.Field()
    word = fields.Field()
    can = fields.Field()
    candidates = fields.Field()
    course = fields.Field()
    starts_on = fields.Field()

    def dehydrate_unit(self, row: Any) -> str:
        return row[0].unit.name

    def dehydrate_word(self, row: Any) -> str:
        return str(row[1])

    def dehydrate_can(self, row: Any) -> int:
        return row[0].can

    def dehydrate_candidates(self, row: Any) -> int:
        return row[0].candidates

    def dehydrate_course(self, row: Any) -> str:
        return row[2].workshop.title_id if row[2] else ""

    def dehydrate_starts_on(self, row: Any) -> Any:
        return row[2].starts_on if row[2] else None

    def get_export_headers(self, *args: Any, **kwargs: Any) -> list[str]:
        return [
            _("OPD"),
            _("Keadaan"),
            _("Mampu"),
            _("Calon"),
            _("Pelatihan berikutnya"),
            _("Mulai"),
        ]


class PlacementResource(Rows):
    """Rows are (Match, word, ((Said, word), …)); for HR, who may read the names."""

    person = fields.Field()
    unit = fields.Field()
    outlook = fields.Field()
    lacking = fields.Field()
    jp = fields.Field()
    starts_on = fields.Field()
    leaves = fields.Field()

    def dehydrate_person(self, row: Any) -> str:
        return row[0].person.printed_name()

    def dehydrate_unit(self, row: Any) -> str:
        return row[0].person.home_unit.name

    def dehydrate_outlook(self, row: Any) -> str:
        return str(row[1])

    def dehydrate_lacking(self, row: Any) -> str:
        return "; ".join(f"{said.asks}: {word}" for said, word in row[2] if said.degree != "met")

    def dehydrate_jp(self, row: Any) -> int:
        return row[0].jp

    def dehydrate_starts_on(self, row: Any) -> Any:
        return row[0].steps[0].starts_on if row[0].steps else None

    def dehydrate_leaves(self, row: Any) -> str:
        match = row[0]
        return match.from_post.job if match.opened and match.opened.opens_vacancy else ""

    def get_export_headers(self, *args: Any, **kwargs: Any) -> list[str]:
        return [
            _("Nama"),
            _("OPD"),
            _("Keadaan"),
            _("Syarat kurang"),
            _("JP pelatihan"),
            _("Mulai"),
            _("Lowongan yang ditinggalkan"),
        ]
