"""Which badges to print."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from participants.models import OrganisationUnit
from workshops.models import RegistrationKind, Workshop


class BadgeForm(forms.Form):
    """Shape, and for whom; nothing chosen is everybody."""

    shape = forms.ChoiceField(
        label=_("Bentuk"),
        choices=[
            ("badge", _("Lencana A6, empat selembar A4")),
            ("card", _("Kartu 85 × 54 mm, sepuluh selembar A4")),
        ],
    )
    kind = forms.ChoiceField(
        label=_("Untuk"),
        choices=[("", _("Semua")), *RegistrationKind.choices],
        required=False,
    )
    unit = forms.ModelChoiceField(
        label=_("OPD"),
        queryset=OrganisationUnit.objects.none(),
        to_field_name="public_id",
        required=False,
        empty_label=_("Semua"),
    )

    def __init__(self, *args: Any, workshop: Workshop, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units = workshop.registrations.order_by().values("unit")
        self.fields["unit"].queryset = OrganisationUnit.objects.filter(  # type: ignore[attr-defined]
            pk__in=units
        ).order_by("name", "pk")
