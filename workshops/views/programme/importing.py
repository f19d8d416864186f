"""A sheet of programmes on its way in: upload, look, let in or drop."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from participants.access import access_of, allow, is_organiser
from participants.actions import audit
from participants.actions import importing as actions
from participants.errors import Refused
from participants.exporting.sheet import XLSX
from participants.exporting.workbook import workbook
from participants.importing.examples import wrong_table
from participants.models import ImportSession, ImportState, OrganisationUnit, Role, RowOutcome
from participants.queries.preview import counts_of, preview
from workshops.access import register_keepers
from workshops.actions.programme_import import KIND, write
from workshops.exporting.programme import example
from workshops.forms.programme_import import ProgrammeUploadForm
from workshops.importing.programme import stage_programmes
from workshops.importing.programme_showing import shown

RECENT = 20
ROOM = 100  # empty lines of the example


@allow(is_organiser)
@require_http_methods(["GET", "HEAD", "POST"])
def import_list(request: HttpRequest) -> HttpResponse:
    """Upload a sheet, or come back to one."""
    keepers = register_keepers(request.user)
    form = ProgrammeUploadForm(request.POST or None, request.FILES or None, keepers=keepers)
    if form.is_valid():
        upload = form.cleaned_data["file"]
        try:
            session = stage_programmes(
                upload=upload,
                name=upload.name,
                keeper=form.cleaned_data["keeper"],
                by=request.user,  # type: ignore[arg-type]
                at=timezone.now(),
            )
        except Refused as refusal:
            form.add_error("file", str(refusal))
        else:
            return redirect("workshops:programme-import-detail", session.public_id)
    past = _sessions(request).select_related("unit", "staged_by").order_by("-staged_at", "-pk")
    return render(
        request,
        "workshops/programme_import_list.html",
        {
            "form": form,
            "past": [
                {"session": session, "counts": counts_of(session)} for session in past[:RECENT]
            ],
        },
        status=422 if request.method == "POST" else 200,
    )


@allow(is_organiser)
@require_safe
def import_template(request: HttpRequest) -> HttpResponse:
    """The XLSX to start from: our own headers, five years from this one, one invented line."""
    keeper = register_keepers(request.user).first()
    if keeper is None:
        raise Http404
    table = example(keeper.localdate(timezone.now()).year)
    content = workbook(_("Program"), table.headers, table, empty_rows=ROOM)
    return _file(content, "contoh-program.xlsx")


@allow(is_organiser)
@require_safe
def import_detail(request: HttpRequest, session: str) -> HttpResponse:
    """What would go in, line by line, wrong ones first when there are any."""
    found = _session(request, session)
    counts = counts_of(found)
    outcome = request.GET.get("hasil", RowOutcome.WRONG if counts.wrong else "")
    if outcome not in RowOutcome.values:
        outcome = ""
    seen = preview(found, outcome=outcome, page=request.GET.get("hal", 1))
    units = dict(
        OrganisationUnit.objects.filter(path__startswith=found.unit.root_path).values_list(
            "pk", "name"
        )
    )
    return render(
        request,
        "workshops/programme_import_detail.html",
        {
            "session": found,
            "counts": counts,
            "rows": [shown(row, units) for row in seen.rows],
            "page": seen.page,
            "tabs": _tabs(counts, outcome),
            "page_address": f"?hasil={outcome or 'semua'}&hal=",
            "is_open": found.state == ImportState.STAGED,
        },
    )


@allow(is_organiser)
@require_safe
def import_wrong(request: HttpRequest, session: str) -> HttpResponse:
    """The wrong lines with what to mend."""
    found = _session(request, session)
    audit.reading(
        "participants.import.wrong_rows_read",
        found,
        by=request.user,  # type: ignore[arg-type]
        at=timezone.now(),
        unit=found.unit,
    )
    return _file(workbook(*wrong_table(found)), f"salah-{found.public_id}.xlsx")


@allow(is_organiser)
@require_POST
def import_commit(request: HttpRequest, session: str) -> HttpResponse:
    found = _session(request, session)
    wrong_rows = found.counts.get(RowOutcome.WRONG, 0)
    try:
        found = actions.commit(
            session=found,
            set_aside=wrong_rows if request.POST.get("sisihkan") == str(wrong_rows) else 0,
            by=request.user,
            at=timezone.now(),
            write=write,
        )
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        written = counts_of(found).to_write
        said = ngettext(
            "%(count)s baris sudah dimasukkan.", "%(count)s baris sudah dimasukkan.", written
        )
        messages.success(request, said % {"count": written})
    return redirect("workshops:programme-import-detail", session)


@allow(is_organiser)
@require_POST
def import_cancel(request: HttpRequest, session: str) -> HttpResponse:
    found = _session(request, session)
    try:
        actions.cancel(session=found, by=request.user, at=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Impor dibatalkan; tidak ada yang berubah."))
    return redirect("workshops:programme-import-list")


def _sessions(request: HttpRequest) -> Any:
    return ImportSession.objects.of_kind(KIND).filter(
        access_of(request.user).units_q("unit__path", {Role.ORGANISER})
    )


def _session(request: HttpRequest, public_id: str) -> ImportSession:
    return get_object_or_404(
        _sessions(request).select_related("unit", "staged_by", "decided_by"), public_id=public_id
    )


def _tabs(counts: Any, outcome: str) -> list[dict[str, Any]]:
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
