"""What an upload needs a person for: columns nobody knows, spellings of units, cells to mend."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from participants.access import allow, is_hr, is_planner
from participants.actions import importing as actions
from participants.errors import Refused
from participants.importing.columns import letter
from participants.importing.mapping import answered, asked, choices, units_of
from participants.importing.places import Places
from participants.importing.showing import shown
from participants.importing.source import unpack
from participants.importing.staging import decide_units, read_again
from participants.models import OPEN_IMPORTS, ImportSession, RowOutcome, UnitSpelling
from participants.queries.importing import MANY, underway
from participants.views.importing import session_of

AT_ONCE = 20  # spellings a page asks for
PER_PAGE = 50
OTHER = "lain"


@allow(is_hr | is_planner)
@require_http_methods(["GET", "HEAD", "POST"])
def columns(request: Any, public_id: str) -> HttpResponse:
    """Which column holds what; remembered for the next file with this header."""
    session = _open(request, public_id)
    groups = asked(session, unpack(actions.source_of(session)))
    units = units_of(session.unit)
    reasons: list[str] = []
    if request.method == "POST":
        try:
            settled = answered(
                session.kind, groups, request.POST, {unit.public_id: unit.name for unit in units}
            )
            session = read_again(
                session=session,
                by_hand=settled,
                at_most=MANY,
                by=request.user,
                at=timezone.now(),
            )
        except Refused as refusal:
            reasons = [str(reason) for reason in refusal.reasons]
        else:
            messages.success(request, _("Kolom ditetapkan dan diingat untuk berkas berikutnya."))
            return redirect("participants:import-detail", public_id=public_id)
    return render(
        request,
        "participants/importing_columns.html",
        {
            "session": session,
            "groups": groups,
            "choices": choices(session.kind),
            "units": units,
            "asks_unit": any(choice.name == "unit" for choice in choices(session.kind))
            and session.kind != "units",
            "reasons": reasons,
            "given": request.POST,
        },
        status=422 if reasons else 200,
    )


@allow(is_hr | is_planner)
@require_http_methods(["GET", "HEAD", "POST"])
def units(request: Any, public_id: str) -> HttpResponse:
    """Which unit each unknown spelling means; kept for every file to come."""
    session = _open(request, public_id)
    known = units_of(session.unit)
    waiting = session.layout.get("units", [])
    if request.method == "POST":
        meant = _meant(request, [written for written, _rows in waiting], known)
        try:
            decide_units(
                session=session, meant=meant, at_most=MANY, by=request.user, at=timezone.now()
            )
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            said = ngettext(
                "%(count)s ejaan diputuskan.", "%(count)s ejaan diputuskan.", len(meant)
            )
            messages.success(request, said % {"count": len(meant)})
        return redirect("participants:import-detail", public_id=public_id)
    places = Places(session.unit)
    by_key = {unit.pk: unit for unit in known}
    asked_for = [
        {
            "written": written,
            "rows": rows,
            "candidates": [by_key[place.key] for place in places.candidates(written)],
        }
        for written, rows in waiting[:AT_ONCE]
    ]
    return render(
        request,
        "participants/importing_units.html",
        {
            "session": session,
            "asked": asked_for,
            "more": len(waiting) - len(asked_for),
            "units": known,
        },
    )


@allow(is_hr | is_planner)
@require_http_methods(["GET", "HEAD", "POST"])
def row(request: Any, public_id: str, number: int) -> HttpResponse:
    """One wrong line, its cells to be written anew. A NIK stays hidden; left empty it stays."""
    session = _open(request, public_id)
    line = get_object_or_404(session.rows, pk=number, outcome=RowOutcome.WRONG)
    headers = next(
        (
            told["headers"]
            for told in session.layout.get("sheets", [])
            if told["name"][:60] == line.sheet
        ),
        session.headers,
    )
    given = line.values.get("given", [])
    if request.method == "POST":
        cells = {}
        for place, cell in enumerate(given):
            written = request.POST.get(f"sel-{place}")
            sealed = isinstance(cell, dict)
            if written is None or (sealed and not written.strip()):
                continue
            if sealed or written.strip() != cell:
                cells[place] = written.strip()[:2000]
        try:
            session = read_again(
                session=session,
                mend=(line.sheet, line.line, cells),
                at_most=MANY,
                by=request.user,
                at=timezone.now(),
            )
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            if underway(session):
                messages.success(request, _("Baris diperbaiki; berkas diperiksa kembali di latar."))
                return redirect("participants:import-detail", public_id=public_id)
            still = session.rows.filter(
                sheet=line.sheet, line=line.line, outcome=RowOutcome.WRONG
            ).first()
            if still is not None:
                messages.warning(request, _("Baris ini masih salah. Lihat yang harus diperbaiki."))
                return redirect("participants:import-row", public_id=public_id, number=still.pk)
            messages.success(request, _("Baris diperbaiki dan diperiksa kembali."))
        return redirect("participants:import-detail", public_id=public_id)
    faulty = {fault["letter"] for fault in line.faults if not fault.get("mild")}
    return render(
        request,
        "participants/importing_row.html",
        {
            "session": session,
            "row": shown(line, session.kind),
            "cells": _cells(headers, given, faulty),
        },
    )


@allow(is_hr | is_planner)
@require_safe
def spelling_list(request: Any) -> HttpResponse:
    """Every spelling that was decided, to be looked at and taken back."""
    spellings = (
        UnitSpelling.objects.visible_to(request.user)
        .select_related("meant", "unit", "said_by")
        .order_by("written", "pk")
    )
    page = Paginator(spellings, PER_PAGE).get_page(request.GET.get("hal", 1))
    return render(request, "participants/importing_spellings.html", {"page": page})


@allow(is_hr | is_planner)
@require_POST
def spelling_forget(request: Any, public_id: str) -> HttpResponse:
    spelling = get_object_or_404(
        UnitSpelling.objects.visible_to(request.user).select_related("meant"), public_id=public_id
    )
    written = spelling.written
    actions.forget_spelling(spelling=spelling, by=request.user, at=timezone.now())
    messages.success(request, _("Ejaan “%(written)s” tidak lagi diingat.") % {"written": written})
    return redirect("participants:import-spellings")


def _open(request: Any, public_id: str) -> ImportSession:
    session = session_of(request, public_id)
    if session.state not in OPEN_IMPORTS or session.layout.get("unread"):
        raise Http404
    return session


def _meant(request: Any, waiting: list[str], known: list[Any]) -> dict[str, Any]:
    by_id = {unit.public_id: unit for unit in known}
    by_name: dict[str, list[Any]] = {}
    for unit in known:
        for word in {unit.name, unit.code, unit.short_name}:
            by_name.setdefault(word.casefold(), []).append(unit)
    found = {}
    for number in range(AT_ONCE):
        written, chosen = request.POST.get(f"ejaan-{number}"), request.POST.get(f"unit-{number}")
        if written not in waiting:
            continue
        if chosen == OTHER:
            typed = request.POST.get(f"lain-{number}", "").strip().casefold()
            several = by_name.get(typed, []) if typed else []
            chosen = several[0].public_id if len(several) == 1 else ""
            if typed and not chosen:
                messages.error(
                    request, _("Unit “%(name)s” tidak ditemukan.") % {"name": typed[:80]}
                )
        if chosen in by_id:
            found[written] = by_id[chosen]
    return found


def _cells(headers: list[str], given: list[Any], faulty: set[str]) -> list[dict[str, Any]]:
    return [
        {
            "place": place,
            "letter": letter(place),
            "header": headers[place] if place < len(headers) else "",
            "value": "" if isinstance(cell, dict) else cell,
            "sealed": isinstance(cell, dict),
            "wrong": letter(place) in faulty,
        }
        for place, cell in enumerate(given)
    ]
