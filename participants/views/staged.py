"""An upload that was staged: looked at, let in, dropped; whatever it brings."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from participants.actions import audit
from participants.actions import importing as actions
from participants.errors import Reason, Refused
from participants.exporting.sheet import workbook_to_save
from participants.exporting.workbook import workbook_of
from participants.importing.examples import wrong_tables
from participants.models import ImportSession, ImportState, Job, RowOutcome
from participants.queries.importing import COMMIT, MANY, failure_of, latest_job
from participants.queries.job import JobProgress, progress
from participants.queries.preview import Counts, counts_of, preview


@dataclass(frozen=True)
class Staged:
    """What ``participants/importing_session.html`` shows."""

    session: ImportSession
    counts: Counts
    rows: list[Any]
    page: Any
    tabs: list[dict[str, Any]]
    page_address: str
    is_open: bool
    words: str = ""


@dataclass(frozen=True)
class Background:
    """What the worker is at with an upload (``work``), or why what it was asked last came to nothing."""

    job: Job | None = None
    work: JobProgress | None = None
    failed: tuple[Reason, ...] = ()

    @property
    def is_busy(self) -> bool:
        return self.work is not None


def background_of(session: ImportSession) -> Background:
    job = latest_job(session)
    if job is None:
        return Background()
    if failed := failure_of(job):
        return Background(job, failed=failed)
    return Background(job, None if job.finished_at else progress(job))


def staged_of(
    request: HttpRequest,
    session: ImportSession,
    shown: Callable[[Any], Any],
    *,
    is_busy: bool = False,
) -> Staged:
    """Line by line, wrong ones first when there are any; ``shown`` makes a row readable."""
    counts = counts_of(session)
    # What is searched for is a name or a number, so it is posted and never in the address.
    words = request.POST.get("cari", "").strip()[:80]
    outcome = request.GET.get("hasil", RowOutcome.WRONG if counts.wrong and not words else "")
    if outcome not in RowOutcome.values:
        outcome = ""
    seen = preview(session, outcome=outcome, page=request.GET.get("hal", 1), words=words)
    return Staged(
        session=session,
        counts=counts,
        rows=[shown(row) for row in seen.rows],
        page=seen.page,
        tabs=_tabs(counts, outcome),
        page_address=f"?hasil={outcome or 'semua'}&hal=",
        is_open=session.state == ImportState.STAGED and not is_busy,
        words=words,
    )


def wrong_rows(request: HttpRequest, session: ImportSession) -> HttpResponse:
    """The wrong lines with what to mend; a NIK in them is shown to whoever uploaded, so it is noted."""
    audit.reading(
        "participants.import.wrong_rows_read",
        session,
        by=request.user,  # type: ignore[arg-type]
        at=timezone.now(),
        unit=session.unit,
    )
    return workbook_to_save(workbook_of(wrong_tables(session)), f"salah-{session.public_id}")


def let_in(request: HttpRequest, session: ImportSession, **how: Any) -> None:
    """Commits it, setting aside as many wrong lines as the page said, and says what came of it; a big
    one of our own kinds is left to the worker."""
    wrong = session.counts.get(RowOutcome.WRONG, 0)
    set_aside = wrong if request.POST.get("sisihkan") == str(wrong) else 0
    if not how and counts_of(session).to_write > MANY and set_aside == wrong:
        hand_over(request, session, COMMIT, set_aside=set_aside)
        return
    try:
        session = actions.commit(
            session=session,
            set_aside=set_aside,
            by=request.user,  # type: ignore[arg-type]
            at=timezone.now(),
            **how,
        )
    except Refused as refusal:
        messages.error(request, str(refusal))
        return
    written = counts_of(session).to_write
    said = ngettext(
        "%(count)s baris sudah dimasukkan.", "%(count)s baris sudah dimasukkan.", written
    )
    messages.success(request, said % {"count": written})


def hand_over(request: HttpRequest, session: ImportSession, kind: str, **how: Any) -> None:
    """Leaves it to the worker; the page that follows shows how far it is."""
    try:
        actions.hand_over(
            session=session,
            kind=kind,
            by=request.user,  # type: ignore[arg-type]
            at=timezone.now(),
            **how,
        )
    except Refused as refusal:
        messages.info(request, str(refusal))


def drop(request: HttpRequest, session: ImportSession) -> None:
    """Cancels it, and says so."""
    try:
        actions.cancel(session=session, by=request.user, at=timezone.now())  # type: ignore[arg-type]
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Impor dibatalkan; tidak ada yang berubah."))


def _tabs(counts: Counts, outcome: str) -> list[dict[str, Any]]:
    tabs = [
        {
            "label": label,
            "url": f"?hasil={value}",
            "count": str(getattr(counts, value)),
            "current": outcome == value,
        }
        for value, label in RowOutcome.choices
    ]
    everything = {"label": _("Semua"), "url": "?hasil=semua", "current": not outcome}
    return [*tabs, {**everything, "count": str(counts.all)}]
