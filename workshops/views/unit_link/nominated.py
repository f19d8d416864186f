"""What BKPSDM proposes to the OPD: whom to send and what it would close; yes, somebody else, or no."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from participants.errors import Refused
from participants.models import Competency, Person
from workshops.actions import nomination as actions
from workshops.models import InvitationBody, Nomination, NominationState
from workshops.queries.naming import Staff, own_staff, staff_of
from workshops.views.unit_link.desk import Desk


@dataclass(frozen=True)
class Why:
    """One gap in words' parts: the competency, its level, what is held, and for what."""

    competency: str
    level: int
    held: int | None
    name: str
    kind: str


@dataclass(frozen=True)
class Nominated:
    waiting: tuple[tuple[Nomination, tuple[Why, ...]], ...]
    others: tuple[Staff, ...]


def nominated_at(desk: Desk) -> Nominated:
    """What waits for this OPD's answer, and whom else it could send."""
    if desk.invitation.body != InvitationBody.UNIT:
        return Nominated((), ())
    rows = list(
        _waiting(desk).select_related("person__current_employment").order_by("proposed_at", "pk")
    )
    if not rows:
        return Nominated((), ())
    names = Competency.objects.in_bulk({gap["competency"] for row in rows for gap in row.gaps})
    proposed = {row.person.public_id for row in rows}
    staff, _more = staff_of(desk.invitation)
    return Nominated(
        tuple((row, tuple(_why(gap, names) for gap in row.gaps)) for row in rows),
        tuple(one for one in staff if not one.clash and one.public_id not in proposed),
    )


def _why(gap: dict[str, Any], names: dict[int, Competency]) -> Why:
    return Why(
        str(names.get(gap["competency"], "")), gap["level"], gap["held"], gap["name"], gap["kind"]
    )


def _waiting(desk: Desk) -> Any:
    return Nomination.objects.filter(
        workshop=desk.workshop, unit=desk.invitation.unit_id, state=NominationState.PROPOSED
    )


@require_POST
def answer(request: HttpRequest, desk: Desk, nomination: str) -> HttpResponse:
    """``jawaban``: terima, ganti (with ``person``) or tolak; the last two say why."""
    row = get_object_or_404(
        Nomination.objects.filter(workshop=desk.workshop, unit=desk.invitation.unit_id),
        public_id=nomination,
    )
    given, reason = request.POST.get("jawaban", ""), request.POST.get("reason", "")
    at = timezone.now()
    try:
        if given == "terima":
            actions.accept(nomination=row, by=desk.by, at=at)
        elif given == "ganti":
            person: Person = get_object_or_404(
                own_staff(desk.invitation), public_id=request.POST.get("person", "")
            )
            actions.send_another(nomination=row, person=person, reason=reason, by=desk.by, at=at)
        else:
            actions.decline(nomination=row, reason=reason, by=desk.by, at=at)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Jawaban tersimpan dan terbaca oleh BKPSDM."))
    return redirect(desk.url() + "#usulan")
