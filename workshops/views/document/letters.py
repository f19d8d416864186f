"""The office's registers of letters: searched, printed, exported; a letter that goes out gets its
number here."""

from typing import Any

from django.db.models import Q
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from participants.access import allow, is_auditor, is_logged_in, is_organiser
from participants.actions import audit
from participants.exporting.sheet import download
from participants.models import OrganisationUnit
from participants.views.file import respond
from workshops.access import managed_workshop, units_organised_by
from workshops.actions import office_letter as actions
from workshops.exporting.office_letter import OfficeLetterResource
from workshops.forms.document import LetterEntryForm, LetterPatternForm, VoidForm
from workshops.models import LetterDirection, OfficeLetter, Stage, Workshop
from workshops.models.document import OfficeLetterQuerySet
from workshops.queries.document.register import code_used_last, pattern_of
from workshops.queries.document.values import letter_of
from workshops.rules.classification import proposed
from workshops.rules.document import BY_CODE
from workshops.views.acting import acted, say_faults

# The registers, by their word in the address.
WAYS = {"keluar": LetterDirection.OUT, "masuk": LetterDirection.IN}
MOST = 300  # rows on a page; the export has them all


@allow(is_organiser | is_auditor)
@require_http_methods(["GET", "HEAD", "POST"])
def letter_register(request: HttpRequest, direction: str) -> HttpResponse:
    """The register of a year. What is searched for is sent as a form: an address carries no name."""
    way = _way(direction)
    letters = _letters(request, way)
    years = sorted(set(letters.order_by().values_list("entry__year", flat=True)), reverse=True)
    year = _year(request, years)
    sought = " ".join(request.POST.get("cari", "").split())[:80]
    shown = _sought(letters.filter(entry__year=year) if year else letters, sought)
    found = list(shown.for_register()[: MOST + 1])
    return render(
        request,
        "workshops/office_letter_list.html",
        {
            "direction": direction,
            "coming": way == LetterDirection.IN,
            "letters": found[:MOST],
            "more": len(found) > MOST,
            "years": [
                {
                    "label": str(one),
                    "url": f"{request.path}?tahun={one}",
                    "current": one == year,
                }
                for one in years
            ],
            "year": year,
            "sought": sought,
            "any": bool(years),
            "ways": [
                {
                    "label": str(label.label),
                    "url": reverse("workshops:office-letter-list", args=[word]),
                    "current": label == way,
                }
                for word, label in WAYS.items()
            ],
            "writes": units_organised_by(request.user).exists(),
        },
    )


@allow(is_organiser | is_auditor)
@require_safe
def letter_print(request: HttpRequest, direction: str) -> HttpResponse:
    """The register of a year as a page to print: every line in its order, the void ones struck out."""
    way = _way(direction)
    letters = _letters(request, way)
    year = _year(request, sorted(set(letters.order_by().values_list("entry__year", flat=True))))
    rows = letters.filter(entry__year=year) if year else letters.none()
    return render(
        request,
        "workshops/office_letter_print.html",
        {
            "direction": direction,
            "coming": way == LetterDirection.IN,
            "year": year,
            "letters": rows.for_register().order_by("unit__name", "entry__ordinal", "pk"),
        },
    )


@allow(is_organiser | is_auditor)
@require_safe
def letter_export(request: HttpRequest, direction: str, extension: str) -> HttpResponse:
    letters = _letters(request, _way(direction)).for_register()
    return download(OfficeLetterResource(), letters, name=f"surat-{direction}", extension=extension)


@allow(is_organiser)
@require_http_methods(["GET", "HEAD", "POST"])
def letter_add(request: HttpRequest, direction: str) -> HttpResponse:
    """A letter that belongs to no paper of a Bimtek; the office is the first one organises for, or
    the one chosen."""
    way = _way(direction)
    units = units_organised_by(request.user)
    unit = units.filter(public_id=request.GET.get("unit", "")).first() or units.first()
    if unit is None:
        raise Http404
    return _entered(request, unit, way, direction, units=list(units[:200]))


@allow(is_logged_in)
@require_http_methods(["GET", "HEAD", "POST"])
def document_letter(
    request: HttpRequest, code: str, document: str, stage: str = ""
) -> HttpResponse:
    """The number of a paper of a Bimtek: SK panitia, undangan, ralat."""
    workshop = managed_workshop(request.user, code)
    paper = BY_CODE.get(document)
    if paper is None or not paper.numbered or (document == "sk-panitia") == bool(stage):
        raise Http404
    found = get_object_or_404(workshop.stages, public_id=stage) if stage else None
    if found:
        found.workshop = workshop
    return _entered(
        request, workshop.unit, LetterDirection.OUT, "keluar",
        workshop=workshop, stage=found, kind=document,
    )  # fmt: skip


