"""``/cakupan/peran/kelola/``: which roles a Pemda watches, and which skills are enough for each."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from participants.access import access_of, allow, is_hr, is_planner
from participants.actions import ability as actions
from participants.errors import Refused
from participants.models import (
    Competency,
    JobTitle,
    OrganisationUnit,
    Role,
    StaffRole,
    UnitKind,
)

SKILLS = 4
LEVELS = [(level, str(level)) for level in range(1, 6)]


class RoleForm(forms.Form):
    """A role's name, its post, its fields of study, and up to four skills."""

    unit = forms.ModelChoiceField(
        label=_("Pemerintah daerah"),
        queryset=OrganisationUnit.objects.none(),
        to_field_name="public_id",
        empty_label=None,
    )
    name = forms.CharField(label=_("Nama peran"), max_length=100)
    job = forms.ModelChoiceField(
        label=_("Jabatan yang sepadan"),
        queryset=JobTitle.objects.order_by("name", "pk"),
        to_field_name="public_id",
        required=False,
        help_text=_("Untuk membedakan siapa yang mampu dari siapa yang dapat diangkat."),
    )
    schooling = forms.CharField(
        label=_("Bidang pendidikan"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "Satu bidang per baris, misalnya Informatika. Lulusannya dihitung sebagai calon "
            "walaupun tingkatnya belum pernah dinilai."
        ),
    )

    def __init__(self, *args: Any, roots: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen: Any = self.fields["unit"]
        chosen.queryset = roots
        competencies = Competency.objects.order_by("-kind", "name_id", "pk")
        for place in range(1, SKILLS + 1):
            self.fields[f"competency_{place}"] = forms.ModelChoiceField(
                label=_("Kompetensi %(place)s") % {"place": place},
                queryset=competencies,
                to_field_name="public_id",
                required=place == 1,
            )
            self.fields[f"level_{place}"] = forms.TypedChoiceField(
                label=_("Tingkat paling rendah %(place)s") % {"place": place},
                choices=LEVELS,
                coerce=int,
                initial=3,
                required=False,
                empty_value="3",
            )

    def skills(self) -> list[tuple[Competency, int]]:
        given = self.cleaned_data
        return [
            (given[f"competency_{place}"], int(given[f"level_{place}"]))
            for place in range(1, SKILLS + 1)
            if given.get(f"competency_{place}")
        ]


def _roots(request: HttpRequest) -> Any:
    """The Pemda whose roles the user keeps."""
    mine = access_of(request.user).units_q("path", {Role.HR, Role.PLANNER})
    return OrganisationUnit.objects.filter(mine, kind=UnitKind.PEMDA).order_by("name", "pk")


@allow(is_hr | is_planner)
@require_http_methods(["GET", "HEAD", "POST"])
def role_list(request: HttpRequest) -> HttpResponse:
    roots = _roots(request)
    form = RoleForm(request.POST or None, roots=roots)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            given = form.cleaned_data
            try:
                actions.define_role(
                    unit=given["unit"],
                    name=given["name"],
                    skills=form.skills(),
                    schooling=given["schooling"],
                    job=given["job"],
                    by=request.user,  # type: ignore[arg-type]
                    at=timezone.now(),
                )
            except Refused as refusal:
                form.add_error(None, str(refusal))
            else:
                messages.success(request, _("Peran %(name)s dipantau.") % {"name": given["name"]})
                return redirect("project:role-list")
    roles = (
        StaffRole.objects.filter(unit__in=roots)
        .in_use()
        .select_related("unit", "job")
        .order_by("unit__name", "name", "pk")
    )
    return render(
        request,
        "project/role_list.html",
        {"roles": roles, "form": form, "roots": roots},
        status=status,
    )


@allow(is_hr | is_planner)
@require_POST
def role_retire(request: HttpRequest, public_id: str) -> HttpResponse:
    role = get_object_or_404(
        StaffRole.objects.filter(unit__in=_roots(request)), public_id=public_id
    )
    try:
        actions.retire_role(role=role, by=request.user, at=timezone.now())  # type: ignore[arg-type]
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Peran %(name)s tidak dipantau lagi.") % {"name": role.name})
    return redirect("project:role-list")
