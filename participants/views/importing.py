"""Sheets on their way in: upload, look, let in or drop."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from participants.access import access_of, allow, is_hr
from participants.actions import audit
from participants.actions import importing as actions
from participants.errors import Refused
from participants.exporting.sheet import XLSX
from participants.exporting.workbook import workbook
from participants.forms.importing import UploadForm
from participants.importing import examples
from participants.importing.showing import shown
from participants.importing.staging import stage_file
from participants.models import (
    ImportKind,
    ImportSession,
    ImportState,
    OrganisationUnit,
    RowOutcome,
    UnitKind,
)
from participants.queries.preview import Counts, counts_of, preview

RECENT = 20
ROOM = 200  # empty lines of the example, already of the format Text


@dataclass(frozen=True)
class Past:
    """An upload as the list shows it."""

    session: ImportSession
    counts: Counts


@allow(is_hr)
@require_http_methods(["GET", "HEAD", "POST"])
def session_list(request: Any) -> HttpResponse:
    """Upload a sheet, or come back to one."""
    units = OrganisationUnit.objects.filter(
        access_of(request.user).hr_q("path"), kind=UnitKind.PEMDA, valid_to=None
    ).order_by("path", "pk")
    form = UploadForm(request.POST or None, request.FILES or None, units=units)
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["file"]
        try:
            session = stage_file(
                upload=upload,
                name=upload.name,
                kind=form.cleaned_data["kind"],
                unit=form.cleaned_data["unit"],
                by=request.user,
                at=timezone.now(),
            )
        except Refused as refusal:
            form.add_error("file", str(refusal))
        else:
            return redirect("participants:import-detail", public_id=session.public_id)
    past = (
        ImportSession.objects.visible_to(request.user)
        .select_related("unit", "staged_by")
        .order_by("-staged_at", "-pk")[:RECENT]
    )
    return render(
        request,
        "participants/importing_list.html",
        {
            "form": form,
            "kinds": ImportKind,
            "past": [Past(session, counts_of(session)) for session in past],
            "may_import": bool(units),
        },
        status=200 if request.method != "POST" else 422,
    )


@allow(is_hr)
@require_safe
def template(request: Any, kind: str) -> HttpResponse:
    """The XLSX to start from."""
    if kind not in ImportKind.values:
        raise Http404
    table = examples.example(kind)
    content = workbook(*table, as_text=range(len(table.headers)), empty_rows=ROOM)
    return _file(content, f"contoh-{kind}.xlsx")


@allow(is_hr)
@require_safe
def session_detail(request: Any, public_id: str) -> HttpResponse:
    """What would go in, line by line, wrong ones first when there are any."""
    session = _session(request, public_id)
    counts = counts_of(session)
    outcome = request.GET.get("hasil", RowOutcome.WRONG if counts.wrong else "")
    if outcome not in RowOutcome.values:
        outcome = ""
    seen = preview(session, outcome=outcome, page=request.GET.get("hal", 1))
    return render(
        request,
        "participants/importing_detail.html",
        {
            "session": session,
            "counts": seen.counts,
            "rows": [shown(row, session.kind) for row in seen.rows],
            "page": seen.page,
            "outcome": outcome,
            "tabs": _tabs(seen.counts, outcome),
            "page_address": f"?hasil={outcome or 'semua'}&hal=",
            "cancel_url": reverse("participants:import-cancel", args=[session.public_id]),
            "is_open": session.state == ImportState.STAGED,
        },
    )


@allow(is_hr)
@require_safe
def wrong(request: Any, public_id: str) -> HttpResponse:
    """The wrong lines with what to mend; a NIK in them is shown to whoever uploaded, so it is noted."""
    session = _session(request, public_id)
    audit.reading(
        "participants.import.wrong_rows_read",
        session,
        by=request.user,
        at=timezone.now(),
        unit=session.unit,
    )
    content = workbook(*examples.wrong_table(session))
    return _file(content, f"salah-{session.public_id}.xlsx")


@allow(is_hr)
@require_POST
def commit(request: Any, public_id: str) -> HttpResponse:
    session = _session(request, public_id)
    wrong_rows = session.counts.get(RowOutcome.WRONG, 0)
    try:
        session = actions.commit(
            session=session,
            set_aside=wrong_rows if request.POST.get("sisihkan") == str(wrong_rows) else 0,
            by=request.user,
            at=timezone.now(),
        )
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        written = counts_of(session).to_write
        messages.success(
            request,
            ngettext(
                "%(count)s baris sudah dimasukkan.", "%(count)s baris sudah dimasukkan.", written
            )
            % {"count": written},
        )
    return redirect("participants:import-detail", public_id=public_id)


@allow(is_hr)
@require_POST
def cancel(request: Any, public_id: str) -> HttpResponse:
    session = _session(request, public_id)
    try:
        actions.cancel(session=session, by=request.user, at=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Impor dibatalkan; tidak ada yang berubah."))
    return redirect("participants:import-list")


def _session(request: Any, public_id: str) -> ImportSession:
    return get_object_or_404(
        ImportSession.objects.visible_to(request.user).select_related(
            "unit", "staged_by", "decided_by"
        ),
        public_id=public_id,
    )


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


def _file(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
