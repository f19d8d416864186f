"""Hasil kerja as the organiser and the experts see them: the board, a thread, the queue."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from participants.access import allow, is_logged_in
from participants.errors import Refused
from workshops.access import managed_workshop, manages, visible_workshop
from workshops.actions.deliverable import define_deliverable, remove_deliverable
from workshops.forms.deliverable import DeliverableForm
from workshops.models import (
    Deliverable,
    Group,
    Invitation,
    OwedBy,
    Workshop,
)
from workshops.queries.deliverable import (
    advised_invitations,
    board_of,
)
from workshops.views.closed import closed_page
from workshops.views.refusal import show_on

BOARD_STATES = ("accepted", "submitted", "returned", "late")


@allow(is_logged_in)
@require_safe
def deliverable_board(request, code: str) -> HttpResponse:
    """OPD down, hasil kerja across; who advises one OPD sees that one."""
    workshop = visible_workshop(request.user, code)
    board = board_of(workshop, user=request.user, at=timezone.now())
    works = board.works()
    counted = {
        "accepted": sum(work.state == "accepted" for work in works),
        "waiting": sum(work.state == "submitted" for work in works),
        "late": sum(work.state == "late" for work in works),
        "all": len(works),
    }
    wanted = request.GET.get("keadaan", "")
    only = request.GET.get("opd", "")
    rows = [
        row
        for row in board.rows
        if (not only or row.invitation.public_id == only)
        and (wanted not in BOARD_STATES or row.count(wanted))
    ]
    return render(
        request,
        "workshops/deliverable_board.html",
        {
            "workshop": workshop,
            "board": board,
            "rows": rows,
            "wanted": wanted if wanted in BOARD_STATES else "",
            "narrowed": len(rows) < len(board.rows),
            "counted": counted,
            "manages": manages(request.user, workshop),
        },
    )


@allow(is_logged_in)
@require_http_methods(["GET", "HEAD", "POST"])
def deliverable_edit(request, code: str, deliverable: str = "") -> HttpResponse:
    """What a stage asks of every OPD: a new one, or one to change."""
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
                **{**told, "stage": stage}, deliverable=known, by=request.user, at=timezone.now()
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
def deliverable_remove(request, code: str, deliverable: str) -> HttpResponse:
    workshop = managed_workshop(request.user, code)
    known = _deliverable(workshop, deliverable)
    try:
        remove_deliverable(deliverable=known, by=request.user, at=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("workshops:deliverable-edit", code, deliverable)
    messages.success(request, _("Hasil kerja itu tidak diminta lagi."))
    return redirect("workshops:deliverable-board", code)


def _deliverable(workshop: Workshop, public_id: str) -> Deliverable:
    found = Deliverable.objects.filter(stage__workshop=workshop).select_related("stage")
    known = get_object_or_404(found, public_id=public_id)
    known.stage.workshop = workshop
    return known


def _owner(
    request, workshop: Workshop, deliverable: Deliverable, public_id: str
) -> Invitation | Group:
    """Whoever owes it under this code, as far as the reader may see them; Http404 for others."""
    found: Any
    if deliverable.owed_by == OwedBy.UNIT:
        found = get_object_or_404(advised_invitations(workshop, request.user), public_id=public_id)
    else:
        found = get_object_or_404(
            Group.objects.visible_to(request.user).filter(workshop=workshop), public_id=public_id
        )
    found.workshop = workshop
    return found


def _initial(known: Deliverable) -> dict[str, Any]:
    names = ("title_id", "title_en", "instructions", "due_on", "required_after", "frozen_after")
    return {name: getattr(known, name) for name in names} | {"stage": known.stage.public_id}
