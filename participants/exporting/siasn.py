"""*Siap unggah SIASN*: the columns of domain.md §4.7 in their order, and after them what helps to bring
the answer back."""

from collections.abc import Mapping
from typing import Any

from import_export import fields

from participants.exporting.sheet import Rows
from participants.models import TrainingForm
from participants.rules.siasn import BESIDES, COLUMNS, Course, as_day


class SiasnResource(Rows):
    """Rows are ``Course``; ``files`` is {key: name of its PDF}. All but years and hours is text."""

    nip = fields.Field("nip")
    name = fields.Field("name")
    form_id = fields.Field("form")
    form_name = fields.Field()
    certificate_kind = fields.Field("certificate_kind")
    title = fields.Field("title")
    organiser = fields.Field("organiser")
    number = fields.Field("number")
    started_on = fields.Field()
    ended_on = fields.Field()
    year = fields.Field("year")
    jp = fields.Field("jp")
    file_name = fields.Field()
    person_id = fields.Field("person_id")
    unit_id = fields.Field("unit_id")
    key = fields.Field("key")
    result = fields.Field()
    reason = fields.Field()
    remote_id = fields.Field()

    def __init__(self, files: Mapping[str, str], **options: Any) -> None:
        super().__init__(**options)
        self._files = files

    def get_export_headers(self, *args: Any, **kwargs: Any) -> list[str]:
        return [*COLUMNS, *BESIDES]

    def dehydrate_form_name(self, row: Course) -> str:
        return str(TrainingForm(row.form).label)

    def dehydrate_started_on(self, row: Course) -> str:
        return as_day(row.started_on)

    def dehydrate_ended_on(self, row: Course) -> str:
        return as_day(row.ended_on)

    def dehydrate_file_name(self, row: Course) -> str:
        return self._files.get(row.key, "")

    def dehydrate_result(self, _row: Course) -> str:
        return ""

    dehydrate_reason = dehydrate_remote_id = dehydrate_result
