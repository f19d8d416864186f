"""Versions as the organiser and the experts see them: a thread, the queue, one version to judge."""

from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from participants.access import allow, is_logged_in
from participants.actions import audit
from participants.views.file import respond
from workshops.access import manages, visible_workshop
from workshops.forms.review import ReopenForm, ReviewForm
from workshops.models import (
    Deliverable,
    Group,
    Invitation,
    OwedBy,
    Review,
    Submission,
    SubmissionState,
    Workshop,
)
from workshops.queries.deliverable import (
    advised_invitations,
    queue_of,
    reviewable_by,
    thread_of,
    work_of,
)
from workshops.rules.states import Actor
from workshops.views.reviewing import judge, open_again
from workshops.views.sheet_version import version_response


@allow(is_logged_in)
@require_safe
def deliverable_thread(
    request: HttpRequest, code: str, deliverable: str, owner: str
) -> HttpResponse:
    """Every version of one OPD or group, with what was said to it; the experts' form on top."""
    workshop = visible_workshop(request.user, code)
    known = get_object_or_404(
        Deliverable.objects.filter(stage__workshop=workshop).select_related("stage"),
        public_id=deliverable,
    )
    known.stage.workshop = workshop
    return _thread(request, workshop, known, _owner(request, workshop, known, owner))


@allow(is_logged_in)
@require_safe
def review_queue(request: HttpRequest) -> HttpResponse:
    """What waits for this expert, oldest first, over all their Bimtek."""
    waiting = queue_of(request.user, at=timezone.now())  # type: ignore[arg-type]
    return render(request, "workshops/review_queue.html", {"waiting": waiting})


@allow(is_logged_in)
@require_http_methods(["GET", "HEAD", "POST"])
def submission_detail(request: HttpRequest, submission: str) -> HttpResponse:
    """One version to judge; only for who is its expert."""
    seen = reviewable_by(request.user, newest=request.method != "POST")  # type: ignore[arg-type]
    found = get_object_or_404(seen, public_id=submission)
    form = None
    if request.method == "POST":
        form = judge(request, found, by=request.user, at=timezone.now())  # type: ignore[arg-type]
        if form is None:
            return redirect("workshops:review-queue")
    return _of(request, found, form=form)


@allow(is_logged_in)
@require_POST
def submission_reopen(request: HttpRequest, submission: str) -> HttpResponse:
    """An accepted version goes back after all: by its expert, or by who runs the Bimtek."""
    seen = Submission.objects.visible_to(request.user).newest().with_duty()
    found = get_object_or_404(seen, public_id=submission)
    actor = _actor(request, found)
    if actor is None:
        raise Http404
    form = open_again(request, found, actor=actor, by=request.user, at=timezone.now())  # type: ignore[arg-type]
    if form is not None:
        return _of(request, found, reopening=form)
    duty = found.duty
    workshop = duty.deliverable.stage.workshop
    return redirect(
        "workshops:deliverable-thread",
        workshop.public_id,
        duty.deliverable.public_id,
        duty.owner.public_id,
    )


@allow(is_logged_in)
@require_safe
def submission_file(request: HttpRequest, submission: str) -> FileResponse | HttpResponse:
    """One version, to be saved: its file, or a worksheet as an Excel form; the reading is noted."""
    seen: Any = (
        Submission.objects.visible_to(request.user)
        .exclude(file=None, content__isnull=True)
        .with_duty()
    )
    found = get_object_or_404(seen, public_id=submission)
    _note(request, found)
    return version_response(found)


@allow(is_logged_in)
@require_safe
def marked_file(request: HttpRequest, submission: str, marked: str) -> FileResponse:
    """The copy an expert marked up; the reading is noted."""
    seen = Submission.objects.visible_to(request.user).with_duty()
    found = get_object_or_404(seen, public_id=submission)
    said: Any = get_object_or_404(
        Review.objects.filter(submission=found).select_related("file"), file__public_id=marked
    )
    _note(request, found)
    return respond(said.file)


def _note(request: HttpRequest, found: Submission) -> None:
    audit.reading(
        "workshops.submission.read",
        found,
        by=request.user,  # type: ignore[arg-type]
        at=timezone.now(),
        unit=found.duty.unit,
    )


def _reviewable(request: HttpRequest) -> Any:
    return reviewable_by(request.user)  # type: ignore[arg-type]


def _actor(request: HttpRequest, found: Submission) -> str | None:
    """As what the reader may open this version again; None: not at all."""
    if _reviewable(request).filter(pk=found.pk).exists():
        return Actor.EXPERT
    workshop = found.duty.deliverable.stage.workshop
    return Actor.COMMITTEE if manages(request.user, workshop) else None


def _owner(
    request: HttpRequest, workshop: Workshop, deliverable: Deliverable, public_id: str
) -> Invitation | Group:
    """Whoever owes it under this code, as far as the reader may see them; Http404 for others."""
    found: Any
    if deliverable.owed_by == OwedBy.UNIT:
        found = get_object_or_404(advised_invitations(workshop, request.user), public_id=public_id)
    else:
        groups = Group.objects.visible_to(request.user).filter(workshop=workshop)
        found = get_object_or_404(groups, public_id=public_id)
    found.workshop = workshop
    return found


def _of(request: HttpRequest, found: Submission, **forms: Any) -> HttpResponse:
    duty = found.duty
    workshop = duty.deliverable.stage.workshop
    duty.owner.workshop = workshop
    return _thread(request, workshop, duty.deliverable, duty.owner, **forms)


def _thread(
    request: HttpRequest,
    workshop: Workshop,
    deliverable: Deliverable,
    owner: Invitation | Group,
    **forms: Any,
) -> HttpResponse:
    thread = thread_of(deliverable, owner)
    newest = thread[0] if thread else None
    expert = bool(newest) and _reviewable(request).filter(pk=newest.pk).exists()  # type: ignore[union-attr]
    runs = manages(request.user, workshop)
    reviewable = newest if expert and newest.state == SubmissionState.SUBMITTED else None  # type: ignore[union-attr]
    accepted = newest is not None and newest.state == SubmissionState.ACCEPTED
    form = forms.get("form") or (ReviewForm(submission=reviewable) if reviewable else None)
    return render(
        request,
        "workshops/deliverable_thread.html",
        {
            "workshop": workshop,
            "work": work_of(deliverable, owner, at=timezone.now()),
            "thread": thread,
            "reviewable": reviewable,
            "form": form,
            "reopenable": newest if accepted and (expert or runs) else None,
            "reopening": forms.get("reopening") or ReopenForm(),
            "manages": runs,
        },
        status=422 if request.method == "POST" else 200,
    )
