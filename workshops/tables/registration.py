"""The list of participants, and how it is narrowed."""

from typing import Any

import django_filters
import django_tables2 as tables
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from participants.models import MatchState, OrganisationUnit
from participants.tables.status import status
from workshops.models import Registration, RegistrationState, Workshop

LETTERS: dict[str, tuple[str, Any]] = {
    "received": ("ok", pgettext_lazy("surat", "Diterima")),
    "to_follow": ("warn", _("Menyusul")),
    "none": ("idle", _("Belum ada")),
}
STATES = {
    RegistrationState.CONFIRMED: "ok",
    RegistrationState.WITHDRAWN: "idle",
    RegistrationState.REPLACED: "idle",
}


class RegistrationFilter(django_filters.FilterSet):
    """By unit, letter, name read over, matched, state; the address carries codes alone."""

    opd = django_filters.ModelChoiceFilter(
        field_name="unit",
        queryset=OrganisationUnit.objects.none(),
        to_field_name="public_id",
        label=_("OPD"),
        empty_label=_("Semua"),
    )
    surat = django_filters.ChoiceFilter(
        field_name="letter",
        choices=[(code, word) for code, (_tone, word) in LETTERS.items()],
        label=_("Surat tugas"),
        empty_label=_("Semua"),
    )
    nama = django_filters.ChoiceFilter(
        method="by_name_confirmed",
        choices=[("sudah", _("Sudah")), ("belum", _("Belum"))],
        label=_("Nama diperiksa"),
        empty_label=_("Semua"),
    )
    kecocokan = django_filters.ChoiceFilter(
        field_name="person__match_state",
        choices=MatchState.choices,
        label=_("Data kepegawaian"),
        empty_label=_("Semua"),
    )
    keadaan = django_filters.ChoiceFilter(
        field_name="state",
        choices=RegistrationState.choices,
        label=_("Keadaan"),
        empty_label=_("Semua"),
    )

    class Meta:
        model = Registration
        fields: list[str] = []

    def __init__(self, *args: Any, workshop: Workshop, **options: Any) -> None:
        super().__init__(*args, **options)
        seen = self.queryset.order_by().values("unit")
        self.filters["opd"].queryset = OrganisationUnit.objects.filter(pk__in=seen).order_by(
            "name", "pk"
        )

    def by_name_confirmed(self, found: Any, _name: str, value: str) -> Any:
        return found.filter(confirmed_at__isnull=value == "belum")


class RegistrationTable(tables.Table):
    """Rows of ``registrations_for_list``."""

    printed_name = tables.Column(
        _("Nama"),
        attrs={"td": {"class": "main"}},
        linkify=(
            "workshops:registration-detail",
            {"code": tables.A("workshop__public_id"), "registration": tables.A("public_id")},
        ),
    )
    unit = tables.Column(_("OPD"), order_by=("unit__name",))
    printed_post = tables.Column(_("Jabatan"), default="–")
    letter = tables.Column(_("Surat tugas"))
    confirmed_at = tables.Column(_("Nama diperiksa"), empty_values=())
    person = tables.Column(_("Data kepegawaian"), order_by=("person__match_state",))
    state = tables.Column(_("Keadaan"))

    caption = _("Daftar peserta")

    class Meta:
        model = Registration
        fields = (
            "printed_name",
            "unit",
            "printed_post",
            "letter",
            "confirmed_at",
            "person",
            "state",
        )

    def render_letter(self, value: str) -> str:
        return status(*LETTERS[value])

    def render_confirmed_at(self, record: Registration) -> str:
        return status("ok", _("Sudah")) if record.confirmed_at else status("idle", _("Belum"))

    def render_person(self, record: Registration) -> str:
        matched = record.person.match_state == MatchState.MATCHED
        return status("ok" if matched else "warn", _("Cocok") if matched else _("Belum dicocokkan"))

    def render_state(self, record: Registration) -> str:
        return status(STATES[RegistrationState(record.state)], record.get_state_display())
