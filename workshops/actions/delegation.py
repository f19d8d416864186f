"""Somebody else comes: for this stage alone, or from now on. Two different acts."""

from datetime import datetime

from django.db import transaction

from participants.actions import audit
from participants.errors import Reason, Refused
from participants.models import User
from workshops.actions.locking import changeable_stage
from workshops.actions.registration import (
    Named,
    find_or_create,
    printed_name_of,
    register_person,
)
from workshops.models import Delegation, DelegationKind, Registration, Stage, StageState


def _holder_at(registration: Registration, stage: Stage) -> Delegation:
    held = (
        Delegation.objects.filter(registration=registration, ended_at=None)
        .select_related("first_stage", "last_stage", "seat__invitation__unit")
        .order_by("pk")
    )
    for delegation in held:
        last = delegation.last_stage
        if delegation.first_stage.order <= stage.order and (
            last is None or stage.order <= last.order
        ):
            return delegation
    raise Refused(Reason("not-a-holder", stage=str(stage)))


def _hand_over(
    registration: Registration, stage: Stage, who: Named, by: User, at: datetime
) -> tuple[Stage, Delegation, Registration]:
    """The Bimtek locked: the stage as it is now, who holds the seat there, and who comes instead."""
    stage = changeable_stage(stage)
    if stage.state == StageState.HELD:
        raise Refused(Reason("stage-already-held", stage=str(stage)))
    holder = _holder_at(registration, stage)
    return stage, holder, _incoming(holder, who, by, at)


def _incoming(holder: Delegation, who: Named, by: User, at: datetime) -> Registration:
    """The registration of who comes instead; somebody the unit itself has registered comes as they
    are. Who is registered by another unit is refused: a number alone brings nobody over."""
    workshop, unit = holder.registration.workshop, holder.seat.invitation.unit
    person = who.person or find_or_create(unit, who.full_name, who.nip, who.phone, by, at)
    if person.pk == holder.registration.person_id:
        raise Refused(Reason("stands-in-for-self"))
    known = workshop.registrations.live().filter(person=person, unit=unit).first()
    return known or register_person(
        workshop=workshop,
        unit=unit,
        person=person,
        printed_name=printed_name_of(person, who.full_name),
        job_title=who.job_title,
        by=by,
        at=at,
    )


def _cut_before(holder: Delegation, stage: Stage, by: User, at: datetime) -> None:
    """Ends the holder's range with the stage before; one that would be empty is ended whole."""
    previous = (
        Stage.objects.filter(workshop=stage.workshop_id, order__lt=stage.order)
        .order_by("-order")
        .first()
    )
    if previous is None or previous.order < holder.first_stage.order:
        holder.ended_at, holder.ended_by = at, by
    else:
        holder.last_stage = previous
    holder.save(update_fields=["last_stage", "ended_at", "ended_by"])


@transaction.atomic
def stand_in(
    *,
    registration: Registration,
    stage: Stage,
    who: Named,
    by: User,
    at: datetime,
    reason: str = "",
) -> Registration:
    """*Diwakili tahap ini saja*: ``who`` holds the seat for ``stage``; afterwards the holder
    resumes. Gives the stand-in's registration. Raises Refused when the stage is over or the holder
    does not hold a seat at it."""
    stage, holder, incoming = _hand_over(registration, stage, who, by, at)
    old_last = holder.last_stage
    following = (
        Stage.objects.filter(workshop=stage.workshop_id, order__gt=stage.order)
        .order_by("order")
        .first()
    )
    _cut_before(holder, stage, by, at)
    substitution = Delegation.objects.create(
        seat=holder.seat,
        registration=incoming,
        first_stage=stage,
        last_stage=stage,
        kind=DelegationKind.STANDS_IN,
        replaces=holder,
        reason=reason,
        made_at=at,
        made_by=by,
    )
    if following is not None and (old_last is None or following.order <= old_last.order):
        Delegation.objects.create(
            seat=holder.seat,
            registration=registration,
            first_stage=following,
            last_stage=old_last,
            kind=DelegationKind.RESUMES,
            replaces=substitution,
            made_at=at,
            made_by=by,
        )
    audit.record(
        "workshops.delegation.stands_in",
        incoming,
        by=by,
        at=at,
        unit=incoming.unit,
        stage=stage.public_id,
    )
    return incoming


@transaction.atomic
def take_over(
    *,
    registration: Registration,
    stage: Stage,
    who: Named,
    by: User,
    at: datetime,
    reason: str = "",
) -> Registration:
    """*Diganti seterusnya*: from ``stage`` on the seat is ``who``'s, to its end. What the
    earlier holder attended stays theirs. Refused as ``stand_in``."""
    stage, holder, incoming = _hand_over(registration, stage, who, by, at)
    old_last = holder.last_stage
    later = Delegation.objects.filter(
        seat=holder.seat, ended_at=None, first_stage__order__gt=stage.order
    )
    ends = later.order_by("-first_stage__order").first()
    last = ends.last_stage if ends is not None else old_last
    later.update(ended_at=at, ended_by=by)
    _cut_before(holder, stage, by, at)
    Delegation.objects.create(
        seat=holder.seat,
        registration=incoming,
        first_stage=stage,
        last_stage=last,
        kind=DelegationKind.TAKES_OVER,
        replaces=holder,
        reason=reason,
        made_at=at,
        made_by=by,
    )
    audit.record(
        "workshops.delegation.takes_over",
        incoming,
        by=by,
        at=at,
        unit=incoming.unit,
        stage=stage.public_id,
    )
    return incoming
