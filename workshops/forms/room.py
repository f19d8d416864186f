"""Who somebody says they are, without a list of people to choose from; and how many to look for."""

import re
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class ClaimForm(forms.Form):
    """OPD, initials, the last four digits of the telephone number."""

    unit = forms.ChoiceField(label=_("OPD atau instansi"))
    initials = forms.CharField(
        label=_("Inisial nama"),
        max_length=12,
        help_text=_("Huruf pertama setiap kata, tanpa gelar. Budi Santoso: BS."),
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )
    digits = forms.CharField(
        label=_("Empat angka terakhir nomor HP"),
        max_length=4,
        help_text=_("Nomor yang didaftarkan OPD."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "numeric"}),
    )

    def __init__(self, *given: Any, units: Sequence[tuple[str, str]], **named: Any) -> None:
        super().__init__(*given, **named)
        self.fields["unit"].choices = [("", _("Pilih OPD")), *units]  # type: ignore[attr-defined]

    def clean_digits(self) -> str:
        digits: str = self.cleaned_data["digits"]
        if not re.fullmatch(r"[0-9]{4}", digits):
            raise forms.ValidationError(_("Ketik empat angka."))
        return digits


class DrawForm(forms.Form):
    """How many to draw by lot."""

    people = forms.IntegerField(label=_("Berapa orang"), min_value=1, max_value=50, initial=5)
