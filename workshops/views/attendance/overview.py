"""The day at a glance: stages, slots, their states and figures."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from participants.access import allow, is_logged_in
from workshops.access import managed_workshop, manages, oversees, visible_workshop
from workshops.actions.closing import begin_stage, end_stage
from workshops.models import SlotState, StageState
from workshops.queries.live import current_slot
from workshops.queries.roll_call import overview
from workshops.rules.states import proposed_stage_state
from workshops.views.acting import done


@allow(is_logged_in)
@require_safe
def attendance_list(request, code: str) -> HttpResponse:
    workshop = visible_workshop(request.user, code)
    at = timezone.now()
    today = workshop.unit.localdate(at)
    stages = overview(workshop, request.user)
    slots = [figure.slot for stage in stages for figure in stage.slots]
    runs = manages(request.user, workshop)
    waiting = sum(figure.waiting for stage in stages for figure in stage.slots)
    return render(
        request,
        "workshops/attendance_list.html",
        {
            "workshop": workshop,
            "manages": runs,
            "oversees": runs or oversees(request.user, workshop),
            "current": current_slot(slots, at),
            "waiting": waiting,
            "waiting_text": ngettext(
                "%(count)s pemindaian perlu diperiksa",
                "%(count)s pemindaian perlu diperiksa",
                waiting,
            )
            % {"count": waiting},
            "stages": [
                {
                    "stage": row.stage,
                    "days": _by_day(row.slots),
                    "tone": TONES[row.stage.state],
                    "proposal": proposed_stage_state(row.stage, today) if runs else None,
                }
                for row in stages
            ],
        },
    )


TONES: dict[str, str] = {
    StageState.PLANNED: "idle",
    StageState.RUNNING: "info",
    StageState.HELD: "ok",
}
SLOT_TONES: dict[str, str] = {
    SlotState.PLANNED: "idle",
    SlotState.OPEN: "info",
    SlotState.CLOSED: "warn",
    SlotState.SIGNED_OFF: "ok",
}


def _by_day(figures: tuple) -> list[dict[str, object]]:
    days: dict[object, list[dict[str, object]]] = {}
    for figure in figures:
        line = {"figure": figure, "slot": figure.slot, "tone": SLOT_TONES[figure.slot.state]}
        days.setdefault(figure.slot.day, []).append(line)
    return [{"day": day, "slots": lines} for day, lines in days.items()]


@allow(is_logged_in)
@require_POST
def stage_move(request, code: str, stage: str) -> HttpResponse:
    workshop = managed_workshop(request.user, code)
    found = get_object_or_404(workshop.stages, public_id=stage)
    at = timezone.now()
    if request.POST.get("to") == StageState.HELD:
        done(
            request,
            lambda: end_stage(stage=found, by=request.user, at=at),
            _("%(stage)s selesai.") % {"stage": found.title_id},
        )
    else:
        done(
            request,
            lambda: begin_stage(stage=found, by=request.user, at=at),
            _("%(stage)s dimulai.") % {"stage": found.title_id},
        )
    return redirect("workshops:attendance-list", code)
