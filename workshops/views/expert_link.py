"""The queue of an expert without an account: the same work, behind their link."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from participants.access import anyone
from participants.actions import audit
from participants.models import User
from participants.views.file import respond
from workshops.forms.review import ReopenForm, ReviewForm
from workshops.models import Link, LinkKind, Review, Submission, SubmissionState
from workshops.queries.deliverable import queue_of, reviewable_by, thread_of
from workshops.rules.states import Actor
from workshops.views.opening import DeadLink, dead_link, open_link
from workshops.views.reviewing import judge, open_again
from workshops.views.sheet_version import version_response

View = Callable[..., HttpResponse | FileResponse]


def by_expert_link(act: View) -> View:
    """The view gets the working link of an expert; any other token is a dead link."""

    @anyone(because="an expert from outside has no account; the token is the key")
    @wraps(act)
    def view(request: HttpRequest, token: str, **which: Any) -> HttpResponse | FileResponse:
        try:
            link = open_link(request, token, LinkKind.EXPERT, at=timezone.now())
        except DeadLink:
            return dead_link(request)
        return act(request, link, token, **which)

    return view


def _expert(link: Link) -> User:
    """Whose role it is: a link issued anew acts as a row of its own, the role stays the first's."""
    return link.role.user if link.role else link.user


@by_expert_link
@require_safe
def queue(request: HttpRequest, link: Link, token: str) -> HttpResponse:
    """What waits for this expert, oldest first."""
    waiting = queue_of(_expert(link), at=timezone.now())
    shown = {"waiting": waiting, "link": link, "token": token}
    return render(request, "workshops/expert_queue.html", shown)


@by_expert_link
@require_http_methods(["GET", "HEAD", "POST"])
def version(request: HttpRequest, link: Link, token: str, submission: str) -> HttpResponse:
    """One version with all that went before, and the form for the verdict."""
    writing = request.method == "POST"
    seen = reviewable_by(_expert(link), newest=not writing)
    found = get_object_or_404(seen, public_id=submission)
    form = None
    if writing:
        form = judge(request, found, by=link.user, at=timezone.now())
        if form is None:
            return redirect(reverse("workshops:expert-link", kwargs={"token": token}))
        # Where the next version came in meanwhile, the same words stand beside that one.
        found = reviewable_by(_expert(link)).filter(duty=found.duty_id).first() or found
    return _version(request, link, token, found, form=form)


@by_expert_link
@require_POST
def version_reopen(request: HttpRequest, link: Link, token: str, submission: str) -> HttpResponse:
    """An accepted version goes back after all, with a reason."""
    found = get_object_or_404(reviewable_by(_expert(link)), public_id=submission)
    form = open_again(request, found, actor=Actor.EXPERT, by=link.user, at=timezone.now())
    if form is not None:
        return _version(request, link, token, found, reopening=form)
    which = {"token": token, "submission": submission}
    return redirect(reverse("workshops:expert-version", kwargs=which))


def _version(
    request: HttpRequest, link: Link, token: str, found: Submission, **forms: Any
) -> HttpResponse:
    waits = found.state == SubmissionState.SUBMITTED
    return render(
        request,
        "workshops/expert_version.html",
        {
            "link": link,
            "token": token,
            "submission": found,
            "thread": thread_of(found.duty.deliverable, found.duty.owner),
            "reviewable": waits,
            "form": forms.get("form") or (ReviewForm(submission=found) if waits else None),
            "reopenable": found.state == SubmissionState.ACCEPTED,
            "reopening": forms.get("reopening") or ReopenForm(),
        },
        status=422 if request.method == "POST" else 200,
    )


@by_expert_link
@require_safe
def version_file(
    request: HttpRequest, link: Link, token: str, submission: str
) -> FileResponse | HttpResponse:
    """Any version of a work this expert may read."""
    found = get_object_or_404(
        Submission.objects.visible_to(_expert(link))
        .exclude(file=None, content__isnull=True)
        .with_duty(),
        public_id=submission,
    )
    audit.reading(
        "workshops.submission.read",
        found,
        by=link.user,
        at=timezone.now(),
        unit=found.duty.unit,
    )
    return version_response(found)


@by_expert_link
@require_safe
def marked_file(
    request: HttpRequest, link: Link, token: str, submission: str, marked: str
) -> FileResponse:
    """The copy that an expert marked up."""
    found = get_object_or_404(
        Submission.objects.visible_to(_expert(link)).with_duty(), public_id=submission
    )
    said: Any = get_object_or_404(
        Review.objects.filter(submission=found).select_related("file"), file__public_id=marked
    )
    audit.reading(
        "workshops.submission.read",
        found,
        by=link.user,
        at=timezone.now(),
        unit=found.duty.unit,
    )
    return respond(said.file)
