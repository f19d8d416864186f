"""Entry to a stage: whether it blocks, who is let in with a reason, and whom the door keeps waiting."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from participants.actions import audit
from participants.errors import Reason, Refused
from participants.models import User
from workshops.actions.attendance.review import accept_scan
from workshops.actions.locking import changeable_stage
from workshops.models import (
    Attendance,
    CheckIn,
    EntryHold,
    EntryPass,
    Invitation,
    Registration,
    Stage,
    Workshop,
    WorkshopState,
)
from workshops.queries.entry import entry_of
from workshops.rules.entry import missing_of

VERDICT = "entry_held"


@transaction.atomic
def set_entry(*, stage: Stage, blocks: bool, by: User, at: datetime) -> Stage:
    """Whether this stage keeps those waiting who lack what entry asks, or only warns of them.
    Refused: workshop-closed."""
    stage = changeable_stage(stage)
    stage.entry_blocks = blocks
    stage.save(update_fields=["entry_blocks"])
    _rebuild(stage, at)
    audit.record(
        "workshops.stage.entry_set", stage, by=by, at=at, unit=stage.workshop.unit, blocks=blocks
    )
    return stage


@transaction.atomic
def let_in(
    *,
    stage: Stage,
    owner: Invitation | Registration,
    reason: str,
    by: User,
    at: datetime,
) -> EntryPass:
    """*Izinkan, alasan …*: everybody of this OPD, or this person, into the stage all the same. Their
    scans that were kept waiting count, at the moment each was made.

    Refused: workshop-closed, reason-required, entry-of-another-workshop, entry-let-in-already.
    """
    stage = changeable_stage(stage)
    reason = " ".join(reason.split())[:300]
    if not reason:
        raise Refused(Reason("reason-required"))
    if owner.workshop_id != stage.workshop_id:
        raise Refused(Reason("entry-of-another-workshop"))
    which = "registration" if isinstance(owner, Registration) else "invitation"
    if EntryPass.objects.filter(stage=stage, **{which: owner}).exists():
        raise Refused(Reason("entry-let-in-already"))
    made = EntryPass.objects.create(stage=stage, reason=reason, at=at, by=by, **{which: owner})
    _rebuild(stage, at)
    theirs = (
        Q(registration=owner)
        if isinstance(owner, Registration)
        else Q(registration__delegations__seat__invitation=owner)
    )
    held = EntryHold.objects.filter(stage=stage).values("registration")
    waiting = (
        CheckIn.objects.needing_review()
        .filter(theirs, verdict=VERDICT, slot__stage=stage)
        .exclude(registration__in=held)
        .distinct()
    )
    for event in waiting.select_related("registration", "slot").order_by("arrived_at", "pk"):
        try:
            with transaction.atomic():
                accept_scan(event=event, by=by, at=at, reason=reason)
        except Refused:
            continue  # taken back, or of another day: it stays to be looked at, and nobody waits for it
    audit.record(
        "workshops.stage.let_in",
        stage,
        by=by,
        at=at,
        unit=stage.workshop.unit,
        whom=owner.public_id,
    )
    return made


@transaction.atomic
def refresh_holds(*, workshop: Workshop, by: User, at: datetime) -> None:
    """Whom each stage of this Bimtek that blocks keeps waiting, as it is now."""
    if not blocking(workshop, at).exists():
        return
    # One after the other: a slow look must not overwrite what a faster one saw later.
    Workshop.objects.select_for_update(of=("self",), no_key=True).get(pk=workshop.pk)
    for stage in blocking(workshop, at).select_related("workshop__unit").order_by("order"):
        _rebuild(stage, at)


def refresh_all_holds(*, by: User, at: datetime) -> int:
    """The same for every Bimtek with a stage that blocks; how many. A chore of the worker: places,
    groups and hours change in many ways, and the door asks one table."""
    found = Workshop.objects.filter(stages__entry_blocks=True).exclude(state=WorkshopState.CLOSED)
    workshops = list(found.distinct().select_related("unit").order_by("pk"))
    for workshop in workshops:
        refresh_holds(workshop=workshop, by=by, at=at)
    return len(workshops)


def blocking(workshop: Workshop, at: datetime):  # type: ignore[no-untyped-def]
    """Stages that block and are not over."""
    today = workshop.unit.localdate(at)
    return Stage.objects.filter(workshop=workshop, entry_blocks=True, ends_on__gte=today)


def _rebuild(stage: Stage, at: datetime) -> None:
    wanted: dict[int, str] = {}
    if stage.entry_blocks:
        # Whoever has come to this stage already is not turned away in the middle of it.
        here = set(
            Attendance.objects.filter(slot__stage=stage)
            .exclude(nonce="")
            .values_list("registration_id", flat=True)
        )
        wanted = {
            one.registration.pk: missing_of(one.reasons)
            for one in entry_of(stage, at=at).entries
            if one.held and one.registration.pk not in here
        }
    holds = EntryHold.objects.filter(stage=stage)
    there = dict(holds.values_list("registration_id", "missing"))
    # Of whom something else is missing by now, the row is made anew.
    stale = [one for one, missing in there.items() if wanted.get(one) != missing]
    if stale:
        holds.filter(registration__in=stale).delete()
    EntryHold.objects.bulk_create(
        (
            EntryHold(stage=stage, registration_id=one, missing=missing)
            for one, missing in sorted(wanted.items())
            if there.get(one) != missing
        ),
        ignore_conflicts=True,
    )
