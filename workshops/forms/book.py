"""Which volumes to write."""

from django import forms
from django.utils.translation import gettext_lazy as _

from workshops.rules.book import VOLUMES


class BookForm(forms.Form):
    volumes = forms.MultipleChoiceField(
        label=_("Yang disusun"),
        choices=[(volume.code, volume.title) for volume in VOLUMES],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Pilih paling sedikit satu buku.")},
    )
