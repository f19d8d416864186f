"""How far the issuing of one Bimtek's certificates is."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from certificates import queries
from participants.access import allow, is_logged_in
from participants.actions.job import retry_failed
from participants.queries.job import progress
from workshops.access import managed_workshop
from workshops.models import Workshop


def progress_context(workshop: Workshop) -> dict[str, Any]:
    """``job`` while it runs or when something failed; what went well needs no telling twice."""
    job = queries.latest_job(workshop)
    if job is None:
        return {}
    found = progress(job)
    if found.finished and not found.failed:
        return {}
    return {
        "job": found,
        "job_errors": [f"{failure.name}: {failure.sentence}" for failure in queries.failures(job)],
    }


@allow(is_logged_in)  # managed_by leaves everybody else a 404
@require_safe
def progress_detail(request: HttpRequest, public_id: str) -> HttpResponse:
    """For htmx the block alone; a reload without JavaScript is the list."""
    workshop = managed_workshop(request.user, public_id)
    if not request.htmx:
        return redirect("certificates:certificate-list", public_id)
    job = queries.latest_job(workshop)
    context: dict[str, Any] = {
        "workshop": workshop,
        "job": progress(job) if job else None,
        "job_errors": [],
        "ended": True,
    }
    if job:
        context |= progress_context(workshop)
    return render(request, "certificates/certificate_list.html#progress", context)


@allow(is_logged_in)
@require_POST
def issuing_retry(request: HttpRequest, public_id: str) -> HttpResponse:
    """Puts back what failed."""
    workshop = managed_workshop(request.user, public_id)
    job = queries.latest_job(workshop)
    if job is not None:
        retry_failed(job=job, by=request.user, at=timezone.now())  # type: ignore[arg-type]
    return redirect("certificates:certificate-list", public_id)
