"""Hasil kerja: asked for by the organiser, handed in by the OPD, judged by the expert."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from participants.forms.file import UploadField
from workshops.actions.submission import WORK_BYTES, WORK_KINDS
from workshops.forms.naming import DayInput, StageField
from workshops.models import OwedBy, WorkForm
from workshops.rules.duty import BODIES
from workshops.rules.worksheets import CHOICES


class DeliverableForm(forms.Form):
    """What a stage asks for: of whom, in which form, by when."""

    stage = StageField(label=_("Tahap"), empty_label=None)
    title_id = forms.CharField(label=_("Nama hasil kerja"), max_length=200)
    title_en = forms.CharField(
        label=_("Nama hasil kerja (Inggris)"), max_length=200, required=False
    )
    instructions = forms.CharField(
        label=_("Petunjuk"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    owed_by = forms.ChoiceField(label=_("Diminta dari"), choices=OwedBy, required=False)
    form = forms.ChoiceField(label=_("Bentuk"), choices=WorkForm, required=False)
    worksheet = forms.ChoiceField(
        label=_("Lembar kerja"),
        choices=[("", _("Tidak ada")), *CHOICES],
        required=False,
        help_text=_("Untuk bentuk lembar kerja: diisi di halaman ini atau lewat Excel-nya."),
    )
    due_on = forms.DateField(label=_("Tenggat"), required=False, widget=DayInput())
    required_after = forms.DateField(
        label=_("Wajib sesudah"),
        required=False,
        widget=DayInput(),
        help_text=_("Tahap yang mulai sejak tanggal ini meminta hasil kerja ini sudah diterima."),
    )
    frozen_after = forms.DateField(
        label=_("Dikunci sesudah"),
        required=False,
        widget=DayInput(),
        help_text=_("Sesudah tanggal ini versi baru tidak diterima lagi."),
    )

    def __init__(self, *args: Any, stages: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["stage"].queryset = stages

    def clean_owed_by(self) -> str:
        return self.cleaned_data["owed_by"] or OwedBy.UNIT

    def clean_form(self) -> str:
        return self.cleaned_data["form"] or WorkForm.FILE


BODY_FIELDS: dict[str, Any] = {
    WorkForm.FILE: lambda: UploadField(
        kinds=WORK_KINDS,
        most=WORK_BYTES,
        label=_("Berkas"),
        help_text=_("PDF, Word, Excel, PowerPoint, JPG, atau PNG; paling besar 20 MB."),
    ),
    WorkForm.LINK: lambda: forms.CharField(
        label=_("Alamat tautan"),
        max_length=500,
        help_text=_("Alamat lengkap yang dapat dibuka Tim Ahli, diawali https://."),
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "off"}),
    ),
    WorkForm.NOTE: lambda: forms.CharField(
        label=_("Isi catatan"), max_length=20_000, widget=forms.Textarea(attrs={"rows": 10})
    ),
}


class SubmissionForm(forms.Form):
    """One version of the work in the ``form`` asked; what a file really is, the action finds out. A
    worksheet is filled in on its own page."""

    def __init__(self, *args: Any, form: str, **options: Any) -> None:
        super().__init__(*args, **options)
        self._name = BODIES[WorkForm(form)]
        if form in BODY_FIELDS:
            self.fields[self._name] = BODY_FIELDS[form]()
        self.fields["note"] = forms.CharField(
            label=_("Catatan untuk Tim Ahli"),
            required=False,
            max_length=2000,
            widget=forms.Textarea(attrs={"rows": 3}),
        )

    def body(self) -> dict[str, Any]:
        """What the version holds, as ``actions.submission.Body`` takes it."""
        return {self._name: self.cleaned_data.get(self._name)}

    def note(self) -> str:
        return self.cleaned_data["note"]


class DeclineForm(forms.Form):
    """Why the owner does not take the experts' corrected version as its own."""

    reason = forms.CharField(
        label=_("Alasan"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
