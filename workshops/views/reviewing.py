"""One expert's word on one version, from an account or from a link."""

from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from participants.errors import Refused
from participants.models import User
from workshops.actions.review import accept, ask_to_revise, hand_back, reopen
from workshops.actions.submission import Body
from workshops.forms.review import ReopenForm, ReviewForm
from workshops.models import Submission, Verdict, WorkForm
from workshops.queries.programme_history import kept_by_hand
from workshops.views.refusal import show_on
from workshops.views.sheet_version import corrected_body


def judge(
    request: HttpRequest, submission: Submission, *, by: User, at: datetime
) -> ReviewForm | None:
    """None when it is done and said; otherwise the form with everything that was written."""
    form = ReviewForm(request.POST, request.FILES, submission=submission)
    if not form.is_valid():
        return form
    verdict = form.judged
    told = {"submission": submission, "words": form.words(), "by": by, "at": at}
    try:
        if verdict == Verdict.CORRECT:
            hand_back(body=_corrected(form), **told)
        elif verdict == Verdict.ACCEPT:
            accept(**told)
        else:
            ask_to_revise(**told)
    except Refused as refusal:
        show_on(form, refusal)
        return form
    messages.success(request, said_to(verdict))
    if verdict == Verdict.ACCEPT and (titles := kept_by_hand(submission)):
        said = ngettext(
            "Daftar program sudah diubah dengan tangan dan tidak ditimpa pada %(n)s program: "
            "%(titles)s. Perbedaannya tampil di halaman program.",
            "Daftar program sudah diubah dengan tangan dan tidak ditimpa pada %(n)s program: "
            "%(titles)s. Perbedaannya tampil di halaman program.",
            len(titles),
        )
        messages.warning(request, said % {"n": len(titles), "titles": "; ".join(titles[:5])})
    return None


def _corrected(form: ReviewForm) -> Body:
    if form.asked == WorkForm.WORKSHEET:
        return corrected_body(form.submission, form.cleaned_data.get("corrected"))
    return form.body()


def said_to(verdict: str) -> str:
    if verdict == Verdict.ACCEPT:
        return _("Hasil kerja diterima.")
    if verdict == Verdict.CORRECT:
        return _("Versi yang diperbaiki diserahkan; menunggu konfirmasi pengirimnya.")
    return _("Dikembalikan dengan komentar.")


def open_again(
    request: HttpRequest, submission: Submission, *, actor: str, by: User, at: datetime
) -> ReopenForm | None:
    """None when it is done and said; otherwise the form with the reason as it was typed."""
    form = ReopenForm(request.POST)
    if not form.is_valid():
        return form
    try:
        reopen(submission=submission, **form.cleaned_data, actor=actor, by=by, at=at)
    except Refused as refusal:
        show_on(form, refusal)
        return form
    messages.success(request, _("Dibuka kembali; pengirimnya diminta versi berikutnya."))
    return None
