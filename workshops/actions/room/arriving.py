"""Somebody checks themselves in: the same event, the same rule and the same projection as a scan at
the door, with a note beside it how they did."""

from dataclasses import dataclass
from datetime import datetime

from django.db import connection, transaction

from participants.errors import Reason, Refused
from participants.models import User
from workshops.actions.checkin import statements
from workshops.actions.checkin.texts import SLOT_LOCK
from workshops.models import (
    Attendance,
    AttendanceSlot,
    CheckIn,
    CheckInKind,
    CheckInOutcome,
    CheckInSource,
    EntryHold,
    Registration,
    RegistrationState,
    Room,
    SelfCheckIn,
    SpotCheckLine,
)
from workshops.queries.expected import expected_at
from workshops.rules.attendance import VERDICTS, ArrivalFacts, Window, verdict_of

# What a person can do nothing about on a page of their own: nothing is kept, the officer decides.
REFUSALS = {"withdrawn": "room-withdrawn", "no_slot": "room-off", "signed_off": "room-off"}


@dataclass(frozen=True)
class Told:
    """What became of it: a verdict of ``rules.attendance``, and since when the person is here."""

    verdict: str
    arrived_at: datetime


@transaction.atomic
def check_in_self(
    *,
    room: Room,
    registration: Registration,
    way: str,
    nonce: str,
    read_at: datetime,
    device: str,
    address: str,
    by: User,
    at: datetime,
) -> Told:
    """One event for whoever is not here yet; the same again, by this page or another, adds nothing.

    The caller has judged the code. Refused: room-off (meanwhile, or the slot does not take people),
    room-withdrawn, room-missed (a spot check looked for them in vain).
    """
    slot = _as_it_is(room)
    registration = Registration.objects.select_for_update(of=("self",), no_key=True).get(
        pk=registration.pk
    )
    here = Attendance.objects.filter(registration=registration, slot=slot).first()
    since = here.arrived_at if here and here.nonce else None
    verdict = verdict_of(_facts(registration, slot, since=since, at=at))
    if verdict in REFUSALS:
        raise Refused(Reason(REFUSALS[verdict]))
    if verdict == "already" and here and since:
        return Told(here.status if here.nonce == nonce else "already", since)
    if SpotCheckLine.objects.filter(
        registration=registration, check_of__slot=slot, found=False
    ).exists():
        raise Refused(Reason("room-missed"))
    outcome = VERDICTS[verdict][0]
    if outcome == CheckInOutcome.NEEDS_REVIEW:
        waiting = CheckIn.objects.needing_review().filter(registration=registration, slot=slot)
        if first := waiting.filter(source=CheckInSource.SELF).first():
            return Told(verdict, first.arrived_at)
    event = CheckIn.objects.create(
        nonce=nonce,
        kind=CheckInKind.ARRIVE,
        workshop_id=registration.workshop_id,
        registration=registration,
        slot=slot,
        source=CheckInSource.SELF,
        arrived_at=at,
        received_at=at,
        doubt_ms=0,
        verdict=verdict,
        outcome=outcome,
        by=by,
    )
    SelfCheckIn.objects.create(
        checkin=event, room=room, way=way, device=device, address=address, read_at=read_at
    )
    if outcome == CheckInOutcome.ACCEPTED:
        with connection.cursor() as cursor:
            statements.project(cursor, [(registration.pk, slot.pk)], by=by.pk, at=at)
    return Told(verdict, at)


def _as_it_is(room: Room) -> AttendanceSlot:
    """The slot with its Bimtek as they are now. Held as a scan at the door holds it: sign-off waits
    for those who came before, and people do not wait for each other. Refused: room-off."""
    lock = SLOT_LOCK if connection.features.has_select_for_update else ""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT s.id FROM workshops_attendanceslot s WHERE s.id = %s {lock}",  # noqa: S608
            [room.slot_id],
        )
    slot = (
        AttendanceSlot.objects.select_related("stage__workshop")
        .filter(pk=room.slot_id, rooms__pk=room.pk, rooms__closed_at=None)
        .first()
    )
    if slot is None:
        raise Refused(Reason("room-off"))
    return slot


def _facts(
    registration: Registration, slot: AttendanceSlot, *, since: datetime | None, at: datetime
) -> ArrivalFacts:
    return ArrivalFacts(
        well_formed=True,
        known=True,
        same_workshop=registration.workshop_id == slot.stage.workshop_id,
        live=registration.state == RegistrationState.CONFIRMED,
        expected=expected_at(slot.stage).filter(pk=registration.pk).exists(),
        annulled=False,
        revoked=False,
        here_already=since is not None,
        slot=Window(
            slot.pk,
            slot.public_id,
            slot.stage.order,
            slot.opens_at,
            slot.late_after,
            slot.closes_at,
            slot.state,
        ),
        workshop_closed=slot.stage.workshop.state == "closed",
        arrived_at=at,
        offline=False,
        held=EntryHold.objects.filter(registration=registration, stage=slot.stage_id).exists(),
    )
