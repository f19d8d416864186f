"""Certificates as lists, as one, and as files."""

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from certificates import queries
from certificates.exporting import CertificateResource, zipped
from certificates.models import Certificate, CertificateQuerySet, Template
from certificates.notices import verify_url
from certificates.tables import CertificateFilter, CertificateTable
from certificates.views.progress import progress_context
from participants.access import allow, is_logged_in
from participants.actions import audit
from participants.exporting.sheet import download
from participants.tables.paging import show_page
from participants.views.file import respond
from workshops.access import manages, visible_workshop
from workshops.models import WorkshopState

PER_PAGE = 50


def _filtered(request: HttpRequest, rows: CertificateQuerySet) -> CertificateFilter:
    return CertificateFilter(request.GET, queryset=rows.for_list())


def _table(request: HttpRequest, narrowed: CertificateFilter, **options) -> CertificateTable:
    table = CertificateTable(narrowed.qs, **options)
    show_page(request, table, per_page=PER_PAGE)
    return table


@allow(is_logged_in)  # visible_to leaves a stranger to the Bimtek nothing
@require_safe
def certificate_list(request: HttpRequest) -> HttpResponse:
    """Every certificate the reader may see, of all Bimtek."""
    narrowed = _filtered(request, Certificate.objects.visible_to(request.user))
    context = {
        "filter": narrowed,
        "table": _table(request, narrowed),
        "may_edit_templates": Template.objects.editable_by(request.user).exists(),
    }
    return render(request, "certificates/certificate_all.html", context)


@allow(is_logged_in)
@require_safe
def certificate_of_workshop(request: HttpRequest, public_id: str) -> HttpResponse:
    """The certificates of one Bimtek: what must happen first, who waits, what was issued."""
    workshop = visible_workshop(request.user, public_id)
    own = Certificate.objects.visible_to(request.user).filter(workshop=workshop)
    runs = manages(request.user, workshop)
    narrowed = _filtered(request, own)
    context = {
        "workshop": workshop,
        "closed": workshop.state == WorkshopState.CLOSED,
        "manages": runs,
        "waiting": queries.waiting(workshop).count() if runs else 0,
        "outdated": len(queries.outdated(workshop)) if runs else 0,
        "filter": narrowed,
        "table": _table(request, narrowed, exclude=("workshop",)),
        "any": own.exists(),
    }
    if runs:
        context |= progress_context(workshop)
        context["to_tell"] = queries.holder_notices(own).ready().count()
    return render(request, "certificates/certificate_list.html", context)


@allow(is_logged_in)
@require_safe
def certificate_detail(request: HttpRequest, public_id: str) -> HttpResponse:
    """One certificate: what it says, what became of it."""
    certificate = _certificate(request, public_id)
    context = {
        "certificate": certificate,
        "said": certificate.statement,
        "workshop": certificate.workshop,
        "verify_url": verify_url(certificate.public_id),
        "events": certificate.events.select_related("by").order_by("-at", "-pk"),
        "versions": queries.versions_of(certificate).exclude(pk=certificate.pk).order_by("version"),
        "manages": manages(request.user, certificate.workshop),
    }
    return render(request, "certificates/certificate_detail.html", context)


@allow(is_logged_in)
@require_safe
def certificate_file(request: HttpRequest, public_id: str) -> FileResponse:
    """The PDF; that it was taken is noted."""
    certificate = _certificate(request, public_id)
    if certificate.pdf is None:
        raise Http404
    audit.reading(
        "certificates.certificate.downloaded",
        certificate,
        by=request.user,  # type: ignore[arg-type]
        at=timezone.now(),
        unit=certificate.workshop.unit,
    )
    return respond(certificate.pdf)


@allow(is_logged_in)
@require_safe
def certificate_zip(request: HttpRequest, public_id: str) -> StreamingHttpResponse:
    """All valid papers of the Bimtek, narrowed as the list is."""
    workshop = visible_workshop(request.user, public_id)
    own = Certificate.objects.visible_to(request.user).filter(workshop=workshop)
    rows = list(_filtered(request, own).qs.valid().select_related("pdf"))
    audit.reading(
        "certificates.certificate.downloaded_many",
        workshop,
        by=request.user,  # type: ignore[arg-type]
        at=timezone.now(),
        count=len(rows),
    )
    response = StreamingHttpResponse(zipped(rows), content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="sertifikat-{public_id}.zip"'
    return response


@allow(is_logged_in)
@require_safe
def certificate_export(request: HttpRequest, public_id: str, extension: str) -> HttpResponse:
    """The list as it is narrowed, as a sheet."""
    workshop = visible_workshop(request.user, public_id)
    own = Certificate.objects.visible_to(request.user).filter(workshop=workshop)
    rows = _filtered(request, own).qs
    return download(
        CertificateResource(), rows, name=f"sertifikat-{public_id}", extension=extension
    )


def _certificate(request: HttpRequest, public_id: str) -> Certificate:
    rows = Certificate.objects.visible_to(request.user).for_list().select_related("pdf")
    return get_object_or_404(rows, public_id=public_id)
