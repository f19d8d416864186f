"""The tasks of a post, as Bagian Organisasi types them."""

from decimal import Decimal

from django import forms
from django.utils.translation import gettext_lazy as _

from participants.rules.workload import HOURS_A_YEAR


class WorkloadForm(forms.Form):
    source = forms.CharField(
        label=_("Sumber data"),
        max_length=300,
        help_text=_("Contoh: laporan kinerja 2025, wawancara dengan pemegang jabatan."),
    )
    hours_a_year = forms.DecimalField(
        label=_("Jam kerja efektif setahun"),
        min_value=500,
        max_value=3000,
        max_digits=6,
        decimal_places=1,
        initial=HOURS_A_YEAR,
        help_text=_("1.250 jam menurut PermenPANRB 1/2020."),
    )


class TaskForm(forms.Form):
    """One line; a line without a task asks for nothing."""

    task = forms.CharField(label=_("Uraian tugas"), max_length=300)
    output = forms.CharField(label=_("Hasil kerja"), max_length=120, required=False)
    volume = forms.DecimalField(
        label=_("Volume setahun"), min_value=Decimal(0), max_digits=12, decimal_places=2
    )
    minutes = forms.DecimalField(
        label=_("Menit tiap hasil"), min_value=Decimal(0), max_digits=10, decimal_places=2
    )
    leaves = forms.BooleanField(label=_("Hapus"), required=False)


TaskFormSet = forms.formset_factory(TaskForm, extra=3, max_num=200, absolute_max=210)
