"""Templates of an office: what each may say, its own in place of the shipped one, and back."""

import io
from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from participants.access import allow, is_logged_in
from participants.actions import audit
from workshops.access import managed_workshop, units_organised_by
from workshops.actions import document as actions
from workshops.forms.document import TemplateForm
from workshops.models import DocumentTemplate, Workshop
from workshops.queries.document.templates import in_force, templates_of, versions_of
from workshops.rendering.document.paper import written
from workshops.rules.document import BY_CODE, DOCUMENTS, Document, sample_of
from workshops.rules.document_words import LISTS
from workshops.views.acting import acted
from workshops.views.document.overview import DOCX


@allow(is_logged_in)
@require_safe
def template_list(request: HttpRequest, code: str) -> HttpResponse:
    workshop = _office(request, code)
    own = in_force(workshop.unit)
    return render(
        request,
        "workshops/document_templates.html",
        {
            "workshop": workshop,
            "rows": [{"document": one, "own": own.get(one.code)} for one in DOCUMENTS],
        },
    )


@allow(is_logged_in)
@require_http_methods(["GET", "HEAD", "POST"])
def template_detail(request: HttpRequest, code: str, document: str) -> HttpResponse:
    """The words it may use; an own one is tried with invented values before it is taken."""
    workshop, found = _office(request, code), _document(document)
    form = TemplateForm(request.POST or None, request.FILES or None, document=found)
    if (
        request.method == "POST"
        and form.is_valid()
        and acted(
            request,
            actions.take_template,
            _("Templat dipakai mulai sekarang. Unduh contohnya untuk melihat hasilnya."),
            unit=workshop.unit,
            code=found.code,
            upload=form.cleaned_data["upload"],
        )
    ):
        return redirect("workshops:template-detail", code, document)
    versions = versions_of(workshop.unit, found.code)
    return render(
        request,
        "workshops/document_template.html",
        {
            "workshop": workshop,
            "document": found,
            "form": form,
            "versions": versions,
            "own": bool(versions and versions[0].file),
            "words": [(word, f"{{{{ {word.name} }}}}") for word in found.words],
            "lists": [
                {
                    "rows": LISTS[name],
                    "words": [
                        (word, f"{{{{ {name}.{word.name} }}}}") for word in LISTS[name].words
                    ],
                }
                for name in found.lists
            ],
        },
        status=422 if request.method == "POST" else 200,
    )


@allow(is_logged_in)
@require_safe
def template_file(request: HttpRequest, code: str, document: str) -> HttpResponse:
    """The template in force, to be changed in Word."""
    workshop, found = _office(request, code), _document(document)
    # python-docx is loaded where a template is made, not by every process of the server.
    from workshops.rendering.document.shipped import shipped  # noqa: PLC0415

    content = templates_of(workshop.unit).get(found.code) or shipped(found.code)
    audit.reading(
        "workshops.document_template.read",
        workshop,
        by=request.user,  # type: ignore[arg-type]
        at=timezone.now(),
        unit=workshop.unit,
        paper=found.code,
    )
    return _handed(content, f"templat-{found.code}.docx")


@allow(is_logged_in)
@require_safe
def template_sample(request: HttpRequest, code: str, document: str) -> HttpResponse:
    """The template in force, filled with invented values."""
    workshop, found = _office(request, code), _document(document)
    template = templates_of(workshop.unit).get(found.code)
    content = written(code=found.code, values=sample_of(found), template=template)
    return _handed(content, f"contoh-{found.code}.docx")


@allow(is_logged_in)
@require_POST
def template_shipped(request: HttpRequest, code: str, document: str) -> HttpResponse:
    workshop, found = _office(request, code), _document(document)
    acted(
        request,
        actions.use_shipped,
        _("Kembali ke templat bawaan."),
        unit=workshop.unit,
        code=found.code,
    )
    return redirect("workshops:template-detail", code, document)


@allow(is_logged_in)
@require_POST
def template_use(request: HttpRequest, code: str, version: str) -> HttpResponse:
    """An earlier version again."""
    workshop = _office(request, code)
    rows = DocumentTemplate.objects.filter(unit=workshop.unit)
    found = get_object_or_404(rows, public_id=version)
    acted(
        request,
        actions.use_version,
        _("Versi %(version)s dipakai lagi.") % {"version": found.version},
        version=found,
    )
    return redirect("workshops:template-detail", code, found.kind)


def _office(request: HttpRequest, code: str) -> Workshop:
    """The Bimtek, for who organises in the name of its office: a template is the whole office's."""
    workshop = managed_workshop(request.user, code)
    if not units_organised_by(request.user).filter(pk=workshop.unit_id).exists():
        raise Http404
    return workshop


def _document(code: str) -> Document:
    if code not in BY_CODE:
        raise Http404
    return BY_CODE[code]


def _handed(content: bytes, name: str) -> Any:
    return FileResponse(io.BytesIO(content), as_attachment=True, filename=name, content_type=DOCX)
