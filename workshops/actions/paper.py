"""The paper day: a sheet with a code a row is drawn up, and its rows are marked afterwards."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db import connection, transaction

from participants.actions import audit
from participants.errors import Reason, Refused
from participants.models import User
from workshops.actions.attendance.locking import locked_slot
from workshops.actions.checkin.statements import project
from workshops.models import (
    PRESENT,
    Attendance,
    AttendanceSlot,
    CheckIn,
    CheckInKind,
    CheckInOutcome,
    CheckInSource,
    PaperRow,
    PaperSheet,
    Registration,
    RegistrationState,
    SlotState,
)
from workshops.queries.expected import expected_at
from workshops.queries.roll_list import KINDS
from workshops.tokens import MOST_ROWS, new_nonce, new_sheet_key, new_sheet_number


@dataclass(frozen=True)
class Marked:
    """How many rows were marked, were marked already, or cannot be (withdrawn or replaced)."""

    marked: int
    already: int
    withdrawn: int


@transaction.atomic
def draw_up_sheet(*, slot: AttendanceSlot, of: str, by: User, at: datetime) -> PaperSheet:
    """A sheet of everybody expected at the slot, by unit and name. Asked for again with the same
    people it is the same sheet. Refused: sheet-without-names, sheet-too-long, workshop-closed."""
    slot = locked_slot(slot)
    people = list(
        expected_at(slot.stage)
        .filter(kind=KINDS[of])
        .order_by("unit__name", "unit_id", "printed_name", "pk")
        .values_list("pk", flat=True)
    )
    if not people:
        raise Refused(Reason("sheet-without-names"))
    if len(people) > MOST_ROWS:
        raise Refused(Reason("sheet-too-long", most=MOST_ROWS))
    last = PaperSheet.objects.filter(slot=slot, of=of).order_by("-pk").first()
    if last and list(last.rows.order_by("number").values_list("registration", flat=True)) == people:
        return last
    sheet = PaperSheet.objects.create(
        number=new_sheet_number(), key=new_sheet_key(), slot=slot, of=of, made_at=at, made_by=by
    )
    PaperRow.objects.bulk_create(
        PaperRow(sheet=sheet, number=number, registration_id=person)
        for number, person in enumerate(people, start=1)
    )
    audit.record(
        "workshops.paper.drawn_up",
        sheet,
        by=by,
        at=at,
        unit=slot.stage.workshop.unit,
        sheet=sheet.number,
        rows=len(people),
    )
    return sheet


@transaction.atomic
def mark_rows(*, sheet: PaperSheet, rows: Collection[int], by: User, at: datetime) -> Marked:
    """The people of these rows signed the paper: present, from paper, each an event that names sheet
    and row. Paper knows no clock, so nobody becomes late by it. Who is here already stays as they
    are. Refused: paper-too-early, slot-signed-off, workshop-closed."""
    slot = locked_slot(sheet.slot)
    if slot.state == SlotState.SIGNED_OFF:
        raise Refused(Reason("slot-signed-off"))
    if at < slot.opens_at:
        raise Refused(Reason("paper-too-early"))
    wanted = dict(
        PaperRow.objects.filter(sheet=sheet, number__in=rows).values_list("registration", "number")
    )
    people = Registration.objects.select_for_update(of=("self",), no_key=True)
    # One order for all, so that two officers never wait for each other's rows.
    states = dict(people.filter(pk__in=wanted).order_by("pk").values_list("pk", "state"))
    here = set(
        Attendance.objects.filter(
            slot=slot, registration__in=wanted, status__in=PRESENT
        ).values_list("registration", flat=True)
    )
    fresh = [
        person
        for person, state in states.items()
        if state == RegistrationState.CONFIRMED and person not in here
    ]
    CheckIn.objects.bulk_create(
        CheckIn(
            nonce=new_nonce(),
            kind=CheckInKind.ARRIVE,
            workshop_id=slot.stage.workshop_id,
            registration_id=person,
            slot=slot,
            source=CheckInSource.PAPER,
            arrived_at=min(at, slot.late_after, slot.closes_at),
            received_at=at,
            verdict="present",
            outcome=CheckInOutcome.ACCEPTED,
            reason=f"{sheet} / {wanted[person]}",
            by=by,
        )
        for person in fresh
    )
    with connection.cursor() as cursor:
        project(cursor, [(person, slot.pk) for person in fresh], by=by.pk, at=at)
    found = Marked(len(fresh), len(here), len(states) - len(fresh) - len(here))
    if fresh:
        audit.record(
            "workshops.paper.marked",
            sheet,
            by=by,
            at=at,
            unit=slot.stage.workshop.unit,
            sheet=sheet.number,
            rows=sorted(wanted[person] for person in fresh),
        )
    return found
