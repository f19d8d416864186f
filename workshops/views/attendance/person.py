"""One person at one slot: what is known and why, and what may be changed about it."""

from typing import Any

from django.db.models import Q
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from participants.access import allow, is_logged_in
from participants.actions import audit
from participants.views.file import respond
from workshops.access import managed_workshop, manages, visible_workshop
from workshops.actions.attendance import clear_excuse, correct, excuse_many, undo
from workshops.forms.attendance import (
    CorrectionForm,
    ExcuseForm,
    ReasonForm,
)
from workshops.models import (
    PRESENT,
    Attendance,
    AttendanceSlot,
    CheckIn,
    Correction,
    Registration,
    SlotState,
    WorkshopState,
)
from workshops.tables.attendance import STATUS_TONES
from workshops.views.acting import done

from .slot import slot_of


@allow(is_logged_in)
@require_http_methods(["GET", "HEAD", "POST"])
def attendance_detail(request, code: str, slot: str, registration: str) -> HttpResponse:
    writing = request.method == "POST"
    workshop = (
        managed_workshop(request.user, code) if writing else visible_workshop(request.user, code)
    )
    place = slot_of(workshop, slot)
    person = get_object_or_404(
        Registration.objects.visible_to(request.user)
        .filter(workshop=workshop)
        .select_related("unit")
        .distinct(),
        public_id=registration,
    )
    others = _other_slots(place)
    forms = _forms(request if writing else None, others)
    if writing and _act(request, forms, place, person, others):
        return redirect("workshops:attendance-detail", code, slot, registration)
    attendance = (
        Attendance.objects.filter(registration=person, slot=place)
        .select_related("paper", "noted_by")
        .first()
    )
    may_change = (
        manages(request.user, workshop)
        and place.state != SlotState.SIGNED_OFF
        and workshop.state != WorkshopState.CLOSED
    )
    here = attendance is not None and attendance.status in PRESENT
    return render(
        request,
        "workshops/attendance_detail.html",
        {
            "workshop": workshop,
            "slot": place,
            "person": person,
            "attendance": attendance,
            "tone": STATUS_TONES.get(attendance.status, "info") if attendance else "idle",
            "is_here": here,
            "events": _events(person, place),
            "corrections": list(
                Correction.objects.filter(registration=person, slot=place)
                .select_related("paper", "by")
                .order_by("at", "pk")
            ),
            "manages": manages(request.user, workshop),
            "may_change": may_change,
            **forms,
        },
        status=200,
    )


def _other_slots(slot: AttendanceSlot) -> list[AttendanceSlot]:
    """Slots of the stage that an excuse may be for as well."""
    found = AttendanceSlot.objects.filter(stage=slot.stage)
    return list(
        found.exclude(pk=slot.pk)
        .exclude(state=SlotState.SIGNED_OFF)
        .select_related("stage__workshop__unit")
        .order_by("opens_at", "pk")
    )


def _forms(request, others: list[AttendanceSlot]) -> dict[str, Any]:
    """The page's forms; the one that was sent is bound."""
    kinds = {
        "excuse": ExcuseForm,
        "correct": CorrectionForm,
        "undo": ReasonForm,
        "clear": ReasonForm,
    }
    return {
        f"{name}_form": kind(
            data=request.POST if request and request.POST.get("act") == name else None,
            files=request.FILES if request else None,
            auto_id=f"id_{name}_%s",
            **({"others": others} if name == "excuse" else {}),
        )
        for name, kind in kinds.items()
    }


def _act(
    request,
    forms: dict[str, Any],
    slot: AttendanceSlot,
    person: Registration,
    others: list[AttendanceSlot],
) -> bool:
    """Whether it is all done; False leaves the page with its faults."""
    name = request.POST.get("act", "")
    form = forms.get(f"{name}_form")
    if form is None or not form.is_valid():
        return False
    given = form.cleaned_data
    common: dict[str, Any] = {
        "registration": person,
        "slot": slot,
        "by": request.user,
        "at": timezone.now(),
    }

    def excused() -> None:
        also = [one for one in others if one.public_id in given.get("others", ())]
        excuse_many(
            registrations=[person],
            slots=[slot, *also],
            status=given["status"],
            note=given["note"],
            paper=given["paper"],
            by=common["by"],
            at=common["at"],
        )

    def corrected() -> None:
        arrived_at = slot.stage.workshop.unit.moment(slot.day, given["arrived"])
        correct(
            **common,
            arrived_at=arrived_at,
            reason=given["reason"],
            paper=given["paper"],
        )

    acts = {
        "excuse": (excused, _("Keterangan dicatat.")),
        "correct": (corrected, _("Kehadiran dicatat dari daftar kertas.")),
        "undo": (lambda: undo(**common, reason=given["reason"]), _("Kehadiran dibatalkan.")),
        "clear": (
            lambda: clear_excuse(**common, reason=given["reason"]),
            _("Keterangan dihapus."),
        ),
    }
    act, said = acts[name]
    return done(request, act, said)


def _events(person: Registration, slot: AttendanceSlot) -> list[CheckIn]:
    """Everything that came in about this person and slot, as it came."""
    mine = CheckIn.objects.filter(registration=person, slot=slot)
    return list(
        CheckIn.objects.filter(
            Q(pk__in=mine.values("pk")) | Q(annuls__in=mine.filter(kind="arrive").values("nonce"))
        )
        .select_related("device", "by")
        .order_by("received_at", "pk")
    )


@allow(is_logged_in)
@require_safe
def attendance_paper(request, code: str, slot: str, registration: str) -> FileResponse:
    """The letter or photographed list behind an attendance; each look at it is noted."""
    workshop = managed_workshop(request.user, code)
    attendance = get_object_or_404(
        Attendance.objects.select_related("paper"),
        slot=slot_of(workshop, slot),
        registration__public_id=registration,
    )
    if attendance.paper is None:
        raise Http404
    audit.reading(
        "workshops.attendance.paper_read",
        attendance.paper,
        by=request.user,
        at=timezone.now(),
        unit=workshop.unit,
    )
    return respond(attendance.paper)
