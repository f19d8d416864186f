"""What HR types when deciding about training history and proposed levels."""

from django import forms
from django.utils.translation import gettext_lazy as _

from participants.models import EvidenceMethod


class ReasonForm(forms.Form):
    """Why: read by the person concerned and by the auditor."""

    reason = forms.CharField(
        label=_("Alasan"), max_length=300, widget=forms.Textarea(attrs={"rows": 2})
    )


class VerdictForm(forms.Form):
    """Who found the level, and how. A test needs no name."""

    method = forms.ChoiceField(
        label=_("Cara menetapkan"),
        choices=[
            (EvidenceMethod.TEST, EvidenceMethod.TEST.label),
            (EvidenceMethod.ASSESSOR, EvidenceMethod.ASSESSOR.label),
            (EvidenceMethod.SUPERIOR, EvidenceMethod.SUPERIOR.label),
        ],
    )
    assessor = forms.CharField(
        label=_("Nama penilai"),
        max_length=150,
        required=False,
        help_text=_("Wajib untuk asesor dan atasan langsung."),
    )
    valid_until = forms.DateField(
        label=_("Berlaku sampai"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    note = forms.CharField(label=_("Catatan"), max_length=300, required=False)
