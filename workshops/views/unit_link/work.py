"""One hasil kerja of the unit: versions, what the experts said, and the next version."""

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from participants.actions import audit
from participants.errors import Refused
from participants.views.file import respond
from workshops.actions.deliverable import open_duty
from workshops.actions.submission import Body, submit
from workshops.forms.deliverable import SubmissionForm
from workshops.models import Submission
from workshops.queries.deliverable import thread_of, works_of
from workshops.views.refusal import show_on
from workshops.views.unit_link.desk import Desk


@require_http_methods(["GET", "HEAD", "POST"])
def work(request: HttpRequest, desk: Desk, work: str) -> HttpResponse:
    """The thread, with the form for the next version while one is wanted."""
    at = timezone.now()
    works = {one.deliverable.public_id: one for one in works_of(desk.invitation, at=at)}
    if work not in works:
        raise Http404
    form = SubmissionForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        try:
            duty = open_duty(
                deliverable=works[work].deliverable, owner=desk.invitation, by=desk.by, at=at
            )
            submit(
                duty=duty,
                body=Body(form.cleaned_data["upload"]),
                note=form.cleaned_data["note"],
                by=desk.by,
                at=at,
            )
        except Refused as refusal:
            show_on(form, refusal)
        else:
            messages.success(request, _("Terkirim. Tim Ahli akan meninjaunya."))
            return redirect(desk.url("work", work=work))
    return render(
        request,
        "workshops/unit_link_work.html",
        {
            "desk": desk,
            "work": works[work],
            "thread": thread_of(works[work].deliverable, desk.invitation),
            "form": form,
        },
        status=422 if request.method == "POST" else 200,
    )


@require_safe
def work_file(request: HttpRequest, desk: Desk, version: str) -> FileResponse:
    """A version the unit itself has sent."""
    submission = get_object_or_404(
        Submission.objects.filter(
            duty__invitation=desk.invitation, file__isnull=False
        ).select_related("file"),
        public_id=version,
    )
    audit.reading(
        "workshops.submission.read",
        submission,
        by=desk.by,
        at=timezone.now(),
        unit=desk.invitation.unit,
    )
    return respond(submission.file)
