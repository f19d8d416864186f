"""A worksheet filled in on the page: by a form that needs no script, and cell by cell with one."""

import json
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from participants.errors import Reason, Refused
from participants.rules.wording import clock
from workshops.actions.deliverable import open_duty
from workshops.actions.worksheet import Met, hand_in, save_cells
from workshops.forms import worksheet as forms
from workshops.forms.worksheet_kept import typed_text, with_typed
from workshops.models import Deliverable
from workshops.queries.worksheet import (
    Sheet,
    asked_worksheet,
    changes_since,
    comments_of,
    earlier_of,
    faults_in,
    sheet_of,
    standing_of,
    words_of,
)
from workshops.rules.worksheets import Change, cell_at, locate, new_row_id, pruned
from workshops.rules.worksheets.shape import MOST_ROWS
from workshops.rules.worksheets.values import fault
from workshops.views.sheet_version import sheet_response
from workshops.views.unit_link.desk import Desk

MOST_REMOVED_SHOWN = 5


def find(desk: Desk, work: str, at: datetime) -> Sheet:
    """The worksheet of this address; 404 for what is none of the owner's."""
    return sheet_of(_asked(desk, work), desk.owner, at=at)


def _asked(desk: Desk, work: str) -> Deliverable:
    found = asked_worksheet(desk.owner, work)
    if found is None:
        raise Http404
    return found


def hour(desk: Desk, at: datetime | str | None) -> str:
    """10.42 at the place of the Bimtek."""
    moment = parse_datetime(at) if isinstance(at, str) and at else at
    if not isinstance(moment, datetime):
        return ""
    told = clock(moment, desk.workshop.unit.timezone, get_language() or "id")
    return told.rpartition(" ")[0] or told


@dataclass
class _Outcome:
    """What a form that came back leads to: shown again with all that was typed, or done."""

    reasons: Sequence[Reason] = ()
    met: Sequence[Met] = ()
    wrong: Sequence[tuple[str, Reason]] = ()
    others: Mapping[str, Any] = field(default_factory=dict)
    sent: bool = False
    revision: int = 0


@require_http_methods(["GET", "HEAD", "POST"])
def sheet(request: HttpRequest, desk: Desk, work: str) -> HttpResponse:
    """The worksheet with everything that is in it; *Simpan*, rows, *Kirim ke Tim Ahli*; and what was
    typed in one that closed meanwhile, as a file."""
    at = timezone.now()
    found = find(desk, work, at)
    if request.method != "POST":
        check = "periksa" in request.GET
        wrong = _faults(found, found.content) if check else ()
        return _page(request, desk, found, _Outcome(wrong=wrong, revision=found.revision))
    if request.POST.get("act") == "download":
        content = with_typed(found.worksheet, found.content, request.POST)
        return sheet_response(found, desk.name, content)
    done = _took(request, desk, found, at)
    if done.sent:
        messages.success(request, _("Terkirim. Tim Ahli akan meninjaunya."))
        return redirect(desk.url("work", work=work))
    if done.reasons or done.met or done.wrong:
        again = sheet_of(found.deliverable, found.owner, at=at)
        return _page(request, desk, again, done, typed=request.POST, status=422)
    messages.success(request, _("Tersimpan %(hour)s.") % {"hour": hour(desk, at)})
    return redirect(desk.url("sheet", work=work) + _anchor(request.POST.get("act", "")))


def _faults(found: Sheet, content: Mapping[str, Any]) -> Sequence[tuple[str, Reason]]:
    return faults_in(found.deliverable, found.owner, pruned(found.worksheet, content))


def _anchor(act: str) -> str:
    verb, _colon, rest = act.partition(":")
    section = rest.partition(".")[0]
    return f"#s-{section}" if verb in forms.ROW_ACTS and not section.isdigit() else ""


