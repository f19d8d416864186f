"""The end of a day at the door, signed by somebody who compared the devices with the list."""

from datetime import date, datetime

from django.db import transaction

from participants.actions import audit
from participants.errors import Reason, Refused
from participants.models import User
from workshops.models import Reconciliation, Workshop
from workshops.queries.reconciliation import day_of, digest


@transaction.atomic
def sign_day(
    *, workshop: Workshop, day: date, by: User, at: datetime, note: str = ""
) -> Reconciliation:
    """What every device had sent of that day, frozen. Asked again with nothing new come since, it
    gives what was signed; with something new, the next one beside it.

    Refused: reconciliation-ahead (the day has not come), reconciliation-nothing (nothing was sent).
    """
    # One after the other, so that two who sign at once do not sign the same thing twice.
    workshop = (
        Workshop.objects.select_for_update(of=("self",), no_key=True)
        .select_related("unit")
        .get(pk=workshop.pk)
    )
    if day > workshop.unit.localdate(at):
        raise Refused(Reason("reconciliation-ahead"))
    found = day_of(workshop, day)
    if not found.devices:
        raise Refused(Reason("reconciliation-nothing"))
    content = found.as_json()
    last = workshop.reconciliations.filter(day=day).order_by("-ordinal").first()
    if last is not None and last.sha256 == digest(content):
        return last
    signed = Reconciliation.objects.create(
        workshop=workshop,
        day=day,
        ordinal=(last.ordinal if last else 0) + 1,
        content=content,
        sha256=digest(content),
        note=" ".join(note.split())[:300],
        signed_at=at,
        signed_by=by,
    )
    audit.record(
        "workshops.reconciliation.signed",
        signed,
        by=by,
        at=at,
        unit=workshop.unit,
        day=day.isoformat(),
        ordinal=signed.ordinal,
        devices=len(found.devices),
        scans=found.received,
        whole=found.is_whole,
        sha256=signed.sha256,
    )
    return signed
