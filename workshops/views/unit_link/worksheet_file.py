"""The Excel form of a worksheet, down and up again; and what was handed in at another time."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from participants.errors import Reason, Refused
from workshops.actions.deliverable import open_duty
from workshops.actions.worksheet import take_in
from workshops.forms.worksheet_preview import (
    Preview,
    Shown,
    preview,
    seal,
    shown_of,
    unseal,
)
from workshops.importing.worksheet import pieces, read_form
from workshops.queries.worksheet import Sheet, earlier_of
from workshops.rules.worksheets import empty, tidy
from workshops.views.sheet_version import sheet_response
from workshops.views.unit_link.desk import Desk
from workshops.views.unit_link.worksheet import find


@require_safe
def form_file(request: HttpRequest, desk: Desk, work: str) -> HttpResponse:
    """The worksheet as it stands, as an Excel form."""
    found = find(desk, work, timezone.now())
    return sheet_response(found, desk.name)


@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest, desk: Desk, work: str) -> HttpResponse:
    """A filled form: read and shown first, taken in when the person says so."""
    at = timezone.now()
    found = find(desk, work, at)
    if found.closed and request.method != "POST":
        return redirect(desk.url("sheet", work=work))  # says why
    context = {"desk": desk, "sheet": found, "work": work, "refused": (), "preview": None}
    context |= {"sealed": "", "notes": [], "ticked": ()}
    told = None
    try:
        if request.POST.get("act") == "take":
            told = unseal(request.POST.get("sealed", ""), found.key)
            return _take(request, desk, found, work, told)
        if request.method == "POST":
            given = request.FILES.get("upload")
            if given is None:
                raise Refused(Reason("form-file-missing"))
            read = read_form(
                given, worksheet=found.worksheet, duty=found.key, current=found.content
            )
            context |= _preview(found, read.base, read.content, read.where)
            context["notes"] = list(pieces(read))
    except Refused as refusal:
        context["refused"] = [str(one) for one in refusal.reasons]
        if told is not None:
            now = find(desk, work, at)
            context |= _preview(now, told.base, told.content, told.where)
            context["ticked"] = _still_chosen(request, told, context["preview"])
    status = 422 if context["refused"] else 200
    return render(request, "workshops/unit_link_worksheet_upload.html", context, status=status)


def _preview(found: Sheet, base: Any, content: Any, where: Mapping[str, str]) -> dict[str, Any]:
    shown = preview(found.worksheet, found.content, base, content, where)
    return {"preview": shown, "sealed": seal(found.key, shown_of(base, content, shown))}


def _still_chosen(request: HttpRequest, told: Shown, now: Preview) -> list[str]:
    """What was ticked, where the page still says what it said then."""
    ticked = request.POST.getlist("override")
    return [path for path in ticked if path in now.seen and told.seen.get(path) == now.seen[path]]


def _take(
    request: HttpRequest, desk: Desk, found: Sheet, work: str, told: Shown | None
) -> HttpResponse:
    if told is None:
        raise Refused(Reason("form-preview-gone"))
    at = timezone.now()
    duty = open_duty(deliverable=found.deliverable, owner=found.owner, by=desk.by, at=at)
    _draft, left = take_in(
        duty=duty,
        base=told.base,
        content=told.content,
        overriding=request.POST.getlist("override"),
        seen=told.seen,
        by=desk.by,
        at=at,
    )
    _say(request, len(left))
    return redirect(desk.url("sheet", work=work))


def _say(request: HttpRequest, left: int) -> None:
    if not left:
        messages.success(request, _("Isinya dimasukkan."))
        return
    said = ngettext(
        "Isinya dimasukkan; %(left)s isian tetap seperti di halaman ini.",
        "Isinya dimasukkan; %(left)s isian tetap seperti di halaman ini.",
        left,
    )
    messages.success(request, said % {"left": left})


@require_http_methods(["GET", "HEAD", "POST"])
def copy(request: HttpRequest, desk: Desk, work: str) -> HttpResponse:
    """What the same OPD or team handed in for this worksheet before, to begin from."""
    at = timezone.now()
    found = find(desk, work, at)
    if found.closed and request.method != "POST":
        return redirect(desk.url("sheet", work=work))
    earlier = earlier_of(found)
    refused: list[str] = []
    if request.method == "POST":
        wanted = request.POST.get("version", "")
        one = next((one for one in earlier if one.submission.public_id == wanted), None)
        if one is None:
            raise Http404
        try:
            duty = open_duty(deliverable=found.deliverable, owner=found.owner, by=desk.by, at=at)
            _draft, left = take_in(
                duty=duty,
                base=empty(found.worksheet),
                content=tidy(found.worksheet, one.submission.content)[0],
                by=desk.by,
                at=at,
                source=f"copy:{one.submission.public_id}",
            )
        except Refused as refusal:
            refused = [str(reason) for reason in refusal.reasons]
        else:
            _say(request, len(left))
            return redirect(desk.url("sheet", work=work))
    context = {"desk": desk, "sheet": found, "work": work, "earlier": earlier, "refused": refused}
    return render(
        request,
        "workshops/unit_link_worksheet_copy.html",
        context,
        status=422 if refused else 200,
    )
