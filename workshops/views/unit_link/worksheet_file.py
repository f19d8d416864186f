"""The Excel form of a worksheet, down and up again; and what was handed in at another time."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from participants.errors import Reason, Refused
from participants.exporting.sheet import XLSX
from workshops.actions.deliverable import open_duty
from workshops.actions.worksheet import take_in
from workshops.exporting.worksheet import form_of
from workshops.forms.worksheet_preview import preview, seal, unseal
from workshops.importing.worksheet import pieces, read_form
from workshops.queries.worksheet import Sheet, earlier_of
from workshops.rules.worksheets import empty, tidy
from workshops.views.unit_link.desk import Desk
from workshops.views.unit_link.worksheet import find


@require_safe
def form_file(request: HttpRequest, desk: Desk, work: str) -> HttpResponse:
    """The worksheet as it stands, as an Excel form."""
    found = find(desk, work, timezone.now())
    body = form_of(
        found.worksheet,
        found.content,
        duty=found.key,
        owner=desk.name,
        occasion=desk.workshop.title_id,
        revision=found.revision,
    )
    response = HttpResponse(body, content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{found.worksheet.code}.xlsx"'
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest, desk: Desk, work: str) -> HttpResponse:
    """A filled form: read and shown first, taken in when the person says so."""
    at = timezone.now()
    found = find(desk, work, at)
    if found.closed and request.method != "POST":
        return redirect(desk.url("sheet", work=work))  # says why
    shown = {"desk": desk, "sheet": found, "work": work, "refused": (), "preview": None}
    shown |= {"sealed": "", "notes": []}
    try:
        if request.POST.get("act") == "take":
            return _take(request, desk, found, work)
        if request.method == "POST":
            given = request.FILES.get("upload")
            if given is None:
                raise Refused(Reason("form-file-missing"))
            read = read_form(
                given, worksheet=found.worksheet, duty=found.key, current=found.content
            )
            shown["preview"] = preview(
                found.worksheet, found.content, read.base, read.content, read.where
            )
            shown["sealed"] = seal(found.key, read.base, read.content)
            shown["notes"] = list(pieces(read))
    except Refused as refusal:
        shown["refused"] = [str(one) for one in refusal.reasons]
    status = 422 if shown["refused"] else 200
    return render(request, "workshops/unit_link_worksheet_upload.html", shown, status=status)


def _take(request: HttpRequest, desk: Desk, found: Sheet, work: str) -> HttpResponse:
    told = unseal(request.POST.get("sealed", ""), found.key)
    if told is None:
        raise Refused(Reason("form-preview-gone"))
    base, content = told
    at = timezone.now()
    duty = open_duty(deliverable=found.deliverable, owner=found.owner, by=desk.by, at=at)
    _draft, left = take_in(
        duty=duty,
        base=base,
        content=content,
        overriding=request.POST.getlist("override"),
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
