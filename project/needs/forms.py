"""What BKPSDM plans against a gap."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from participants.actions.development import Answer
from participants.models import Competency, Funding, TrainingForm

LEVELS = [(level, str(level)) for level in range(1, 6)]


class DevelopmentForm(forms.Form):
    competency = forms.ModelChoiceField(
        label=_("Kompetensi"), queryset=Competency.objects.none(), to_field_name="public_id"
    )
    level = forms.TypedChoiceField(
        label=_("Sampai tingkat"),
        choices=LEVELS,
        coerce=int,
        initial=3,
        help_text=_("Menutup kesenjangan sampai tingkat ini."),
    )
    title = forms.CharField(
        label=_("Pengembangan yang dibutuhkan"),
        max_length=300,
        help_text=_("Contoh: Bimtek Pemrograman Web Lanjutan."),
    )
    form = forms.TypedChoiceField(
        label=_("Bentuk"),
        choices=TrainingForm.choices,
        coerce=int,
        initial=TrainingForm.BIMTEK,
    )
    jp = forms.IntegerField(label=_("JP"), min_value=1, max_value=1000)
    organiser = forms.CharField(label=_("Penyelenggara"), max_length=200, required=False)
    funding = forms.ChoiceField(label=_("Sumber dana"), choices=Funding.choices)
    cost = forms.IntegerField(
        label=_("Biaya per orang (Rp)"), min_value=0, max_value=2_000_000_000, required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen: Any = self.fields["competency"]
        chosen.queryset = Competency.objects.order_by("-kind", "name_id", "pk")

    def answer(self) -> Answer:
        given = self.cleaned_data
        return Answer(
            given["title"],
            given["form"],
            given["jp"],
            given["funding"],
            given["organiser"],
            given["cost"],
        )
