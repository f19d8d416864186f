"""What HR types: an assessment sheet of one person, and entries of the dictionary."""

from collections.abc import Iterable
from decimal import Decimal

from django import forms
from django.utils.translation import gettext_lazy as _

from participants.forms.holding import number_of
from participants.forms.staffing import date_field
from participants.models import Competency, CompetencyKind


class AssessmentForm(forms.Form):
    """One person's sheet; a score for each of ``competencies``, all of them optional but one."""

    digits = forms.CharField(
        label=_("NIP / NI PPPK"),
        max_length=30,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    assessed_on = date_field(label=_("Tanggal asesmen"))
    assessor = forms.CharField(label=_("Penyelenggara atau asesor"), max_length=150)
    number = forms.CharField(label=_("Nomor laporan"), max_length=120, required=False)
    valid_until = date_field(label=_("Berlaku sampai"), required=False)

    def __init__(self, *args, people, competencies: Iterable[Competency], **kwargs):
        super().__init__(*args, **kwargs)
        self.people = people
        self.competencies = list(competencies)
        for one in self.competencies:
            self.fields[f"nilai-{one.code}"] = forms.DecimalField(
                label=str(one),
                min_value=Decimal(0),
                max_value=Decimal(5),
                max_digits=3,
                decimal_places=2,
                required=False,
            )
        self.fields["jpm"] = forms.DecimalField(
            label=_("JPM (%)"),
            min_value=Decimal(0),
            max_value=Decimal(150),
            max_digits=5,
            decimal_places=2,
            required=False,
        )
        self.fields["advice"] = forms.CharField(
            label=_("Saran pengembangan"),
            max_length=4000,
            required=False,
            widget=forms.Textarea(attrs={"rows": 3}),
        )

    def clean(self):
        given = super().clean() or {}
        if "digits" in given:
            given["person"] = number_of(self, self.people, given["digits"])
        given["scores"] = {
            one: score
            for one in self.competencies
            if (score := given.get(f"nilai-{one.code}")) is not None
        }
        if not given["scores"] and not self.errors:
            self.add_error(None, _("Tuliskan paling sedikit satu nilai."))
        return given


class EntryForm(forms.Form):
    """One entry of the dictionary; a level without words may be left out."""

    code = forms.SlugField(
        label=_("Kode"),
        max_length=30,
        help_text=_("Contoh: TIK-JAR. Huruf, angka, titik, dan tanda hubung."),
    )
    kind = forms.ChoiceField(
        label=_("Jenis"), choices=CompetencyKind.choices, initial=CompetencyKind.TECHNICAL
    )
    name_id = forms.CharField(label=_("Nama"), max_length=150)
    name_en = forms.CharField(label=_("Nama (Inggris)"), max_length=150, required=False)

    def __init__(self, *args, fixed_code: str = "", **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["code"] = forms.RegexField(
            r"^[A-Za-z0-9][A-Za-z0-9.-]*$",
            label=self.fields["code"].label,
            max_length=30,
            help_text=self.fields["code"].help_text,
        )
        if fixed_code:
            del self.fields["code"]
        for level in range(1, 6):
            self.fields[f"level{level}"] = forms.CharField(
                label=_("Indikator tingkat %(level)s") % {"level": level},
                max_length=500,
                required=False,
            )

    def indicators(self) -> dict[str, str]:
        return {
            str(level): words
            for level in range(1, 6)
            if (words := self.cleaned_data[f"level{level}"].strip())
        }


class PastedEntriesForm(forms.Form):
    """Entries pasted from Excel: kode, jenis, nama, then the indicators of levels 1 to 5."""

    text = forms.CharField(
        label=_("Baris dari Excel"),
        max_length=100_000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_(
            "Kolom: kode, jenis (manajerial, sosial kultural, teknis), nama, lalu indikator tingkat "
            "1 sampai 5. Kolom dipisahkan tab atau titik koma."
        ),
    )