def _entered(
    request: HttpRequest,
    unit: OrganisationUnit,
    way: LetterDirection,
    direction: str,
    *,
    units: list[OrganisationUnit] | None = None,
    workshop: Workshop | None = None,
    stage: Stage | None = None,
    kind: str = "",
) -> HttpResponse:
    today = unit.localdate(timezone.now())
    form = LetterEntryForm(
        request.POST or None,
        request.FILES or None,
        direction=way,
        proposed=proposed(kind, today, used=code_used_last(unit, kind, today)),
        initial={"dated_on": today, "received_on": today, **_about(workshop, stage, kind)},
    )
    if request.method == "POST" and form.is_valid():
        given = {name: value for name, value in form.cleaned_data.items() if value is not None}
        saved = acted(
            request,
            actions.record_letter,
            _("Surat dicatat pada register."),
            unit=unit,
            direction=way,
            workshop=workshop,
            stage=stage,
            kind=kind,
            **given,
        )
        if saved and workshop:
            tail = f"?tahap={stage.public_id}" if stage else ""
            return redirect(reverse("workshops:document-list", args=[workshop.public_id]) + tail)
        if saved:
            return redirect("workshops:office-letter-list", direction)
    return render(
        request,
        "workshops/office_letter_new.html",
        {
            "form": form,
            "unit": unit,
            "units": units or [],
            "direction": direction,
            "coming": way == LetterDirection.IN,
            "workshop": workshop,
            "stage": stage,
            "document": BY_CODE.get(kind),
            "known": letter_of(workshop, kind, stage) if workshop else None,
            "pattern": pattern_of(unit, way),
        },
        status=422 if request.method == "POST" else 200,
    )


def _about(workshop: Workshop | None, stage: Stage | None, kind: str) -> dict[str, str]:
    """What the letter of a paper is about, ready to be corrected."""
    if workshop is None:
        return {}
    event = f"{workshop.title_id}, {stage.title_id}" if stage else workshop.title_id
    said = {
        "undangan": (f"Undangan {event}", "Daftar terlampir", "2 (dua) lembar"),
        "ralat": (f"Ralat undangan {event}", "Daftar terlampir", "1 (satu) lembar"),
        "sk-panitia": (f"Panitia pelaksana {event}", workshop.unit.name, "1 (satu) lembar"),
    }[kind]
    return {"subject": said[0][:250], "party": said[1], "attachments": said[2]}


@allow(is_organiser)
@require_http_methods(["GET", "HEAD", "POST"])
def letter_pattern(request: HttpRequest, direction: str) -> HttpResponse:
    way = _way(direction)
    units = units_organised_by(request.user)
    unit = units.filter(public_id=request.GET.get("unit", "")).first() or units.first()
    if unit is None:
        raise Http404
    form = LetterPatternForm(request.POST or None, initial={"pattern": pattern_of(unit, way)})
    if (
        request.method == "POST"
        and form.is_valid()
        and acted(
            request,
            actions.change_letter_pattern,
            _("Pola nomor disimpan; surat berikutnya memakainya."),
            unit=unit,
            direction=way,
            pattern=form.cleaned_data["pattern"],
        )
    ):
        return redirect("workshops:office-letter-list", direction)
    return render(
        request,
        "workshops/office_letter_pattern.html",
        {
            "form": form,
            "unit": unit,
            "units": list(units[:200]),
            "direction": direction,
            "coming": way == LetterDirection.IN,
        },
        status=422 if request.method == "POST" else 200,
    )


@allow(is_organiser)
@require_POST
def letter_void(request: HttpRequest, letter: str) -> HttpResponse:
    units = units_organised_by(request.user)
    found = get_object_or_404(OfficeLetter.objects.filter(unit__in=units), public_id=letter)
    form = VoidForm(request.POST)
    if form.is_valid():
        acted(
            request,
            actions.void_letter,
            _("Surat dibatalkan; nomornya tidak dipakai lagi."),
            letter=found,
            reason=form.cleaned_data["reason"],
        )
    else:
        say_faults(request, form)
    word = next(word for word, way in WAYS.items() if way == found.direction)
    return redirect("workshops:office-letter-list", word)


@allow(is_logged_in)
@require_safe
def office_letter_file(request: HttpRequest, letter: str) -> FileResponse:
    """The scan of a letter; that it was read is noted."""
    rows = OfficeLetter.objects.visible_to(request.user).exclude(file=None)
    found = get_object_or_404(rows.select_related("file", "unit"), public_id=letter)
    audit.reading(
        "workshops.office_letter.read",
        found,
        by=request.user,  # type: ignore[arg-type]
        at=timezone.now(),
        unit=found.unit,
    )
    return respond(found.file)


def _way(direction: str) -> LetterDirection:
    if direction not in WAYS:
        raise Http404
    return WAYS[direction]


def _letters(request: HttpRequest, way: LetterDirection) -> OfficeLetterQuerySet:
    return OfficeLetter.objects.visible_to(request.user).filter(direction=way)


def _year(request: HttpRequest, years: list[int]) -> int | None:
    asked: Any = request.GET.get("tahun", "")
    if asked.isascii() and asked.isdigit() and int(asked[:4]) in years:
        return int(asked[:4])
    return max(years, default=None)


def _sought(letters: OfficeLetterQuerySet, sought: str) -> OfficeLetterQuerySet:
    for word in sought.split():
        letters = letters.filter(
            Q(number__icontains=word) | Q(subject__icontains=word) | Q(party__icontains=word)
        )
    return letters
