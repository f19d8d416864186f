"""The plan in time: read by all who see the Bimtek, changed by who runs it."""

from datetime import date, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from participants.access import allow, is_logged_in
from participants.rules.wording import day_and_date
from workshops.access import managed_workshop, manages, visible_workshop
from workshops.actions import schedule as actions
from workshops.actions import stage as stage_actions
from workshops.forms.schedule import SessionForm, SlotForm, SlotKindForm, StageChangeForm, StageForm
from workshops.models import AttendanceSlot, Session, Stage, Workshop
from workshops.queries.document.moves import moves_of
from workshops.queries.schedule import move_of, schedule_of
from workshops.rules.programme import StagePlan
from workshops.rules.schedule import consequences_of, refusals_of
from workshops.views.acting import acted
from workshops.views.closed import closed_page

FORM_METHODS = ["GET", "HEAD", "POST"]


@allow(is_logged_in)
@require_safe
def schedule_detail(request: HttpRequest, code: str) -> HttpResponse:
    workshop = visible_workshop(request.user, code)
    return render(
        request,
        "workshops/schedule_detail.html",
        {
            "workshop": workshop,
            "stages": schedule_of(workshop),
            "moves": moves_of(workshop),
            "manages": manages(request.user, workshop) and workshop.state != "closed",
        },
    )


@allow(is_logged_in)
@require_http_methods(FORM_METHODS)
def stage_edit(request: HttpRequest, code: str, stage_id: str) -> HttpResponse:
    """Name, dates, place. New dates are saved only after what they break was shown."""
    workshop = managed_workshop(request.user, code)
    if closed := closed_page(request, workshop):
        return closed
    stage = _stage(workshop, stage_id)
    before = stage.starts_on, stage.ends_on
    form = StageChangeForm(request.POST or None, instance=stage)
    consequences: list = []
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        after = given["starts_on"], given["ends_on"]
        stage = _stage(workshop, stage_id)
        move = move_of(stage, *after)
        refusals = refusals_of(move) if after != before else []
        consequences = consequences_of(move) if after != before else []
        if refusals:
            for reason in refusals:
                form.add_error("ends_on", str(reason))
        elif consequences and "confirmed" not in request.POST:
            pass  # shown, with a button that confirms
        elif acted(
            request,
            stage_actions.change_stage,
            _("Tahap disimpan."),
            stage=stage,
            **given,
        ):
            return _back(code, f"tahap-{stage_id}")
        else:
            consequences = []
    return render(
        request,
        "workshops/schedule_stage.html",
        {
            "workshop": workshop,
            "stage": stage,
            "form": form,
            "consequences": [str(reason) for reason in consequences],
            "moves": [one for one in moves_of(workshop) if one.stage_id == stage.pk],
        },
    )


@allow(is_logged_in)
@require_http_methods(FORM_METHODS)
def stage_add(request: HttpRequest, code: str) -> HttpResponse:
    workshop = managed_workshop(request.user, code)
    if closed := closed_page(request, workshop):
        return closed
    form = StageForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        plan = StagePlan(**form.cleaned_data)
        if acted(
            request, stage_actions.add_stage, _("Tahap ditambahkan."), workshop=workshop, plan=plan
        ):
            return _back(code)
    return render(
        request,
        "workshops/schedule_stage.html",
        {"workshop": workshop, "form": form, "stage": None, "moves": []},
    )


@allow(is_logged_in)
@require_http_methods(FORM_METHODS)
def session_add(request: HttpRequest, code: str, stage_id: str) -> HttpResponse:
    workshop = managed_workshop(request.user, code)
    if closed := closed_page(request, workshop):
        return closed
    stage = _stage(workshop, stage_id)
    form = SessionForm(
        request.POST or None,
        days=days_of(stage),
        unit=workshop.unit,
        initial={"day": request.GET.get("hari", "")},
    )
    if request.method == "POST" and form.is_valid():
        given = form.moments(workshop.unit)
        if acted(request, actions.add_session, _("Sesi ditambahkan."), stage=stage, **given):
            return _back(code, f"tahap-{stage_id}")
    return _session_page(request, workshop, stage, form, None)


