"""Sheets on their way in: upload, look, let in or drop."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from participants.access import access_of, allow, is_hr
from participants.errors import Refused
from participants.exporting.sheet import workbook_to_save
from participants.exporting.workbook import workbook
from participants.forms.importing import UploadForm
from participants.importing import examples
from participants.importing.showing import shown
from participants.importing.staging import stage_file
from participants.models import (
    ImportKind,
    ImportSession,
    OrganisationUnit,
    UnitKind,
)
from participants.queries.preview import Counts, counts_of
from participants.views.staged import drop, let_in, staged_of, wrong_rows

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
    return workbook_to_save(content, f"contoh-{kind}")


@allow(is_hr)
@require_safe
def session_detail(request: Any, public_id: str) -> HttpResponse:
    """What would go in, line by line."""
    session = _session(request, public_id)
    staged = staged_of(request, session, lambda row: shown(row, session.kind))
    context = {"session": session, "staged": staged}
    return render(request, "participants/importing_detail.html", context)


@allow(is_hr)
@require_safe
def wrong(request: Any, public_id: str) -> HttpResponse:
    return wrong_rows(request, _session(request, public_id))


@allow(is_hr)
@require_POST
def commit(request: Any, public_id: str) -> HttpResponse:
    let_in(request, _session(request, public_id))
    return redirect("participants:import-detail", public_id=public_id)


@allow(is_hr)
@require_POST
def cancel(request: Any, public_id: str) -> HttpResponse:
    drop(request, _session(request, public_id))
    return redirect("participants:import-list")


def _session(request: Any, public_id: str) -> ImportSession:
    return get_object_or_404(
        ImportSession.objects.visible_to(request.user).select_related(
            "unit", "staged_by", "decided_by"
        ),
        public_id=public_id,
    )
