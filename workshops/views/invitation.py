"""Whom to ask: pasted, told, reminded, asked no more. The organiser's pages."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

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
from participants.exporting.sheet import download
from participants.models import OrganisationUnit
from participants.rules.pasting import UnitLine
from participants.rules.phone import print_phone
from participants.tables.paging import show_page
from workshops.access import managed_workshop
from workshops.actions import invitation as actions
from workshops.exporting.invitation import InvitationResource
from workshops.forms.invitation import InvitationForm, InviteForm, PhoneForm, may_be_asked
from workshops.models import Invitation, Workshop, WorkshopState
from workshops.notices import unit_link, word_group
from workshops.queries.invitation import Answer, invitation_rows, notices_of, units_by_key
from workshops.queries.message import ready_messages
from workshops.rules.inviting import AskedUnit, nearest, unit_key
from workshops.tables.invitation import InvitationTable
from workshops.views.acting import acted
from workshops.views.closed import closed_page
from workshops.views.planning import steps
from workshops.views.workshop import pin


@allow(is_logged_in)
@require_safe
def invitation_list(request: HttpRequest, code: str) -> HttpResponse:
    workshop = managed_workshop(request.user, code)
    rows = invitation_rows(workshop, user=request.user, at=timezone.now())
    closed = workshop.state == WorkshopState.CLOSED
    table = InvitationTable(rows, exclude=("act",) if closed else ())
    show_page(request, table, per_page=100)
    silent = [row.invitation for row in rows if row.answered == Answer.NONE]
    stages = list(workshop.stages.order_by("order", "pk"))
    return render(
        request,
        "workshops/invitation_list.html",
        {
            "workshop": workshop,
            "table": table,
            "rows": rows,
            "silent": len(silent),
            "waiting": sum(row.waiting for row in rows),
            "group_text": word_group(workshop=workshop, stages=stages, invitations=silent)
            if silent
            else "",
        },
    )


@allow(is_logged_in)
@require_safe
def invitation_export(request: HttpRequest, code: str, extension: str) -> HttpResponse:
    workshop = managed_workshop(request.user, code)
    rows = invitation_rows(workshop, user=request.user, at=timezone.now())
    return download(InvitationResource(), rows, name="undangan", extension=extension)


@dataclass(frozen=True)
class PreviewLine:
    """A pasted line and what will become of it."""

    line: UnitLine
    tone: str
    word: str
    faults: tuple[str, ...]
    phone: str


@allow(is_logged_in)
@require_http_methods(["GET", "HEAD", "POST"])
def invitation_new(request: HttpRequest, code: str) -> HttpResponse:
    """Paste, look, confirm: nothing is saved before the look."""
    workshop = managed_workshop(request.user, code)
    if closed := closed_page(request, workshop):
        return closed
    form = InviteForm(request.POST or None, draft=workshop.state == WorkshopState.DRAFT)
    preview: list[PreviewLine] = []
    if request.method == "POST" and form.is_valid():
        if "confirmed" in request.POST:
            if response := _invite(request, workshop, form):
                return response
        else:
            preview = _preview(workshop, form)
    return render(
        request,
        "workshops/invitation_new.html",
        {
            "workshop": workshop,
            "form": form,
            "preview": preview,
            "fresh": sum(line.tone in ("ok", "info", "warn") for line in preview),
            "left_out": sum(line.tone in ("bad", "idle") for line in preview),
            "steps": steps(3) if not workshop.invitations.exists() else [],
        },
    )


@allow(is_logged_in)
@require_safe
def invitation_send(request: HttpRequest, code: str) -> HttpResponse:
    """Every message ready to hand over, in order; the first is the next."""
    workshop = managed_workshop(request.user, code)
    if closed := closed_page(request, workshop):
        return closed
    ready = ready_messages(workshop, at=timezone.now())
    sent = notices_of(workshop).filter(state="sent").count()
    return render(
        request,
        "workshops/invitation_send.html",
        {"workshop": workshop, "ready": ready, "sent": sent, "total": sent + len(ready)},
    )


@allow(is_logged_in)
@require_POST
def message_sent(request: HttpRequest, code: str, notice_id: str) -> HttpResponse:
    workshop = managed_workshop(request.user, code)
    told = get_object_or_404(notices_of(workshop), public_id=notice_id)
    mark_sent(notice=told, by=request.user, at=timezone.now())
    return redirect("workshops:invitation-send", code=code)


@allow(is_logged_in)
@require_http_methods(["GET", "HEAD", "POST"])
def invitation_detail(request: HttpRequest, code: str, invitation_id: str) -> HttpResponse:
    """One unit: its link, messages, seats, number."""
    workshop = managed_workshop(request.user, code)
    invitation = _invitation(workshop, invitation_id)
    seats, phone = _forms(request, invitation)
    if request.method == "POST":
        form, action = (
            (phone, actions.change_phone)
            if "phone" in request.POST
            else (
                seats,
                actions.change_seats,
            )
        )
        if form.is_valid() and acted(
            request, action, _("Undangan disimpan."), invitation=invitation, **form.cleaned_data
        ):
            return redirect(request.path)
    at = timezone.now()
    link = invitation.links.working(at).order_by("-pk").first()
    rows = invitation_rows(workshop, user=request.user, at=at)
    return render(
        request,
        "workshops/invitation_detail.html",
        {
            "workshop": workshop,
            "invitation": invitation,
            "row": next((row for row in rows if row.invitation == invitation), None),
            "link": unit_link(link.token()) if link else "",
            "ready": ready_messages(workshop, at=at, only=invitation),
            "seats_form": seats,
            "phone_form": phone,
        },
    )


@allow(is_logged_in)
@require_POST
def invitation_remind(request: HttpRequest, code: str, invitation_id: str = "") -> HttpResponse:
    """Readies reminders for one unit, or for all that have seats empty."""
    workshop = managed_workshop(request.user, code)
    only = _invitation(workshop, invitation_id) if invitation_id else None
    try:
        reminded = actions.remind(workshop=workshop, only=only, by=request.user, at=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("workshops:invitation-list", code=code)
    if not only:
        told = ngettext("%d pengingat siap dikirim.", "%d pengingat siap dikirim.", len(reminded))
        messages.success(request, told % len(reminded))
        return redirect("workshops:invitation-send", code=code)
    return redirect("workshops:invitation-detail", code=code, invitation_id=invitation_id)


@allow(is_logged_in)
@require_POST
def invitation_link(request: HttpRequest, code: str, invitation_id: str) -> HttpResponse:
    workshop = managed_workshop(request.user, code)
    acted(
        request,
        actions.renew_invitation_link,
        _("Tautan baru dibuat; tautan lama tidak berlaku lagi. Kirimkan yang baru."),
        invitation=_invitation(workshop, invitation_id),
    )
    return redirect("workshops:invitation-detail", code=code, invitation_id=invitation_id)


@allow(is_logged_in)
@require_POST
def invitation_withdraw(request: HttpRequest, code: str, invitation_id: str) -> HttpResponse:
    workshop = managed_workshop(request.user, code)
    done = acted(
        request,
        actions.withdraw_invitation,
        _("Undangan dibatalkan; tautannya tidak berlaku lagi."),
        invitation=_invitation(workshop, invitation_id),
    )
    if done:
        return redirect("workshops:invitation-list", code=code)
    return redirect("workshops:invitation-detail", code=code, invitation_id=invitation_id)


def _forms(request: HttpRequest, invitation: Invitation) -> tuple[InvitationForm, PhoneForm]:
    """Two forms on one page: each is bound only when its own field was sent."""
    sent = request.POST
    return (
        InvitationForm(
            sent if "seats" in sent else None, initial={"seats": invitation.seats.count()}
        ),
        PhoneForm(sent if "phone" in sent else None, initial={"phone": invitation.phone}),
    )


def _invitation(workshop: Workshop, invitation_id: str) -> Invitation:
    found = workshop.invitations.select_related("unit")
    invitation = get_object_or_404(found, public_id=invitation_id)
    invitation.workshop = workshop
    return invitation


def _preview(workshop: Workshop, form: InviteForm) -> list[PreviewLine]:
    """What each line will become, with what was wrong in it."""
    known = units_by_key(workshop.unit.root_path, workshop.unit.localdate(timezone.now()))
    invited = set(
        workshop.invitations.filter(body=form.cleaned_data["body"], withdrawn_at=None).values_list(
            "unit_id", flat=True
        )
    )
    meant = _meant(form.cleaned_data["units"], known)
    found = []
    for line in form.cleaned_data["units"]:
        unit = known.get(unit_key(line.name))
        if line.duplicate_of:
            tone, word = "idle", _("Sama dengan baris %(line)d") % {"line": line.duplicate_of}
        elif not may_be_asked(line):
            tone, word = "bad", _("Tidak diundang")
        elif unit in invited:
            tone, word = "idle", _("Sudah diundang")
        elif unit:
            tone, word = "ok", _("Dikenal")
        elif line.line in meant or re.search(r"\d{5,}|\d{4,}\w*$", line.name):
            # A number nobody can read as one has stayed in the name; "Kodim 1413 Buton" has not.
            tone, word = "warn", _("Unit baru; periksa namanya")
        else:
            tone, word = "info", _("Unit baru")
        faults = [str(fault) for fault in line.faults]
        if tone == "warn" and line.line in meant:
            faults.append(
                _("Maksudnya “%(unit)s”? Bila ya, perbaiki di daftar; bila bukan, biarkan.")
                % {"unit": meant[line.line]}
            )
        if not line.phone and not line.faults:
            faults.append(_("Tanpa nomor HP: tautannya disalin atau dicetak."))
        found.append(
            PreviewLine(
                line, tone, word, tuple(faults), print_phone(line.phone) if line.phone else ""
            )
        )
    return found


def _meant(lines: Iterable[UnitLine], known: dict[str, int]) -> dict[int, str]:
    """{line: name of the unit it probably means}, for lines that mean none as they are spelt."""
    likely = {}
    for line in lines:
        key = unit_key(line.name)
        if key and key not in known and (near := nearest(key, known)):
            likely[line.line] = known[near]
    names = dict(OrganisationUnit.objects.filter(pk__in=likely.values()).values_list("pk", "name"))
    return {line: names[unit] for line, unit in likely.items()}


def _invite(request: HttpRequest, workshop: Workshop, form: InviteForm) -> HttpResponse | None:
    given = form.cleaned_data
    try:
        invited = actions.invite(
            workshop=workshop,
            units=[AskedUnit(line.name, line.phone or "") for line in form.asked()],
            body=given["body"],
            seats=given["seats"],
            open_now=given.get("open_now", False),
            by=request.user,
            at=timezone.now(),
        )
    except Refused as refusal:
        messages.error(request, str(refusal))
        return None
    count = len(invited.invitations)
    told = ngettext("%d OPD diundang. Kirim pesannya.", "%d OPD diundang. Kirim pesannya.", count)
    messages.success(request, told % count)
    pin(request, workshop)
    return redirect("workshops:invitation-send", code=workshop.public_id)
