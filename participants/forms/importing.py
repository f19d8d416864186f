"""The upload of a sheet."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from participants.models import ImportKind, OrganisationUnit

KINDS = [(kind.value, kind.label) for kind in (ImportKind.UNITS, ImportKind.STAFF)]


class UploadForm(forms.Form):
    """Which kind of sheet, for which Pemda, and the file; the Pemda is asked only of who has several."""

    kind = forms.ChoiceField(label=_("Isi berkas"), choices=KINDS, widget=forms.RadioSelect)
    unit = forms.ModelChoiceField(
        label=_("Pemerintah daerah"), queryset=OrganisationUnit.objects.none(), empty_label=None
    )
    file = forms.FileField(
        label=_("Berkas XLSX atau CSV"),
        max_length=120,
        help_text=_(
            "Paling besar 20 MB dan 50.000 baris. Belum ada yang disimpan sebelum Anda setuju."
        ),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.csv,.tsv,.txt"}),
        error_messages={"empty": _("Berkas ini kosong.")},
    )

    def __init__(self, *args: Any, units: QuerySet[OrganisationUnit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units
        self.fields["unit"].to_field_name = "public_id"
        self.initial.setdefault("kind", ImportKind.STAFF)
        if len(units) == 1:
            self.initial["unit"] = units[0].public_id
            self.fields["unit"].widget = forms.HiddenInput()
