"""What HR types or uploads about SIASN."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from participants.errors import Refused
from participants.forms.file import UploadField
from participants.importing.workbook import read_workbook

LINES = 600


class AnswersForm(forms.Form):
    """``text()``: the lines, pasted or out of the workbook that came back."""

    pasted = forms.CharField(
        label=_("Tempel barisnya"),
        required=False,
        max_length=200_000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_(
            "Satu riwayat sebaris: NIP atau kode, nomor sertifikat, hasil (terkirim, diterima, ditolak), "
            "alasan; dipisahkan tab atau titik koma."
        ),
    )
    workbook = UploadField(
        kinds={"xlsx"},
        most=5_000_000,
        label=_("Atau unggah lembar yang sudah diisi"),
        required=False,
        help_text=_("XLSX yang diunduh dari halaman ini, dengan kolom HASIL dan ALASAN terisi."),
    )

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        self._text = told.get("pasted", "")
        if upload := told.get("workbook"):
            try:
                sheets = read_workbook(upload, lines=LINES)
            except Refused as refusal:
                self.add_error("workbook", str(refusal))
            else:
                table = next(iter(sheets.values()), [])
                self._text = "\n".join("\t".join(_cell(cell) for cell in row) for row in table)
        if not self.errors and not self._text.strip():
            self.add_error("pasted", _("Tempel barisnya, atau pilih lembar yang sudah diisi."))
        return told

    def text(self) -> str:
        return self._text


def _cell(value: Any) -> str:
    text = "" if value is None else str(value)
    return " ".join(text.replace(";", ",").split())


class UnitForm(forms.Form):
    """What SIASN calls a unit."""

    remote_id = forms.CharField(label=_("ID unor SIASN"), max_length=40, required=False)
    is_active = forms.BooleanField(label=_("Aktif di SIASN"), required=False)
