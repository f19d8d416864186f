"""Badges and cards with QR: a few at once, many in the background."""

import io

import pikepdf
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from participants.access import allow, is_logged_in
from participants.actions import audit
from participants.models import Job, JobState, StoredFile
from participants.queries.job import progress
from workshops.access import managed_workshop
from workshops.actions.badge import order_badges
from workshops.forms.badge import BadgeForm
from workshops.models import Workshop
from workshops.queries.badge import BADGES, badges_of, heading_of, orders_of, wearers
from workshops.rendering.badge import pdf

AT_ONCE = 50


@allow(is_logged_in)  # managed_by leaves everybody else a 404
@require_http_methods(["GET", "HEAD", "POST"])
def badge_list(request: HttpRequest, code: str) -> HttpResponse:
    """What to print; up to fifty come as the answer, more are made by the worker."""
    workshop = managed_workshop(request.user, code)
    form = BadgeForm(request.POST or None, workshop=workshop)
    if form.is_valid():
        given = form.cleaned_data
        unit = given["unit"].public_id if given["unit"] else ""
        people = wearers(workshop, request.user, kind=given["kind"], unit=unit)
        if not people:
            form.add_error(None, _("Tidak ada orang pada pilihan ini."))
        elif len(people) <= AT_ONCE:
            return _at_once(request, workshop, people, given["shape"])
        else:
            order_badges(
                workshop=workshop,
                people=people,
                shape=given["shape"],
                by=request.user,
                at=timezone.now(),
            )
            messages.success(request, _("Lencana sedang dibuat; halaman ini menunjukkan jalannya."))
            return redirect("workshops:badge-list", code)
    return render(
        request,
        "workshops/badge_list.html",
        {
            "workshop": workshop,
            "form": form,
            "people": workshop.registrations.live().count(),
            "jobs": [_job(job, code) for job in orders_of(workshop, request.user)],
        },
        status=422 if form.is_bound else 200,
    )


def _at_once(
    request: HttpRequest, workshop: Workshop, people: list[str], shape: str
) -> HttpResponse:
    at = timezone.now()
    title, dates = heading_of(workshop)
    content = pdf(
        badges_of(workshop, people),
        shape=shape,
        title=title,
        dates=dates,
        language=get_language() or "id",
        at=at,
    )
    audit.record(
        "workshops.badge.printed",
        workshop,
        by=request.user,
        at=at,
        unit=workshop.unit,
        people=len(people),
    )
    return _sheets(content)


def _sheets(content: bytes) -> HttpResponse:
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = 'attachment; filename="lencana.pdf"'
    response["Cache-Control"] = "private, no-store"
    return response


def _job(job: Job, code: str) -> dict[str, object]:
    found = progress(job)
    return {
        "progress": found,
        "people": len(job.args["people"]),
        "url": reverse("workshops:badge-progress", args=[code, job.public_id]),
        "file_url": reverse("workshops:badge-file", args=[code, job.public_id]),
        "asked_at": job.requested_at,
    }


def _ordered(request: HttpRequest, code: str, public_id: str) -> tuple[Workshop, Job]:
    workshop = managed_workshop(request.user, code)
    jobs = Job.objects.visible_to(request.user).filter(kind=BADGES, args__workshop=code)
    return workshop, get_object_or_404(jobs, public_id=public_id)


@allow(is_logged_in)
@require_safe
def badge_progress(request: HttpRequest, code: str, job: str) -> HttpResponse:
    """For htmx the block alone; a reload without JavaScript is the page."""
    workshop, found = _ordered(request, code, job)
    if not request.htmx:  # type: ignore[attr-defined]
        return redirect("workshops:badge-list", code)
    context = {"workshop": workshop, "ordered": _job(found, code)}
    return render(request, "workshops/_badge_job.html", context)


@allow(is_logged_in)
@require_safe
def badge_file(request: HttpRequest, code: str, job: str) -> HttpResponse:
    """The parts of a finished job as one PDF; that it was taken is noted."""
    workshop, found = _ordered(request, code, job)
    if found.state != JobState.DONE:
        raise Http404
    items = sorted(found.items.all(), key=lambda item: int(item.key))
    stored = StoredFile.objects.in_bulk(
        [item.result["file"] for item in items], field_name="public_id"
    )
    kept = io.BytesIO()
    with pikepdf.new() as whole:
        for item in items:
            with (
                stored[item.result["file"]].content.open("rb") as part,
                pikepdf.open(part) as pages,
            ):
                whole.pages.extend(pages.pages)
        whole.save(kept)
    audit.reading(
        "workshops.badge.downloaded",
        workshop,
        by=request.user,
        at=timezone.now(),
        unit=workshop.unit,
        people=len(found.args["people"]),
    )
    return _sheets(kept.getvalue())
