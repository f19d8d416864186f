"""Units by hand."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from participants.models import OrganisationUnit, UnitKind
from participants.rules.phone import read_phone

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class UnitForm(forms.ModelForm):
    """A new unit under one the person may build on."""

    parent = forms.ModelChoiceField(
        label=_("Di bawah"), queryset=OrganisationUnit.objects.none(), to_field_name="public_id"
    )

    class Meta:
        model = OrganisationUnit
        fields = ["parent", "kind", "name", "short_name", "code", "phone"]

    def __init__(self, *args, parents, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["parent"].queryset = parents
        self.fields["kind"].choices = [
            choice for choice in UnitKind.choices if choice[0] != UnitKind.PEMDA
        ]

    def clean_phone(self):
        phone, reasons = read_phone(self.cleaned_data["phone"])
        if reasons:
            raise ValidationError([str(reason) for reason in reasons])
        return phone or ""


class RenameForm(forms.Form):
    """The new name, and the last day of the old one."""

    name = forms.CharField(label=_("Nama baru"), max_length=200)
    short_name = forms.CharField(label=_("Singkatan"), max_length=60, required=False)
    until = forms.DateField(label=_("Nama lama berlaku sampai"), widget=DAY)


class CloseForm(forms.Form):
    """The last day, and who goes on with the work."""

    last_day = forms.DateField(label=_("Hari terakhir berlaku"), widget=DAY)
    successor = forms.ModelChoiceField(
        label=_("Dilanjutkan oleh"),
        queryset=OrganisationUnit.objects.none(),
        to_field_name="public_id",
        required=False,
        empty_label=_("Tidak ada"),
    )

    def __init__(self, *args, successors, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["successor"].queryset = successors
