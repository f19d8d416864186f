"""Layouts: the list, a new one, the next version, a draft, a copy, and how it looks."""

import base64
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from certificates.actions.artwork import keep_artwork
from certificates.actions.sample import sample, sample_picture
from certificates.actions.template import (
    copy_template,
    discard_draft,
    draft_template,
    make_template,
    retire_template,
    revise_template,
    save_draft,
    use_draft,
)
from certificates.forms import TemplateForm
from certificates.forms.artwork import ArtworkForms
from certificates.forms.look import LookForm
from certificates.models import Template
from certificates.rules.look import FRAME, Look
from certificates.tables import TemplateTable
from participants.access import access_of, allow, is_organiser
from participants.errors import Refused
from participants.models import OrganisationUnit, Role

DRAFT = "draft"  # the button that saves without putting to use


@allow(is_organiser)
@require_safe
def template_list(request: HttpRequest) -> HttpResponse:
    rows = Template.objects.editable_by(request.user).for_list()
    return render(request, "certificates/template_list.html", {"table": TemplateTable(rows)})


@allow(is_organiser)
@require_http_methods(["GET", "HEAD", "POST"])
def template_new(request: HttpRequest) -> HttpResponse:
    units = _units(request)
    first = units.first()
    draft = DRAFT in request.POST
    form = TemplateForm(
        request.POST or None,
        units=units,
        lax=draft,
        initial={
            "name": _("Sertifikat Bimtek"),
            "office": f"{_government(first)}\n{first.name}" if first else "",
        },
    )
    look = LookForm(request.POST or None, look=FRAME)
    art = _artwork(request, first)
    if request.method == "POST" and form.is_valid() and art.is_valid():
        try:
            made = make_template(
                **form.cleaned_data,
                **_drawn(look, art),
                draft=draft,
                by=request.user,  # type: ignore[arg-type]
                at=timezone.now(),
            )
        except Refused as refused:
            form.add_error("name", [str(reason) for reason in refused.reasons])
        else:
            messages.success(
                request,
                _("Rancangan tersimpan.")
                if draft
                else _("Templat tersimpan. Lihat contohnya sebelum dipakai."),
            )
            return redirect("certificates:template-detail", made.public_id)
    return render(
        request, "certificates/template_form.html", {"form": form, "look": look, "art": art}
    )


@allow(is_organiser)
@require_http_methods(["GET", "HEAD", "POST"])
def template_detail(request: HttpRequest, public_id: str) -> HttpResponse:
    """The version in use, where saving makes the next one; or a draft."""
    template = _template(request, public_id)
    versions = Template.objects.filter(unit=template.unit_id, name=template.name)
    in_use = versions.in_use().exclude(pk=template.pk).first()
    earlier = versions.exclude(pk=template.pk).exclude(retired_at=None).order_by("-version")
    form = TemplateForm(
        request.POST or None,
        instance=template,
        units=None,
        may_rename=template.is_draft and in_use is None and not earlier,
        lax=DRAFT in request.POST,
    )
    look = LookForm(request.POST or None, look=Look.of(template.look))
    art = _artwork(request, template.unit, template)
    name = template.name
    if request.method == "POST" and form.is_valid() and art.is_valid():
        try:
            return _saved(request, template, form.cleaned_data | _drawn(look, art))
        except Refused as refused:
            form.add_error(None, [str(reason) for reason in refused.reasons])
    context = {
        "form": form,
        "look": look,
        "art": art,
        "template": template,
        "name": name,
        "in_use": in_use,
        "draft": None
        if template.is_draft
        else Template.objects.drafts().filter(unit=template.unit_id, name=name).first(),
        "earlier": earlier,
        "used": template.certificates.count(),
    }
    return render(request, "certificates/template_form.html", context)


