"""Records by how they stand in SIASN: list, filter and sheet."""

from typing import Any

import django_filters
import django_tables2 as tables
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from import_export import fields

from participants.exporting.sheet import Rows
from participants.models import SyncState, TrainingRecord
from participants.queries.siasn import has_changed, nip_of

NONE = "none"
TONES = {
    NONE: "idle",
    SyncState.PREPARED: "info",
    SyncState.SENT: "info",
    SyncState.REJECTED: "bad",
    SyncState.ACCEPTED: "ok",
}


def state_of(record: TrainingRecord) -> tuple[str, str]:
    """The state and its word; a record that changed since says so."""
    entry = getattr(record, "siasn", None)
    if entry is None:
        return NONE, _now("Belum")
    word = str(entry.get_state_display())
    if has_changed(record):
        word = _now("%(state)s, berubah sejak itu") % {"state": word}
    return entry.state, word


class SyncFilter(django_filters.FilterSet):
    keadaan = django_filters.ChoiceFilter(
        method="standing",
        choices=[(NONE, _("Belum")), *SyncState.choices],
        label=_("Keadaan di SIASN"),
        empty_label=_("Semua"),
    )

    class Meta:
        model = TrainingRecord
        fields: list[str] = []

    def standing(self, records: Any, _name: str, asked: str) -> Any:
        return records.filter(siasn=None) if asked == NONE else records.filter(siasn__state=asked)


class SyncTable(tables.Table):
    """Rows are ``loaded`` records."""

    person = tables.TemplateColumn(
        "{{ record.person.printed_name }}",
        verbose_name=_("Nama"),
        attrs={"td": {"class": "main"}},
        linkify=("participants:training-detail", {"public_id": tables.A("public_id")}),
        order_by=("person__full_name", "pk"),
    )
    nip = tables.Column(
        _("NIP"), empty_values=(), orderable=False, attrs={"td": {"class": "digits"}}
    )
    title = tables.Column(_("Pelatihan"), order_by=("title", "pk"))
    jp = tables.Column(_("JP"), attrs={"td": {"class": "num"}, "th": {"class": "num"}})
    state = tables.TemplateColumn(
        '{% include "components/status.html" with tone=tone word=word only %}'
        "{% if record.siasn.reason %} {{ record.siasn.reason }}{% endif %}",
        verbose_name=_("Keadaan di SIASN"),
        orderable=False,
    )
    caption = _("Riwayat dan keadaannya di SIASN")

    class Meta:
        model = TrainingRecord
        fields: tuple[str, ...] = ()
        empty_text = _("Tidak ada riwayat dengan saringan ini.")

    def render_nip(self, record: TrainingRecord) -> str:
        return nip_of(record.person) or "–"

    def render_state(self, record, column, bound_column, bound_row, value, table):
        state, word = state_of(record)
        column.extra_context = {"tone": TONES[state], "word": word}
        return tables.TemplateColumn.render(
            column, record, table, value, bound_column, bound_row=bound_row
        )


class SyncResource(Rows):
    """The same as a sheet."""

    nip = fields.Field()
    name = fields.Field()
    unit = fields.Field("person__home_unit__name")
    title = fields.Field("title")
    number = fields.Field("number")
    ended_on = fields.Field("ended_on")
    jp = fields.Field("jp")
    state = fields.Field()
    reason = fields.Field()

    def get_export_headers(self, *args: Any, **kwargs: Any) -> list[str]:
        return [
            "NIP",
            _now("Nama"),
            _now("Unit"),
            _now("Pelatihan"),
            _now("Nomor sertifikat"),
            _now("Selesai"),
            _now("JP"),
            _now("Keadaan di SIASN"),
            _now("Alasan"),
        ]

    def dehydrate_nip(self, row: TrainingRecord) -> str:
        return nip_of(row.person)

    def dehydrate_name(self, row: TrainingRecord) -> str:
        return row.person.printed_name()

    def dehydrate_state(self, row: TrainingRecord) -> str:
        return state_of(row)[1]

    def dehydrate_reason(self, row: TrainingRecord) -> str:
        entry = getattr(row, "siasn", None)
        return entry.reason if entry else ""
