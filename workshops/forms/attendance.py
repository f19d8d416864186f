"""What is typed about somebody's attendance, and about a doubtful scan."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from participants.forms.file import UploadField
from participants.rules import wording
from workshops.actions.attendance.person import LARGEST_PAPER, PAPERS
from workshops.models import EXCUSED, AttendanceSlot, AttendanceStatus, Device, Registration, Stage

# Why a scan waits, in two words; the verdicts of rules.attendance that are kept for review.
WHY = {
    "signed_off": _("Datang sesudah disahkan atau ditutup"),
    "unknown": _("Kode tidak dikenal"),
    "not_expected": _("Tidak terdaftar untuk tahap itu"),
    "entry_held": _("Syarat masuk tahap belum lengkap"),
    "no_slot": _("Di luar waktu presensi"),
    "revoked": _("Sesudah perangkatnya dicabut"),
    "withdrawn": _("Mengundurkan diri atau digantikan"),
}


class PaperForm(forms.Form):
    """A form with a paper that may come along."""

    paper = UploadField(
        kinds=PAPERS,
        most=LARGEST_PAPER,
        label=_("Surat atau foto daftar"),
        required=False,
        help_text=_("PDF atau foto, paling besar 5 MB."),
    )


class ExcuseForm(PaperForm):
    """``others``: slots besides the one of the page that the same letter is for."""

    status = forms.ChoiceField(
        label=_("Alasan"),
        choices=[(status.value, AttendanceStatus(status).label) for status in EXCUSED],
    )
    note = forms.CharField(
        label=pgettext_lazy("catatan", "Keterangan"), max_length=300, required=False
    )
    others = forms.MultipleChoiceField(
        label=_("Berlaku juga untuk"), required=False, widget=forms.CheckboxSelectMultiple
    )
    field_order = ["status", "note", "others", "paper"]

    def __init__(self, *args: Any, others: Sequence[AttendanceSlot] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not others:
            del self.fields["others"]
            return
        self.fields["others"].choices = slot_choices(others)  # type: ignore[attr-defined]


def slot_choices(slots: Sequence[AttendanceSlot]) -> list[tuple[str, str]]:
    language = get_language() or "id"
    return [
        (slot.public_id, f"{slot.get_kind_display()}, {wording.date_long(slot.day, language)}")
        for slot in slots
    ]


class CorrectionForm(PaperForm):
    arrived = forms.TimeField(
        label=_("Jam datang"),
        input_formats=["%H.%M", "%H:%M", "%H:%M:%S"],
        widget=forms.TimeInput(format="%H.%M", attrs={"inputmode": "decimal", "size": 6}),
        help_text=_("Seperti pada daftar kertas, misalnya 08.05."),
    )
    reason = forms.CharField(label=_("Alasan koreksi"), max_length=300)
    field_order = ["arrived", "reason", "paper"]


HERE = "present"


class ManyForm(PaperForm):
    """Several people of one slot at once: there, with the hour of the paper list, or excused."""

    as_what = forms.ChoiceField(
        label=_("Dicatat sebagai"),
        choices=[
            (HERE, _("Hadir, menurut daftar kertas")),
            *((status.value, AttendanceStatus(status).label) for status in EXCUSED),
        ],
    )
    arrived = forms.TimeField(
        label=_("Jam datang"),
        required=False,
        input_formats=["%H.%M", "%H:%M", "%H:%M:%S"],
        widget=forms.TimeInput(format="%H.%M", attrs={"inputmode": "decimal", "size": 6}),
        help_text=_("Wajib bila hadir: seperti pada daftar kertas, misalnya 08.05."),
    )
    reason = forms.CharField(
        label=_("Alasan atau keterangan"),
        max_length=300,
        required=False,
        help_text=_("Wajib bila dicatat hadir."),
    )
    field_order = ["as_what", "arrived", "reason", "paper"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("arrived", "reason"):
            self.fields[name].at_times_required = True  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("as_what") == HERE:
            for name in ("arrived", "reason"):
                if not given.get(name) and name not in self.errors:
                    self.add_error(name, _("Bagian ini wajib diisi."))
        return given


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Alasan"), max_length=300)


class ReviewForm(forms.Form):
    """Whose scan it is and to which slot it goes, where the scan does not tell."""

    registration = forms.ModelChoiceField(
        label=_("Peserta"), queryset=Registration.objects.none(), to_field_name="public_id"
    )
    to = forms.ModelChoiceField(
        label=_("Presensi"), queryset=AttendanceSlot.objects.none(), to_field_name="public_id"
    )
    reason = forms.CharField(label=_("Catatan"), max_length=300, required=False)

    def __init__(self, *args: Any, workshop: Any, event: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["registration"].queryset = Registration.objects.live().filter(  # type: ignore[attr-defined]
            workshop=workshop
        )
        self.fields["to"].queryset = AttendanceSlot.objects.filter(  # type: ignore[attr-defined]
            stage__workshop=workshop
        ).order_by("opens_at", "pk")
        self.fields["registration"].required = event.registration_id is None
        self.fields["to"].required = event.slot_id is None
        if event.registration_id:
            del self.fields["registration"]
        if event.slot_id:
            del self.fields["to"]


class NarrowForm(forms.Form):
    """What the list of doubtful scans is narrowed by. ``slots``: those of the Bimtek, read once."""

    verdict = forms.ChoiceField(label=_("Sebab"), required=False)
    slot = forms.ChoiceField(label=_("Presensi"), required=False)
    device = forms.ChoiceField(label=_("Perangkat"), required=False)

    def __init__(self, *args: Any, workshop: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.slots = list(
            AttendanceSlot.objects.filter(stage__workshop=workshop)
            .select_related("stage")
            .order_by("opens_at", "pk")
        )
        devices = Device.objects.filter(workshop=workshop).order_by("name", "pk")
        choices: dict[str, list[tuple[str, Any]]] = {
            "verdict": list(WHY.items()),
            "slot": slot_choices(self.slots),
            "device": list(devices.values_list("public_id", "name")),
        }
        for name, offered in choices.items():
            self.fields[name].choices = [("", _("Semua")), *offered]  # type: ignore[attr-defined]


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
    stages = forms.ModelMultipleChoiceField(
        label=_("Hanya untuk tahap"),
        queryset=Stage.objects.none(),
        to_field_name="public_id",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "Kosong berarti semua tahap. Tidak dapat diubah sesudah dibuat; "
            "buat perangkat lain bila perlu."
        ),
    )
    field_order = ["name", "stages", "may_act"]

    def __init__(self, *args: Any, workshop: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        stages = workshop.stages.in_order()
        self.fields["stages"].queryset = stages  # type: ignore[attr-defined]
        if len(stages) < 2:
            del self.fields["stages"]


class OutboxForm(forms.Form):
    file = forms.FileField(
        label=_("Berkas pemindaian"),
        help_text=_("Berkas “pindaian-….json” dari HP, paling besar 20 MB."),
        widget=forms.ClearableFileInput(attrs={"accept": ".json,application/json"}),
    )
