"""Layouts: the list, a new one, the next version, and how it looks."""

import base64

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from certificates.actions.sheet import sample, sample_picture
from certificates.actions.template import make_template, retire_template, revise_template
from certificates.forms import TemplateForm
from certificates.forms.look import LookForm
from certificates.models import Template
from certificates.rules.look import FRAME, Look
from certificates.tables import TemplateTable
from participants.access import access_of, allow, is_organiser
from participants.errors import Refused
from participants.models import OrganisationUnit, Role


@allow(is_organiser)
@require_safe
def template_list(request: HttpRequest) -> HttpResponse:
    rows = Template.objects.editable_by(request.user).for_list()
    return render(request, "certificates/template_list.html", {"table": TemplateTable(rows)})


@allow(is_organiser)
@require_http_methods(["GET", "HEAD", "POST"])
def template_new(request: HttpRequest) -> HttpResponse:
    held = access_of(request.user).units_q("path", {Role.ORGANISER})
    units = OrganisationUnit.objects.filter(held).in_tree_order()
    first = units.first()
    office = f"{_government(first)}\n{first.name}" if first else ""
    form = TemplateForm(
        request.POST or None,
        units=units,
        initial={"name": _("Sertifikat Bimtek"), "office": office},
    )
    look = LookForm(request.POST or None, look=FRAME)
    if request.method == "POST" and form.is_valid():
        try:
            made = make_template(
                **form.cleaned_data,
                look=look.look().as_dict(),
                by=request.user,  # type: ignore[arg-type]
                at=timezone.now(),
            )
        except Refused as refused:
            form.add_error("name", [str(reason) for reason in refused.reasons])
        else:
            messages.success(request, _("Templat tersimpan. Lihat contohnya sebelum dipakai."))
            return redirect("certificates:template-detail", made.public_id)
    return render(request, "certificates/template_form.html", {"form": form, "look": look})


@allow(is_organiser)
@require_http_methods(["GET", "HEAD", "POST"])
def template_detail(request: HttpRequest, public_id: str) -> HttpResponse:
    """The version in use; saving makes the next one."""
    template = _template(request, public_id)
    form = TemplateForm(request.POST or None, instance=template, units=None)
    look = LookForm(request.POST or None, look=Look.of(template.look))
    if request.method == "POST" and form.is_valid():
        try:
            later = revise_template(
                template=template,
                **form.cleaned_data,
                look=look.look().as_dict(),
                background=template.background,
                by=request.user,  # type: ignore[arg-type]
                at=timezone.now(),
            )
        except Refused as refused:
            form.add_error(None, [str(reason) for reason in refused.reasons])
        else:
            messages.success(
                request, _("Versi %(version)s tersimpan.") % {"version": later.version}
            )
            return redirect("certificates:template-detail", later.public_id)
    earlier = Template.objects.filter(unit=template.unit_id, name=template.name).exclude(
        pk=template.pk
    )
    context = {
        "form": form,
        "look": look,
        "template": template,
        "earlier": earlier.order_by("-version"),
        "used": template.certificates.count(),
    }
    return render(request, "certificates/template_form.html", context)


@allow(is_organiser)
@require_safe
def template_sample(request: HttpRequest, public_id: str) -> HttpResponse:
    """An invented certificate on this layout, marked as a sample."""
    template = _template(request, public_id)
    response = HttpResponse(sample(template, at=timezone.now()), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="contoh-{public_id}.pdf"'
    return response


SHOWN = ("office", "place") + tuple(
    f"{who}_{said}" for who in ("signatory", "second") for said in ("name", "post", "rank", "nip")
)


@allow(is_organiser)
@require_POST
def template_preview(request: HttpRequest) -> HttpResponse:
    """The front as it would be with what stands in the form now, which is kept nowhere and need not be
    right yet."""
    held = access_of(request.user).units_q("path", {Role.ORGANISER})
    unit = OrganisationUnit.objects.filter(held).in_tree_order().first()
    said = {name: request.POST.get(name, "")[:200] for name in SHOWN}
    language = "en" if request.POST.get("language") == "en" else "id"
    look = LookForm(request.POST, look=FRAME).look()
    draft = Template(unit=unit, language=language, look=look.as_dict(), **said)
    drawn = base64.b64encode(sample_picture(draft, at=timezone.now())).decode()
    return render(request, "certificates/template_form.html#drawn", {"drawn": drawn})


@allow(is_organiser)
@require_POST
def template_retire(request: HttpRequest, public_id: str) -> HttpResponse:
    retire_template(template=_template(request, public_id), by=request.user, at=timezone.now())  # type: ignore[arg-type]
    messages.success(
        request, _("Templat tidak dipakai lagi. Sertifikat lama tetap seperti semula.")
    )
    return redirect("certificates:template-list")


def _template(request: HttpRequest, public_id: str) -> Template:
    rows = Template.objects.editable_by(request.user).select_related("unit")
    return get_object_or_404(rows, public_id=public_id)


def _government(unit) -> str:
    return "Pemerintah Daerah" if unit.parent_id is None else f"Pemerintah {unit.parent.name}"
