"""What Bagian Organisasi and BKPSDM type about posts and holders."""

from django import forms
from django.utils.translation import gettext_lazy as _

from participants.models import (
    Competency,
    Importance,
    JobKind,
    OrganisationUnit,
    RequirementKind,
    StaffingPlan,
)


def date_field(**options) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(widget=widget, **options)


class PlanForm(forms.Form):
    """A new draft, from nothing or from a plan."""

    title = forms.CharField(label=_("Judul"), max_length=200)
    legal_basis = forms.CharField(label=_("Dasar hukum"), max_length=300, required=False)
    valid_from = date_field(label=_("Berlaku mulai"))


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


class MapFilterForm(forms.Form):
    """What the table of posts is narrowed to; all of it may stand in an address."""

    cari = forms.CharField(label=_("Jabatan atau unit memuat"), max_length=80, required=False)
    keadaan = forms.ChoiceField(
        label=_("Keadaan"),
        required=False,
        choices=[
            ("", _("Semua")),
            ("kurang", _("Kurang dari kebutuhan")),
            ("lebih", _("Lebih dari kebutuhan")),
            ("kosong", _("Tanpa pemegang")),
            ("belum-memenuhi", _("Terisi, belum memenuhi syarat")),
            ("belum-ada-data", _("Terisi, belum ada data")),
        ],
    )
    jenis = forms.ChoiceField(
        label=_("Jenis jabatan"), required=False, choices=[("", _("Semua")), *JobKind.choices]
    )


class SharePostForm(forms.Form):
    """One line of a unit's share: a job and how many are wanted."""

    job_name = forms.CharField(
        label=_("Nama jabatan"),
        max_length=150,
        widget=forms.TextInput(attrs={"list": "daftar-jabatan", "autocomplete": "off"}),
    )
    job_class = forms.IntegerField(label=_("Kelas"), min_value=1, max_value=17, required=False)
    headcount = forms.IntegerField(label=_("Kebutuhan"), min_value=0, max_value=9999)
    leaves = forms.BooleanField(label=_("Keluarkan"), required=False)

    def has_changed(self) -> bool:
        """An empty line at the end asks for nothing."""
        return bool(self.initial) or super().has_changed()


ShareFormSet = forms.formset_factory(SharePostForm, extra=3, max_num=500, absolute_max=510)


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
        label=_("Pendidikan, golongan, atau nama pelatihan"),
        max_length=200,
        required=False,
        help_text=_("Contoh: D3, S1 Teknik Informatika/Sistem Informasi, III/a."),
    )

    def clean(self):
        given = super().clean()
        if given.get("kind") == RequirementKind.COMPETENCY:
            if not given.get("competency"):
                self.add_error("competency", _("Pilih kompetensinya."))
            if not given.get("level"):
                self.add_error("level", _("Pilih tingkatnya."))
        elif not given.get("text"):
            self.add_error("text", _("Tuliskan pendidikan, golongan, atau pelatihannya."))
        return given
