"""One expert's verdict on one version, from an account or from a link."""

from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext as _

from participants.errors import Refused
from participants.models import User
from workshops.actions.review import Words, accept, ask_to_revise
from workshops.forms.deliverable import ReviewForm
from workshops.models import Submission, Verdict
from workshops.views.refusal import show_on


def judge(
    request: HttpRequest, submission: Submission, *, by: User, at: datetime
) -> ReviewForm | None:
    """None when it is done and said; otherwise the form with everything that was written."""
    form = ReviewForm(request.POST)
    if not form.is_valid():
        return form
    try:
        act = accept if form.cleaned_data["verdict"] == Verdict.ACCEPT else ask_to_revise
        act(submission=submission, words=Words(form.cleaned_data["comment"]), by=by, at=at)
    except Refused as refusal:
        show_on(form, refusal)
        return form
    accepted = form.cleaned_data["verdict"] == Verdict.ACCEPT
    messages.success(
        request,
        _("Hasil kerja diterima.") if accepted else _("Dikembalikan kepada OPD dengan komentar."),
    )
    return None
