"""Who has a right to a certificate, as a sheet."""

from typing import Any

from django.utils.translation import gettext as _
from import_export import fields

from participants.exporting.sheet import Rows
from workshops.models import EntitlementKind, ExemptionEffect
from workshops.queries.entitlement import Line


class LineResource(Rows):
    """One row a person of ``queries.entitlement.lines_of``."""

    name = fields.Field("name")
    unit = fields.Field("unit")
    kind = fields.Field("kind")
    band = fields.Field("band")
    jp = fields.Field("jp")
    expected = fields.Field("jp_expected")
    accepted = fields.Field("works_accepted")
    asked = fields.Field("works_asked")
    score = fields.Field("score")
    reasons = fields.Field("reasons")
    exemption = fields.Field("exempted")
    by = fields.Field("exempted")
    because = fields.Field("exempted")
    basis = fields.Field("exempted")

    def dehydrate_kind(self, row: Line) -> str:
        return str(EntitlementKind(row.kind).label)

    def dehydrate_score(self, row: Line) -> float | None:
        return None if row.score is None else float(row.score)

    def dehydrate_reasons(self, row: Line) -> str:
        return " ".join(str(reason) for reason in row.reasons)

    def dehydrate_exemption(self, row: Line) -> str:
        effect = row.exempted.get("effect")
        return str(ExemptionEffect(effect).label) if effect else ""

    def dehydrate_by(self, row: Line) -> str:
        return row.exempted.get("by", "")

    def dehydrate_because(self, row: Line) -> str:
        return row.exempted.get("reason", "")

    def dehydrate_basis(self, row: Line) -> str:
        return row.exempted.get("basis", "")

    def get_export_headers(self, *args: Any, **kwargs: Any) -> list[str]:
        return [
            _("Nama"),
            _("OPD"),
            _("Sertifikat"),
            _("Kualifikasi"),
            _("JP diikuti"),
            _("JP seharusnya"),
            _("Hasil kerja diterima"),
            _("Hasil kerja diminta"),
            _("Nilai post-test"),
            _("Mengapa"),
            _("Pengecualian"),
            _("Ditetapkan oleh"),
            _("Alasan"),
            _("Dasar"),
        ]