def _saved(request: HttpRequest, template: Template, fields: dict[str, Any]) -> HttpResponse:
    told: Any = {"by": request.user, "at": timezone.now()} | fields
    if DRAFT in request.POST and template.is_draft:
        later = save_draft(draft=template, **told)
    elif DRAFT in request.POST:
        later = draft_template(template=template, **told)
    elif template.is_draft:
        later = use_draft(draft=template, **told)
    else:
        later = revise_template(template=template, **told)
    if later.is_draft:
        messages.success(request, _("Rancangan tersimpan."))
    else:
        messages.success(request, _("Versi %(version)s tersimpan.") % {"version": later.version})
    return redirect("certificates:template-detail", later.public_id)


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
    right yet; of the layout ``templat``, or of the unit that was chosen."""
    units = _units(request)
    of = request.GET.get("templat", "")
    before = Template.objects.editable_by(request.user).filter(public_id=of).first() if of else None
    chosen = units.filter(public_id=request.POST.get("unit", "")).first()
    unit = before.unit if before else chosen or units.first()
    said = {name: request.POST.get(name, "")[:200] for name in SHOWN}
    language = "en" if request.POST.get("language") == "en" else "id"
    look = LookForm(request.POST, look=FRAME).look()
    art = ArtworkForms(request, template=before)
    draft = Template(unit=unit, language=language, look=look.as_dict(), **said, **art.chosen)
    drawn = base64.b64encode(sample_picture(draft, at=timezone.now())).decode()
    return render(request, "certificates/template_form.html#drawn", {"drawn": drawn})


@allow(is_organiser)
@require_POST
def template_artwork(request: HttpRequest, place: str) -> HttpResponse:
    """One picture as soon as it was chosen: made small and kept, so that the preview shows it. For htmx;
    without it the picture comes with the form."""
    of = request.GET.get("templat", "")
    template = _template(request, of) if of else None
    art = _artwork(request, template.unit if template else _units(request).first(), template)
    field = next((one for one in art if one.place == place), None)
    if field is None:
        raise Http404
    response = render(
        request, "certificates/template_form.html#picture", {"one": field, "template": template}
    )
    response["HX-Trigger"] = "artwork-changed"
    return response


@allow(is_organiser)
@require_POST
def template_copy(request: HttpRequest, public_id: str) -> HttpResponse:
    """A new layout that begins as this one; also the way back to a version of before."""
    template = _template(request, public_id)
    name = _("Salinan %(name)s") % {"name": template.name}
    made = copy_template(template=template, name=name, by=request.user, at=timezone.now())  # type: ignore[arg-type]
    messages.success(request, _("Salinan tersimpan sebagai rancangan. Beri nama, lalu pakai."))
    return redirect("certificates:template-detail", made.public_id)


@allow(is_organiser)
@require_POST
def template_discard(request: HttpRequest, public_id: str) -> HttpResponse:
    template = _template(request, public_id)
    try:
        discard_draft(draft=template, by=request.user, at=timezone.now())  # type: ignore[arg-type]
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Rancangan dibuang."))
    return redirect("certificates:template-list")


@allow(is_organiser)
@require_POST
def template_retire(request: HttpRequest, public_id: str) -> HttpResponse:
    try:
        retire_template(
            template=_template(request, public_id),
            by=request.user,  # type: ignore[arg-type]
            at=timezone.now(),
        )
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("certificates:template-detail", public_id)
    messages.success(
        request, _("Templat tidak dipakai lagi. Sertifikat lama tetap seperti semula.")
    )
    return redirect("certificates:template-list")


def _units(request: HttpRequest) -> Any:
    held = access_of(request.user).units_q("path", {Role.ORGANISER})
    return OrganisationUnit.objects.filter(held).in_tree_order()


def _artwork(request: HttpRequest, unit: Any, template: Template | None = None) -> ArtworkForms:
    """The pictures; what was handed in now is kept at once, whatever else is wrong with the form."""
    art = ArtworkForms(request, template=template)
    for one in art:
        if one.made and unit is not None:
            one.keep(
                keep_artwork(
                    place=one.place,
                    made=one.made,
                    unit=unit,
                    by=request.user,  # type: ignore[arg-type]
                    at=timezone.now(),
                )
            )
    return art


def _drawn(look: LookForm, art: ArtworkForms) -> dict[str, Any]:
    return {"look": look.look().as_dict(), **art.chosen}


def _template(request: HttpRequest, public_id: str) -> Template:
    rows = Template.objects.editable_by(request.user).select_related("unit")
    return get_object_or_404(rows, public_id=public_id)


def _government(unit) -> str:
    return "Pemerintah Daerah" if unit.parent_id is None else f"Pemerintah {unit.parent.name}"
