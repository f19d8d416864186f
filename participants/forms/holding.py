"""What BKPSDM types about holders of posts."""

from django import forms
from django.utils.translation import gettext_lazy as _

from participants.actions.person import find_by_identifier
from participants.forms.staffing import date_field
from participants.models import AbsenceKind, AppointmentKind, EndReason, Person


def number_of(form: forms.Form, people, typed: str) -> Person | None:
    """Who has the NIP or NI PPPK, of ``people``; otherwise the form says that nobody has."""
    digits = "".join(sign for sign in typed if sign.isdigit())
    found = find_by_identifier(digits) if digits else None
    if found is None or not people.filter(pk=found.pk).exists():
        form.add_error("digits", _("Tidak ada pegawai Anda dengan nomor ini."))
        return None
    return found


class AppointForm(forms.Form):
    """Somebody of the unit, or anybody HR knows by NIP or NI PPPK."""

    person = forms.ModelChoiceField(
        label=_("Pegawai unit ini"),
        queryset=Person.objects.none(),
        to_field_name="public_id",
        required=False,
    )
    digits = forms.CharField(
        label=_("Atau NIP / NI PPPK"),
        max_length=30,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    kind = forms.ChoiceField(label=_("Sebagai"), choices=AppointmentKind.choices)
    valid_from = date_field(label=_("Mulai tanggal"))
    valid_to = date_field(
        label=_("Sampai tanggal"), required=False, help_text=_("Hanya untuk Plt. dan Plh.")
    )
    decree = forms.CharField(label=_("Nomor SK"), max_length=80, required=False)

    def __init__(self, *args, people, unit, **kwargs):
        super().__init__(*args, **kwargs)
        self.people = people
        self.fields["person"].queryset = people.filter(home_unit=unit).order_by("full_name", "pk")
        self.fields["person"].label_from_instance = lambda person: person.printed_name()

    def clean(self):
        given = super().clean() or {}
        if given.get("digits"):
            given["person"] = number_of(self, self.people, given["digits"])
        elif not given.get("person") and "person" not in self.errors:
            self.add_error("person", _("Pilih pegawai, atau tuliskan nomornya."))
        return given


class EndForm(forms.Form):
    last_day = date_field(label=_("Hari terakhir"))
    because = forms.ChoiceField(
        label=_("Sebab"), required=False, choices=[("", "–"), *EndReason.choices]
    )


class AbsenceForm(forms.Form):
    """Who is away, why, and whether the seat is free meanwhile."""

    kind = forms.ChoiceField(label=_("Jenis"), choices=AbsenceKind.choices)
    valid_from = date_field(label=_("Mulai tanggal"))
    valid_to = date_field(label=_("Sampai tanggal"), required=False)
    decree = forms.CharField(label=_("Nomor surat"), max_length=80, required=False)
    releases = forms.TypedChoiceField(
        label=_("Jabatan selama itu"),
        required=False,
        empty_value=None,
        coerce=lambda value: value == "ya",
        choices=[
            ("", _("Menurut jenisnya")),
            ("ya", _("Dilepas: kursi kosong")),
            ("tidak", _("Tetap diduduki")),
        ],
        help_text=_(
            "Tugas belajar, CLTN, penugasan di luar, dan pemberhentian sementara melepas jabatan; "
            "izin belajar dan cuti tidak."
        ),
    )
