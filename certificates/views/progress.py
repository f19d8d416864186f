"""How far the issuing of one Bimtek's certificates is."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from certificates import queries
from certificates.actions.signer import issue_link
from certificates.queries.signing import hands_of
from participants.access import allow, is_logged_in
from participants.actions.job import pause, resume, retry_failed
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
        "manages": True,
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


@allow(is_logged_in)
@require_POST
def issuing_pause(request: HttpRequest, public_id: str) -> HttpResponse:
    """Stops after the papers that are being made now."""
    workshop = managed_workshop(request.user, public_id)
    job = queries.latest_job(workshop)
    if job is not None and pause(job=job, by=request.user, at=timezone.now()):  # type: ignore[arg-type]
        messages.success(
            request,
            _("Penerbitan dijeda. Yang sudah terbit tetap berlaku; nomornya tidak berubah."),
        )
    return redirect("certificates:certificate-list", public_id)


@allow(is_logged_in)
@require_POST
def issuing_resume(request: HttpRequest, public_id: str) -> HttpResponse:
    """Goes on with those who are left."""
    workshop = managed_workshop(request.user, public_id)
    job = queries.latest_job(workshop)
    if job is not None:
        resume(job=job, by=request.user, at=timezone.now())  # type: ignore[arg-type]
    return redirect("certificates:certificate-list", public_id)


@allow(is_logged_in)
@require_POST
def signing_retry(request: HttpRequest, public_id: str) -> HttpResponse:
    """Puts back what the worker could not sign."""
    workshop = managed_workshop(request.user, public_id)
    for job in queries.signing_jobs_of(workshop):
        retry_failed(job=job, by=request.user, at=timezone.now())
    return redirect("certificates:certificate-list", public_id)


@allow(is_logged_in)
@require_POST
def issuing_link(request: HttpRequest, public_id: str, account_id: str) -> HttpResponse:
    """A link for the official whose signature this Bimtek's papers wait for; a working one stays."""
    workshop = managed_workshop(request.user, public_id)
    waited_for = [hand for hand in hands_of(workshop, at=timezone.now()) if not hand.link]
    account = next(
        (hand.account for hand in waited_for if hand.account.public_id == account_id), None
    )
    if account is not None:
        issue_link(account=account, by=request.user, at=timezone.now())
    return redirect("certificates:certificate-list", public_id)
