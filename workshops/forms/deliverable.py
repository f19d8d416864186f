"""Hasil kerja: asked for by the organiser, handed in by the OPD, judged by the expert."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from participants.forms.file import UploadField
from workshops.actions.submission import WORK_BYTES, WORK_KINDS
from workshops.forms.naming import DayInput, StageField
from workshops.models import Verdict


class DeliverableForm(forms.Form):
    stage = StageField(label=_("Tahap"), empty_label=None)
    title_id = forms.CharField(label=_("Nama hasil kerja"), max_length=200)
    title_en = forms.CharField(
        label=_("Nama hasil kerja (Inggris)"), max_length=200, required=False
    )
    instructions = forms.CharField(
        label=_("Petunjuk"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    due_on = forms.DateField(label=_("Tenggat"), required=False, widget=DayInput())
    frozen_after = forms.DateField(
        label=_("Dikunci sesudah"),
        required=False,
        widget=DayInput(),
        help_text=_("Sesudah tanggal ini versi baru tidak diterima lagi."),
    )

    def __init__(self, *args: Any, stages: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["stage"].queryset = stages


class SubmissionForm(forms.Form):
    """One version of the work."""

    upload = UploadField(
        kinds=WORK_KINDS,
        most=WORK_BYTES,
        label=_("Berkas"),
        help_text=_("PDF, Word, Excel, PowerPoint, JPG, atau PNG; paling besar 20 MB."),
    )
    note = forms.CharField(
        label=_("Catatan untuk Tim Ahli"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class ReviewForm(forms.Form):
    verdict = forms.ChoiceField(
        label=_("Keputusan"),
        choices=[(Verdict.ACCEPT, _("Terima")), (Verdict.REVISE, _("Kembalikan untuk diperbaiki"))],
        widget=forms.RadioSelect,
    )
    comment = forms.CharField(
        label=_("Komentar"),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Wajib diisi bila dikembalikan."),
    )
