"""What is typed about a group: what it is, who guides it, whom it takes in."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from workshops.models import GroupKind, Pillar, Registration, Workshop, WorkshopRoleKind


class FacilitatorField(forms.ModelChoiceField):
    """An expert of the Bimtek, by the name they are known by."""

    def label_from_instance(self, role: Any) -> str:
        return role.user.full_name


class GroupForm(forms.Form):
    """A group; what kind it is can only be said when it is made."""

    kind = forms.ChoiceField(label=_("Jenis"), choices=GroupKind, initial=GroupKind.GROUP)
    pillar = forms.ChoiceField(
        label=_("Pilar"),
        choices=[("", _("Bukan tim pilar")), *Pillar.choices],
        required=False,
        help_text=_("Untuk tim pilar saja."),
    )
    name = forms.CharField(label=_("Nama kelompok"), max_length=120)
    facilitator_role = FacilitatorField(
        label=_("Fasilitator dari Tim Ahli"),
        queryset=None,
        required=False,
        empty_label=_("Tidak ada"),
        help_text=_("Tim Ahli ini meninjau hasil kerja kelompok."),
    )
    facilitator = forms.CharField(label=_("Nama fasilitator lain"), max_length=200, required=False)

    def __init__(self, *args: Any, workshop: Workshop, made: bool = False, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["facilitator_role"].queryset = (
            workshop.roles.filter(role=WorkshopRoleKind.EXPERT)
            .select_related("user")
            .order_by("user__full_name", "pk")
        )
        if made:
            del self.fields["kind"], self.fields["pillar"]


class PersonField(forms.ModelMultipleChoiceField):
    """People of the Bimtek, chosen by their code; name and OPD."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            queryset=Registration.objects.none(),
            to_field_name="public_id",
            widget=forms.CheckboxSelectMultiple,
            **options,
        )

    def label_from_instance(self, one: Registration) -> str:
        return f"{one.printed_name} – {one.unit.shown_as}"


class MembersForm(forms.Form):
    """Whom a group takes in; ``found`` are those who are not in it yet."""

    people = PersonField(label=_("Peserta"))

    def __init__(self, *args: Any, found: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["people"].queryset = found
