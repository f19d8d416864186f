"""The audit trail and the background work as lists."""

from datetime import date, time

import django_filters
import django_tables2 as tables
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from participants.models import AuditEntry, OrganisationUnit, TimeZone
from participants.rules import deeds

QUIET = {"td": {"class": "quiet"}}
MIDDLE = OrganisationUnit(timezone=TimeZone.WITA)  # a trail may span regions: days as there
SEALED = (
    '{% if record.seal %}{% include "components/status.html" with tone="ok" word=_("Tersegel")'
    ' icon_name="lock" only %}{% else %}{% include "components/status.html" with tone="idle"'
    ' word=_("Menunggu segel") only %}{% endif %}'
)


class AuditFilter(django_filters.FilterSet):
    """By day (of the clock in Central Indonesia), by what it is about, by deed."""

    sejak = django_filters.DateFilter(label=_("Sejak tanggal"), method="since")
    sampai = django_filters.DateFilter(label=_("Sampai tanggal"), method="until")
    jenis = django_filters.ChoiceFilter(
        label=_("Tentang"), choices=deeds.things, empty_label=_("Semua"), method="about"
    )
    perbuatan = django_filters.ChoiceFilter(
        label=_("Perbuatan"), choices=deeds.deeds, empty_label=_("Semua"), method="by_deed"
    )
    objek = django_filters.CharFilter(field_name="object_id", label=_("Kode catatan"))
    segel = django_filters.ChoiceFilter(
        label=_("Segel"),
        choices=[("ya", _("Tersegel")), ("belum", _("Menunggu segel"))],
        empty_label=_("Semua"),
        method="by_seal",
    )

    class Meta:
        model = AuditEntry
        fields: list[str] = []

    def since(self, rows: QuerySet[AuditEntry], _name: str, day: date) -> QuerySet[AuditEntry]:
        return rows.filter(at__gte=MIDDLE.moment(day, time.min))

    def until(self, rows: QuerySet[AuditEntry], _name: str, day: date) -> QuerySet[AuditEntry]:
        return rows.filter(at__lte=MIDDLE.moment(day, time.max))

    def about(self, rows: QuerySet[AuditEntry], _name: str, thing: str) -> QuerySet[AuditEntry]:
        return rows.filter(verb__startswith=f"{thing}.")

    def by_deed(self, rows: QuerySet[AuditEntry], _name: str, deed: str) -> QuerySet[AuditEntry]:
        return rows.filter(verb__endswith=f".{deed}")

    def by_seal(self, rows: QuerySet[AuditEntry], _name: str, value: str) -> QuerySet[AuditEntry]:
        return rows.filter(sealed_as__isnull=value != "ya")


class AuditTable(tables.Table):
    """Rows of ``AuditEntry.objects.for_list()``."""

    at = tables.TemplateColumn(
        '{% if record.unit %}{{ record.at|waktu:record.unit }}{% else %}{{ record.at|waktu:"Asia/Makassar" }}'
        "{% endif %}",
        verbose_name=_("Waktu"),
        attrs={"td": {"class": "moment"}},
    )
    by = tables.Column(_("Oleh"), order_by=("by__full_name",))
    verb = tables.Column(_("Perbuatan"), attrs={"td": {"class": "main"}})
    object_id = tables.Column(_("Kode catatan"), attrs=QUIET)
    unit = tables.Column(_("Unit"), accessor="unit__name", attrs=QUIET, default="")
    seal = tables.TemplateColumn(SEALED, verbose_name=_("Segel"), orderable=False)
    caption = _("Jejak audit")

    class Meta:
        model = AuditEntry
        fields = ("at", "by", "verb", "object_id", "unit", "seal")
        empty_text = _("Tidak ada catatan yang sesuai dengan saringan ini.")

    def render_verb(self, value: str) -> str:
        return deeds.worded(value)
