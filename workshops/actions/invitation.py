"""Asking units: forty at once, again, no more; and telling them."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import models, transaction

from participants.actions import audit, notice
from participants.actions.unit import create_units
from participants.errors import Reason, Refused
from participants.models import Notice, NoticeChannel, NoticeState, OrganisationUnit, User
from workshops.actions.link import Target, issue_links
from workshops.actions.locking import changeable
from workshops.models import (
    Delegation,
    Invitation,
    InvitationBody,
    Link,
    LinkKind,
    Seat,
    Workshop,
    WorkshopState,
)
from workshops.queries.invitation import units_by_key, with_seats
from workshops.rules.inviting import MOST_SEATS, AskedUnit, kind_of, unit_key


@dataclass(frozen=True)
class Invited:
    """What came of asking: invitations made (or revived), units that had one, units made for it."""

    invitations: tuple[Invitation, ...]
    known_before: int
    units_made: int


@transaction.atomic
def invite(
    *,
    workshop: Workshop,
    units: Sequence[AskedUnit],
    body: str,
    seats: int,
    by: User,
    at: datetime,
    open_now: bool = False,
) -> Invited:
    """Asks every unit for ``seats`` people: invitation, seats, link and a message ready to send,
    with a constant number of queries.

    Units are known by their name or short name under the organiser's Pemda; the others are made
    there (external when ``body`` is outside). One that has an invitation keeps it as it is; one
    whose invitation was withdrawn gets it back with a new link. ``open_now`` opens registration too.
    Refused: workshop-closed, seats-out-of-range, nobody-invited.
    """
    _check_seats(seats)
    workshop = changeable(workshop)
    asked = {unit_key(unit.name): unit for unit in units if unit_key(unit.name)}
    if not asked:
        raise Refused(Reason("nobody-invited"))
    known, made = _units_for(workshop, asked, body, by, at)
    there = {
        invitation.unit_id: invitation
        for invitation in Invitation.objects.filter(workshop=workshop, body=body)
    }
    phones = {known[key].pk: unit.phone for key, unit in asked.items()}
    fresh, back = _sort_out(workshop, known.values(), there, phones, body, by, at)
    Invitation.objects.bulk_create(fresh)
    Invitation.objects.bulk_update(
        back, ["phone", "withdrawn_at", "withdrawn_by", "invited_at", "invited_by"]
    )
    _fill_seats(workshop, [*fresh, *back], seats)
    if body != InvitationBody.DECREE:  # those are named by the decree, nobody needs to answer
        issue_links(
            workshop=workshop,
            kind=LinkKind.UNIT,
            targets=[Target(str(one.unit), invitation=one) for one in [*fresh, *back]],
            by=by,
            at=at,
        )
        _tell("workshops.invitation", [*fresh, *back], by, at)
    audit.record_many(
        "workshops.invitation.made", [*fresh, *back], by=by, at=at, unit=workshop.unit, seats=seats
    )
    if open_now and workshop.state == WorkshopState.DRAFT:
        workshop.state = WorkshopState.OPEN
        workshop.save(update_fields=["state"])
        audit.record("workshops.workshop.opened", workshop, by=by, at=at)
    return Invited((*fresh, *back), len(known) - len(fresh) - len(back), made)


@transaction.atomic
def withdraw_invitation(*, invitation: Invitation, by: User, at: datetime) -> Invitation:
    """The unit is asked no more: its link is dead, its messages are dropped. Refused:
    invitation-withdrawn, invitation-has-people, workshop-closed."""
    workshop = changeable(invitation.workshop)
    invitation = _standing(invitation)
    if people := _held(invitation):
        raise Refused(Reason("invitation-has-people", people=people))
    invitation.withdrawn_at, invitation.withdrawn_by = at, by
    invitation.save(update_fields=["withdrawn_at", "withdrawn_by"])
    Link.objects.filter(invitation=invitation, revoked_at=None).update(revoked_at=at, revoked_by=by)
    _drop_waiting([invitation])
    audit.record("workshops.invitation.withdrawn", invitation, by=by, at=at, unit=workshop.unit)
    return invitation


@transaction.atomic
def change_seats(*, invitation: Invitation, seats: int, by: User, at: datetime) -> Invitation:
    """The unit may send so many. Seats that somebody holds or held are kept. Refused:
    seats-out-of-range, seats-taken, invitation-withdrawn, workshop-closed."""
    _check_seats(seats)
    workshop = changeable(invitation.workshop)
    invitation = _standing(invitation)
    there = invitation.seats.count()
    if seats > there:
        _fill_seats(workshop, [invitation], seats)
    elif seats < there:
        free = invitation.seats.filter(delegations=None).order_by("-ordinal")
        surplus = list(free.values_list("pk", flat=True)[: there - seats])
        if len(surplus) < there - seats:
            raise Refused(Reason("seats-taken", taken=there - len(surplus)))
        Seat.objects.filter(pk__in=surplus).delete()
    audit.record(
        "workshops.invitation.seats_changed",
        invitation,
        by=by,
        at=at,
        unit=workshop.unit,
        seats=[there, seats],
    )
    return invitation


@transaction.atomic
def change_phone(*, invitation: Invitation, phone: str, by: User, at: datetime) -> Invitation:
    """Where the unit's link goes: +62… or "". Refused: invitation-withdrawn, workshop-closed."""
    workshop = changeable(invitation.workshop)
    invitation = _standing(invitation)
    invitation.phone = phone
    invitation.save(update_fields=["phone"])
    audit.record("workshops.invitation.phone_changed", invitation, by=by, at=at, unit=workshop.unit)
    return invitation


