"""The strategy's targets in one form: a line per indicator and group, a column per year."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _

from participants.models import Indicator, PlacementBase, StaffRole
from participants.queries.strategy import KEYS

FIRST, LAST = 2000, 2100


class PeriodForm(forms.Form):
    """Which years the targets are of."""

    first_year = forms.IntegerField(
        label=_("Tahun pertama"), min_value=FIRST, max_value=LAST, localize=False
    )
    last_year = forms.IntegerField(
        label=_("Tahun terakhir"),
        min_value=FIRST,
        max_value=LAST,
        localize=False,
        help_text=_("Biasanya periode RPJMD, paling lama sepuluh tahun."),
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        first, last = given.get("first_year"), given.get("last_year")
        if first and last and not first <= last <= first + 9:
            self.add_error("last_year", _("Isi tahun pertama sampai paling lama sepuluh tahun."))
        return given


class TargetsForm(forms.Form):
    """What the targets rest on, how they are measured, and the targets themselves; an empty cell is
    no target."""

    legal_basis = forms.CharField(
        label=_("Dasar hukum"),
        max_length=300,
        help_text=_("Contoh: Perda tentang RPJMD 2021-2026, beserta nomornya."),
    )
    valid_from = forms.DateField(
        label=_("Berlaku mulai"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Sasaran sebelumnya tetap berlaku sampai hari sebelum tanggal ini."),
    )
    role = forms.ModelChoiceField(
        label=_("Peran di setiap OPD"),
        queryset=StaffRole.objects.none(),
        to_field_name="public_id",
        required=False,
        help_text=_("Peran yang dipantau, misalnya programmer."),
    )
    placement_base = forms.ChoiceField(
        label=_("Pembagi kesesuaian penempatan"),
        choices=PlacementBase.choices,
        initial=PlacementBase.ASSESSED,
        help_text=_("Yang belum dapat dinilai ditampilkan terpisah."),
    )
    minimum_jp = forms.IntegerField(
        label=_("JP setahun agar terhitung sudah dilatih"),
        min_value=1,
        max_value=400,
        initial=1,
        help_text=_("1 JP: siapa pun yang mengikuti satu pelatihan. 20 JP: kewajiban ASN."),
    )
    bimtek_only = forms.BooleanField(label=_("Hanya menghitung Bimtek"), required=False)

    def __init__(self, *args: Any, years: Sequence[int], roles: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.years = years
        chosen: Any = self.fields["role"]
        chosen.queryset = roles
        for indicator, group in KEYS:
            for year in years:
                most = 400 if indicator == Indicator.HOURS else 100
                self.fields[cell(indicator, group, year)] = forms.DecimalField(
                    label=str(year),
                    required=False,
                    min_value=Decimal(0),
                    max_value=Decimal(most),
                    max_digits=4,
                    decimal_places=1,
                )

    def basics(self) -> list[BoundField]:
        return [self[name] for name in TargetsForm.base_fields]

    def lines(self) -> Iterator[tuple[str, str, list[BoundField]]]:
        for indicator, group in KEYS:
            yield indicator, group, [self[cell(indicator, group, year)] for year in self.years]

    def targets(self) -> dict[tuple[str, str, int], Decimal]:
        given = self.cleaned_data
        found = {
            (str(indicator), str(group), year): given[cell(indicator, group, year)]
            for indicator, group in KEYS
            for year in self.years
        }
        return {key: value for key, value in found.items() if value is not None}


def cell(indicator: str, group: str, year: int) -> str:
    return f"{indicator}-{group}-{year}"
