"""The register of programmes as a list, and how it is narrowed."""

from typing import Any

import django_filters
import django_tables2 as tables
from django.db.models import Q, QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from participants.models import OrganisationUnit
from participants.rules import wording
from participants.tables.status import status
from workshops.models import (
    ActionGroup,
    FundSource,
    Horizon,
    Pillar,
    ProgrammeState,
    SubDimension,
    WorkProgramme,
)
from workshops.queries.programme import units_in, years_planned

NUMBERS = {"td": {"class": "num"}, "th": {"class": "num"}}
STATES: dict[str, tuple[str, Any]] = {
    "running": ("ok", ProgrammeState.RUNNING.label),
    "not_running": ("bad", ProgrammeState.NOT_RUNNING.label),
    "none": ("idle", _("Belum dilaporkan")),
}


class ProgrammeFilter(django_filters.FilterSet):
    """By words, place in the masterplan, owner, year, state; everything stands in the address."""

    cari = django_filters.CharFilter(label=_("Nama, indikator, atau kode"), method="with_words")
    pilar = django_filters.ChoiceFilter(
        field_name="pillar", label=_("Pilar"), choices=Pillar.choices, empty_label=_("Semua")
    )
    subdimensi = django_filters.ChoiceFilter(
        field_name="sub_dimension",
        label=_("Subdimensi"),
        choices=SubDimension.choices,
        empty_label=_("Semua"),
    )
    opd = django_filters.ModelChoiceFilter(
        field_name="unit",
        label=_("OPD"),
        queryset=OrganisationUnit.objects.none(),
        to_field_name="public_id",
        empty_label=_("Semua"),
    )
    kelompok = django_filters.ChoiceFilter(
        field_name="action_group",
        label=_("Kelompok aksi"),
        choices=ActionGroup.choices,
        empty_label=_("Semua"),
    )
    jangka = django_filters.ChoiceFilter(
        field_name="horizon", label=_("Jangka"), choices=Horizon.choices, empty_label=_("Semua")
    )
    sumber = django_filters.ChoiceFilter(
        field_name="source",
        label=_("Sumber dana"),
        choices=FundSource.choices,
        empty_label=_("Semua"),
    )
    tahun = django_filters.ChoiceFilter(label=_("Tahun"), empty_label=_("Semua"), method="in_year")
    quick_win = django_filters.ChoiceFilter(
        label=_("Quick win"),
        choices=[("ya", _("Ya")), ("tidak", _("Tidak"))],
        empty_label=_("Semua"),
        method="by_quick_win",
    )
    status = django_filters.ChoiceFilter(
        label=_("Status"),
        choices=[(code, word) for code, (_tone, word) in STATES.items()],
        empty_label=_("Semua"),
        method="by_state",
    )
    keadaan = django_filters.ChoiceFilter(
        label=_("Keadaan"),
        choices=[("ditarik", _("Ditarik")), ("semua", _("Berlaku dan ditarik"))],
        empty_label=_("Berlaku"),
        method="by_withdrawal",
    )

    class Meta:
        model = WorkProgramme
        fields: list[str] = []

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.filters["opd"].queryset = units_in(self.queryset)
        years = [(str(year), str(year)) for year in years_planned(self.queryset)]
        self.filters["tahun"].extra["choices"] = years

    @property
    def qs(self) -> QuerySet[WorkProgramme]:
        found = super().qs
        asked = self.form.cleaned_data.get("keadaan") if self.form.is_valid() else ""
        return found if asked else found.standing()

    def with_words(self, found: Any, _name: str, words: str) -> Any:
        return found.filter(
            Q(title__icontains=words)
            | Q(indicator__icontains=words)
            | Q(code_program__istartswith=words)
            | Q(code_kegiatan__istartswith=words)
            | Q(code_sub_kegiatan__istartswith=words)
        )

    def in_year(self, found: Any, _name: str, year: str) -> Any:
        return found.running_in(int(year))

    def by_quick_win(self, found: Any, _name: str, value: str) -> Any:
        return found.filter(quick_win=value == "ya")

    def by_state(self, found: Any, _name: str, value: str) -> Any:
        return found.filter(state_now=None if value == "none" else value)

    def by_withdrawal(self, found: Any, _name: str, value: str) -> Any:
        return found if value == "semua" else found.exclude(withdrawn_at=None)


class ProgrammeTable(tables.Table):
    """Rows of ``for_register``."""

    title = tables.Column(_("Program"), attrs={"td": {"class": "main"}})
    pillar = tables.Column(_("Pilar"), order_by=("pillar", "sub_dimension", "title"))
    unit = tables.Column(_("OPD"), order_by=("unit__name", "title"))
    action_group = tables.Column(_("Kelompok aksi"), default="–", attrs={"td": {"class": "quiet"}})
    starts_year = tables.Column(_("Tahun"), empty_values=(), attrs={"td": {"class": "unbroken"}})
    budget_shown = tables.Column(_("Anggaran (Rp)"), attrs=NUMBERS, default="–")
    state_now = tables.Column(_("Status"), empty_values=())

    class Meta:
        model = WorkProgramme
        fields = (
            "title",
            "pillar",
            "unit",
            "action_group",
            "starts_year",
            "budget_shown",
            "state_now",
        )

    caption = _("Daftar program")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        # Drawn once, not once a row: a page has many.
        self._words = {code: status(*told) for code, told in STATES.items()}
        self._words["withdrawn"] = status("idle", _("Ditarik"))
        self._win = render_to_string(
            "components/status.html", {"tone": "gold", "icon_name": "bulb", "word": _("Quick win")}
        )

    def render_title(self, record: WorkProgramme) -> str:
        url = reverse("workshops:programme-detail", args=[record.public_id])
        win = self._win if record.quick_win else ""
        return format_html('<a href="{}">{}</a> {}', url, record.title, win)

    def render_pillar(self, record: WorkProgramme) -> str:
        below = record.get_sub_dimension_display()
        if not below:
            return record.get_pillar_display()
        # One child, so that it stays in its column on a phone, where a cell is a grid.
        return format_html(
            '<div>{}<div class="soft">{}</div></div>', record.get_pillar_display(), below
        )

    def render_starts_year(self, record: WorkProgramme) -> str:
        years = dict.fromkeys(filter(None, (record.starts_year, record.ends_year)))
        return "–".join(map(str, years))

    def render_unit(self, value: OrganisationUnit) -> str:
        return value.shown_as

    def render_budget_shown(self, value: int) -> str:
        return rupiah(value)

    def render_state_now(self, record: Any) -> str:
        if record.withdrawn_at is not None:
            return self._words["withdrawn"]
        return self._words[record.state_now or "none"]


def rupiah(value: int) -> str:
    """Whole rupiah in groups of three, as the reader's language writes them."""
    return wording.number(value, get_language() or "id")
