"""*Periksa acak*: a few people drawn by lot, and what the officer found."""

from datetime import datetime

from django.db import transaction

from participants.actions import audit
from participants.errors import Reason, Refused
from participants.models import User
from workshops.actions.attendance.locking import locked_slot
from workshops.models import (
    PRESENT,
    Attendance,
    AttendanceSlot,
    CheckInSource,
    SelfCheckIn,
    SlotState,
    SpotCheck,
    SpotCheckLine,
)
from workshops.rules.room import drawn
from workshops.tokens import new_nonce

MOST_DRAWN = 50


@transaction.atomic
def draw_spot_check(
    *, slot: AttendanceSlot, people: int, by: User, at: datetime, seed: str = ""
) -> SpotCheck:
    """So many (1 to 50) of those who are here by the code on the wall and were not drawn before.

    Refused: spot-check-nobody, slot-signed-off, workshop-closed.
    """
    slot = _changeable(slot)
    looked_for = SpotCheckLine.objects.filter(check_of__slot=slot).values("registration")
    here = Attendance.objects.filter(slot=slot, status__in=PRESENT).exclude(
        registration__in=looked_for
    )
    by_self = SelfCheckIn.objects.filter(
        checkin__slot=slot, checkin__source=CheckInSource.SELF
    ).values("checkin__nonce")
    candidates = dict(
        here.filter(nonce__in=by_self).values_list("registration__public_id", "registration")
    )
    if not candidates:
        raise Refused(Reason("spot-check-nobody"))
    seed = seed or new_nonce()
    check = SpotCheck.objects.create(slot=slot, seed=seed, drawn_at=at, drawn_by=by)
    chosen = drawn(candidates, seed=seed, people=max(1, min(people, MOST_DRAWN)))
    SpotCheckLine.objects.bulk_create(
        SpotCheckLine(check_of=check, registration_id=candidates[one], position=place)
        for place, one in enumerate(chosen, start=1)
    )
    _note("drawn", slot, by, at, seed=seed, people=len(chosen), among=len(candidates))
    return check


@transaction.atomic
def tick_spot_check(*, line: SpotCheckLine, found: bool, by: User, at: datetime) -> SpotCheckLine:
    """Found in the room or not; may be put right. Attendance stays as it is: taking it back is the
    organiser's, with a reason. Refused: slot-signed-off, workshop-closed."""
    slot = _changeable(line.check_of.slot)
    line = (
        SpotCheckLine.objects.select_for_update(of=("self",))
        .select_related("registration")
        .get(pk=line.pk)
    )
    line.found, line.ticked_at, line.ticked_by = found, at, by
    line.save(update_fields=["found", "ticked_at", "ticked_by"])
    _note("ticked", slot, by, at, registration=line.registration.public_id, found=found)
    return line


def _changeable(slot: AttendanceSlot) -> AttendanceSlot:
    slot = locked_slot(slot)
    if slot.state == SlotState.SIGNED_OFF:
        raise Refused(Reason("slot-signed-off"))
    return slot


def _note(verb: str, slot: AttendanceSlot, by: User, at: datetime, **facts: object) -> None:
    unit = slot.stage.workshop.unit
    audit.record(f"workshops.spot_check.{verb}", slot, by=by, at=at, unit=unit, **facts)
