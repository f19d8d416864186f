"""A certificate from outside, as the person types it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from participants.actions.claim import KINDS, MOST_BYTES, Claim
from participants.forms.file import UploadField
from participants.models import TrainingForm
from participants.rules.conversion import Told, needs

MOST_DAYS = 400


class _Day(forms.DateInput):
    def __init__(self) -> None:
        super().__init__(attrs={"type": "date"}, format="%Y-%m-%d")


class _Clock(forms.TimeInput):
    def __init__(self) -> None:
        super().__init__(attrs={"type": "time"}, format="%H:%M")


class ClaimForm(forms.Form):
    """``claim()`` gives what was typed; ``upload`` is the paper."""

    title = forms.CharField(label=_("Nama pelatihan"), max_length=300)
    form = forms.TypedChoiceField(
        label=_("Bentuk"), coerce=int, choices=TrainingForm.choices, initial=TrainingForm.TECHNICAL
    )
    organiser = forms.CharField(label=_("Penyelenggara"), max_length=200)
    number = forms.CharField(
        label=_("Nomor sertifikat"),
        max_length=120,
        required=False,
        help_text=_("Seperti tertulis pada sertifikat. Kosongkan bila memang tidak bernomor."),
    )
    started_on = forms.DateField(label=_("Mulai"), widget=_Day())
    ended_on = forms.DateField(label=_("Selesai"), widget=_Day())
    stated = forms.IntegerField(
        label=_("JP yang tertulis"),
        min_value=1,
        max_value=1000,
        required=False,
        help_text=_(
            "Wajib, kecuali seminar, workshop, coaching, mentoring, benchmarking, magang, detasering, "
            "dan pertukaran: JP-nya dihitung dari hari atau pertemuan."
        ),
    )
    sessions = forms.IntegerField(
        label=_("Jumlah pertemuan"),
        min_value=1,
        max_value=200,
        required=False,
        help_text=_("Hanya untuk coaching dan mentoring."),
    )
    starts_at = forms.TimeField(
        label=_("Jam mulai tiap hari"),
        required=False,
        widget=_Clock(),
        help_text=_("Bila diketahui; dipakai untuk memeriksa jam yang bertumpang tindih."),
    )
    ends_at = forms.TimeField(label=_("Jam selesai tiap hari"), required=False, widget=_Clock())
    is_international = forms.BooleanField(label=_("Acara internasional"), required=False)
    upload = UploadField(
        kinds=KINDS,
        most=MOST_BYTES,
        label=_("Berkas sertifikat"),
        help_text=_("PDF, JPG, atau PNG; paling besar 5 MB."),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name in ("stated", "sessions"):
            self.fields[name].at_times_required = True  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        first, last = told.get("started_on"), told.get("ended_on")
        if first and last and last < first:
            self.add_error("ended_on", _("Tanggal selesai mendahului tanggal mulai."))
        elif first and last and (last - first).days >= MOST_DAYS:
            self.add_error("ended_on", _("Lebih dari 400 hari. Periksa kedua tanggalnya."))
        if first and first.year < 1980:
            self.add_error("started_on", _("Periksa tahunnya."))
        if first and told.get("form"):
            asked = needs(told["form"], first)
            if asked and told.get(asked) is None and asked not in self.errors:
                said = {
                    "stated": _("Isi JP yang tertulis pada sertifikat."),
                    "sessions": _("Isi berapa kali pertemuannya."),
                }
                self.add_error(asked, said[asked])
        start, end = told.get("starts_at"), told.get("ends_at")
        if bool(start) != bool(end):
            self.add_error("ends_at", _("Isi kedua jamnya, atau kosongkan keduanya."))
        elif start and end and end <= start:
            self.add_error("ends_at", _("Jam selesai mendahului jam mulai."))
        return told

    def claim(self) -> Claim:
        told = self.cleaned_data
        start, end = told["starts_at"], told["ends_at"]
        return Claim(
            title=told["title"],
            organiser=told["organiser"],
            number=told["number"],
            told=Told(
                form=told["form"],
                started_on=told["started_on"],
                ended_on=told["ended_on"],
                stated=told["stated"],
                sessions=told["sessions"],
                is_international=told["is_international"],
            ),
            start=f"{start:%H.%M}" if start else "",
            end=f"{end:%H.%M}" if end else "",
        )
