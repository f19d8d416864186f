"""The masterplan's volumes: how far each chapter is, having them written, and taking them home."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from participants.access import allow, is_logged_in
from participants.actions import audit
from participants.models import Job, JobItem, JobState, StoredFile
from participants.queries.job import JobProgress, progress
from participants.views.file import respond
from workshops.access import managed_workshop, manages, overseen_workshop
from workshops.actions.book import order_book
from workshops.forms.book import BookForm
from workshops.models import Workshop
from workshops.queries.book import BOOK, orders_of, progress_of
from workshops.rules.book import BY_CODE, VOLUMES


@dataclass(frozen=True)
class Written:
    """One volume of an order: its file once there is one."""

    volume: Any
    url: str
    file: StoredFile | None
    programmes: int | None


@dataclass(frozen=True)
class Order:
    progress: JobProgress
    asked_at: datetime
    asked_by: str
    url: str
    volumes: tuple[Written, ...]


@allow(is_logged_in)
@require_http_methods(["GET", "HEAD", "POST"])
def book_detail(request: HttpRequest, code: str) -> HttpResponse:
    """Chapter by chapter, what is accepted and what is missing; ordering what is chosen."""
    sent = request.method == "POST"
    workshop = (managed_workshop if sent else overseen_workshop)(request.user, code)
    form = BookForm(
        request.POST if sent else None, initial={"volumes": [one.code for one in VOLUMES]}
    )
    if form.is_valid():
        order_book(
            workshop=workshop,
            volumes=form.cleaned_data["volumes"],
            by=request.user,
            at=timezone.now(),
        )
        messages.success(request, _("Buku sedang disusun; halaman ini menunjukkan jalannya."))
        return redirect("workshops:book-detail", code)
    return render(
        request,
        "workshops/book_detail.html",
        {
            "workshop": workshop,
            "form": form,
            "volumes": progress_of(workshop),
            "orders": _orders(workshop, orders_of(workshop)),
            "manages": manages(request.user, workshop),
        },
        status=422 if sent else 200,
    )


@allow(is_logged_in)
@require_safe
def book_progress(request: HttpRequest, code: str, job: str) -> HttpResponse:
    """For htmx the order alone; a reload without JavaScript is the page."""
    workshop, found = _ordered(request, code, job)
    if not request.htmx:  # type: ignore[attr-defined]
        return redirect("workshops:book-detail", code)
    context = {"workshop": workshop, "order": _orders(workshop, [found])[0]}
    return render(request, "workshops/_book_order.html", context)


@allow(is_logged_in)
@require_safe
def book_file(request: HttpRequest, code: str, job: str, volume: str) -> FileResponse:
    """One volume; that it was taken is noted."""
    workshop, found = _ordered(request, code, job)
    item = get_object_or_404(found.items.filter(state=JobState.DONE), key=volume)
    stored = get_object_or_404(StoredFile, public_id=item.result.get("file", ""))
    audit.reading(
        "workshops.book.downloaded",
        workshop,
        by=request.user,
        at=timezone.now(),
        unit=workshop.unit,
        volume=volume,
        sha256=stored.sha256,
    )
    return respond(stored)


def _ordered(request: HttpRequest, code: str, public_id: str) -> tuple[Workshop, Job]:
    workshop = overseen_workshop(request.user, code)
    jobs = Job.objects.filter(kind=BOOK, args__workshop=workshop.public_id)
    return workshop, get_object_or_404(jobs, public_id=public_id)


def _orders(workshop: Workshop, jobs: list[Job]) -> list[Order]:
    items = {job.pk: list(job.items.order_by("pk")) for job in jobs}
    files = StoredFile.objects.in_bulk(
        [one.result["file"] for some in items.values() for one in some if "file" in one.result],
        field_name="public_id",
    )
    code = workshop.public_id
    return [
        Order(
            progress=progress(job),
            asked_at=job.requested_at,
            asked_by=job.requested_by.full_name,
            url=reverse("workshops:book-progress", args=[code, job.public_id]),
            volumes=tuple(
                Written(
                    volume=BY_CODE[one.key],
                    url=reverse("workshops:book-file", args=[code, job.public_id, one.key]),
                    file=files.get(one.result.get("file", "")),
                    programmes=_programmes(one),
                )
                for one in items[job.pk]
                if one.key in BY_CODE
            ),
        )
        for job in jobs
    ]


def _programmes(item: JobItem) -> int | None:
    """How many stand in the volume; None for one that has none of them."""
    has_any = any(chapter.programmes for chapter in BY_CODE[item.key].chapters)
    return item.result.get("programmes") if has_any else None
