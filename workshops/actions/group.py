"""Groups: made, changed, filled with people across OPD, dissolved; and the link each works by."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from participants.actions import audit
from participants.errors import Reason, Refused
from participants.models import User
from workshops.actions.entry import refresh_holds
from workshops.actions.link import Target, issue_links, reissue_link, revoke_link
from workshops.actions.locking import changeable
from workshops.models import (
    Group,
    GroupKind,
    GroupMember,
    Link,
    LinkKind,
    Pillar,
    Registration,
    Workshop,
    WorkshopRole,
    WorkshopRoleKind,
)

COMMITTEE = "Panitia"


@transaction.atomic
def make_group(
    *,
    workshop: Workshop,
    name: str,
    by: User,
    at: datetime,
    kind: str = GroupKind.GROUP,
    pillar: str = "",
    facilitator: str = "",
    facilitator_role: WorkshopRole | None = None,
) -> Group:
    """A group with its own link, without members yet.

    Refused: workshop-closed, group-name-missing, group-name-taken, group-pillar-missing,
    group-committee-once, group-facilitator-unknown.
    """
    workshop = changeable(workshop)
    name = " ".join(name.split())
    pillar = pillar if kind == GroupKind.PILLAR else ""
    if kind == GroupKind.PILLAR and pillar not in Pillar.values:
        raise Refused(Reason("group-pillar-missing"))
    if kind == GroupKind.COMMITTEE and _standing(workshop).filter(kind=kind).exists():
        raise Refused(Reason("group-committee-once"))
    _check(workshop, name, facilitator_role)
    group = Group.objects.create(
        workshop=workshop,
        kind=kind,
        name=name,
        pillar=pillar,
        facilitator=_facilitator(facilitator, facilitator_role),
        facilitator_role=facilitator_role,
        made_at=at,
        made_by=by,
    )
    issue_links(
        workshop=workshop,
        kind=LinkKind.GROUP,
        targets=[Target(name, group=group)],
        by=by,
        at=at,
    )
    audit.record("workshops.group.made", group, by=by, at=at, unit=workshop.unit, group_kind=kind)
    return group


@transaction.atomic
def make_pillar_teams(*, workshop: Workshop, by: User, at: datetime) -> list[Group]:
    """A team for each pillar that has none yet. Refused: workshop-closed, group-pillars-there."""
    workshop = changeable(workshop)
    there = set(_standing(workshop).values_list("pillar", flat=True))
    names = {name.casefold() for name in _standing(workshop).values_list("name", flat=True)}
    missing = [
        pillar
        for pillar in Pillar
        if pillar not in there and str(pillar.label).casefold() not in names
    ]
    if not missing:
        raise Refused(Reason("group-pillars-there"))
    return [
        make_group(
            workshop=workshop,
            name=str(pillar.label),
            kind=GroupKind.PILLAR,
            pillar=pillar,
            by=by,
            at=at,
        )
        for pillar in missing
    ]


@transaction.atomic
def committee_of(*, workshop: Workshop, by: User, at: datetime) -> Group:
    """The committee as one that owes hasil kerja, made when it is first asked for something."""
    known = _standing(workshop).filter(kind=GroupKind.COMMITTEE).first()
    return known or make_group(
        workshop=workshop, name=COMMITTEE, kind=GroupKind.COMMITTEE, by=by, at=at
    )


@transaction.atomic
def change_group(
    *,
    group: Group,
    name: str,
    by: User,
    at: datetime,
    facilitator: str = "",
    facilitator_role: WorkshopRole | None = None,
) -> Group:
    """Another name or facilitator. Refused: workshop-closed, group-dissolved, group-name-missing,
    group-name-taken, group-facilitator-unknown."""
    group = _changeable(group)
    name = " ".join(name.split())
    _check(group.workshop, name, facilitator_role, besides=group)
    group.name = name
    group.facilitator = _facilitator(facilitator, facilitator_role)
    group.facilitator_role = facilitator_role
    group.save(update_fields=["name", "facilitator", "facilitator_role"])
    audit.record("workshops.group.changed", group, by=by, at=at, unit=group.workshop.unit)
    return group


@transaction.atomic
def add_members(
    *, group: Group, registrations: Sequence[Registration], by: User, at: datetime
) -> list[GroupMember]:
    """People of any OPD of the Bimtek; who is a member already stays one.

    Refused: workshop-closed, group-dissolved, group-nobody-chosen, group-member-of-another-workshop.
    """
    group = _changeable(group)
    there = set(group.members.standing().values_list("registration_id", flat=True))
    live = set(
        Registration.objects.live()
        .filter(workshop=group.workshop, pk__in=[one.pk for one in registrations])
        .values_list("pk", flat=True)
    )
    if any(one.pk not in live for one in registrations):
        raise Refused(Reason("group-member-of-another-workshop"))
    fresh = [one for one in registrations if one.pk not in there]
    if not fresh:
        raise Refused(Reason("group-nobody-chosen"))
    made = GroupMember.objects.bulk_create(
        GroupMember(group=group, registration=one, joined_at=at, joined_by=by) for one in fresh
    )
    audit.record(
        "workshops.group.joined",
        group,
        by=by,
        at=at,
        unit=group.workshop.unit,
        people=[one.public_id for one in fresh],
    )
    refresh_holds(workshop=group.workshop, by=by, at=at)
    return made


@transaction.atomic
def remove_member(*, group: Group, registration: Registration, by: User, at: datetime) -> None:
    """They are in the group no more. Refused: workshop-closed, group-dissolved, group-not-a-member."""
    group = _changeable(group)
    left = group.members.standing().filter(registration=registration)
    if not left.update(left_at=at, left_by=by):
        raise Refused(Reason("group-not-a-member"))
    if group.head_id == registration.pk:
        group.head = None
        group.save(update_fields=["head"])
    audit.record(
        "workshops.group.left",
        group,
        by=by,
        at=at,
        unit=group.workshop.unit,
        person=registration.public_id,
    )
    refresh_holds(workshop=group.workshop, by=by, at=at)


@transaction.atomic
def name_head(*, group: Group, registration: Registration, by: User, at: datetime) -> Group:
    """One of the members heads the group. Refused: workshop-closed, group-dissolved,
    group-not-a-member."""
    group = _changeable(group)
    if not group.members.standing().filter(registration=registration).exists():
        raise Refused(Reason("group-not-a-member"))
    group.head = registration
    group.save(update_fields=["head"])
    audit.record(
        "workshops.group.headed",
        group,
        by=by,
        at=at,
        unit=group.workshop.unit,
        person=registration.public_id,
    )
    return group


@transaction.atomic
def dissolve_group(*, group: Group, by: User, at: datetime) -> None:
    """The group is no more and its link is dead; what it sent stays. Refused: workshop-closed,
    group-dissolved."""
    group = _changeable(group)
    group.dissolved_at, group.dissolved_by = at, by
    group.save(update_fields=["dissolved_at", "dissolved_by"])
    for link in _working(group):
        revoke_link(link=link, by=by, at=at)
    audit.record("workshops.group.dissolved", group, by=by, at=at, unit=group.workshop.unit)
    refresh_holds(workshop=group.workshop, by=by, at=at)


@transaction.atomic
def renew_group_link(*, group: Group, by: User, at: datetime) -> Link:
    """A fresh link; the one of before is dead. Refused: workshop-closed, group-dissolved."""
    group = _changeable(group)
    working = _working(group)
    if working:
        return reissue_link(link=working[0], by=by, at=at)
    return issue_links(
        workshop=group.workshop,
        kind=LinkKind.GROUP,
        targets=[Target(group.name, group=group)],
        by=by,
        at=at,
    )[0]


def _working(group: Group) -> list[Link]:
    return list(Link.objects.filter(group=group, revoked_at=None))


def _standing(workshop: Workshop):  # type: ignore[no-untyped-def]
    return Group.objects.standing().filter(workshop=workshop)


def _changeable(group: Group) -> Group:
    workshop = changeable(group.workshop)
    group = Group.objects.select_for_update(of=("self",)).get(pk=group.pk)
    group.workshop = workshop
    if group.dissolved_at is not None:
        raise Refused(Reason("group-dissolved"))
    return group


def _check(
    workshop: Workshop, name: str, role: WorkshopRole | None, *, besides: Group | None = None
) -> None:
    if not name:
        raise Refused(Reason("group-name-missing"))
    same = _standing(workshop).filter(name__iexact=name)
    if same.exclude(pk=besides.pk if besides else None).exists():
        raise Refused(Reason("group-name-taken"))
    if role and (role.workshop_id != workshop.pk or role.role != WorkshopRoleKind.EXPERT):
        raise Refused(Reason("group-facilitator-unknown"))


def _facilitator(typed: str, role: WorkshopRole | None) -> str:
    """Whose name the lists carry."""
    return role.user.full_name if role else " ".join(typed.split())
