"""What is pasted and typed about whom to ask."""

from datetime import date, datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from participants.errors import Refused
from participants.forms.file import UploadField
from participants.rules.pasting import PersonLine, UnitLine, read_people, read_units
from participants.rules.phone import print_phone, read_phone
from workshops.actions.letter import LETTER_BYTES, LETTER_KINDS
from workshops.forms.naming import StageField
from workshops.forms.schedule import date_input
from workshops.models import (
    AssignmentLetter,
    InvitationBody,
    LetterState,
    Registration,
    Workshop,
)
from workshops.rules.inviting import DEFAULT_SEATS, MOST_SEATS

NO_NAME = frozenset({"pasted-name-missing", "pasted-name-too-long"})


class _Pasted(forms.CharField):
    """A text of lines, read by a rule into ``form.lines``; a list too long is refused in words."""

    def __init__(self, *, reader, **kwargs):
        super().__init__(widget=forms.Textarea(attrs={"rows": 12, "spellcheck": "false"}), **kwargs)
        self.reader = reader

    def clean(self, value: Any):
        text = super().clean(value)
        try:
            lines = self.reader(text)
        except Refused as refusal:
            raise forms.ValidationError(str(refusal)) from refusal
        if not lines:
            raise forms.ValidationError(_("Belum ada baris yang dapat dibaca."))
        return lines


class InviteForm(forms.Form):
    """The third screen: a pasted list, how many seats each, by which way in."""

    units = _Pasted(
        reader=read_units,
        label=_("Daftar OPD"),
        help_text=_(
            "Satu OPD tiap baris, dengan nomor HP penghubungnya. Boleh ditempel dari Excel."
        ),
    )
    seats = forms.IntegerField(
        label=_("Kursi tiap unit"), min_value=1, max_value=MOST_SEATS, initial=DEFAULT_SEATS
    )
    body = forms.ChoiceField(
        label=_("Jalur"),
        choices=[
            (InvitationBody.UNIT, _("OPD menunjuk peserta")),
            (InvitationBody.OUTSIDE, _("Undangan luar (kampus, bank, komunitas)")),
        ],
        initial=InvitationBody.UNIT,
    )
    open_now = forms.BooleanField(
        label=_("Buka pendaftaran sekarang"), required=False, initial=True
    )

    def __init__(self, *args, draft: bool, **kwargs):
        super().__init__(*args, **kwargs)
        if not draft:
            del self.fields["open_now"]

    def asked(self) -> list[UnitLine]:
        """Lines that can be invited: with a name, and not a repetition."""
        return [line for line in self.cleaned_data["units"] if may_be_asked(line)]


def may_be_asked(line: UnitLine | PersonLine) -> bool:
    """Whether a pasted line names somebody for the first time; an unreadable number is no hindrance."""
    return line.duplicate_of is None and not any(fault.code in NO_NAME for fault in line.faults)


class DecreeForm(forms.Form):
    """Lampiran SK: a list of people and the unit or body they belong to."""

    unit_name = forms.CharField(
        label=_("Instansi atau badan"),
        max_length=200,
        help_text=_("Misalnya Tim Pelaksana Smart City, atau nama OPD-nya."),
    )
    people = _Pasted(
        reader=read_people,
        label=_("Daftar orang"),
        help_text=_("Nama, NIP bila ada, jabatan, nomor HP; boleh ditempel dari Word atau Excel."),
    )


class GuestForm(forms.Form):
    """Officials who are only ticked."""

    people = _Pasted(
        reader=read_people,
        label=_("Nama dan jabatan"),
        help_text=_("Satu orang tiap baris, misalnya: Bupati Buton; Bupati"),
    )

    def guests(self) -> list[tuple[str, str]]:
        return [
            (str(line.name)[:200], line.job[:200])
            for line in self.cleaned_data["people"]
            if may_be_asked(line)
        ]


class InvitationForm(forms.Form):
    """Seats and the number of one invitation."""

    seats = forms.IntegerField(label=_("Kursi"), min_value=1, max_value=MOST_SEATS)


class PhoneForm(forms.Form):
    """Where the link goes."""

    phone = forms.CharField(label=_("Nomor HP"), max_length=40, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if kept := self.initial.get("phone"):
            self.initial["phone"] = print_phone(kept)

    def clean_phone(self) -> str:
        number, faults = read_phone(self.cleaned_data["phone"])
        if faults:
            raise forms.ValidationError([str(fault) for fault in faults])
        return number or ""


class LetterForm(forms.ModelForm):
    """A surat tugas of one unit."""

    state = forms.ChoiceField(
        label=_("Keadaan"),
        choices=LetterState.choices,
        widget=forms.RadioSelect,
        initial=LetterState.RECEIVED,
    )
    registrations = forms.ModelMultipleChoiceField(
        label=_("Yang ditugaskan"),
        queryset=Registration.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        to_field_name="public_id",
    )
    stage = StageField(label=_("Untuk"), required=False, empty_label=_("Semua tahap"))
    upload = UploadField(
        kinds=LETTER_KINDS,
        most=LETTER_BYTES,
        label=_("Berkas"),
        required=False,
        help_text=_("PDF atau foto, paling besar 10 MB."),
    )

    class Meta:
        model = AssignmentLetter
        fields = ["number", "dated_on", "signer", "promised_on"]
        widgets = {"dated_on": date_input(), "promised_on": date_input()}
        help_texts = {
            "number": _("Wajib bila surat sudah diterima."),
            "dated_on": _("Wajib bila surat sudah diterima."),
            "promised_on": _("Wajib bila surat menyusul."),
        }

    field_order = ["registrations", "state", "number", "dated_on", "signer", "promised_on", "stage"]

    def __init__(self, *args, workshop: Workshop, people, at: datetime, **kwargs):
        super().__init__(*args, **kwargs)
        self.today: date = workshop.unit.localdate(at)
        self.fields["stage"].queryset = workshop.stages.order_by("order", "pk")
        self.fields["registrations"].queryset = people
        for name in ("number", "dated_on", "promised_on"):
            self.fields[name].at_times_required = True
        self.initial.setdefault("registrations", [one.public_id for one in people])

    def clean(self):
        given = super().clean()
        if given.get("state") == LetterState.RECEIVED:
            if not given.get("number"):
                self.add_error("number", _("Isi nomor suratnya."))
            if not given.get("dated_on"):
                self.add_error("dated_on", _("Isi tanggal suratnya."))
            elif given["dated_on"] > self.today:
                self.add_error("dated_on", _("Tanggal surat belum tiba."))
        elif given.get("state") == LetterState.TO_FOLLOW and not given.get("promised_on"):
            self.add_error("promised_on", _("Isi tanggal surat itu dijanjikan."))
        return given
