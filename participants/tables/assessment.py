"""Assessment sheets as a list."""

import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

from participants.models import Assessment
from participants.rules.assessment import band_of

NUMBERS = {"td": {"class": "num"}, "th": {"class": "num"}}


class AssessmentTable(tables.Table):
    person = tables.TemplateColumn(
        "{{ record.person.printed_name }}",
        verbose_name=_("Nama"),
        attrs={"td": {"class": "main"}},
        linkify=("participants:assessment-detail", {"public_id": tables.A("public_id")}),
        order_by=("person__full_name",),
    )
    unit = tables.Column(_("Unit"), accessor="person__home_unit__name")
    assessed_on = tables.TemplateColumn(
        "{{ record.assessed_on|tanggal }}", verbose_name=_("Tanggal asesmen")
    )
    jpm = tables.TemplateColumn(
        "{{ record.jpm|angka|default:'–' }}", verbose_name=_("JPM (%)"), attrs=NUMBERS
    )
    band = tables.TemplateColumn(
        '{% include "participants/assessment_band.html" with band=band only %}',
        verbose_name=_("Kesesuaian"),
        orderable=False,
        empty_values=(),
    )
    caption = _("Hasil asesmen")

    class Meta:
        model = Assessment
        fields = ("person", "unit", "assessed_on", "jpm", "band")

    def render_band(self, record, column, bound_column, bound_row, value, table):
        column.extra_context = {"band": band_of(record.jpm)}
        return tables.TemplateColumn.render(
            column, record, table, value, bound_column, bound_row=bound_row
        )
