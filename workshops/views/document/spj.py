""" "Unduh berkas SPJ": asked for, watched, taken home while it is there."""

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from participants.access import allow, is_logged_in
from participants.actions import audit
from participants.models import Job, JobState, StoredFile
from participants.queries.job import progress
from participants.views.file import respond
from workshops.access import overseen_workshop
from workshops.actions.spj import ALL, VALID, request_spj
from workshops.models import Stage
from workshops.queries.document.spj import spj_of


@allow(is_logged_in)
@require_POST
def spj_make(request: HttpRequest, code: str, stage: str) -> HttpResponse:
    found = _stage(request, code, stage)
    job = request_spj(stage=found, by=request.user, at=timezone.now())  # type: ignore[arg-type]
    return redirect("workshops:spj-detail", code, stage, job.public_id)


@allow(is_logged_in)
@require_safe
def spj_detail(request: HttpRequest, code: str, stage: str, job: str) -> HttpResponse:
    """How far it is, piece by piece, and until when it can be taken; for htmx the block alone."""
    found = _stage(request, code, stage)
    asked = _job(request, found, job)
    item = asked.items.filter(key=ALL).first()
    context = {
        "workshop": found.workshop,
        "stage": found,
        "job": asked,
        "progress": progress(asked),
        "told": item.result if item else {},
        "stored": _file(asked),
        "until": asked.finished_at and asked.finished_at + VALID,
    }
    part = "#spj" if request.htmx else ""  # type: ignore[attr-defined]
    return render(request, f"workshops/spj_detail.html{part}", context)


@allow(is_logged_in)
@require_safe
def spj_file(request: HttpRequest, code: str, stage: str, job: str) -> FileResponse:
    """The zip, to whoever asked for it; that it was taken is noted."""
    found = _stage(request, code, stage)
    stored = _file(_job(request, found, job))
    if stored is None:
        raise Http404
    audit.reading(
        "workshops.spj.downloaded",
        found,
        by=request.user,  # type: ignore[arg-type]
        at=timezone.now(),
        unit=found.workshop.unit,
        sha256=stored.sha256,
    )
    return respond(stored)


def _stage(request: HttpRequest, code: str, stage: str) -> Stage:
    workshop = overseen_workshop(request.user, code)
    found = get_object_or_404(workshop.stages, public_id=stage)
    found.workshop = workshop
    return found


def _job(request: HttpRequest, stage: Stage, job: str) -> Job:
    return get_object_or_404(spj_of(stage, request.user), public_id=job)


def _file(job: Job) -> StoredFile | None:
    """None while it is not made, and when its time is over."""
    if job.finished_at is None or timezone.now() - job.finished_at > VALID:
        return None
    item = job.items.filter(key=ALL, state=JobState.DONE).first()
    return (
        StoredFile.objects.filter(public_id=item.result.get("file", "")).first() if item else None
    )