@transaction.atomic
def renew_invitation_link(*, invitation: Invitation, by: User, at: datetime) -> Link:
    """A new link for the unit, with a message ready that carries it; the old one is dead. Refused:
    invitation-withdrawn, workshop-closed."""
    workshop = changeable(invitation.workshop)
    invitation = _standing(invitation)
    Link.objects.filter(invitation=invitation, revoked_at=None).update(revoked_at=at, revoked_by=by)
    link = issue_links(
        workshop=workshop,
        kind=LinkKind.UNIT,
        targets=[Target(str(invitation.unit), invitation=invitation)],
        by=by,
        at=at,
    )[0]
    _drop_waiting([invitation])
    _tell("workshops.invitation", [invitation], by, at)
    audit.record("workshops.invitation.link_renewed", invitation, by=by, at=at, unit=workshop.unit)
    return link


@transaction.atomic
def remind(
    *, workshop: Workshop, by: User, at: datetime, only: Invitation | None = None
) -> list[Invitation]:
    """A reminder ready to send for each unit (or ``only`` one) with an empty seat that was told once
    and has no message waiting. Refused: workshop-closed."""
    workshop = changeable(workshop)
    answering = workshop.invitations.filter(withdrawn_at=None).exclude(body=InvitationBody.DECREE)
    standing = with_seats(answering).by_unit_name()
    if only is not None:
        standing = standing.filter(pk=only.pk)
    short = [one for one in standing if one.named_count < one.seat_count]
    waiting = set(_waiting(short).values_list("about_id", flat=True))
    reminded = [one for one in short if one.public_id not in waiting]
    _tell("workshops.reminder", reminded, by, at)
    audit.record_many("workshops.invitation.reminded", reminded, by=by, at=at, unit=workshop.unit)
    return reminded


def _check_seats(seats: int) -> None:
    if not 1 <= seats <= MOST_SEATS:
        raise Refused(Reason("seats-out-of-range", most=MOST_SEATS))


def _standing(invitation: Invitation) -> Invitation:
    invitation = Invitation.objects.select_related("unit").get(pk=invitation.pk)
    if invitation.withdrawn_at:
        raise Refused(Reason("invitation-withdrawn"))
    return invitation