def _took(request: HttpRequest, desk: Desk, found: Sheet, at: datetime) -> _Outcome:
    posted, tab = request.POST, request.POST.get("tab", "")[:40]
    act = posted.get("act", "save")
    try:
        duty = open_duty(deliverable=found.deliverable, owner=found.owner, by=desk.by, at=at)
        changes = forms.typed_changes(found.worksheet, found.content, _typed(posted))
        saved = save_cells(duty=duty, changes=changes, tab=tab, by=desk.by, at=at)
        draft = saved.draft
        removed = list(reversed(draft.removed))
        moved = forms.row_change(found.worksheet, draft.content, removed, act, new_row_id())
        met, strange = saved.conflicts, saved.strange
        if moved is not None:
            more = save_cells(duty=duty, changes=[moved], tab=tab, by=desk.by, at=at)
            draft = more.draft
            met, strange = (*met, *more.conflicts), (*strange, *more.strange)
        done = _Outcome(met=met, wrong=strange, revision=draft.revision)
        if act != "send" or done.met or done.wrong:
            return done
        seen = posted.get("revision", "")
        now = sheet_of(found.deliverable, found.owner, at=at)
        since = int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 10 else 0
        if others := changes_since(now, since, tab=tab):
            done.reasons, done.others = [Reason("worksheet-changed-meanwhile")], others
            return done
        wrong = _faults(found, draft.content)
        if wrong:
            done.wrong = wrong
            done.reasons = [Reason("worksheet-has-faults", count=len(wrong))]
            return done
        note = posted.get("note", "")[:2000]
        hand_in(duty=duty, revision=draft.revision, by=desk.by, at=at, note=note)
        done.sent = True
    except Refused as refusal:
        return _Outcome(reasons=refusal.reasons, revision=found.revision)
    else:
        return done


def _typed(posted: Any) -> dict[str, str]:
    """The fields of the form; a place for which *pakai tulisan itu* was ticked is left as it is."""
    given_up = set(posted.getlist("theirs"))
    return {name: posted[name] for name in posted if name not in given_up}


def _page(
    request: HttpRequest,
    desk: Desk,
    found: Sheet,
    done: _Outcome,
    *,
    typed: Any = None,
    status: int = 200,
) -> HttpResponse:
    met = {one.path: one for one in done.met}
    theirs = {
        path: (forms.readable(found.worksheet, path, one.theirs), hour(desk, one.at))
        for path, one in met.items()
        if one.theirs is not None
    }
    refused = bool(done.reasons) and not done.wrong and not done.others
    kept = {path: typed[path] for path in typed or () if path in met or refused}
    beside = forms.Beside(
        faults=forms.sentences(done.wrong),
        comments=comments_of(found.newest),
        theirs=theirs,
        typed=kept,
    )
    whole = [*words_of(found.newest), *(one.text for one in beside.comments.get("", ()))]
    sections = forms.show(found.worksheet, found.content, beside)
    lost = [
        (forms.label_of(found.worksheet, found.content, one.path), str(one.mine))
        for one in done.met
        if one.theirs is None and one.mine is not None
    ]
    removed = list(reversed(found.draft.removed)) if found.draft else []
    context = {
        "desk": desk,
        "sheet": found,
        "work": found.deliverable.public_id,
        "most_rows": MOST_ROWS,
        "sections": sections,
        "known": forms.known_of(sections),
        "tab": (typed or {}).get("tab") or secrets.token_hex(8),
        "revision": done.revision,
        "reasons": [str(one) for one in done.reasons if one not in found.closed],
        "closed": [str(one) for one in found.closed],
        "unsaved": _unsaved(found, typed),
        "met": len(theirs),
        "lost": lost,
        "faults": [
            (path, forms.label_of(found.worksheet, found.content, path), sentence)
            for path, sentence in forms.sentences(done.wrong).items()
        ],
        "whole": whole,
        "comment_count": len(whole)
        + sum(len(beside.comments[path]) for path in beside.comments if path),
        "removed": _removed(found, removed),
        "note": (typed or {}).get("note", ""),
        "saved_hour": hour(desk, found.draft.saved_at) if found.draft else "",
        "may_copy": not found.closed and bool(earlier_of(found)),
    }
    return render(request, "workshops/unit_link_worksheet.html", context, status=status)


def _unsaved(found: Sheet, typed: Any) -> dict[str, Any] | None:
    """What was typed in a worksheet that takes nothing any more: as text, and cell by cell."""
    if not found.closed or not typed:
        return None
    text = typed_text(found.worksheet, found.content, typed)
    changes = forms.typed_changes(found.worksheet, found.content, typed)
    cells = [(one.path, one.value) for one in changes if isinstance(one.value, str) and one.value]
    return {"text": text, "cells": cells} if text else None


def _removed(found: Sheet, removed: list[dict[str, Any]]) -> list[tuple[str, str]]:
    """Rows that can be put back, the last first: the value of the button, and what they said."""
    standing = {
        row["id"] for part in found.content["sections"].values() for row in part.get("rows", ())
    }
    shown = []
    for number, one in enumerate(removed):
        section = found.worksheet.section(one["section"])
        if section is None or one["row"]["id"] in standing:
            continue
        text = forms.readable(found.worksheet, f"{section.code}.{one['row']['id']}", one["row"])
        shown.append((f"restore:{number}", f"{section.title}: {text or _('(kosong)')}"[:160]))
    return shown[:MOST_REMOVED_SHOWN]


