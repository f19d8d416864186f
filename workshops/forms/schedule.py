"""What is typed about time: stages, sessions, slots. Clock times are those of the organiser's unit."""

from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from workshops.models import AttendanceSlot, Session, SlotKind, Stage


def date_input() -> forms.DateInput:
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


def time_input() -> forms.TimeInput:
    return forms.TimeInput(format="%H:%M", attrs={"type": "time"})


class _Period(forms.Form):
    def clean(self):
        given = super().clean()
        starts, ends = given.get("starts_on"), given.get("ends_on")
        if starts and ends and ends < starts:
            self.add_error("ends_on", _("Tanggal selesai mendahului tanggal mulai."))
        return given


class StageDatesForm(_Period):
    """One stage on the second screen; dates left empty are proposed."""

    starts_on = forms.DateField(label=_("Mulai"), required=False, widget=date_input())
    ends_on = forms.DateField(
        label=pgettext_lazy("sampai", "Selesai"), required=False, widget=date_input()
    )
    venue = forms.CharField(label=_("Tempat"), max_length=200, required=False)


class StageForm(_Period, forms.ModelForm):
    """A stage's name, dates and place."""

    starts_on = forms.DateField(label=_("Mulai"), widget=date_input())
    ends_on = forms.DateField(label=pgettext_lazy("sampai", "Selesai"), widget=date_input())
    venue_map = forms.URLField(
        label=_("Tautan peta"),
        help_text=_("Supaya peserta dari luar dapat menemukannya."),
        required=False,
        max_length=200,
        assume_scheme="https",
    )

    class Meta:
        model = Stage
        fields = ["title_id", "title_en", "starts_on", "ends_on", "venue", "venue_map"]


class StageChangeForm(StageForm):
    """The same, with why its dates or place change: the ralat says it."""

    reason = forms.CharField(
        label=_("Alasan perubahan"),
        max_length=200,
        required=False,
        help_text=_("Tertulis pada ralat bila tanggal atau tempatnya berubah."),
    )


class SessionForm(forms.ModelForm):
    """A session on one of the stage's days."""

    day = forms.TypedChoiceField(label=_("Hari"), coerce=date.fromisoformat)
    starts = forms.TimeField(label=_("Mulai"), widget=time_input())
    ends = forms.TimeField(label=pgettext_lazy("sampai", "Selesai"), widget=time_input())
    jp = forms.IntegerField(
        label=_("JP"),
        min_value=0,
        max_value=20,
        initial=0,
        help_text=_("1 JP = 45 menit. Pembukaan dan istirahat 0 JP."),
    )

    class Meta:
        model = Session
        fields = ["topic_id", "topic_en", "speaker", "jp", "mandatory"]
        help_texts = {"mandatory": _("Tanpa sesi ini tidak ada sertifikat.")}

    field_order = ["topic_id", "day", "starts", "ends", "jp", "speaker", "topic_en", "mandatory"]

    def __init__(self, *args, days, unit, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["day"].choices = days
        session = self.instance
        if session.pk:
            starts, ends = unit.localtime(session.starts_at), unit.localtime(session.ends_at)
            self.initial |= {
                "day": unit.localdate(session.starts_at).isoformat(),
                "starts": starts.time(),
                "ends": ends.time(),
            }

    def clean(self):
        given = super().clean()
        starts, ends = given.get("starts"), given.get("ends")
        if starts and ends and ends <= starts:
            self.add_error("ends", _("Waktu selesai harus sesudah waktu mulai."))
        return given

    def moments(self, unit) -> dict:
        """starts_at and ends_at as the action takes them, with the other fields."""
        given = dict(self.cleaned_data)
        day, starts, ends = given.pop("day"), given.pop("starts"), given.pop("ends")
        return given | {"starts_at": unit.moment(day, starts), "ends_at": unit.moment(day, ends)}


class SlotForm(forms.ModelForm):
    """A slot's window on its day."""

    opens = forms.TimeField(label=pgettext_lazy("jam", "Dibuka"), widget=time_input())
    late = forms.TimeField(label=_("Terlambat sesudah"), widget=time_input())
    closes = forms.TimeField(label=pgettext_lazy("jam", "Ditutup"), widget=time_input())

    class Meta:
        model = AttendanceSlot
        fields: list[str] = []

    def __init__(self, *args, unit, **kwargs):
        super().__init__(*args, **kwargs)
        slot = self.instance
        self.initial |= {
            "opens": unit.localtime(slot.opens_at).time(),
            "late": unit.localtime(slot.late_after).time(),
            "closes": unit.localtime(slot.closes_at).time(),
        }

    def clean(self):
        given = super().clean()
        opens, late, closes = (given.get(name) for name in ("opens", "late", "closes"))
        if opens and closes and closes <= opens:
            self.add_error("closes", _("Waktu tutup harus sesudah waktu buka."))
        elif opens and late and closes and not opens <= late <= closes:
            self.add_error("late", _("Batas terlambat berada di antara waktu buka dan tutup."))
        return given

    def moments(self, unit) -> dict:
        day = self.instance.day
        return {
            "opens_at": unit.moment(day, self.cleaned_data["opens"]),
            "late_after": unit.moment(day, self.cleaned_data["late"]),
            "closes_at": unit.moment(day, self.cleaned_data["closes"]),
        }


class SlotKindForm(forms.Form):
    """One more slot: which day, which time of it."""

    day = forms.TypedChoiceField(label=_("Hari"), coerce=date.fromisoformat)
    kind = forms.ChoiceField(label=_("Waktu"), choices=SlotKind.choices, initial=SlotKind.LEAVING)

    def __init__(self, *args, days, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["day"].choices = days
