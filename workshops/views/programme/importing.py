"""A sheet of programmes on its way in: upload, look, let in or drop."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from participants.access import access_of, allow, is_organiser
from participants.errors import Refused
from participants.exporting.sheet import workbook_to_save
from participants.exporting.workbook import workbook
from participants.models import ImportSession, OrganisationUnit, Role
from participants.queries.preview import counts_of
from participants.views.staged import drop, let_in, staged_of, wrong_rows
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
    return workbook_to_save(content, "contoh-program")


@allow(is_organiser)
@require_safe
def import_detail(request: HttpRequest, session: str) -> HttpResponse:
    """What would go in, line by line."""
    found = _session(request, session)
    units = dict(
        OrganisationUnit.objects.filter(path__startswith=found.unit.root_path).values_list(
            "pk", "name"
        )
    )
    staged = staged_of(request, found, lambda row: shown(row, units))
    context = {"session": found, "staged": staged}
    return render(request, "workshops/programme_import_detail.html", context)


@allow(is_organiser)
@require_safe
def import_wrong(request: HttpRequest, session: str) -> HttpResponse:
    return wrong_rows(request, _session(request, session))


@allow(is_organiser)
@require_POST
def import_commit(request: HttpRequest, session: str) -> HttpResponse:
    let_in(request, _session(request, session), write=write)
    return redirect("workshops:programme-import-detail", session)


@allow(is_organiser)
@require_POST
def import_cancel(request: HttpRequest, session: str) -> HttpResponse:
    drop(request, _session(request, session))
    return redirect("workshops:programme-import-list")


def _sessions(request: HttpRequest) -> Any:
    return ImportSession.objects.of_kind(KIND).filter(
        access_of(request.user).units_q("unit__path", {Role.ORGANISER})
    )


def _session(request: HttpRequest, public_id: str) -> ImportSession:
    return get_object_or_404(
        _sessions(request).select_related("unit", "staged_by", "decided_by"), public_id=public_id
    )
