"""What is typed about jobs of the reference list: what kind they are, what they ask, until which age."""

from django import forms
from django.utils.translation import gettext_lazy as _

from participants.forms.staffing import RequirementForm, date_field
from participants.models import JobKind, JobTitle, RequirementKind


class JobForm(forms.ModelForm):
    class Meta:
        model = JobTitle
        fields = ("kind", "level", "job_class")
        help_texts = {"level": _("Jabatan fungsional: Ahli Muda, Ahli Madya, Mahir, …")}
        widgets = {"job_class": forms.NumberInput(attrs={"min": 1, "max": 17})}


class StandardForm(forms.Form):
    """A version of a job's standard; what it asks stands in lines of their own."""

    basis = forms.CharField(
        label=_("Dasar"),
        max_length=300,
        required=False,
        help_text=_("Contoh: Peraturan Bupati tentang standar kompetensi jabatan."),
    )
    valid_from = date_field(label=_("Berlaku mulai"))


class StandardItemForm(RequirementForm):
    """One line; a line without a kind asks for nothing."""

    leaves = forms.BooleanField(label=_("Hapus"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [("", "–"), *RequirementKind.choices]
        self.fields["text"].help_text = ""

    def has_changed(self) -> bool:
        return bool(self.initial) or bool(self.data.get(self.add_prefix("kind")))

    def clean(self):
        return self.cleaned_data if self.cleaned_data.get("leaves") else super().clean()


StandardFormSet = forms.formset_factory(StandardItemForm, extra=3, max_num=100, absolute_max=110)


class AgeLimitForm(forms.Form):
    """Until which age a kind of job, a jenjang of it, or one job is held."""

    job = forms.ModelChoiceField(
        label=_("Satu jabatan"),
        queryset=JobTitle.objects.order_by("name", "pk"),
        to_field_name="public_id",
        required=False,
    )
    kind = forms.ChoiceField(
        label=_("Atau semua jabatan berjenis"),
        required=False,
        choices=[("", "–"), *JobKind.choices],
    )
    level = forms.CharField(label=_("Jenjang"), max_length=40, required=False)
    age = forms.IntegerField(label=_("Batas usia pensiun"), min_value=50, max_value=75)
    valid_from = date_field(label=_("Berlaku mulai"))
    basis = forms.CharField(label=_("Dasar hukum"), max_length=300)
