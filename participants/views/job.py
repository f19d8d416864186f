"""``/pekerjaan/``: one's own background work, how far it is, and trying again what failed."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from participants.access import allow, is_logged_in
from participants.actions import job as actions
from participants.models import Job
from participants.queries.job import latest, progress

SHOWN = 30


@allow(is_logged_in)
@require_safe
def job_list(request: HttpRequest) -> HttpResponse:
    jobs = latest(Job.objects.visible_to(request.user), SHOWN)
    return render(request, "participants/job_list.html", {"jobs": jobs})


@allow(is_logged_in)
@require_safe
def job_detail(request: HttpRequest, public_id: str) -> HttpResponse:
    """One job with the reasons of what failed; the piece that htmx asks for again until it ends."""
    job = get_object_or_404(Job.objects.visible_to(request.user), public_id=public_id)
    template = "participants/job_progress.html" if request.htmx else "participants/job_detail.html"
    return render(request, template, {"job": job, "progress": progress(job)})


@allow(is_logged_in)
@require_POST
def retry(request: HttpRequest, public_id: str) -> HttpResponse:
    """Puts what failed back into the queue."""
    job = get_object_or_404(Job.objects.visible_to(request.user), public_id=public_id)
    count = actions.retry_failed(job=job, by=request.user, at=timezone.now())
    messages.success(
        request,
        ngettext("%(count)d pekerjaan dicoba lagi.", "%(count)d pekerjaan dicoba lagi.", count)
        % {"count": count},
    )
    return redirect("participants:job-detail", public_id=job.public_id)
