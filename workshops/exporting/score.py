"""The scores of a stage as a sheet that can be filled in and handed back."""

from typing import Any

from django.utils.translation import gettext as _
from import_export import fields

from participants.exporting.sheet import Rows
from workshops.queries.score import ScoreLine


class ScoreResource(Rows):
    """One row a person; the code leads back to them whatever happens to their name."""

    code = fields.Field("registration__public_id")
    name = fields.Field("registration__printed_name")
    unit = fields.Field("registration__unit__name")
    pre = fields.Field()
    post = fields.Field()
    gain = fields.Field()
    n_gain = fields.Field()

    def dehydrate_pre(self, line: ScoreLine) -> Any:
        return _figure(line.scores[0])

    def dehydrate_post(self, line: ScoreLine) -> Any:
        return _figure(line.scores[1])

    def dehydrate_gain(self, line: ScoreLine) -> Any:
        return _figure(line.gain)

    def dehydrate_n_gain(self, line: ScoreLine) -> Any:
        return _figure(line.n_gain)

    def get_export_headers(self, *args: Any, **kwargs: Any) -> list[str]:
        return [
            _("Kode"),
            _("Nama"),
            _("OPD"),
            "Pre-test",
            "Post-test",
            _("Kenaikan"),
            "N-gain",
        ]


def _figure(score: Any) -> float | None:
    return None if score is None else float(score)
