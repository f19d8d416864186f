"""What is typed about a right to a certificate."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from workshops.models import EntitlementKind, ExemptionEffect

EXEMPTED = "pengecualian"


class LinesForm(forms.Form):
    """How the table is narrowed; the address carries codes, and a name is asked by POST."""

    keadaan = forms.ChoiceField(
        label=_("Keadaan"),
        required=False,
        choices=[
            ("", _("Semua")),
            ("berhak", _("Berhak")),
            (EntitlementKind.NONE, _("Belum berhak")),
            (EntitlementKind.COMPLETED, _("Lulus")),
            (EXEMPTED, _("Dengan pengecualian")),
        ],
    )
    kurang = forms.ChoiceField(
        label=_("Yang kurang"),
        required=False,
        choices=[
            ("", _("Semua")),
            ("jp", _("JP")),
            ("tahap", _("JP suatu tahap")),
            ("sesi-wajib", _("Sesi wajib")),
            ("hasil-kerja", _("Hasil kerja")),
            ("nilai", _("Nilai post-test")),
        ],
    )
    opd = forms.ChoiceField(label=_("OPD"), required=False)

    def __init__(self, *args: Any, units: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["opd"].choices = [("", _("Semua")), *units]


class ExemptionForm(forms.Form):
    effect = forms.ChoiceField(
        label=_("Keputusan"),
        choices=[
            (ExemptionEffect.GRANTED, _("Beri hak “telah mengikuti”")),
            (ExemptionEffect.EXCLUDED, _("Jangan beri hak")),
        ],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("Alasan"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Terbaca selamanya di sini, pada jejak audit, dan oleh orangnya sendiri."),
    )
    basis = forms.CharField(
        label=_("Dasar"),
        max_length=200,
        required=False,
        help_text=_("Misalnya nomor nota dinas atau berita acara."),
    )
