"""The queue of an expert without an account: the same work, behind their link."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from participants.access import anyone
from participants.actions import audit
from participants.models import User
from participants.views.file import respond
from workshops.forms.deliverable import ReviewForm
from workshops.models import Link, LinkKind, Submission
from workshops.queries.deliverable import queue_of, reviewable_by, thread_of
from workshops.views.opening import DeadLink, dead_link, open_link
from workshops.views.reviewing import judge

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
    found = get_object_or_404(reviewable_by(_expert(link)), public_id=submission)
    form = ReviewForm()
    if request.method == "POST":
        refused = judge(request, found, by=link.user, at=timezone.now())
        if refused is None:
            return redirect(reverse("workshops:expert-link", kwargs={"token": token}))
        form = refused
    return render(
        request,
        "workshops/expert_version.html",
        {
            "link": link,
            "token": token,
            "submission": found,
            "thread": thread_of(found.duty.deliverable, found.duty.owner),
            "form": form,
        },
        status=422 if request.method == "POST" else 200,
    )


@by_expert_link
@require_safe
def version_file(request: HttpRequest, link: Link, token: str, submission: str) -> FileResponse:
    """Any version of a work this expert may read."""
    found = get_object_or_404(
        Submission.objects.visible_to(_expert(link)).exclude(file=None).with_duty(),
        public_id=submission,
    )
    audit.reading(
        "workshops.submission.read",
        found,
        by=link.user,
        at=timezone.now(),
        unit=found.duty.unit,
    )
    return respond(found.file)
