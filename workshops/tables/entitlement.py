"""Who has a right to a certificate, as a table."""

from typing import Any

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from participants.rules import wording
from participants.tables.status import status
from workshops.queries.entitlement import Line
from workshops.tables.attendance import KINDS

NUMBER = {"td": {"class": "num"}, "th": {"class": "num"}}


class LineTable(tables.Table):
    """Rows of ``queries.entitlement.lines_of``."""

    name = tables.Column(
        _("Nama"),
        attrs={"td": {"class": "main"}},
        linkify=lambda record, table: table.address_of(record),
    )
    unit = tables.Column(_("OPD"))
    kind = tables.Column(_("Sertifikat"))
    jp = tables.Column(_("JP"), attrs=NUMBER)
    works = tables.Column(_("Hasil kerja"), attrs=NUMBER, accessor="works_accepted")
    score = tables.Column(_("Nilai tes"), attrs=NUMBER, default="–")
    reasons = tables.Column(
        _("Mengapa"), orderable=False, empty_values=(), attrs={"td": {"class": "said"}}
    )

    caption = _("Hak atas sertifikat")

    class Meta:
        empty_text = _("Tidak ada nama yang cocok.")

    def __init__(self, *args: Any, workshop: Any, stage: Any = None, **kwargs: Any) -> None:
        self.workshop, self.stage = workshop, stage
        super().__init__(*args, **kwargs)

    def address_of(self, line: Line) -> str:
        here = reverse(
            "workshops:entitlement-detail",
            args=[self.workshop.public_id, line.registration.public_id],
        )
        return f"{here}?tahap={self.stage.public_id}" if self.stage else here

    def render_kind(self, record: Line) -> SafeString:
        tone, word = KINDS[record.kind]
        if not record.exempted or not record.is_by_exemption:
            return status(tone, record.band or word)
        return format_html("{} {}", status(tone, word), status("info", _("Pengecualian")))

    def render_jp(self, record: Line) -> str:
        return _("%(attended)s dari %(expected)s") % {
            "attended": record.jp,
            "expected": record.jp_expected,
        }

    def render_works(self, record: Line) -> str:
        if not record.works_asked:
            return "–"
        return _("%(attended)s dari %(expected)s") % {
            "attended": record.works_accepted,
            "expected": record.works_asked,
        }

    def render_score(self, value: Any) -> str:
        return wording.number(value, get_language() or "id")

    def render_reasons(self, record: Line) -> SafeString | str:
        if not record.reasons:
            return str(_("Semua syarat terpenuhi."))
        return format_html_join("", "<div>{}</div>", ((reason,) for reason in record.reasons))
