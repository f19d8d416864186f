"""Scores of the tests before and after a stage: what was gained, the grid, a list that comes in."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from participants.access import allow, is_logged_in
from participants.actions import audit
from participants.errors import Refused
from participants.exporting.sheet import download
from workshops.access import managed_workshop, manages, overseen_workshop
from workshops.actions.score import record_scores
from workshops.exporting.score import ScoreResource
from workshops.forms.score import ScoreGrid, ScoreListForm, shown
from workshops.importing.score import ScoreRow, read_pasted, read_scores
from workshops.models import Stage, Workshop, WorkshopState
from workshops.queries.score import ScoreLine, lines_of, numbers_of, scores_of
from workshops.rules.score import gain_of
from workshops.views.closed import closed_page


@allow(is_logged_in)
@require_safe
def score_list(request: HttpRequest, code: str) -> HttpResponse:
    """What every stage gained."""
    workshop = overseen_workshop(request.user, code)
    stages = scores_of(workshop)
    return render(
        request,
        "workshops/score_list.html",
        {
            "workshop": workshop,
            "stages": stages,
            "any": any(one.gain.pre or one.gain.post for one in stages),
        },
    )


@allow(is_logged_in)
@require_http_methods(["GET", "HEAD", "POST"])
def score_grid(request: HttpRequest, code: str, stage: str) -> HttpResponse:
    """Everybody's two scores at a stage, to be typed or pasted into."""
    if request.method == "POST":
        workshop = managed_workshop(request.user, code)
        if closed := closed_page(request, workshop):
            return closed
    else:
        workshop = overseen_workshop(request.user, code)
    held = _stage(workshop, stage)
    grid = ScoreGrid(lines_of(held), request.POST if request.method == "POST" else None)
    if grid.is_valid:
        try:
            done = record_scores(
                stage=held, changes=grid.changes, by=request.user, at=timezone.now()
            )
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            if not done.conflicts:
                said = ngettext("%(n)s nilai disimpan.", "%(n)s nilai disimpan.", done.changed)
                messages.success(request, said % {"n": done.changed})
                return redirect("workshops:score-grid", code, stage)
            grid = ScoreGrid(lines_of(held), request.POST)
            grid.take_conflicts(done.conflicts)
    may_write = request.method == "POST" or (
        workshop.state != WorkshopState.CLOSED and manages(request.user, workshop)
    )
    return render(
        request,
        "workshops/score_grid.html",
        {
            "workshop": workshop,
            "stage": held,
            "grid": grid,
            "gain": gain_of(line.scores for line in grid.lines),
            "may_write": may_write,
            "faults": sum(bool(cell.fault) for row in grid.rows for cell in row.cells),
        },
        status=422 if request.method == "POST" else 200,
    )


@allow(is_logged_in)
@require_http_methods(["GET", "HEAD", "POST"])
def score_import(request: HttpRequest, code: str, stage: str) -> HttpResponse:
    """A list is read and shown line by line; what is let in goes through the grid's own save."""
    workshop = managed_workshop(request.user, code)
    if closed := closed_page(request, workshop):
        return closed
    held = _stage(workshop, stage)
    sent = request.method == "POST"
    form = ScoreListForm(request.POST if sent else None, request.FILES if sent else None)
    rows: list[ScoreRow] | None = None
    if form.is_valid():
        lines = lines_of(held)
        try:
            rows = _read(form, lines)
        except Refused as refusal:
            form.add_error(None, str(refusal))
    return render(
        request,
        "workshops/score_import.html",
        {
            "workshop": workshop,
            "stage": held,
            "form": form,
            "rows": rows,
            "cells": _cells(rows or []),
            "counted": _counted(rows or []),
        },
        status=422 if form.is_bound and rows is None else 200,
    )


@allow(is_logged_in)
@require_safe
def score_export(request: HttpRequest, code: str, stage: str, extension: str) -> HttpResponse:
    """The grid as a sheet; that it was taken is noted."""
    workshop = overseen_workshop(request.user, code)
    held = _stage(workshop, stage)
    lines = lines_of(held)
    answer = download(ScoreResource(), lines, name=f"nilai-tahap-{held.order}", extension=extension)
    audit.reading(
        "workshops.score.exported",
        held,
        by=request.user,
        at=timezone.now(),
        unit=workshop.unit,
        people=len(lines),
    )
    return answer


def _stage(workshop: Workshop, public_id: str) -> Stage:
    stage = get_object_or_404(workshop.stages, public_id=public_id)
    stage.workshop = workshop
    return stage


def _read(form: ScoreListForm, lines: list[ScoreLine]) -> list[ScoreRow]:
    told = form.cleaned_data
    numbers = numbers_of(lines)
    if upload := told["file"]:
        return read_scores(upload.read(), "nilai.xlsx", lines, numbers)
    return read_pasted(told["pasted"], lines, numbers)


def _cells(rows: list[ScoreRow]) -> list[tuple[str, str, str]]:
    """Name, new and standing value of every cell that would change."""
    found = []
    for row in rows:
        if row.outcome not in ("new", "changed") or row.found is None:
            continue
        before = row.found.scores
        for kind, old, new in (("pre", before[0], row.pre), ("post", before[1], row.post)):
            if new is not None and new != old:
                name = f"{kind}-{row.found.registration.public_id}"
                found.append((name, shown(new), shown(old)))
    return found


def _counted(rows: list[ScoreRow]) -> dict[str, int]:
    return {
        outcome: sum(row.outcome == outcome for row in rows)
        for outcome in ("new", "changed", "same", "wrong")
    }
