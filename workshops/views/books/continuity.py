"""OPD × stage: who came, and whether it was the same person."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from participants.access import allow, is_logged_in
from participants.exporting.sheet import download
from workshops.access import visible_workshop
from workshops.exporting.continuity import ContinuityResource, seats_of
from workshops.queries.continuity import ContinuityBook, UnitLine, continuity_of
from workshops.rules.continuity import SeatLine

# The tabs, by their word in the address: units with at least one such seat.
GROUPS: dict[str, Callable[[SeatLine], bool]] = {
    "tetap": lambda seat: seat.kept,
    "diwakili": lambda seat: bool(seat.stood_in),
    "diganti": lambda seat: bool(seat.replaced),
    "tidak-hadir": lambda seat: bool(seat.missed),
}


@allow(is_logged_in)
@require_safe
def continuity_list(request: HttpRequest, code: str) -> HttpResponse:
    workshop = visible_workshop(request.user, code)
    book = continuity_of(workshop, request.user, at=timezone.now())
    shown, units = _chosen(request, book)
    return render(
        request,
        "workshops/continuity_list.html",
        {
            "workshop": workshop,
            "book": book,
            "total": book.total,
            "tabs": _tabs(request.path, shown, book),
            "rows": [_row(unit, book) for unit in units],
        },
    )


@allow(is_logged_in)
@require_safe
def continuity_export(request: HttpRequest, code: str, extension: str) -> HttpResponse:
    """The book as it is narrowed, as XLSX or CSV."""
    workshop = visible_workshop(request.user, code)
    book = continuity_of(workshop, request.user, at=timezone.now())
    _shown, units = _chosen(request, book)
    return download(
        ContinuityResource(book), seats_of(units), name="kesinambungan", extension=extension
    )


def _row(unit: UnitLine, book: ContinuityBook) -> dict[str, Any]:
    """A unit with what stood at each stage, seat by seat."""
    return {
        "unit": unit.invitation.unit,
        "total": unit.total,
        "stages": [
            {
                "stage": stage,
                "cells": [
                    {"cell": cell, "seat": seat.ordinal}
                    for seat in unit.seats
                    for cell in seat.cells
                    if cell.stage == stage.order
                ],
            }
            for stage in book.stages
        ],
    }


def _chosen(request: HttpRequest, book: ContinuityBook) -> tuple[str, list[UnitLine]]:
    shown = request.GET.get("tampil", "")
    if shown not in GROUPS:
        return "", list(book.units)
    return shown, _among(book, shown)


def _among(book: ContinuityBook, group: str) -> list[UnitLine]:
    return [unit for unit in book.units if any(GROUPS[group](seat) for seat in unit.seats)]


def _tabs(path: str, shown: str, book: ContinuityBook) -> list[dict[str, Any]]:
    labels = {
        "": _("Semua OPD"),
        "tetap": _("Orang tetap"),
        "diwakili": _("Diwakili"),
        "diganti": _("Diganti"),
        "tidak-hadir": _("Pernah tidak hadir"),
    }
    return [
        {
            "label": label,
            "url": f"{path}?tampil={group}" if group else path,
            "current": group == shown,
            "count": len(_among(book, group)) if group else len(book.units),
        }
        for group, label in labels.items()
    ]
