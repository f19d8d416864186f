"""What is typed about a Bimtek: what it is, its rules, who does what."""

from decimal import Decimal

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

from participants.models import Competency, OrganisationUnit, User
from workshops.access import units_organised_by
from workshops.models import AwardRule, JpBasis, PassingRule, Pillar, Workshop, WorkshopRoleKind
from workshops.rules.programme import PROGRAMMES

HUNDRED = Decimal(100)


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


def _hold_score(field: forms.DecimalField) -> None:
    """Scores are from 0 to 100 (domain.md §2.8)."""
    field.validators += [MinValueValidator(0), MaxValueValidator(100)]


class PassingRuleForm(forms.ModelForm):
    """Shares as people say them, in percent; the action gets them between 0 and 1."""

    percent = forms.DecimalField(
        label=_("Kehadiran minimum (%)"),
        min_value=0,
        max_value=100,
        decimal_places=2,
        max_digits=5,
        localize=True,
    )
    percent_per_stage = forms.DecimalField(
        label=_("Kehadiran minimum per tahap (%)"),
        min_value=0,
        max_value=100,
        decimal_places=2,
        max_digits=5,
        required=False,
        localize=True,
    )

    class Meta:
        model = PassingRule
        localized_fields = ["minimum_score"]
        fields = [
            "deliverables_required",
            "minimum_score",
            "excused_leaves_denominator",
            "floor_jp",
            "jp_basis",
        ]
        labels = {"jp_basis": _("JP pada sertifikat"), "floor_jp": _("JP paling sedikit")}
        help_texts = {
            "excused_leaves_denominator": _(
                "Izin, sakit, dinas luar, dan cuti dikeluarkan dari pembagi. Biasanya tidak."
            ),
            "floor_jp": _(
                "Batas bawah JP yang diikuti, bila ketidakhadiran beralasan tidak dihitung."
            ),
        }

    field_order = ["percent", "percent_per_stage"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        rule = self.instance
        self.fields["percent"].initial = (rule.minimum_share * HUNDRED).normalize()
        if rule.minimum_share_per_stage is not None:
            share = rule.minimum_share_per_stage * HUNDRED
            self.fields["percent_per_stage"].initial = share.normalize()
        self.fields["jp_basis"].choices = JpBasis.choices
        _hold_score(self.fields["minimum_score"])

    def asked(self) -> dict:
        """What the action takes besides workshop, by and at."""
        given = dict(self.cleaned_data)
        percent, per_stage = given.pop("percent"), given.pop("percent_per_stage")
        return given | {
            "minimum_share": percent / HUNDRED,
            "minimum_share_per_stage": None if per_stage is None else per_stage / HUNDRED,
        }


class AwardRuleForm(forms.ModelForm):
    """Which level is proposed for those entitled, perhaps only from a score on."""

    level = forms.TypedChoiceField(
        label=_("Tingkat"), coerce=int, choices=[(n, str(n)) for n in range(1, 6)]
    )

    class Meta:
        model = AwardRule
        localized_fields = ["minimum_score"]
        fields = ["competency", "level", "minimum_score"]
        labels = {"competency": _("Kompetensi")}
        help_texts = {"minimum_score": _("Kosongkan bila tanpa post-test.")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["competency"].queryset = Competency.objects.order_by("name_id", "pk")
        self.fields["competency"].empty_label = _("Pilih kompetensi")
        self.fields["competency"].to_field_name = "public_id"
        _hold_score(self.fields["minimum_score"])


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
