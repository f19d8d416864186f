"""What the pages of the attendance books take in."""

from django import forms
from django.utils.translation import gettext_lazy as _


class ScanForm(forms.Form):
    """The wet-signed paper."""

    paper = forms.FileField(
        label=_("Pindaian daftar bertanda tangan basah"),
        help_text=_("PDF atau foto, paling besar 20 MB."),
        error_messages={"required": _("Pilih berkas pindaiannya terlebih dahulu.")},
        widget=forms.ClearableFileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png,.webp"}),
    )
