"""Proposing people to their OPD, and the OPD's answer: it names them, somebody else, or nobody."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from participants.actions import audit
from participants.errors import Reason, Refused
from participants.models import OrganisationUnit, Person, User
from workshops.actions.invitation import change_seats, invite
from workshops.actions.locking import changeable
from workshops.actions.registration import name_person
from workshops.models import (
    Delegation,
    Invitation,
    InvitationBody,
    Nomination,
    NominationState,
    Workshop,
)
from workshops.rules.inviting import MOST_SEATS, AskedUnit


@dataclass(frozen=True)
class Proposed:
    """One person, whose OPD is asked, and the gaps it would close as ``Nomination.gaps`` keeps them."""

    person: Person
    unit: OrganisationUnit
    gaps: Sequence[Mapping[str, Any]]


@transaction.atomic
def propose(
    *, workshop: Workshop, people: Sequence[Proposed], by: User, at: datetime
) -> list[Nomination]:
    """Hands these people to their OPD as proposals. An OPD that was not asked gets an invitation, and
    each has seats for all who are proposed; who is proposed or registered already is left as is.

    Raises Refused when nobody is left, or the Bimtek is closed.
    """
    workshop = changeable(workshop)
    known = set(
        workshop.nominations.exclude(  # type: ignore[attr-defined]
            state__in=[NominationState.WITHDRAWN, NominationState.DECLINED]
        ).values_list("person_id", flat=True)
    ) | set(workshop.registrations.live().values_list("person_id", flat=True))
    fresh = [one for one in people if one.person.pk not in known]
    if not fresh:
        raise Refused(Reason("nomination-nobody-new"))
    _seat(workshop, fresh, by, at)
    made = Nomination.objects.bulk_create(
        Nomination(
            workshop=workshop,
            unit=one.unit,
            person=one.person,
            gaps=[dict(gap) for gap in one.gaps],
            proposed_at=at,
            proposed_by=by,
        )
        for one in fresh
    )
    audit.keep(
        audit.entry(
            "workshops.nomination.proposed",
            row,
            by=by,
            at=at,
            unit=row.unit,
            workshop=workshop.public_id,
            person=row.person.public_id,
        )
        for row in made
    )
    return made


def _seat(workshop: Workshop, fresh: Sequence[Proposed], by: User, at: datetime) -> None:
    wanted: dict[int, int] = {}
    units: dict[int, OrganisationUnit] = {}
    for one in fresh:
        wanted[one.unit.pk] = wanted.get(one.unit.pk, 0) + 1
        units[one.unit.pk] = one.unit
    asked = set(_invitations(workshop).values_list("unit_id", flat=True))
    if missing := [unit for key, unit in units.items() if key not in asked]:
        invite(
            workshop=workshop,
            units=[AskedUnit(unit.name, unit.phone) for unit in missing],
            body=InvitationBody.UNIT,
            seats=1,
            by=by,
            at=at,
        )
    held = Delegation.objects.filter(
        seat__invitation__workshop=workshop, ended_at=None
    ).values_list("seat__invitation__unit_id", flat=True)
    taken: dict[int, int] = {}
    for key in held:
        taken[key] = taken.get(key, 0) + 1
    for invitation in _invitations(workshop).filter(unit__in=units).prefetch_related("seats"):
        needs = taken.get(invitation.unit_id, 0) + wanted[invitation.unit_id]
        if needs > len(invitation.seats.all()):  # type: ignore[attr-defined]
            change_seats(invitation=invitation, seats=min(needs, MOST_SEATS), by=by, at=at)


def _invitations(workshop: Workshop) -> Any:
    return Invitation.objects.filter(
        workshop=workshop, body=InvitationBody.UNIT, withdrawn_at=None
    ).order_by("pk")


@transaction.atomic
def accept(*, nomination: Nomination, by: User, at: datetime) -> Nomination:
    """The OPD sends whom BKPSDM proposed: they get a seat of the OPD. Refused as ``name_person``."""
    row = _open(nomination)
    row.registration = name_person(
        invitation=_invitation_of(row),
        full_name=row.person.printed_name(),
        person=row.person,
        by=by,
        at=at,
    )
    return _answer(row, NominationState.ACCEPTED, "", by, at)


@transaction.atomic
def send_another(
    *, nomination: Nomination, person: Person, reason: str, by: User, at: datetime
) -> Nomination:
    """The OPD sends somebody else of its own, and says why. Refused without a reason, or as
    ``name_person``."""
    row = _open(nomination)
    _refuse_without(reason)
    row.registration = name_person(
        invitation=_invitation_of(row),
        full_name=person.printed_name(),
        person=person,
        by=by,
        at=at,
    )
    return _answer(row, NominationState.CHANGED, reason, by, at)


@transaction.atomic
def decline(*, nomination: Nomination, reason: str, by: User, at: datetime) -> Nomination:
    """The OPD sends nobody for it, and says why. Refused without a reason."""
    row = _open(nomination)
    _refuse_without(reason)
    return _answer(row, NominationState.DECLINED, reason, by, at)


@transaction.atomic
def withdraw(*, nomination: Nomination, by: User, at: datetime) -> Nomination:
    """BKPSDM takes back what the OPD has not answered."""
    return _answer(_open(nomination), NominationState.WITHDRAWN, "", by, at)


def _open(nomination: Nomination) -> Nomination:
    row = (
        Nomination.objects.select_for_update(no_key=True, of=("self",))
        .select_related("workshop", "unit", "person")
        .get(pk=nomination.pk)
    )
    changeable(row.workshop)
    if row.state != NominationState.PROPOSED:
        raise Refused(Reason("already-done"))
    return row


def _refuse_without(reason: str) -> None:
    if not reason.strip():
        raise Refused(Reason("reason-required"))


def _invitation_of(row: Nomination) -> Invitation:
    invitation = _invitations(row.workshop).filter(unit=row.unit_id).first()
    if invitation is None:
        raise Refused(Reason("invitation-withdrawn"))
    return invitation


def _answer(row: Nomination, state: str, reason: str, by: User, at: datetime) -> Nomination:
    row.state, row.reason = state, reason.strip()[:300]
    row.answered_at, row.answered_by = at, by
    row.save(update_fields=["state", "reason", "registration", "answered_at", "answered_by"])
    deed = "rejected" if state == NominationState.DECLINED else state
    audit.record(f"workshops.nomination.{deed}", row, by=by, at=at, unit=row.unit)
    return row