@require_http_methods(["GET", "HEAD", "POST"])
def cells(request: HttpRequest, desk: Desk, work: str) -> JsonResponse:
    """What the page's script reads (what others changed since) and saves, as JSON."""
    at = timezone.now()
    asked = _asked(desk, work)
    if request.method != "POST":
        since, tab = request.GET.get("sejak", "0"), request.GET.get("tab", "")[:40]
        revision = int(since) if since.isascii() and since.isdigit() and len(since) < 10 else 0
        stands = standing_of(asked, desk.owner, at=at)
        if stands.revision == revision:
            closed = [str(one) for one in stands.closed]
            return JsonResponse({"revision": revision, "others": {}, "closed": closed})
        return JsonResponse(_news(desk, sheet_of(asked, desk.owner, at=at), revision, tab))
    try:
        told = json.loads(request.body if request.content_type == "application/json" else "")
        changes = forms.sent_changes(told["changes"])
        tab, revision = str(told.get("tab", ""))[:40], int(told.get("revision", 0))
    except (ValueError, TypeError, KeyError, RecursionError):
        return JsonResponse({"refused": [_("Data yang dikirim halaman ini rusak.")]}, status=400)
    try:
        duty = open_duty(deliverable=asked, owner=desk.owner, by=desk.by, at=at)
        saved = save_cells(duty=duty, changes=changes, tab=tab, by=desk.by, at=at)
    except Refused as refusal:
        return JsonResponse({"refused": [str(one) for one in refusal.reasons]}, status=409)
    now = sheet_of(asked, desk.owner, at=at)
    answer = _news(desk, now, revision, tab)
    answer["hour"] = hour(desk, at)
    answer["values"] = _values(now, changes)
    answer["conflicts"] = [_conflict(desk, now, one) for one in saved.conflicts]
    answer["strange"] = [{"path": path, "text": str(reason)} for path, reason in saved.strange]
    return JsonResponse(answer)


def _news(desk: Desk, found: Sheet, revision: int, tab: str) -> dict[str, Any]:
    others: dict[str, Any] = {}
    for path, told in changes_since(found, revision, tab=tab).items():
        place = locate(found.worksheet, path)
        if place is None:
            continue
        if place.column is not None:
            text = forms.control_text(place.column, told["value"])
            others[path] = {"text": text, "hour": hour(desk, told["at"])}
        elif "gone" in told:
            others[path] = {"gone": True}
        else:
            others[path] = {"row": _row(found, path, told["row"]), "after": told["after"]}
    return {
        "revision": found.revision,
        "others": others,
        "closed": [str(one) for one in found.closed],
    }


def _row(found: Sheet, path: str, row: Mapping[str, Any]) -> dict[str, str]:
    place = locate(found.worksheet, path)
    columns = place.section.columns if place else ()
    return {one.code: forms.control_text(one, row.get(one.code, one.nothing)) for one in columns}


def _values(found: Sheet, changes: Sequence[Change]) -> dict[str, dict[str, str]]:
    """What is kept now of each cell that was sent, and what is wrong with it."""
    told: dict[str, dict[str, str]] = {}
    for change in changes:
        place = locate(found.worksheet, change.path)
        value = cell_at(found.content, place) if place else None
        if (
            place is None
            or place.column is None
            or (value is None and place.row and not _is(found, place.section.code, place.row))
        ):
            continue
        wrong = fault(place.column, value)
        text = forms.control_text(place.column, value)
        told[change.path] = {"text": text, "fault": str(wrong) if wrong else ""}
    return told


def _is(found: Sheet, section: str, row_id: str) -> bool:
    return any(row["id"] == row_id for row in found.content["sections"][section]["rows"])


def _conflict(desk: Desk, found: Sheet, met: Met) -> dict[str, Any]:
    place = locate(found.worksheet, met.path)
    told: dict[str, Any] = {
        "path": met.path,
        "hour": hour(desk, met.at),
        "shown": forms.readable(found.worksheet, met.path, met.theirs),
        "gone": met.theirs is None,
    }
    if place and place.column is not None:
        told["theirs"] = (
            None if met.theirs is None else forms.control_text(place.column, met.theirs)
        )
    elif isinstance(met.theirs, Mapping):
        told["row"] = _row(found, met.path, met.theirs)
    return told


@require_safe
def printed(request: HttpRequest, desk: Desk, work: str) -> HttpResponse:
    """The worksheet as it stands, to be read and printed."""
    found = find(desk, work, timezone.now())
    context = {
        "desk": desk,
        "sheet": found,
        "work": work,
        "owner": desk.name,
        "sections": forms.show(found.worksheet, found.content),
        "stood_at": found.draft.saved_at if found.draft else None,
    }
    return render(request, "workshops/unit_link_worksheet_print.html", context)
