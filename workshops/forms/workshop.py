"""What is typed about a Bimtek: what it is, its rules, who does what."""

from django import forms
from django.utils.translation import gettext_lazy as _

from participants.models import OrganisationUnit, User
from workshops.access import units_organised_by
from workshops.models import Pillar, Workshop, WorkshopRoleKind
from workshops.rules.programme import PROGRAMMES


class PlanForm(forms.ModelForm):
    """The first screen: what it is, after which programme, for whom."""

    programme = forms.ChoiceField(
        label=_("Program"), widget=forms.RadioSelect, initial="satu-tahap"
    )

    class Meta:
        model = Workshop
        fields = ["title_id", "unit", "legal_basis"]
        widgets = {"legal_basis": forms.Textarea(attrs={"rows": 3})}
        labels = {"unit": _("Penyelenggara")}
        help_texts = {
            "title_id": _("Seperti akan tertulis pada sertifikat."),
            "legal_basis": _("Misalnya nomor SK atau nota kesepahaman. Dapat diisi kemudian."),
        }

    field_order = ["programme", "title_id", "unit", "legal_basis"]

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        units = units_organised_by(user)
        self.fields["programme"].choices = [
            (code, f"{chosen.name} – {chosen.summary}") for code, chosen in PROGRAMMES.items()
        ]
        self.fields["unit"].queryset = units
        self.fields["unit"].empty_label = None
        self.fields["unit"].to_field_name = "public_id"
        if (first := units.first()) and not self.is_bound:
            self.initial.setdefault("unit", first.public_id)


class DescriptionForm(forms.ModelForm):
    """Everything about a Bimtek that is words."""

    class Meta:
        model = Workshop
        fields = ["title_id", "title_en", "legal_basis", "description", "form", "places"]
        widgets = {
            "legal_basis": forms.Textarea(attrs={"rows": 3}),
            "description": forms.Textarea(attrs={"rows": 3}),
        }
        help_texts = {
            "title_en": _("Dipakai pada sertifikat berbahasa Inggris."),
            "places": _("Kosongkan bila tanpa batas."),
            "form": _("Bentuk pelatihan menurut daftar SIASN."),
        }


def scopes_of(workshop: Workshop) -> list:
    """What an expert may be limited to: nothing, the team of a pillar, an invited OPD."""
    units = [
        (f"opd:{one.unit.public_id}", str(one.unit))
        for one in workshop.invitations.filter(withdrawn_at=None, body="unit").by_unit_name()
    ]
    return [
        ("", _("Seluruh Bimtek")),
        (_("Tim pilar"), [(f"pilar:{code}", label) for code, label in Pillar.choices]),
        (_("OPD"), units),
    ]


class ScopedForm(forms.Form):
    """What somebody advises on: all of it, one OPD's work, or the teams of one pillar."""

    scope = forms.ChoiceField(
        label=_("Mendampingi"), required=False, help_text=_("Untuk Tim Ahli saja.")
    )

    def __init__(self, *args, scopes, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["scope"].choices = scopes

    def scoped(self) -> dict:
        """``unit`` and ``pillar`` as the actions take them."""
        kind, _colon, code = self.cleaned_data["scope"].partition(":")
        unit = OrganisationUnit.objects.get(public_id=code) if kind == "opd" else None
        return {"unit": unit, "pillar": code if kind == "pilar" else ""}


class RoleForm(ScopedForm):
    """An account and what it does here."""

    username = forms.CharField(
        label=_("Nama pengguna"),
        max_length=64,
        widget=forms.TextInput(attrs={"autocapitalize": "none", "autocomplete": "off"}),
    )
    role = forms.ChoiceField(label=_("Peran"), choices=WorkshopRoleKind.choices)

    field_order = ["username", "role", "scope"]

    def clean_username(self):
        typed = self.cleaned_data["username"].strip()
        self.user = User.objects.able_to_log_in().filter(username__iexact=typed).first()
        if self.user is None:
            raise forms.ValidationError(_("Tidak ada akun dengan nama pengguna ini."))
        return typed


class ExpertLinkForm(ScopedForm):
    """An expert without an account."""

    name = forms.CharField(label=_("Nama Tim Ahli"), max_length=150)

    field_order = ["name", "scope"]
