"""What the three Bimtek of the demo have in common: people named, letters, days held."""

import random
from collections.abc import Iterable, Sequence
from datetime import datetime, time, timedelta

from django.db import connection, transaction

from participants.models import Person, User
from workshops import tokens
from workshops.actions.checkin.statements import project
from workshops.actions.letter import hand_in_letter
from workshops.actions.registration import confirm_name, name_person
from workshops.models import (
    AttendanceSlot,
    CheckIn,
    CheckInKind,
    CheckInOutcome,
    CheckInSource,
    Invitation,
    LetterState,
    Registration,
    SlotState,
    Stage,
    StageState,
    Workshop,
)

MORNING, AFTERNOON = time(9), time(15, 50)


def name(
    invitations: Iterable[Invitation],
    staff: dict[int, list[Person]],
    *,
    each: int,
    by: User,
    at: datetime,
    from_position: int = 1,
) -> list[Registration]:
    """``each`` people of every invited unit's staff, the head left out."""
    named = []
    for invitation in invitations:
        people = staff[invitation.unit_id]
        for person in people[from_position : from_position + each]:
            named.append(
                name_person(
                    invitation=invitation,
                    full_name=person.printed_name(),
                    person=person,
                    phone=person.phone,
                    by=by,
                    at=at,
                )
            )
    return named


def letters(
    workshop: Workshop,
    invitations: Iterable[Invitation],
    *,
    pattern: str,
    signer: str,
    by: User,
    at: datetime,
    to_follow: int = 0,
) -> None:
    """One surat tugas a unit; the last ``to_follow`` units only promise theirs."""
    units = [one for one in invitations if _people(workshop, one)]
    day = workshop.unit.localdate(at)
    for number, invitation in enumerate(units, start=1):
        missing = number > len(units) - to_follow
        hand_in_letter(
            workshop=workshop,
            unit=invitation.unit,
            registrations=_people(workshop, invitation),
            stage=None,
            state=LetterState.TO_FOLLOW if missing else LetterState.RECEIVED,
            number=""
            if missing
            else pattern.format(urut=100 + number, unit=invitation.unit.shown_as),
            dated_on=None if missing else day,
            signer="" if missing else signer,
            promised_on=day + timedelta(days=2) if missing else None,
            by=by,
            at=at,
        )


def _people(workshop: Workshop, invitation: Invitation) -> list[Registration]:
    return list(workshop.registrations.live().filter(unit=invitation.unit_id).order_by("pk"))


def confirm(
    registrations: Sequence[Registration], share: float, chance: random.Random, at: datetime
) -> None:
    """That share of the people confirm how their name will be printed, through their own link."""
    for registration in registrations:
        if chance.random() < share:
            confirm_name(
                registration=registration,
                printed_name=registration.printed_name,
                by=registration.links.get(revoked_at=None).user,
                at=at,
            )


@transaction.atomic
def hold_slot(
    slot: AttendanceSlot,
    people: Iterable[Registration],
    *,
    share: float,
    late: float,
    chance: random.Random,
    by: User,
    close: bool = True,
) -> int:
    """Scans for that share of the people in the half hour around the start; gives how many came."""
    events = []
    for person in people:
        if chance.random() >= share:
            continue
        minutes = chance.randint(1, 25) if chance.random() < late else -chance.randint(1, 45)
        arrived = slot.late_after + timedelta(minutes=minutes, seconds=chance.randint(0, 59))
        verdict = "late" if arrived > slot.late_after else "present"
        events.append(
            CheckIn(
                nonce=tokens.new_nonce(),
                kind=CheckInKind.ARRIVE,
                workshop_id=slot.stage.workshop_id,
                registration=person,
                slot=slot,
                source=CheckInSource.CAMERA,
                device_at=arrived,
                arrived_at=arrived,
                received_at=arrived,
                verdict=verdict,
                outcome=CheckInOutcome.ACCEPTED,
                by=by,
            )
        )
    CheckIn.objects.bulk_create(events)
    came = [(event.registration_id, slot.pk) for event in events if event.registration_id]
    with connection.cursor() as cursor:
        project(cursor, came, by=by.pk, at=slot.closes_at)
    slot.state = SlotState.CLOSED if close else SlotState.OPEN
    slot.save(update_fields=["state"])
    return len(events)


def hold_stage(
    stage: Stage,
    people: Sequence[Registration],
    *,
    share: float,
    chance: random.Random,
    by: User,
) -> None:
    """Every slot of the stage, with those who hold a seat at it; the stage is over."""
    for slot in stage.slots.in_order():
        hold_slot(slot, people, share=share, late=0.12, chance=chance, by=by)
    stage.state = StageState.HELD
    stage.save(update_fields=["state"])
