"""The unit's first page: what, when, where; its seats; what is still expected of it."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django.db.models import Min
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language, gettext, ngettext
from django.views.decorators.http import require_POST, require_safe

from participants.access import allow, is_unit_admin
from participants.errors import Refused
from participants.rules.wording import date_long, day_name
from workshops.actions.naming import name_people
from workshops.actions.registration import Named
from workshops.forms.naming import PersonForm
from workshops.models import Group, InvitationBody, LetterState, WorkshopState
from workshops.queries.deliverable import Work, works_of
from workshops.queries.invitation import with_seats
from workshops.queries.naming import SeatRow, invitations_of, registrations_of, seat_rows
from workshops.queries.progress import RegistrationProgress, progress_of
from workshops.rules.progress import reach_reason
from workshops.tables.hours import TONES
from workshops.views.refusal import show_on
from workshops.views.unit_link.desk import Desk
from workshops.views.unit_link.nominated import nominated_at
from workshops.views.unit_link.programmes import programmes_at

SOON = timedelta(days=6)


@require_safe
def page(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Everything about the invitation on one page, with the form for the next free seat; a group's
    page is the list of what it owes."""
    if desk.group:
        return _group(request, desk, desk.group)
    return render(request, "workshops/unit_link.html", shown(desk, PersonForm()))


@require_POST
def add(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Names one typed person; a refusal comes back with everything that was typed."""
    form = PersonForm(request.POST)
    if form.is_valid():
        try:
            name_people(
                invitation=desk.invitation,
                people=[Named(**form.cleaned_data)],
                by=desk.by,
                at=timezone.now(),
            )
        except Refused as refusal:
            show_on(form, refusal)
        else:
            return redirect(desk.url() + "#kursi")
    return render(request, "workshops/unit_link.html", shown(desk, form), status=422)


@allow(is_unit_admin)
@require_safe
def desks(request: HttpRequest) -> HttpResponse:
    """The invitations of the units one answers for."""
    invitations = (
        with_seats(invitations_of(request.user))
        .exclude(workshop__state=WorkshopState.DRAFT)
        .select_related("unit", "workshop__unit")
        .annotate(starts_on=Min("workshop__stages__starts_on"))
        .order_by("-starts_on", "unit__name", "pk")
    )
    return render(request, "workshops/unit_link_list.html", {"invitations": invitations})


def _group(request: HttpRequest, desk: Desk, group: Group) -> HttpResponse:
    members = group.members.standing().select_related("registration__unit")
    return render(
        request,
        "workshops/group_link.html",
        {
            "desk": desk,
            "group": group,
            "works": works_of(group, at=timezone.now()),
            "members": members.order_by("registration__printed_name", "pk"),
        },
    )


def shown(desk: Desk, form: PersonForm) -> dict[str, Any]:
    """What the page's template is given."""
    at = timezone.now()
    seats = seat_rows(desk.invitation)
    works = works_of(desk.invitation, at=at)
    reached = progress_of(desk.workshop, at=at, among=registrations_of(desk.invitation))
    return {
        "desk": desk,
        "invitation": desk.invitation,
        "workshop": desk.workshop,
        "stages": desk.workshop.stages.annotate(starts_at=Min("sessions__starts_at")).order_by(
            "order", "pk"
        ),
        "seats": seats,
        "free": sum(seat.free for seat in seats),
        "named": sum(not seat.free for seat in seats),
        "hours": _hours(reached),
        "works": works,
        "attention": attention(desk, seats, works, desk.workshop.unit.localdate(at)),
        "form": form,
        "nominated": nominated_at(desk),
        "closed": desk.closed,
        "owns_programmes": programmes_at(desk).exists(),
        "may_pick": desk.invitation.body == InvitationBody.UNIT,
    }


def _hours(rows: Sequence[RegistrationProgress]) -> list[dict[str, Any]]:
    """Everybody's two figures as a sentence; none where nothing is asked or nothing planned."""
    return [
        {
            "registration": row.registration,
            "said": reach_reason(row.reach),
            "tone": TONES[row.reach.prospect],
        }
        for row in rows
        if row.reach and row.progress.why
    ]


def attention(
    desk: Desk, seats: Sequence[SeatRow], works: Sequence[Work], today: date
) -> list[dict[str, str]]:
    """What the unit should do next, in sentences."""
    if desk.workshop.state == WorkshopState.CLOSED:
        return []
    found = []
    if free := sum(seat.free for seat in seats):
        found.append(
            {
                "text": ngettext(
                    "%(free)s kursi belum terisi.", "%(free)s kursi belum terisi.", free
                )
                % {"free": free},
                "url": "#isi-kursi",
            }
        )
    letters = [held.letter for seat in seats for held in seat.held]
    if bare := letters.count("none"):
        text = ngettext(
            "Surat tugas untuk %(people)s peserta belum ada.",
            "Surat tugas untuk %(people)s peserta belum ada.",
            bare,
        )
        found.append({"text": text % {"people": bare}, "url": desk.url("letter")})
    if following := letters.count(LetterState.TO_FOLLOW):
        text = ngettext(
            "Surat tugas untuk %(people)s peserta masih menyusul.",
            "Surat tugas untuk %(people)s peserta masih menyusul.",
            following,
        )
        found.append({"text": text % {"people": following}, "url": desk.url("letter")})
    begun = [work for work in works if work.owed and work.deliverable.stage.starts_on <= today]
    if begun:
        found.append({"text": owed_sentence(begun, today), "url": "#hasil-kerja"})
    return found


def owed_sentence(owed: Sequence[Work], today: date) -> str:
    """OPD Bapak/Ibu masih berutang 2 lembar kerja, tenggat Jumat. Of several days, the first."""
    days = [work.deliverable.due_on for work in owed if work.deliverable.due_on]
    late = sum(day < today for day in days)
    works = late or (days.count(min(days)) if days else len(owed))
    said = ngettext(
        "OPD Bapak/Ibu masih berutang %(works)s lembar kerja",
        "OPD Bapak/Ibu masih berutang %(works)s lembar kerja",
        works,
    ) % {"works": works}
    if late:
        return said + gettext(" yang lewat tenggat.")
    if not days:
        return f"{said}."
    language = get_language() or "id"
    first = min(days)
    day = day_name(first, language) if first - today <= SOON else date_long(first, language)
    return said + gettext(", tenggat %(day)s.") % {"day": day}
