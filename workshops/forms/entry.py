"""What is typed about entry to a stage."""

from django import forms
from django.utils.translation import gettext_lazy as _


class EntryForm(forms.Form):
    """Whether who lacks something is warned of, or kept waiting."""

    blocks = forms.ChoiceField(
        label=_("Bila ada yang belum lengkap"),
        choices=[
            ("0", _("Peringatkan saja; semua tetap masuk")),
            ("1", _("Tahan di pintu sampai lengkap atau diizinkan")),
        ],
        widget=forms.RadioSelect,
    )


class LetInForm(forms.Form):
    """Why somebody comes in all the same."""

    reason = forms.CharField(
        label=_("Alasan"), max_length=300, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
