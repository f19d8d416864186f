"""Hasil kerja as the organiser asks for them, and the board; who has not delivered is reminded."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from participants.access import allow, is_logged_in
from participants.actions.notice import mark_sent
from participants.errors import Refused
from workshops.access import managed_workshop, manages, visible_workshop
from workshops.actions.deliverable import define_deliverable, remove_deliverable
from workshops.actions.reminder import remind_owing
from workshops.forms.deliverable import DeliverableForm
from workshops.models import Deliverable, Workshop
from workshops.queries.board import Board, BoardPart, board_of
from workshops.queries.reminder import reminders_of, waiting_reminders
from workshops.views.closed import closed_page
from workshops.views.refusal import show_on

BOARD_STATES = ("accepted", "submitted", "returned", "to_confirm", "late", "required")
DESCRIBED_BY = (
    *("title_id", "title_en", "instructions", "owed_by", "form", "worksheet"),
    *("due_on", "required_after", "frozen_after"),
)


@allow(is_logged_in)
@require_safe
def deliverable_board(request: HttpRequest, code: str) -> HttpResponse:
    """Whoever owes down, hasil kerja across; who advises one OPD sees that one."""
    workshop = visible_workshop(request.user, code)
    board = board_of(workshop, user=request.user, at=timezone.now())
    works = board.works()
    wanted = request.GET.get("keadaan", "")
    wanted = wanted if wanted in BOARD_STATES else ""
    search = request.GET.get("cari", "").strip()
    parts = _narrowed(board, wanted, request.GET.get("opd", ""), search)
    shown = sum(len(part.rows) for part in parts)
    return render(
        request,
        "workshops/deliverable_board.html",
        {
            "workshop": workshop,
            "board": board,
            "parts": parts,
            "rows": [row for part in parts for row in part.rows],
            "shown": shown,
            "wanted": wanted,
            "search": search,
            "narrowed": shown < len(board.rows),
            "counted": {
                "accepted": sum(work.state == "accepted" for work in works),
                "waiting": sum(work.state == "submitted" for work in works),
                "late": sum(work.overdue for work in works),
                "required": sum(row.required for row in board.rows),
                "required_owners": sum(row.required > 0 for row in board.rows),
                "all": len(works),
            },
            "manages": manages(request.user, workshop),
        },
    )


@allow(is_logged_in)
@require_http_methods(["GET", "HEAD", "POST"])
def deliverable_edit(request: HttpRequest, code: str, deliverable: str = "") -> HttpResponse:
    """What a stage asks for: a new one, or one to change."""
    workshop = managed_workshop(request.user, code)
    if closed := closed_page(request, workshop):
        return closed
    known = _deliverable(workshop, deliverable) if deliverable else None
    form = DeliverableForm(
        request.POST or None,
        stages=workshop.stages.order_by("order", "pk"),
        initial=_initial(known) if known else None,
    )
    if known:
        form.fields["stage"].disabled = True
    if form.is_valid():
        told = {**form.cleaned_data}
        stage = known.stage if known else told["stage"]
        stage.workshop = workshop
        try:
            define_deliverable(
                **{**told, "stage": stage},
                deliverable=known,
                by=request.user,  # type: ignore[arg-type]
                at=timezone.now(),
            )
        except Refused as refusal:
            show_on(form, refusal)
        else:
            messages.success(request, _("Hasil kerja disimpan."))
            return redirect("workshops:deliverable-board", code)
    return render(
        request,
        "workshops/deliverable_edit.html",
        {"workshop": workshop, "form": form, "deliverable": known},
        status=422 if request.method == "POST" else 200,
    )


@allow(is_logged_in)
@require_POST
def deliverable_remove(request: HttpRequest, code: str, deliverable: str) -> HttpResponse:
    workshop = managed_workshop(request.user, code)
    known = _deliverable(workshop, deliverable)
    try:
        remove_deliverable(deliverable=known, by=request.user, at=timezone.now())  # type: ignore[arg-type]
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("workshops:deliverable-edit", code, deliverable)
    messages.success(request, _("Hasil kerja itu tidak diminta lagi."))
    return redirect("workshops:deliverable-board", code)


@allow(is_logged_in)
@require_http_methods(["GET", "HEAD", "POST"])
def deliverable_remind(request: HttpRequest, code: str) -> HttpResponse:
    """Who has not delivered, and the messages ready to be handed over to them and to nobody else."""
    workshop = managed_workshop(request.user, code)
    if closed := closed_page(request, workshop):
        return closed
    at = timezone.now()
    if request.method == "POST":
        told = remind_owing(workshop=workshop, by=request.user, at=at)  # type: ignore[arg-type]
        said = ngettext("%d pengingat siap dikirim.", "%d pengingat siap dikirim.", len(told))
        messages.success(request, said % len(told))
        return redirect("workshops:deliverable-remind", code)
    return render(
        request,
        "workshops/deliverable_remind.html",
        {"workshop": workshop, "reminders": reminders_of(workshop, at=at)},
    )


@allow(is_logged_in)
@require_POST
def reminder_sent(request: HttpRequest, code: str, notice: str) -> HttpResponse:
    """The organiser says that this one was handed over."""
    workshop = managed_workshop(request.user, code)
    told = get_object_or_404(waiting_reminders(workshop), public_id=notice)
    mark_sent(notice=told, by=request.user, at=timezone.now())  # type: ignore[arg-type]
    return redirect("workshops:deliverable-remind", code)


def _narrowed(board: Board, wanted: str, only: str, search: str) -> list[BoardPart]:
    words = search.casefold().split()
    found = []
    for part in board.parts:
        rows = tuple(
            row
            for row in part.rows
            if (not only or row.owner.public_id == only)
            and (not wanted or row.count(wanted))
            and all(word in row.name.casefold() for word in words)
        )
        found.append(BoardPart(part.owed_by, part.stages, rows))
    return found


def _deliverable(workshop: Workshop, public_id: str) -> Deliverable:
    found = Deliverable.objects.filter(stage__workshop=workshop).select_related("stage")
    known = get_object_or_404(found, public_id=public_id)
    known.stage.workshop = workshop
    return known


def _initial(known: Deliverable) -> dict[str, Any]:
    return {name: getattr(known, name) for name in DESCRIBED_BY} | {"stage": known.stage.public_id}
