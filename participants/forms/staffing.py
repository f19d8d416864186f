"""What Bagian Organisasi and BKPSDM type about posts and holders."""

from django import forms
from django.utils.translation import gettext_lazy as _

from participants.actions.person import find_by_identifier
from participants.models import (
    AppointmentKind,
    Competency,
    Importance,
    OrganisationUnit,
    Person,
    RequirementKind,
    StaffingPlan,
)


def _date(**options) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(widget=widget, **options)


class PlanForm(forms.Form):
    """A new draft, from nothing or from a plan."""

    title = forms.CharField(label=_("Judul"), max_length=200)
    legal_basis = forms.CharField(label=_("Dasar hukum"), max_length=300, required=False)
    valid_from = _date(label=_("Berlaku mulai"))


class NewPlanForm(PlanForm):
    unit = forms.ModelChoiceField(
        label=_("Pemerintah daerah"),
        queryset=OrganisationUnit.objects.none(),
        to_field_name="public_id",
        empty_label=None,
    )

    def __init__(self, *args, roots, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = roots


class PlannedPostForm(forms.Form):
    """How many of a job at a unit; the job's name is picked or typed."""

    unit = forms.ModelChoiceField(
        label=_("Unit"), queryset=OrganisationUnit.objects.none(), to_field_name="public_id"
    )
    job_name = forms.CharField(
        label=_("Nama jabatan"),
        max_length=150,
        widget=forms.TextInput(attrs={"list": "daftar-jabatan", "autocomplete": "off"}),
    )
    job_class = forms.IntegerField(
        label=_("Kelas jabatan"),
        min_value=1,
        max_value=17,
        required=False,
        help_text=_("Hanya untuk jabatan yang belum ada dalam daftar."),
    )
    headcount = forms.IntegerField(label=_("Kebutuhan"), min_value=0, max_value=9999, initial=1)

    def __init__(self, *args, plan: StaffingPlan, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = (
            OrganisationUnit.objects.under(plan.unit)
            .inside_government()
            .filter(valid_to=None)
            .in_tree_order()
        )


class HeadcountForm(forms.Form):
    headcount = forms.IntegerField(label=_("Kebutuhan"), min_value=0, max_value=9999)


class RequirementForm(forms.Form):
    """A competency at a level, or schooling or rank as text."""

    kind = forms.ChoiceField(label=_("Jenis syarat"), choices=RequirementKind.choices)
    importance = forms.ChoiceField(label=_("Sifat"), choices=Importance.choices)
    competency = forms.ModelChoiceField(
        label=_("Kompetensi"),
        queryset=Competency.objects.order_by("kind", "name_id", "pk"),
        to_field_name="code",
        required=False,
    )
    level = forms.TypedChoiceField(
        label=_("Tingkat"),
        coerce=int,
        empty_value=None,
        required=False,
        choices=[("", "–"), *((str(level), str(level)) for level in range(1, 6))],
    )
    text = forms.CharField(
        label=_("Pendidikan atau golongan"),
        max_length=200,
        required=False,
        help_text=_("Contoh: D3, S1, III/a."),
    )

    def clean(self):
        given = super().clean()
        if given.get("kind") == RequirementKind.COMPETENCY:
            if not given.get("competency"):
                self.add_error("competency", _("Pilih kompetensinya."))
            if not given.get("level"):
                self.add_error("level", _("Pilih tingkatnya."))
        elif not given.get("text"):
            self.add_error("text", _("Tuliskan pendidikan atau golongannya."))
        return given


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
    valid_from = _date(label=_("Mulai tanggal"))

    def __init__(self, *args, people, unit, **kwargs):
        super().__init__(*args, **kwargs)
        self.people = people
        self.fields["person"].queryset = people.filter(home_unit=unit).order_by("full_name", "pk")
        self.fields["person"].label_from_instance = lambda person: person.printed_name()

    def clean(self):
        given = super().clean() or {}
        digits = "".join(sign for sign in given.get("digits", "") if sign.isdigit())
        if digits:
            found = find_by_identifier(digits)
            if found is None or not self.people.filter(pk=found.pk).exists():
                self.add_error("digits", _("Tidak ada pegawai Anda dengan nomor ini."))
            else:
                given["person"] = found
        elif not given.get("person") and "person" not in self.errors:
            self.add_error("person", _("Pilih pegawai, atau tuliskan nomornya."))
        return given


class EndForm(forms.Form):
    last_day = _date(label=_("Hari terakhir"))
