"""What people type around the registers of numbers."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from participants.errors import Refused
from participants.rules.numbering import pattern_faults

NOW, NEXT_YEAR = "sekarang", "tahun-depan"


class VoidForm(forms.Form):
    reason = forms.CharField(label=_("Alasan"), max_length=200)


class PatternForm(forms.Form):
    """A pattern, and whether it begins now or with the next year."""

    pattern = forms.CharField(
        label=_("Pola nomor"),
        max_length=120,
        help_text=_("{urut}, {bulan_romawi} dan {tahun} diisi sendiri; {urut:03} menjadi 001."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    since = forms.ChoiceField(label=_("Berlaku mulai"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._today = today
        self.fields["since"].choices = [  # type: ignore[attr-defined]
            (NOW, _("Hari ini; nomor urut tahun ini diteruskan")),
            (
                NEXT_YEAR,
                _("1 Januari %(year)s; tahun ini tetap dengan pola sekarang")
                % {"year": today.year + 1},
            ),
        ]

    def clean_pattern(self) -> str:
        pattern: str = self.cleaned_data["pattern"].strip()
        if faults := pattern_faults(pattern):
            raise forms.ValidationError([str(fault) for fault in Refused(*faults).reasons])
        return pattern

    @property
    def on(self) -> date:
        """The first day of the pattern."""
        if self.cleaned_data["since"] == NEXT_YEAR:
            return date(self._today.year + 1, 1, 1)
        return self._today


class BlockForm(forms.Form):
    """Numbers that the agenda book gave for one Bimtek."""

    workshop = forms.ModelChoiceField(
        None, to_field_name="public_id", label=_("Untuk Bimtek"), empty_label=None
    )
    year = forms.IntegerField(label=_("Tahun buku agenda"), min_value=2000, max_value=2100)
    typed = forms.CharField(
        label=_("Nomor dari buku agenda"),
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Satu rentang per baris. Contoh: 090/SC/2026 s.d. 137"),
    )

    def __init__(self, *args: Any, workshops: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["workshop"].queryset = workshops  # type: ignore[attr-defined]
