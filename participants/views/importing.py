"""Sheets on their way in: upload, look, let in or drop."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from participants.access import access_of, allow, is_hr, is_planner
from participants.actions import importing as actions
from participants.errors import Reason, Refused
from participants.exporting.sheet import workbook_to_save
from participants.exporting.workbook import workbook
from participants.forms.importing import UploadForm
from participants.importing import examples
from participants.importing.showing import shown
from participants.importing.staging import hand_in, stage_file
from participants.models import (
    ImportKind,
    ImportSession,
    ImportState,
    OrganisationUnit,
    PlanState,
    Role,
    StaffingPlan,
    UnitKind,
)
from participants.queries.importing import BIG, FORESEE, MANY, UNDO
from participants.queries.preview import Counts, counts_of
from participants.views.staged import (
    background_of,
    drop,
    hand_over,
    let_in,
    staged_of,
    wrong_rows,
)

RECENT = 20
MOST_KEPT = 200
ROOM = 200  # empty lines of the example, already of the format Text


@dataclass(frozen=True)
class Past:
    """An upload as the list shows it."""

    session: ImportSession
    counts: Counts


@allow(is_hr | is_planner)
@require_http_methods(["GET", "HEAD", "POST"])
def session_list(request: Any) -> HttpResponse:
    """Upload a sheet, or come back to one."""
    access = access_of(request.user)
    kinds = [
        kind
        for kind in ImportKind.values
        if access.has(Role.PLANNER if kind == ImportKind.PLAN else Role.HR)
    ]
    units = OrganisationUnit.objects.filter(
        access.units_q("path", {Role.HR, Role.PLANNER}), kind=UnitKind.PEMDA, valid_to=None
    ).order_by("path", "pk")
    plans = StaffingPlan.objects.filter(
        access.units_q("unit__path", {Role.PLANNER}), state=PlanState.DRAFT
    ).order_by("-valid_from", "-pk")
    form = UploadForm(
        request.POST or None, request.FILES or None, units=units, kinds=kinds, plans=plans
    )
    may = request.method == "POST" and form.is_valid() and _may(access, form.cleaned_data)
    if request.method == "POST" and form.is_bound and not form.errors and not may:
        form.add_error("unit", _("Anda tidak memegang peran itu untuk pemerintah daerah ini."))
    if may:
        upload = form.cleaned_data["file"]
        try:
            take_in = hand_in if upload.size > BIG else stage_file
            session = take_in(
                upload=upload,
                name=upload.name,
                kind=form.cleaned_data["kind"],
                unit=form.cleaned_data["unit"],
                plan=form.cleaned_data.get("plan")
                if form.cleaned_data["kind"] == ImportKind.PLAN
                else None,
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
            "examples": [(kind, label) for kind, label in ImportKind.choices if kind in kinds],
            "past": [Past(session, counts_of(session)) for session in past],
            "may_import": bool(units),
        },
        status=200 if request.method != "POST" else 422,
    )


@allow(is_hr | is_planner)
@require_safe
def template(request: Any, kind: str) -> HttpResponse:
    """The XLSX to start from."""
    if kind not in ImportKind.values:
        raise Http404
    table = examples.example(kind)
    content = workbook(*table, as_text=range(len(table.headers)), empty_rows=ROOM)
    return workbook_to_save(content, f"contoh-{kind}")


@allow(is_hr | is_planner)
@require_http_methods(["GET", "HEAD", "POST"])
def session_detail(request: Any, public_id: str) -> HttpResponse:
    """What would go in, line by line; a search among the lines is posted."""
    session = session_of(request, public_id)
    background = background_of(session)
    unread = session.layout.get("unread", False)
    if session.state == ImportState.MAPPING and not (background.is_busy or unread):
        return redirect("participants:import-columns", public_id=public_id)
    staged = staged_of(
        request,
        session,
        lambda row: shown(row, session.kind),
        is_busy=background.is_busy,
    )
    context = {
        "session": session,
        "background": background,
        "unread": unread,
        "staged": staged,
        "unknown_units": len(session.layout.get("units", [])) if staged.is_open else 0,
        "passed_over": [told for told in session.layout.get("sheets", []) if told.get("skipped")],
        "left_out": [
            told["name"] for told in session.layout.get("sheets", []) if told.get("left_out")
        ],
        "may_undo": session.state == ImportState.COMMITTED
        and session.kind in actions.UNDOERS
        and not background.is_busy,
        "kept": [
            (sheet, line, title, Reason.from_json(reason))
            for sheet, line, title, reason in session.layout.get("kept", [])
        ],
    }
    return render(request, "participants/importing_detail.html", context)


@allow(is_hr | is_planner)
@require_safe
def wrong(request: Any, public_id: str) -> HttpResponse:
    return wrong_rows(request, session_of(request, public_id))


@allow(is_hr | is_planner)
@require_POST
def commit(request: Any, public_id: str) -> HttpResponse:
    let_in(request, session_of(request, public_id))
    return redirect("participants:import-detail", public_id=public_id)


@allow(is_hr | is_planner)
@require_POST
def cancel(request: Any, public_id: str) -> HttpResponse:
    drop(request, session_of(request, public_id))
    return redirect("participants:import-list")


@allow(is_hr | is_planner)
@require_http_methods(["GET", "HEAD", "POST"])
def undo(request: Any, public_id: str) -> HttpResponse:
    """What undoing would take back and what stays; then it is done."""
    session = session_of(request, public_id)
    if session.state != ImportState.COMMITTED or session.kind not in actions.UNDOERS:
        raise Http404
    if counts_of(session).to_write > MANY:
        return _undo_big(request, session)
    found = actions.undoing(session)
    if request.method == "POST":
        agreed = request.POST.get("biarkan") == str(len(found.kept))
        try:
            actions.undo(
                session=session,
                set_aside=len(found.kept) if agreed else 0,
                by=request.user,
                at=timezone.now(),
            )
        except Refused as refusal:
            messages.error(request, str(refusal))
            return redirect("participants:import-undo", public_id=public_id)
        messages.success(request, _("Impor diurungkan."))
        return redirect("participants:import-detail", public_id=public_id)
    context = {
        "session": session,
        "is_known": True,
        "removed": len(found.removed),
        "restored": len(found.restored),
        "staying": len(found.kept),
        "kept": [
            (kept.sheet, kept.line, kept.title, kept.reason) for kept in found.kept[:MOST_KEPT]
        ],
    }
    return render(request, "participants/importing_undo.html", context)


def _undo_big(request: Any, session: ImportSession) -> HttpResponse:
    """The worker finds out what undoing would do, and then does it; each is asked for here."""
    told = session.layout.get("undoing")
    if request.method == "POST":
        if told is None or request.POST.get("hitung"):
            hand_over(request, session, FORESEE)
            return redirect("participants:import-undo", public_id=session.public_id)
        if told["kept"] and request.POST.get("biarkan") != str(told["kept"]):
            messages.error(request, str(Reason("import-undo-kept", count=told["kept"])))
            return redirect("participants:import-undo", public_id=session.public_id)
        hand_over(request, session, UNDO, set_aside=told["kept"])
        return redirect("participants:import-detail", public_id=session.public_id)
    told = told or {"removed": 0, "restored": 0, "kept": 0, "notes": []}
    context = {
        "session": session,
        "background": background_of(session),
        "is_big": True,
        "is_known": "undoing" in session.layout,
        "removed": told["removed"],
        "restored": told["restored"],
        "staying": told["kept"],
        "kept": [
            (sheet, line, title, Reason.from_json(reason))
            for sheet, line, title, reason in told["notes"]
        ],
    }
    return render(request, "participants/importing_undo.html", context)


@allow(is_hr | is_planner)
@require_safe
def progress(request: Any, public_id: str) -> HttpResponse:
    """For htmx how far the worker is; at the end the page that asks is loaded anew."""
    session = session_of(request, public_id)
    background = background_of(session)
    if not request.htmx:
        return redirect("participants:import-detail", public_id=public_id)
    if not background.is_busy:
        return HttpResponse(status=204, headers={"HX-Refresh": "true"})
    context = {"session": session, "background": background}
    return render(request, "participants/importing_progress.html", context)


def _may(access: Any, said: dict[str, Any]) -> bool:
    """Somebody may be HR of one Pemda and Bagian Organisasi of another."""
    role = Role.PLANNER if said["kind"] == ImportKind.PLAN else Role.HR
    return bool(access.has_on(said["unit"], role))


def session_of(request: Any, public_id: str) -> ImportSession:
    """An upload the reader may decide; else 404."""
    return get_object_or_404(
        ImportSession.objects.visible_to(request.user).select_related(
            "unit", "staged_by", "decided_by", "undone_by", "plan"
        ),
        public_id=public_id,
    )
