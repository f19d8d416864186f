"""The registers of numbers: read, printed, downloaded; a reserved number is voided with a reason."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from certificates import queries
from certificates.actions.numbers import add_block, change_pattern
from certificates.exporting import RegisterResource
from certificates.forms.register import NEXT_YEAR, NOW, BlockForm, PatternForm, VoidForm
from certificates.queries.register import Book, Line, book_of, books, gaps, lines_of
from certificates.rendering.register import RegisterSheet, pdf
from participants.access import allow, is_logged_in
from participants.actions.number import void
from participants.errors import Refused
from participants.exporting.sheet import download
from participants.models import Number, NumberSeries, NumberState
from workshops.access import units_organised_by
from workshops.models import Workshop


@allow(is_logged_in)  # books of the units in whose name one organises; others have none
@require_safe
def register_list(request: HttpRequest) -> HttpResponse:
    """Every book, with its patterns and years."""
    return render(request, "certificates/register_list.html", {"books": books(request.user)})


@allow(is_logged_in)
@require_safe
def register_detail(request: HttpRequest, series: str, year: int) -> HttpResponse:
    """One year of one book."""
    book = _book(request, series)
    lines = lines_of(book, year)
    return render(
        request,
        "certificates/register_detail.html",
        {
            "book": book,
            "year": year,
            "lines": lines,
            "voids": sum(line.state == NumberState.VOID for line in lines),
            "free": sum(line.state == NumberState.RESERVED for line in lines),
            "gaps": gaps(lines),
            "form": VoidForm(),
        },
    )


@allow(is_logged_in)
@require_http_methods(["GET", "HEAD", "POST"])
def register_edit(request: HttpRequest, series: str) -> HttpResponse:
    """The pattern of a book, and since when; with the number that it would give next."""
    book = _book(request, series)
    today = book.unit.localdate(timezone.now())
    now = queries.register_of(book.unit, book.series.register, today.year)
    if now is None or book.is_typed:
        raise Http404
    form = PatternForm(
        request.POST or None, today=today, initial={"pattern": now.pattern, "since": NOW}
    )
    if request.method == "POST" and form.is_valid() and "preview" not in request.POST:
        try:
            change_pattern(
                series=now,
                pattern=form.cleaned_data["pattern"],
                on=form.on,
                by=request.user,  # type: ignore[arg-type]
                at=timezone.now(),
            )
        except Refused as refused:
            form.add_error("pattern", [str(reason) for reason in refused.reasons])
        else:
            messages.success(request, _("Pola nomor tersimpan."))
            return redirect("certificates:register-list")
    part = "#next" if request.htmx else ""  # type: ignore[attr-defined]
    return render(
        request,
        f"certificates/register_edit.html{part}",
        {
            "book": book,
            "series": now,
            "form": form,
            "next_number": _next(now, form, today),
        },
    )


def _next(series: NumberSeries, form: PatternForm, today: date) -> str:
    """What the pattern in the form gives next; "" where it cannot be used."""
    pattern = str(form["pattern"].value() or "")
    on = date(today.year + 1, 1, 1) if form["since"].value() == NEXT_YEAR else today
    try:
        return queries.next_number(series, on, pattern=pattern)
    except Refused:
        return ""


@allow(is_logged_in)
@require_http_methods(["GET", "HEAD", "POST"])
def register_block(request: HttpRequest) -> HttpResponse:
    """Numbers of the agenda book for one Bimtek, before anything is issued."""
    workshops = Workshop.objects.filter(unit__in=units_organised_by(request.user)).order_by("-pk")
    form = BlockForm(
        request.POST or None,
        workshops=workshops,
        initial={"year": timezone.now().year, "workshop": request.GET.get("bimtek", "")},
    )
    if request.method == "POST" and form.is_valid():
        workshop = form.cleaned_data["workshop"]
        year = form.cleaned_data["year"]
        try:
            series = add_block(
                workshop=workshop,
                typed=form.cleaned_data["typed"],
                year=year,
                by=request.user,  # type: ignore[arg-type]
                at=timezone.now(),
            )
        except Refused as refused:
            form.add_error("typed", [str(reason) for reason in refused.reasons])
        else:
            messages.success(request, _("Nomor tersimpan dan dipakai saat sertifikat diterbitkan."))
            return redirect("certificates:register-detail", series.public_id, year)
    return render(request, "certificates/register_block.html", {"form": form})


@allow(is_logged_in)
@require_safe
def register_export(request: HttpRequest, series: str, year: int, extension: str) -> HttpResponse:
    """One year as XLSX or CSV, or as a book to print (pdf)."""
    book = _book(request, series)
    lines = lines_of(book, year)
    if extension != "pdf":
        return download(RegisterResource(), lines, name=f"register-{year}", extension=extension)
    at = timezone.now()
    content = pdf(
        RegisterSheet(
            unit=book.unit.name,
            name=book.name,
            year=year,
            patterns=[(row.pattern, row.valid_from, row.valid_to) for row in book.patterns],
            rows=[_row(line) for line in lines],
            printed_on=book.unit.localdate(at),
            language=get_language() or "id",
        ),
        at=at,
    )
    answer = HttpResponse(content, content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="register-{year}.pdf"'
    return answer


@allow(is_logged_in)
@require_POST
def number_void(request: HttpRequest, series: str, year: int, ordinal: int) -> HttpResponse:
    """A number that was typed and never used stays in the register as void, with the reason."""
    book = _book(request, series)
    number = get_object_or_404(
        Number.objects.select_related("series__unit"),
        series__in=book.patterns,
        year=year,
        ordinal=ordinal,
        state=NumberState.RESERVED,
    )
    reason: Any = request.POST.get("reason", "")[:200]
    try:
        void(number=number, reason=reason, by=request.user, at=timezone.now())  # type: ignore[arg-type]
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Nomor %(number)s dicatat batal.") % {"number": number.text})
    return redirect("certificates:register-detail", series, year)


def _book(request: HttpRequest, series: str) -> Book:
    found = book_of(request.user, series)
    if found is None:
        raise Http404
    return found


def _row(line: Line) -> tuple[int, str, Any, str, str]:
    who = " · ".join(part for part in (line.name, line.workshop) if part)
    said = ". ".join(part for part in (line.paper or line.state_word, line.reason) if part)
    return line.ordinal, line.text, line.drawn_on, who, said
