"""The upload of a sheet of programmes."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from workshops.forms.programme import UnitField, with_region


class ProgrammeUploadForm(forms.Form):
    """Into which register, asked only of who keeps several, and the file."""

    keeper = UnitField(label=_("Daftar program"), empty_label=None)
    file = forms.FileField(
        label=_("Berkas XLSX atau CSV"),
        max_length=120,
        help_text=_("Paling besar 20 MB. Belum ada yang disimpan sebelum Anda setuju."),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.csv,.tsv,.txt"}),
        error_messages={"empty": _("Berkas ini kosong.")},
    )

    def __init__(self, *args: Any, keepers: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["keeper"].queryset = keepers
        if len(keepers) == 1:
            self.initial["keeper"] = keepers[0].public_id
            self.fields["keeper"].widget = forms.HiddenInput()
        elif len(roots := {keeper.root_path for keeper in keepers}) > 1:
            self.fields["keeper"].label_from_instance = with_region(roots)
