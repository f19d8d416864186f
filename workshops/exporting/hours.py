"""Everybody's hours as a sheet: JP by stage, so far, best still possible, needed, and the sentence."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _
from import_export import fields

from participants.exporting.sheet import Rows
from participants.rules.wording import titled
from workshops.models import Stage
from workshops.queries.progress import RegistrationProgress
from workshops.rules.progress import reach_reason


class HoursResource(Rows):
    """One row a person of ``progress_of``; two columns a stage: attended, expected."""

    name = fields.Field("registration__printed_name")
    unit = fields.Field("registration__unit__name")

    def __init__(self, stages: Sequence[Stage], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._stages = stages
        for stage in stages:
            self.fields[f"attended_{stage.order}"] = fields.Field(column_name="")
            self.fields[f"expected_{stage.order}"] = fields.Field(column_name="")
        for name in ("attended", "best", "needed", "times", "prospect", "said"):
            self.fields[name] = fields.Field(column_name=name)

    def get_export_fields(self, selected_fields: Any = None) -> list[fields.Field]:
        return list(self.fields.values())

    def export_resource(self, row: RegistrationProgress, *args: Any, **kwargs: Any) -> list[Any]:
        by_stage = {stage.order: stage for stage in row.progress.stages}
        hours: list[Any] = []
        for stage in self._stages:
            held = by_stage.get(stage.order)
            hours += [held.jp_attended, held.jp_expected] if held else [None, None]
        reach = row.reach
        told: list[Any] = [row.progress.jp_attended, None, None, None, "", ""]
        if reach:
            told = [
                reach.attended,
                reach.best,
                reach.needed,
                reach.times,
                str(reach.prospect.label),
                str(reach_reason(reach)),
            ]
        return [row.registration.printed_name, row.registration.unit.name, *hours, *told]

    def get_export_headers(self, *args: Any, **kwargs: Any) -> list[str]:
        language = get_language() or "id"
        hours = []
        for stage in self._stages:
            title = titled(stage, language)
            hours += [
                _("JP %(stage)s") % {"stage": title},
                _("JP %(stage)s, seharusnya") % {"stage": title},
            ]
        return [
            _("Nama"),
            _("OPD"),
            *hours,
            _("JP sejauh ini"),
            _("JP paling banyak"),
            _("JP yang diperlukan"),
            _("Kali datang lagi"),
            _("Keadaan"),
            _("Keterangan"),
        ]