@allow(is_logged_in)
@require_http_methods(FORM_METHODS)
def session_edit(request: HttpRequest, code: str, session_id: str) -> HttpResponse:
    workshop = managed_workshop(request.user, code)
    if closed := closed_page(request, workshop):
        return closed
    session = _session(workshop, session_id)
    form = SessionForm(
        request.POST or None,
        instance=session,
        days=days_of(session.stage, workshop.unit.localdate(session.starts_at)),
        unit=workshop.unit,
    )
    if request.method == "POST" and form.is_valid():
        given = form.moments(workshop.unit)
        session = _session(workshop, session_id)
        if acted(request, actions.change_session, _("Sesi disimpan."), session=session, **given):
            return _back(code, f"tahap-{session.stage.public_id}")
    return _session_page(request, workshop, session.stage, form, session)


@allow(is_logged_in)
@require_POST
def session_remove(request: HttpRequest, code: str, session_id: str) -> HttpResponse:
    workshop = managed_workshop(request.user, code)
    session = _session(workshop, session_id)
    acted(request, actions.remove_session, _("Sesi dihapus."), session=session)
    return _back(code, f"tahap-{session.stage.public_id}")


@allow(is_logged_in)
@require_http_methods(FORM_METHODS)
def slot_add(request: HttpRequest, code: str, stage_id: str) -> HttpResponse:
    workshop = managed_workshop(request.user, code)
    if closed := closed_page(request, workshop):
        return closed
    stage = _stage(workshop, stage_id)
    form = SlotKindForm(request.POST or None, days=days_of(stage))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        if acted(request, actions.add_slot, _("Waktu presensi ditambahkan."), stage=stage, **given):
            return _back(code, f"tahap-{stage_id}")
    return _slot_page(request, workshop, stage, form, None)


@allow(is_logged_in)
@require_http_methods(FORM_METHODS)
def slot_edit(request: HttpRequest, code: str, slot_id: str) -> HttpResponse:
    workshop = managed_workshop(request.user, code)
    if closed := closed_page(request, workshop):
        return closed
    slot = _slot(workshop, slot_id)
    form = SlotForm(request.POST or None, instance=slot, unit=workshop.unit)
    if request.method == "POST" and form.is_valid():
        given = form.moments(workshop.unit)
        if acted(request, actions.change_slot, _("Waktu presensi disimpan."), slot=slot, **given):
            return _back(code, f"tahap-{slot.stage.public_id}")
    return _slot_page(request, workshop, slot.stage, form, slot)


@allow(is_logged_in)
@require_POST
def slot_remove(request: HttpRequest, code: str, slot_id: str) -> HttpResponse:
    workshop = managed_workshop(request.user, code)
    slot = _slot(workshop, slot_id)
    acted(request, actions.remove_slot, _("Waktu presensi dihapus."), slot=slot)
    return _back(code, f"tahap-{slot.stage.public_id}")


def days_of(stage: Stage, *also: date) -> list[tuple[str, str]]:
    """The stage's days as choices; ``also``: days outside it that something still lies on."""
    length = (stage.ends_on - stage.starts_on).days + 1
    days = {stage.starts_on + timedelta(days=number) for number in range(length)} | set(also)
    language = get_language() or "id"
    return [(day.isoformat(), day_and_date(day, language)) for day in sorted(days)]


def _back(code: str, anchor: str = "") -> HttpResponse:
    response = redirect("workshops:schedule-detail", code=code)
    if anchor:
        response["Location"] += f"#{anchor}"
    return response


def _stage(workshop: Workshop, stage_id: str) -> Stage:
    stage = get_object_or_404(workshop.stages, public_id=stage_id)
    stage.workshop = workshop
    return stage


def _session(workshop: Workshop, session_id: str) -> Session:
    found = Session.objects.filter(stage__workshop=workshop).select_related("stage__workshop__unit")
    return get_object_or_404(found, public_id=session_id)


def _slot(workshop: Workshop, slot_id: str) -> AttendanceSlot:
    found = AttendanceSlot.objects.filter(stage__workshop=workshop)
    return get_object_or_404(found.select_related("stage__workshop__unit"), public_id=slot_id)


def _session_page(request, workshop, stage, form, session) -> HttpResponse:
    return render(
        request,
        "workshops/schedule_session.html",
        {"workshop": workshop, "stage": stage, "form": form, "session": session},
    )


def _slot_page(request, workshop, stage, form, slot) -> HttpResponse:
    return render(
        request,
        "workshops/schedule_slot.html",
        {"workshop": workshop, "stage": stage, "form": form, "slot": slot},
    )
