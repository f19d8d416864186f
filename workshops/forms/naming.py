"""What a unit fills in: its people one by one or pasted, who comes instead, its surat tugas."""

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from participants.forms.file import UploadField
from participants.rules.phone import read_phone
from participants.rules.wording import titled
from workshops.actions.letter import LETTER_BYTES, LETTER_KINDS
from workshops.models import LetterState, Registration, Stage

NIP_HELP = _("18 angka. Kosongkan bila tidak ada.")


class DayInput(forms.DateInput):
    """The browser's own calendar; the value as it wants it."""

    input_type = "date"

    def __init__(self, **options: Any) -> None:
        super().__init__(format="%Y-%m-%d", **options)


class StageField(forms.ModelChoiceField):
    """A stage by its title in the reader's language; chosen by its public id."""

    def __init__(self, **options: Any) -> None:
        super().__init__(queryset=Stage.objects.none(), to_field_name="public_id", **options)

    def label_from_instance(self, stage: Stage) -> str:
        return titled(stage, get_language() or "id")


class PersonForm(forms.Form):
    """One person: nama with titles, NIP where there is one, jabatan, HP."""

    full_name = forms.CharField(
        label=_("Nama lengkap dan gelar"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "words"}),
    )
    nip = forms.CharField(
        label=_("NIP atau NI PPPK"),
        max_length=40,
        required=False,
        help_text=NIP_HELP,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    job_title = forms.CharField(label=_("Jabatan"), max_length=150, required=False)
    phone = forms.CharField(
        label=_("Nomor HP (WhatsApp)"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
    )

    def clean_phone(self) -> str:
        phone, faults = read_phone(self.cleaned_data["phone"])
        if faults:
            raise forms.ValidationError([str(fault) for fault in faults])
        return phone or ""


class ReplaceForm(PersonForm):
    """Who comes instead, for one stage or from it on; picked from the unit's staff, or typed."""

    HOW = [
        ("stage", _("Diwakili tahap ini saja – sesudahnya yang bersangkutan hadir kembali")),
        ("on", _("Diganti seterusnya – kursinya menjadi milik pengganti")),
    ]
    how = forms.ChoiceField(label=_("Cara"), choices=HOW, widget=forms.RadioSelect)
    stage = StageField(label=_("Tahap"))
    picked = forms.ChoiceField(label=_("Pengganti dari daftar pegawai"), required=False)
    reason = forms.CharField(label=_("Alasan"), max_length=300, required=False)
    field_order = ["how", "stage", "picked", "full_name", "nip", "job_title", "phone", "reason"]

    def __init__(self, *args: Any, stages: Any, staff: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["stage"].queryset = stages
        self.fields["stage"].empty_label = None
        self.fields["full_name"].required = False
        self.fields["full_name"].label = _("Atau ketik nama lengkap dan gelar")
        self.fields["picked"].choices = [
            ("", _("– ketik di bawah –")),
            *((one.public_id, f"{one.name} · {one.job}" if one.job else one.name) for one in staff),
        ]
        if not staff:
            del self.fields["picked"]
            self.fields["full_name"].label = _("Nama lengkap dan gelar pengganti")

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if not told.get("picked") and not told.get("full_name"):
            self.add_error("full_name", _("Pilih atau tuliskan penggantinya."))
        return told


class WithdrawForm(forms.Form):
    reason = forms.CharField(label=_("Alasan"), max_length=300)


class UnitLetterForm(forms.Form):
    """A surat tugas: already there with its number and date, or promised for a day."""

    state = forms.ChoiceField(
        label=_("Surat tugas"),
        choices=[
            (LetterState.RECEIVED, _("Sudah terbit")),
            (LetterState.TO_FOLLOW, _("Menyusul")),
        ],
        widget=forms.RadioSelect,
        initial=LetterState.RECEIVED,
    )
    people = forms.ModelMultipleChoiceField(
        label=_("Untuk"),
        queryset=Registration.objects.none(),
        to_field_name="public_id",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Pilih paling sedikit satu peserta.")},
    )
    stage = StageField(label=_("Berlaku untuk"), required=False, empty_label=_("Semua tahap"))
    number = forms.CharField(label=_("Nomor surat"), max_length=120, required=False)
    dated_on = forms.DateField(label=_("Tanggal surat"), required=False, widget=DayInput())
    signer = forms.CharField(
        label=_("Penanda tangan"),
        max_length=200,
        required=False,
        help_text=_("Nama dan jabatan, termasuk Plt. atau Plh."),
    )
    upload = UploadField(
        kinds=LETTER_KINDS,
        most=LETTER_BYTES,
        label=_("Pindaian surat"),
        required=False,
        help_text=_("PDF, JPG, atau PNG; paling besar 10 MB."),
    )
    promised_on = forms.DateField(
        label=_("Bila menyusul: tanggal"), required=False, widget=DayInput()
    )

    def __init__(self, *args: Any, people: Any, stages: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["people"].queryset = people
        for name in ("number", "dated_on", "promised_on"):
            self.fields[name].at_times_required = True
        self.fields["people"].label_from_instance = lambda one: one.printed_name
        self.fields["stage"].queryset = stages

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if told.get("state") == LetterState.RECEIVED:
            for name in ("number", "dated_on"):
                if not told.get(name) and name not in self.errors:
                    self.add_error(name, _("Wajib diisi bila suratnya sudah terbit."))
        elif told.get("state") == LetterState.TO_FOLLOW and not told.get("promised_on"):
            self.add_error("promised_on", _("Kapan suratnya menyusul?"))
        return told


class ConfirmNameForm(forms.Form):
    """What papers will say, as the person reads it over."""

    printed_name = forms.CharField(label=_("Nama lengkap dan gelar"), max_length=250)
    printed_rank = forms.CharField(label=_("Pangkat/golongan"), max_length=60, required=False)
    printed_post = forms.CharField(label=_("Jabatan"), max_length=150, required=False)
