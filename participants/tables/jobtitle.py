"""The reference list of jobs, and how it is narrowed."""

import django_filters
import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

from participants.models import JobKind, JobTitle

NUMBERS = {"td": {"class": "num"}, "th": {"class": "num"}}


class JobFilter(django_filters.FilterSet):
    cari = django_filters.CharFilter(
        field_name="name", lookup_expr="icontains", label=_("Nama memuat")
    )
    jenis = django_filters.ChoiceFilter(
        field_name="kind", choices=JobKind.choices, label=_("Jenis jabatan"), empty_label=_("Semua")
    )

    class Meta:
        model = JobTitle
        fields: list[str] = []


class JobTable(tables.Table):
    """Jobs with ``limit`` (of age) and ``standard`` set on each."""

    name = tables.Column(
        _("Nama jabatan"),
        attrs={"td": {"class": "main"}},
        linkify=("participants:jobtitle-detail", {"public_id": tables.A("public_id")}),
    )
    kind = tables.TemplateColumn("{{ record.get_kind_display }}", verbose_name=_("Jenis jabatan"))
    job_class = tables.Column(_("Kelas"), attrs=NUMBERS)
    limit = tables.TemplateColumn(
        "{% if record.limit %}{{ record.limit.age }}{% else %}–{% endif %}",
        verbose_name=_("Batas usia pensiun"),
        attrs=NUMBERS,
        orderable=False,
    )
    standard = tables.TemplateColumn(
        '{% if record.standard %}{{ record.standard.valid_from|tanggal }}{% else %}<span class="soft">–</span>{% endif %}',
        verbose_name=_("Standar sejak"),
        orderable=False,
    )
    caption = _("Daftar jabatan")

    class Meta:
        empty_text = _("Tidak ada jabatan yang sesuai.")
        sequence = ("name", "kind", "job_class", "limit", "standard")
