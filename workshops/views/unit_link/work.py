"""One hasil kerja of an OPD or a group: its versions, what the experts said, and the next step."""

from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from participants.actions import audit
from participants.errors import Refused
from participants.views.file import respond
from workshops.actions.deliverable import open_duty
from workshops.actions.review import confirm, decline
from workshops.actions.submission import Body, submit
from workshops.forms.deliverable import DeclineForm, SubmissionForm
from workshops.models import Review, Submission, SubmissionState
from workshops.queries.deliverable import Work, thread_of, works_of
from workshops.views.refusal import show_on
from workshops.views.sheet_version import version_response
from workshops.views.unit_link.desk import Desk


@require_http_methods(["GET", "HEAD", "POST"])
def work(request: HttpRequest, desk: Desk, work: str) -> HttpResponse:
    """The thread, with the form for the next version while one is wanted."""
    at = timezone.now()
    known = asked(desk, work)
    form = SubmissionForm(request.POST or None, request.FILES or None, form=known.deliverable.form)
    if request.method == "POST" and form.is_valid():
        try:
            duty = open_duty(deliverable=known.deliverable, owner=desk.owner, by=desk.by, at=at)
            submit(duty=duty, body=Body(**form.body()), note=form.note(), by=desk.by, at=at)
        except Refused as refusal:
            show_on(form, refusal)
        else:
            messages.success(request, _("Terkirim. Tim Ahli akan meninjaunya."))
            return redirect(desk.url("work", work=work))
    return _page(request, desk, known, form=form)


@require_POST
def answer(request: HttpRequest, desk: Desk, work: str) -> HttpResponse:
    """The owner's word to a version that the experts corrected: taken as its own, or not."""
    known = asked(desk, work)
    # The version that was on the page: another one may have come in its place.
    shown = get_object_or_404(
        Submission.objects.owed_by(desk.owner).select_related("duty"),
        duty__deliverable=known.deliverable,
        public_id=request.POST.get("version", ""),
    )
    form = DeclineForm(request.POST)
    agrees = request.POST.get("act") == "confirm"
    if agrees or form.is_valid():
        told: dict[str, Any] = {"submission": shown, "by": desk.by, "at": timezone.now()}
        try:
            if agrees:
                confirm(**told)
            else:
                decline(**told, reason=form.cleaned_data["reason"])
        except Refused as refusal:
            shown.refresh_from_db(fields=["state"])
            if agrees and shown.state == SubmissionState.ACCEPTED:  # pressed twice
                return redirect(desk.url("work", work=work))
            form = DeclineForm(request.POST)
            form.is_valid()
            show_on(form, refusal)
            known = asked(desk, work)
        else:
            said = (
                _("Perbaikan Tim Ahli disetujui; hasil kerja ini diterima.")
                if agrees
                else _("Tercatat. Kirimkan versi Bapak/Ibu sendiri.")
            )
            messages.success(request, said)
            return redirect(desk.url("work", work=work))
    return _page(request, desk, known, declining=form)


@require_safe
def work_file(request: HttpRequest, desk: Desk, version: str) -> FileResponse | HttpResponse:
    """A version the owner has sent, or the experts handed back."""
    submission = get_object_or_404(
        Submission.objects.owed_by(desk.owner).exclude(file=None, content__isnull=True).with_duty(),
        public_id=version,
    )
    audit.reading(
        "workshops.submission.read", submission, by=desk.by, at=timezone.now(), unit=desk.unit
    )
    return version_response(submission)


@require_safe
def marked_file(request: HttpRequest, desk: Desk, version: str, marked: str) -> FileResponse:
    """The copy that an expert marked up."""
    said = get_object_or_404(
        Review.objects.filter(submission__in=Submission.objects.owed_by(desk.owner))
        .exclude(file=None)
        .select_related("file", "submission"),
        file__public_id=marked,
        submission__public_id=version,
    )
    audit.reading(
        "workshops.submission.read", said.submission, by=desk.by, at=timezone.now(), unit=desk.unit
    )
    assert said.file is not None  # noqa: S101 - asked for above
    return respond(said.file)


def asked(desk: Desk, work: str) -> Work:
    """What this owner is asked for by this code; Http404 for anything else."""
    works = works_of(desk.owner, at=timezone.now())
    found = next((one for one in works if one.deliverable.public_id == work), None)
    if found is None:
        raise Http404
    return found


def _page(request: HttpRequest, desk: Desk, known: Work, **forms: Any) -> HttpResponse:
    return render(
        request,
        "workshops/unit_link_work.html",
        {
            "desk": desk,
            "work": known,
            "thread": thread_of(known.deliverable, desk.owner),
            "form": SubmissionForm(form=known.deliverable.form),
            "declining": DeclineForm(),
            **forms,
        },
        status=422 if request.method == "POST" else 200,
    )
