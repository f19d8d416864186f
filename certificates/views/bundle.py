"""All papers as one zip: asked for, watched, and taken home while it is there."""

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from certificates import queries
from certificates.actions.bundle import ALL, request_bundle
from certificates.models import Certificate
from certificates.tables import CertificateFilter
from participants.access import allow, is_logged_in
from participants.actions import audit
from participants.errors import Refused
from participants.models import Job, JobState, StoredFile
from participants.queries.job import progress
from participants.views.file import respond
from workshops.access import visible_workshop
from workshops.models import Workshop


@allow(is_logged_in)  # visible_to leaves a stranger to the Bimtek nothing
@require_POST
def certificate_zip(request: HttpRequest, public_id: str) -> HttpResponse:
    """Begins the zip of what the list shows, narrowed as it is."""
    workshop = visible_workshop(request.user, public_id)
    narrowed = CertificateFilter(
        request.GET,
        queryset=Certificate.objects.visible_to(request.user).filter(workshop=workshop),
    ).form
    chosen = narrowed.cleaned_data if narrowed.is_valid() else {}
    opd = chosen.get("opd")
    try:
        job = request_bundle(
            workshop=workshop,
            opd=opd.public_id if opd else "",
            kind=chosen.get("jenis") or "",
            state=chosen.get("keadaan") or "",
            by=request.user,  # type: ignore[arg-type]
            at=timezone.now(),
        )
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("certificates:certificate-list", public_id)
    return redirect("certificates:bundle-detail", public_id, job.public_id)


@allow(is_logged_in)
@require_safe
def bundle_detail(request: HttpRequest, public_id: str, job: str) -> HttpResponse:
    """How far it is, and until when it can be taken; for htmx the block alone."""
    workshop, found = _asked(request, public_id, job)
    context = {
        "workshop": workshop,
        "job": found,
        "progress": progress(found),
        "stored": _file(found),
        "until": found.finished_at and found.finished_at + queries.BUNDLE_VALID,
    }
    part = "#bundle" if request.htmx else ""  # type: ignore[attr-defined]
    return render(request, f"certificates/bundle_detail.html{part}", context)


@allow(is_logged_in)
@require_safe
def bundle_file(request: HttpRequest, public_id: str, job: str) -> FileResponse:
    """The zip, to whoever asked for it; that it was taken is noted."""
    workshop, found = _asked(request, public_id, job)
    stored = _file(found)
    if stored is None:
        raise Http404
    audit.reading(
        "certificates.certificate.downloaded_many",
        workshop,
        by=request.user,  # type: ignore[arg-type]
        at=timezone.now(),
        sha256=stored.sha256,
    )
    return respond(stored)


def _asked(request: HttpRequest, public_id: str, job: str) -> tuple[Workshop, Job]:
    workshop = visible_workshop(request.user, public_id)
    return workshop, get_object_or_404(queries.bundles_of(workshop, request.user), public_id=job)


def _file(job: Job) -> StoredFile | None:
    """None while it is not made, and when its time is over."""
    if job.finished_at is None or timezone.now() - job.finished_at > queries.BUNDLE_VALID:
        return None
    item = job.items.filter(key=ALL, state=JobState.DONE).first()
    return (
        StoredFile.objects.filter(public_id=item.result.get("file", "")).first() if item else None
    )
