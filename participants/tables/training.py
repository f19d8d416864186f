"""Lists of training records and of proposed levels, and how they are narrowed."""

import django_filters
import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

from participants.models import CLAIM, Evidence, TrainingForm, TrainingRecord, TrainingState
from participants.tables.number import breakable
from participants.tables.person import UnitFilter, units_of

NUMBERS = {"td": {"class": "num"}, "th": {"class": "num"}}

QUIET = {"td": {"class": "quiet"}}
TONES = {
    TrainingState.AWAITING: "warn",
    TrainingState.VERIFIED: "ok",
    TrainingState.REJECTED: "bad",
    TrainingState.WITHDRAWN: "idle",
}
PERIOD = "{% rentang record.started_on record.ended_on %}"
NAME = "{{ record.person.printed_name }}"


class TrainingFilter(django_filters.FilterSet):
    """By state, year and words of the title; no name or number of a person in the address."""

    keadaan = django_filters.ChoiceFilter(
        field_name="state",
        choices=TrainingState.choices,
        label=_("Keadaan"),
        empty_label=_("Semua"),
    )
    asal = django_filters.ChoiceFilter(
        method="from_where",
        choices=[("bukti", _("Bukti dari pegawai")), ("sistem", _("Sertifikat dan impor"))],
        label=_("Asal"),
        empty_label=_("Semua"),
    )
    bentuk = django_filters.ChoiceFilter(
        field_name="form",
        choices=TrainingForm.choices,
        label=_("Bentuk"),
        empty_label=_("Semua"),
    )
    unit = UnitFilter(
        label=_("Unit"),
        queryset=units_of,
        to_field_name="public_id",
        method="below",
        empty_label=_("Semua unit"),
    )
    tahun = django_filters.NumberFilter(field_name="year", label=_("Tahun"))
    judul = django_filters.CharFilter(
        field_name="title", lookup_expr="icontains", label=_("Nama pelatihan memuat")
    )

    class Meta:
        model = TrainingRecord
        fields: list[str] = []

    def from_where(self, records, _name, asked):
        claims = {"source_kind": CLAIM}
        return records.filter(**claims) if asked == "bukti" else records.exclude(**claims)

    def below(self, records, _name, unit):
        return records.filter(person__home_unit__path__startswith=unit.path)


class _Records(tables.Table):
    """Rows of ``for_list()``; the name opens the record with its evidence."""

    person = tables.TemplateColumn(
        NAME,
        verbose_name=_("Nama"),
        attrs={"td": {"class": "main"}},
        linkify=("participants:training-detail", {"public_id": tables.A("public_id")}),
        order_by=("person__full_name",),
    )
    unit = tables.Column(_("Unit"), accessor="person__home_unit__name")
    number = tables.Column(_("Nomor sertifikat"), attrs=QUIET)
    period = tables.TemplateColumn(
        PERIOD, verbose_name=_("Tanggal"), order_by=("ended_on",), attrs=QUIET
    )
    jp = tables.Column(_("JP"), attrs=NUMBERS)

    class Meta:
        model = TrainingRecord
        fields: tuple[str, ...] = ()


class EventTable(_Records):
    """The people of one event, each to be accepted alone."""

    decide = tables.TemplateColumn(
        template_name="participants/training_decide.html",
        verbose_name=_("Keputusan"),
        orderable=False,
    )
    caption = _("Riwayat yang menunggu verifikasi")

    class Meta(_Records.Meta):
        fields = ("person", "unit", "number", "period", "jp", "decide")


class TrainingTable(_Records):
    title = tables.Column(_("Pelatihan"))
    state = tables.TemplateColumn(
        '{% include "components/status.html" with tone=tone word=record.get_state_display only %}',
        verbose_name=_("Keadaan"),
    )
    caption = _("Riwayat pelatihan")

    class Meta(_Records.Meta):
        fields = ("person", "unit", "title", "period", "jp", "state")
        exclude = ("number",)

    def render_state(self, record, column, bound_column, bound_row, value, table):
        column.extra_context = {"tone": TONES[record.state]}
        return tables.TemplateColumn.render(
            column, record, table, value, bound_column, bound_row=bound_row
        )


class ProposalTable(tables.Table):
    """Levels that wait for a verdict."""

    person = tables.TemplateColumn(
        NAME,
        verbose_name=_("Nama"),
        attrs={"td": {"class": "main"}},
        linkify=(
            "participants:competency-detail",
            {"code": tables.A("competency__code"), "public_id": tables.A("person__public_id")},
        ),
        order_by=("person__full_name",),
    )
    unit = tables.Column(_("Unit"), accessor="person__home_unit__name", attrs=QUIET)
    competency = tables.Column(_("Kompetensi"), order_by=("competency__name_id",))
    level = tables.Column(_("Tingkat"), attrs=NUMBERS)
    method = tables.TemplateColumn(
        "{{ record.get_method_display }}", verbose_name=_("Dasar usulan")
    )
    shown_as = tables.Column(_("Sertifikat"), attrs=QUIET)
    acquired_on = tables.TemplateColumn(
        "{{ record.acquired_on|tanggal }}", verbose_name=_("Diperoleh")
    )
    caption = _("Usulan tingkat kompetensi")

    def render_shown_as(self, value):
        return breakable(value)

    class Meta:
        model = Evidence
        fields = ("person", "unit", "competency", "level", "method", "shown_as", "acquired_on")
