"""Scans that need a look: taken as an attendance, or set aside with a reason."""

from datetime import datetime

from django.db import connection, transaction
from django.db.models import Q

from participants.actions import audit
from participants.errors import Reason, Refused
from participants.models import User
from workshops.actions.checkin.statements import project
from workshops.actions.supplement import supplement
from workshops.models import (
    AttendanceSlot,
    CheckIn,
    CheckInKind,
    CheckInOutcome,
    Registration,
    WorkshopState,
)
from workshops.queries.review import people_of_codes
from workshops.tokens import new_nonce

from .locking import lock_person, locked_slot


@transaction.atomic
def accept_scan(
    *,
    event: CheckIn,
    by: User,
    at: datetime,
    registration: Registration | None = None,
    slot: AttendanceSlot | None = None,
    reason: str = "",
) -> CheckIn:
    """The scan, or the undo, counts: a new accepted event stands beside it, at the moment it was made.

    ``registration`` and ``slot`` are asked for where the scan itself does not tell them; whom a code
    was given to once, its other scans are of too. A slot that was signed off takes it all the same; in
    a closed Bimtek it makes a supplement to what the closing froze. Refused: review-settled,
    review-needs-person, review-needs-slot, review-other-day, review-taken-back, slot-of-other-workshop,
    not-registered-here.
    """
    # Whose code it is may be known by now: a late registration, or an earlier look.
    person = event.registration or registration or person_of_code(event)
    if person is None:
        raise Refused(Reason("review-needs-person"))
    place = slot or event.slot
    if place is None:
        raise Refused(Reason("review-needs-slot"))
    place = locked_slot(place, even_closed=True)
    if place.stage.workshop_id != event.workshop_id:
        raise Refused(Reason("slot-of-other-workshop"))
    lock_person(place, person)
    event = _unsettled(event)
    _refuse_taken_back(event)
    undo = event.kind == CheckInKind.ANNUL
    arrived_at = event.arrived_at if undo else _arrived_at(event, place)
    counted = CheckIn.objects.create(
        nonce=new_nonce(),
        kind=event.kind,
        workshop_id=event.workshop_id,
        registration=person,
        slot=place,
        annuls=event.annuls,
        code_lookup=event.code_lookup,
        source=event.source,
        device_at=event.device_at,
        arrived_at=arrived_at,
        received_at=at,
        verdict="annulled" if undo else "late" if arrived_at > place.late_after else "present",
        outcome=CheckInOutcome.ACCEPTED,
        reason=" ".join(reason.split())[:300] or f"= {event.nonce}",
        by=by,
    )
    with connection.cursor() as cursor:
        project(cursor, [(person.pk, place.pk)], by=by.pk, at=at)
    _settle(event, "accepted", by, at, reason, nonce=counted.nonce)
    if place.stage.workshop.state == WorkshopState.CLOSED:
        supplement(registration=person, because=reason.strip() or f"= {event.nonce}", by=by, at=at)
    return counted


@transaction.atomic
def reject_scan(*, event: CheckIn, reason: str, by: User, at: datetime) -> CheckIn:
    """The scan does not count, and here is why. Refused: reason-required, review-settled."""
    if not reason.strip():
        raise Refused(Reason("reason-required"))
    event = _unsettled(event)
    _settle(event, "rejected", by, at, reason)
    return event


def person_of_code(event: CheckIn) -> Registration | None:
    """Whose code it is, or to whom the office gave it when it settled another of its scans."""
    return people_of_codes(event.workshop_id, [event.code_lookup]).get(event.code_lookup)


def _refuse_taken_back(event: CheckIn) -> None:
    """Its own device, or the office, took it back while it waited: it may be set aside alone."""
    undone = CheckIn.objects.filter(
        annuls=event.nonce, kind=CheckInKind.ANNUL, outcome=CheckInOutcome.ACCEPTED
    )
    if undone.filter(Q(device=None) | Q(device=event.device_id)).exists():
        raise Refused(Reason("review-taken-back"))


def _arrived_at(event: CheckIn, slot: AttendanceSlot) -> datetime:
    """When it was made, as far as it is the day of the slot: by both clocks, or by the device's own
    for what reached us days later."""
    unit = slot.stage.workshop.unit
    for moment in (event.arrived_at, event.device_at):
        if moment and unit.localdate(moment) == slot.day:
            return moment
    raise Refused(Reason("review-other-day"))


def _unsettled(event: CheckIn) -> CheckIn:
    locked = (
        CheckIn.objects.select_for_update(of=("self",))
        .select_related("workshop__unit")
        .get(pk=event.pk)
    )
    if locked.outcome != CheckInOutcome.NEEDS_REVIEW or locked.reviewed_at:
        raise Refused(Reason("review-settled"))
    return locked


def _settle(
    event: CheckIn, verb: str, by: User, at: datetime, reason: str, **facts: object
) -> None:
    """All that is ever written to an event after it came: that somebody looked at it, and why."""
    event.reviewed_at, event.reviewed_by = at, by
    event.reason = " ".join(reason.split())[:300] or event.reason
    event.save(update_fields=["reviewed_at", "reviewed_by", "reason"])
    audit.record(
        f"workshops.checkin.{verb}",
        event,
        by=by,
        at=at,
        unit=event.workshop.unit,
        event=event.nonce,
        verdict=event.verdict,
        **facts,
    )
