"""The list of Bimtek, and how it is narrowed."""

import django_filters
import django_tables2 as tables
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from participants.tables.status import status
from workshops.models import Workshop, WorkshopState

NUMBERS = {"td": {"class": "num"}, "th": {"class": "num"}}
TONES = {
    WorkshopState.DRAFT: "idle",
    WorkshopState.OPEN: "info",
    WorkshopState.RUNNING: "ok",
    WorkshopState.CLOSED: "idle",
}


class WorkshopFilter(django_filters.FilterSet):
    """By words of the title and by state; both stand in the address."""

    judul = django_filters.CharFilter(
        field_name="title_id", lookup_expr="icontains", label=_("Judul memuat")
    )
    keadaan = django_filters.ChoiceFilter(
        field_name="state",
        choices=WorkshopState.choices,
        label=_("Keadaan"),
        empty_label=_("Semua"),
    )

    class Meta:
        model = Workshop
        fields: list[str] = []


class WorkshopTable(tables.Table):
    """Rows of ``workshops_for_list``: they carry first_day, last_day, stage_count, people_count."""

    title_id = tables.Column(
        _("Bimtek"),
        attrs={"td": {"class": "main"}},
        linkify=("workshops:workshop-detail", {"code": tables.A("public_id")}),
    )
    unit = tables.Column(_("Penyelenggara"), order_by=("unit__name",))
    first_day = tables.TemplateColumn(
        "{% rentang record.first_day record.last_day %}", verbose_name=_("Tanggal")
    )
    stage_count = tables.Column(pgettext_lazy("jumlah", "Tahap"), attrs=NUMBERS)
    people_count = tables.Column(_("Peserta"), attrs=NUMBERS)
    state = tables.Column(_("Keadaan"), attrs={"td": {"class": "unbroken"}})

    class Meta:
        model = Workshop
        fields = ("title_id", "unit", "first_day", "stage_count", "people_count", "state")
        order_by = ("-first_day",)

    caption = _("Daftar Bimtek")

    def render_state(self, record):
        return status(TONES[record.state], record.get_state_display())
