"""Several people at once: pasted from Word or Excel, or picked from HR's list of the unit."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from participants.errors import Reason, Refused
from participants.rules.pasting import PersonLine, read_people
from participants.rules.phone import print_phone
from workshops.actions.naming import name_people
from workshops.actions.registration import Named
from workshops.queries.naming import already_registered, own_staff, seat_rows, staff_of
from workshops.views.unit_link.desk import Desk

MOST_CHARACTERS = 60_000


@dataclass(frozen=True)
class Line:
    """One pasted line as it is shown before anybody is named."""

    read: PersonLine
    clash: bool
    faults: tuple[Reason, ...]

    @property
    def phone(self) -> str:
        return print_phone(self.read.phone) if self.read.phone else ""

    @property
    def usable(self) -> bool:
        return not self.clash and not self.faults and not self.read.duplicate_of


@require_http_methods(["GET", "HEAD", "POST"])
def paste(request: HttpRequest, desk: Desk) -> HttpResponse:
    """A pasted list: read back line by line first, named when the person says so. Lines that cannot
    be used stay in the box, so nothing has to be typed again."""
    if desk.closed and request.method != "POST":
        return redirect(desk.url())  # says why, and shows what there is
    text = request.POST.get("text", "")[:MOST_CHARACTERS] if request.method == "POST" else ""
    refused: list[Reason] = []
    try:
        lines = _read(desk, text)
    except Refused as refusal:
        lines, refused = [], list(refusal.reasons)
    usable = [line for line in lines if line.usable]
    if request.POST.get("act") == "name" and not refused:
        try:
            made = name_people(
                invitation=desk.invitation,
                people=[_named(line.read) for line in usable],
                by=desk.by,
                at=timezone.now(),
            )
        except Refused as refusal:
            refused = list(refusal.reasons)
        else:
            _say_named(request, len(made))
            left = [line for line in lines if not line.usable and not line.clash]
            if not left:
                return redirect(desk.url() + "#kursi")
            lines, usable, text = left, [], _lines_of(text, left)
    return render(
        request,
        "workshops/unit_link_paste.html",
        {
            "desk": desk,
            "text": text,
            "lines": lines,
            "usable": len(usable),
            "unusable": len(lines) - len(usable),
            "free": _free(desk),
            "refused": [str(reason) for reason in refused],
        },
        status=422 if refused else 200,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def staff(request: HttpRequest, desk: Desk) -> HttpResponse:
    """HR's list of the unit: names and jobs alone. Searched and ticked by POST."""
    if desk.closed and request.method != "POST":
        return redirect(desk.url())  # says why, and shows what there is
    asked = request.POST.get("q", "")[:80]
    ticked = request.POST.getlist("person")[:200]
    refused: list[Reason] = []
    if request.POST.get("act") == "name":
        people = list(own_staff(desk.invitation).filter(public_id__in=ticked))
        try:
            made = name_people(
                invitation=desk.invitation,
                people=[Named(full_name=one.printed_name(), person=one) for one in people],
                by=desk.by,
                at=timezone.now(),
            )
        except Refused as refusal:
            refused = list(refusal.reasons)
        else:
            _say_named(request, len(made))
            return redirect(desk.url() + "#kursi")
    rows, more = staff_of(desk.invitation, asked)
    return render(
        request,
        "workshops/unit_link_staff.html",
        {
            "desk": desk,
            "rows": rows,
            "more": more,
            "asked": asked,
            "ticked": ticked,
            "free": _free(desk),
            "refused": [str(reason) for reason in refused],
        },
        status=422 if refused else 200,
    )


def _read(desk: Desk, text: str) -> list[Line]:
    read = read_people(text)
    clashes = already_registered(desk.invitation, read)
    return [Line(line, line.line in clashes, line.faults) for line in read]


def _named(line: PersonLine) -> Named:
    return Named(
        full_name=str(line.name),
        nip=line.identity.value if line.identity else "",
        job_title=line.job,
        phone=line.phone or "",
    )


def _lines_of(text: str, lines: list[Line]) -> str:
    """The pasted lines themselves, as they stood."""
    written = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(written[line.read.line - 1] for line in lines)


def _free(desk: Desk) -> int:
    return sum(seat.free for seat in seat_rows(desk.invitation))


def _say_named(request: HttpRequest, people: int) -> None:
    said = ngettext("%(people)s orang ditunjuk.", "%(people)s orang ditunjuk.", people)
    messages.success(request, said % {"people": people})
