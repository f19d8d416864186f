"""What the pages of the attendance books take in."""

from django import forms
from django.utils.translation import gettext_lazy as _

from participants.forms.file import UploadField
from workshops.actions.attendance.roll_list import LARGEST_SCAN, SCANS


class ScanForm(forms.Form):
    """The wet-signed paper."""

    paper = UploadField(
        kinds=SCANS,
        most=LARGEST_SCAN,
        label=_("Pindaian daftar bertanda tangan basah"),
        help_text=_("PDF atau foto, paling besar 20 MB."),
        error_messages={"required": _("Pilih berkas pindaiannya terlebih dahulu.")},
    )
