"""The tree of units, one unit, and what HR and administrators change about it."""

from datetime import timedelta

from django.contrib import messages
from django.db import models
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from participants.access import access_of, allow, is_admin, is_hr, is_logged_in
from participants.actions import unit as actions
from participants.errors import Refused
from participants.exporting.people import UnitResource
from participants.exporting.sheet import download
from participants.forms.unit import CloseForm, RenameForm, UnitForm
from participants.models import OrganisationUnit, Role, UnitKind
from participants.queries.directory import unit_page
from participants.tables.paging import show_page
from participants.tables.unit import UnitFilter, UnitTable

PER_PAGE = 100
BUILDERS = {Role.HR, Role.ADMIN}


@allow(is_logged_in)
@require_safe
def unit_list(request):
    """Every Pemda's tree; bodies outside the government stand apart, below."""
    found = _filtered(request)
    table = UnitTable(found.qs.inside_government(), prefix="dalam-")
    outside = UnitTable(
        found.qs.filter(kind=UnitKind.EXTERNAL), prefix="luar-", empty_text=_("Belum ada.")
    )
    for listed in (table, outside):
        show_page(request, listed, per_page=PER_PAGE)
    return render(
        request,
        "participants/unit_list.html",
        {
            "table": table,
            "outside": outside,
            "filter": found,
            "is_narrowed": any(request.GET.get(name) for name in found.filters),
            "may_build": access_of(request.user).has(*BUILDERS),
            "is_hr": access_of(request.user).has(Role.HR),
        },
    )


@allow(is_logged_in)
@require_safe
def export(request, form):
    rows = _filtered(request).qs.select_related("parent")
    return download(UnitResource(), rows, name="unit", extension=form)


@allow(is_hr | is_admin)
@require_http_methods(["GET", "HEAD", "POST"])
def create(request):
    form = UnitForm(
        request.POST or None,
        parents=_built(request).filter(valid_to=None),
        initial={"parent": request.GET.get("induk", "")},
    )
    if request.method == "POST" and form.is_valid():
        try:
            unit = actions.create_unit(by=request.user, at=timezone.now(), **form.cleaned_data)
        except Refused as refusal:
            form.add_error("name", str(refusal))
        else:
            messages.success(request, _("%(name)s tercatat.") % {"name": unit.name})
            return redirect("participants:unit-detail", public_id=unit.public_id)
    return _form_page(request, _("Tambah unit"), form, label=_("Simpan unit"))


@allow(is_logged_in)
@require_safe
def unit_detail(request, public_id):
    unit = get_object_or_404(
        OrganisationUnit.objects.visible_to(request.user).select_related("parent", "successor"),
        public_id=public_id,
    )
    access = access_of(request.user)
    return render(
        request,
        "participants/unit_detail.html",
        {
            **vars(unit_page(unit, request.user)),
            "may_build": access.has_on(unit, *BUILDERS) and unit.valid_to is None,
            "may_close": access.has_on(unit, *BUILDERS)
            and unit.valid_to is None
            and unit.kind != UnitKind.PEMDA,
            "sees_phone": access.has_on(unit, *BUILDERS, Role.ORGANISER),
        },
    )


@allow(is_hr | is_admin)
@require_http_methods(["GET", "HEAD", "POST"])
def rename(request, public_id):
    unit = _one_built(request, public_id)
    at = timezone.now()
    form = RenameForm(
        request.POST or None,
        initial={
            "name": unit.name,
            "short_name": unit.short_name,
            "until": unit.localdate(at) - timedelta(days=1),
        },
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.rename_unit(unit=unit, by=request.user, at=at, **form.cleaned_data)
        except Refused as refusal:
            form.add_error("name", str(refusal))
        else:
            messages.success(request, _("Nama unit berganti; nama lama tetap tercatat."))
            return redirect("participants:unit-detail", public_id=unit.public_id)
    title = _("Ganti nama %(name)s") % {"name": unit.name}
    return _form_page(request, title, form, unit=unit, label=_("Ganti nama"))


@allow(is_hr | is_admin)
@require_http_methods(["GET", "HEAD", "POST"])
def close(request, public_id):
    unit = _one_built(request, public_id)
    at = timezone.now()
    successors = (
        OrganisationUnit.objects.filter(path__startswith=unit.root_path, valid_to=None)
        .exclude(pk=unit.pk)
        .in_tree_order()
    )
    form = CloseForm(
        request.POST or None, successors=successors, initial={"last_day": unit.localdate(at)}
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.close_unit(unit=unit, by=request.user, at=at, **form.cleaned_data)
        except Refused as refusal:
            form.add_error("last_day", str(refusal))
        else:
            messages.success(request, _("Unit ditutup; riwayatnya tetap tersimpan."))
            return redirect("participants:unit-detail", public_id=unit.public_id)
    title = _("Tutup %(name)s") % {"name": unit.name}
    return _form_page(request, title, form, unit=unit, label=_("Tutup unit"))


def _filtered(request) -> UnitFilter:
    rows = OrganisationUnit.objects.visible_to(request.user).in_tree_order()
    return UnitFilter(request.GET, queryset=rows, request=request)


def _built(request) -> models.QuerySet[OrganisationUnit]:
    """Units the person may change, and build under."""
    condition = access_of(request.user).units_q("path", BUILDERS)
    return OrganisationUnit.objects.filter(condition).in_tree_order()


def _one_built(request, public_id) -> OrganisationUnit:
    return get_object_or_404(_built(request).filter(valid_to=None), public_id=public_id)


def _form_page(request, title, form, *, label, unit=None):
    return render(
        request,
        "participants/unit_form.html",
        {"title": title, "form": form, "label": label, "unit": unit},
        status=422 if request.method == "POST" else 200,
    )