def _held(invitation: Invitation) -> int:
    return Delegation.objects.filter(seat__invitation=invitation, ended_at=None).count()


def _units_for(
    workshop: Workshop, asked: dict[str, AskedUnit], body: str, by: User, at: datetime
) -> tuple[dict[str, OrganisationUnit], int]:
    """The unit of each key, made where there is none; and how many were made."""
    root_path = workshop.unit.root_path
    # Locked before looking: two Bimtek that paste one new name at once make one unit of it.
    root = OrganisationUnit.objects.select_for_update(no_key=True).get(path=root_path)
    keys = units_by_key(root_path, workshop.unit.localdate(at))
    by_kind: dict[str, list[str]] = defaultdict(list)
    for key, unit in asked.items():
        if key not in keys:
            kind = kind_of(unit.name, outside=body == InvitationBody.OUTSIDE)
            by_kind[kind].append(" ".join(unit.name.split()))
    made = [
        unit
        for kind, names in by_kind.items()
        for unit in create_units(parent=root, names=names, kind=kind, by=by, at=at)
    ]
    found = OrganisationUnit.objects.in_bulk({keys[key] for key in asked if key in keys})
    known = {key: found[keys[key]] for key in asked if key in keys}
    known |= {unit_key(unit.name): unit for unit in made}
    return known, len(made)


def _sort_out(
    workshop: Workshop,
    units: Iterable[OrganisationUnit],
    there: dict[int, Invitation],
    phones: dict[int, str],
    body: str,
    by: User,
    at: datetime,
) -> tuple[list[Invitation], list[Invitation]]:
    """New invitations, unsaved, and withdrawn ones that stand again."""
    fresh, back = [], []
    for unit in {unit.pk: unit for unit in units}.values():
        invitation = there.get(unit.pk)
        if invitation is None:
            invitation = Invitation(
                workshop=workshop, unit=unit, body=body, invited_at=at, invited_by=by
            )
            fresh.append(invitation)
        elif invitation.withdrawn_at:
            invitation.withdrawn_at = invitation.withdrawn_by = None
            invitation.invited_at, invitation.invited_by = at, by
            invitation.unit = unit
            back.append(invitation)
        else:
            continue
        invitation.phone = phones[unit.pk] or invitation.phone or unit.phone
    return fresh, back


def _fill_seats(workshop: Workshop, invitations: Sequence[Invitation], seats: int) -> None:
    """Each invitation has at least so many seats, from the first stage to the end."""
    first = workshop.stages.order_by("order", "pk").first()
    there = {
        invitation: (count, last)
        for invitation, count, last in Seat.objects.filter(invitation__in=invitations)
        .order_by()
        .values("invitation")
        .annotate(count=models.Count("pk"), last=models.Max("ordinal"))
        .values_list("invitation", "count", "last")
    }
    Seat.objects.bulk_create(
        Seat(invitation=one, ordinal=last + number, first_stage=first)
        for one in invitations
        for count, last in [there.get(one.pk, (0, 0))]
        for number in range(1, seats - count + 1)
    )


def _tell(code: str, invitations: Sequence[Invitation], by: User, at: datetime) -> None:
    Notice.objects.bulk_create(
        notice.prepare(
            code=code,
            channel=NoticeChannel.WHATSAPP,
            about=invitation,
            unit=invitation.unit,
            by=by,
            at=at,
        )
        for invitation in invitations
    )


def _waiting(invitations: Sequence[Invitation]) -> models.QuerySet[Notice]:
    return Notice.objects.filter(
        about_kind=Invitation._meta.label_lower,
        about_id__in=[invitation.public_id for invitation in invitations],
        state=NoticeState.READY,
    )


def _drop_waiting(invitations: Sequence[Invitation]) -> None:
    _waiting(invitations).update(state=NoticeState.DROPPED)
