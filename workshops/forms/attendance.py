"""What is typed about somebody's attendance, and about a doubtful scan."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from workshops.models import EXCUSED, AttendanceSlot, AttendanceStatus, Registration


class PaperForm(forms.Form):
    """A form with a paper that may come along."""

    paper = forms.FileField(
        label=_("Surat atau foto daftar"),
        required=False,
        help_text=_("PDF atau foto, paling besar 5 MB."),
    )


class ExcuseForm(PaperForm):
    status = forms.ChoiceField(
        label=_("Alasan"),
        choices=[(status.value, AttendanceStatus(status).label) for status in EXCUSED],
    )
    note = forms.CharField(
        label=pgettext_lazy("catatan", "Keterangan"), max_length=300, required=False
    )
    field_order = ["status", "note", "paper"]


class CorrectionForm(PaperForm):
    arrived = forms.TimeField(
        label=_("Jam datang"),
        input_formats=["%H.%M", "%H:%M", "%H:%M:%S"],
        widget=forms.TimeInput(format="%H.%M", attrs={"inputmode": "decimal", "size": 6}),
        help_text=_("Seperti pada daftar kertas, misalnya 08.05."),
    )
    reason = forms.CharField(label=_("Alasan koreksi"), max_length=300)
    field_order = ["arrived", "reason", "paper"]


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Alasan"), max_length=300)


class ReviewForm(forms.Form):
    """Whose scan it is and for which slot, where the scan does not tell."""

    registration = forms.ModelChoiceField(
        label=_("Peserta"), queryset=Registration.objects.none(), to_field_name="public_id"
    )
    slot = forms.ModelChoiceField(
        label=_("Presensi"), queryset=AttendanceSlot.objects.none(), to_field_name="public_id"
    )
    reason = forms.CharField(label=_("Catatan"), max_length=300, required=False)

    def __init__(self, *args: Any, workshop: Any, event: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["registration"].queryset = Registration.objects.live().filter(  # type: ignore[attr-defined]
            workshop=workshop
        )
        self.fields["slot"].queryset = AttendanceSlot.objects.filter(  # type: ignore[attr-defined]
            stage__workshop=workshop
        ).order_by("opens_at", "pk")
        self.fields["registration"].required = event.registration_id is None
        self.fields["slot"].required = event.slot_id is None
        if event.registration_id:
            del self.fields["registration"]
        if event.slot_id:
            del self.fields["slot"]


class DeviceForm(forms.Form):
    name = forms.CharField(
        label=_("Nama perangkat"),
        max_length=80,
        help_text=_("Siapa yang memegang atau di mana, misalnya “HP Sari” atau “Meja 1”."),
    )
    may_act = forms.BooleanField(
        label=_("Boleh mendaftarkan, mengganti, dan mencentang tamu di pintu"),
        required=False,
        help_text=_("Tanpa ini perangkat hanya memindai."),
    )
