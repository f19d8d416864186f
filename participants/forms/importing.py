"""The upload of a sheet."""

from collections.abc import Collection
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from participants.errors import Reason
from participants.models import ImportKind, OrganisationUnit, StaffingPlan


class UploadForm(forms.Form):
    """Which kind of sheet, for which Pemda, and the file; the Pemda is asked only of who has several."""

    kind = forms.ChoiceField(
        label=_("Isi berkas"), choices=ImportKind.choices, widget=forms.RadioSelect
    )
    unit = forms.ModelChoiceField(
        label=_("Pemerintah daerah"), queryset=OrganisationUnit.objects.none(), empty_label=None
    )
    plan = forms.ModelChoiceField(
        label=_("Rancangan peta jabatan"), queryset=StaffingPlan.objects.none(), required=False
    )
    file = forms.FileField(
        label=_("Berkas XLSX atau CSV"),
        max_length=120,
        help_text=_(
            "Paling besar 20 MB dan 50.000 baris. Belum ada yang disimpan sebelum Anda setuju."
        ),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.csv,.tsv,.txt"}),
        error_messages={"empty": _("Berkas ini kosong.")},
    )

    def __init__(
        self,
        *args: Any,
        units: QuerySet[OrganisationUnit],
        kinds: Collection[str],
        plans: QuerySet[StaffingPlan],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [
            (kind, label) for kind, label in ImportKind.choices if kind in kinds
        ]
        if ImportKind.PLAN in kinds:
            self.fields["plan"].queryset = plans
            self.fields["plan"].to_field_name = "public_id"
        else:
            del self.fields["plan"]
        self.fields["unit"].queryset = units
        self.fields["unit"].to_field_name = "public_id"
        staff_first = ImportKind.STAFF if ImportKind.STAFF in kinds else next(iter(kinds), "")
        self.initial.setdefault("kind", staff_first)
        if len(units) == 1:
            self.initial["unit"] = units[0].public_id
            self.fields["unit"].widget = forms.HiddenInput()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("kind") == ImportKind.PLAN:
            plan, unit = cleaned.get("plan"), cleaned.get("unit")
            if plan is None or (unit and plan.unit_id != unit.pk):
                self.add_error("plan", str(Reason("import-plan-missing")))
        return cleaned
