"""Long absences as BKPSDM records them: who is away, and whether the seat is free meanwhile."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from participants.actions import audit
from participants.errors import Reason, Refused
from participants.models import Absence, Person, User
from participants.rules.absence import releases_by_default


@transaction.atomic
def record_absence(
    *,
    person: Person,
    kind: str,
    valid_from: date,
    by: User,
    at: datetime,
    valid_to: date | None = None,
    releases: bool | None = None,
    decree: str = "",
) -> Absence:
    """The person is away from that day on. ``releases`` None: as the kind usually does.

    Raises Refused when it ends before it begins, or overlaps another absence of theirs.
    """
    person = Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    if valid_to is not None and valid_to < valid_from:
        raise Refused(Reason("absence-ends-before-it-starts", start=valid_from.isoformat()))
    begins_in_time = Q() if valid_to is None else Q(valid_from__lte=valid_to)
    other = (
        person.absences.filter(begins_in_time, Q(valid_to=None) | Q(valid_to__gte=valid_from))
        .order_by("valid_from", "pk")
        .first()
    )
    if other is not None:
        raise Refused(Reason("absence-overlaps", start=other.valid_from.isoformat()))
    absence = Absence.objects.create(
        person=person,
        kind=kind,
        releases=releases_by_default(kind) if releases is None else releases,
        valid_from=valid_from,
        valid_to=valid_to,
        decree=decree.strip()[:80],
        recorded_at=at,
        recorded_by=by,
    )
    audit.record(
        "participants.absence.recorded",
        absence,
        by=by,
        at=at,
        unit=person.home_unit,
        person=person.public_id,
        kind=kind,
        releases=absence.releases,
        valid_from=valid_from.isoformat(),
    )
    return absence


@transaction.atomic
def end_absence(*, absence: Absence, last_day: date, by: User, at: datetime) -> Absence:
    """The person is back the day after ``last_day``. Raises Refused when that is before it began,
    or when the absence ended earlier."""
    absence = (
        Absence.objects.select_for_update(of=("self",))
        .select_related("person__home_unit")
        .get(pk=absence.pk)
    )
    if last_day < absence.valid_from:
        raise Refused(Reason("absence-ends-before-it-starts", start=absence.valid_from.isoformat()))
    if absence.valid_to is not None and absence.valid_to <= last_day:
        raise Refused(Reason("already-done"))
    absence.valid_to = last_day
    absence.save(update_fields=["valid_to"])
    audit.record(
        "participants.absence.ended",
        absence,
        by=by,
        at=at,
        unit=absence.person.home_unit,
        person=absence.person.public_id,
        last_day=last_day.isoformat(),
    )
    return absence
