"""Unguessable links: issued, issued again, and put out of use. Each acts as a user row of its own."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.contrib.auth.hashers import make_password
from django.db import models, transaction

from participants.actions import audit
from participants.errors import Reason, Refused
from participants.models import OrganisationUnit, User, UserKind
from participants.models.ids import new_public_id
from participants.models.sealed import lookup, seal
from workshops.models import (
    Group,
    Invitation,
    Link,
    LinkKind,
    Registration,
    Workshop,
    WorkshopRole,
    WorkshopRoleKind,
)
from workshops.tokens import new_link_token

# A link outlives its Bimtek by a season: late letters, corrections, certificates.
LASTS_AFTER_THE_END = timedelta(days=90)


@dataclass(frozen=True)
class Target:
    """What a link opens; ``name`` is what its user row is called in lists of who did what."""

    name: str
    invitation: Invitation | None = None
    registration: Registration | None = None
    role: WorkshopRole | None = None
    group: Group | None = None


def link_lookup(token: str) -> str:
    """By what a link is found: the same for every kind (``Link.lookup``)."""
    return lookup("link", token)


def find_link(token: str, *, at: datetime) -> Link | None:
    """The working link of a token, with everything its page needs; None when unknown or dead."""
    return (
        Link.objects.working(at)
        .filter(lookup=link_lookup(token))
        .select_related(
            "user",
            "workshop__unit",
            "invitation__unit",
            "registration__person",
            "registration__unit",
            "role__unit",
            "group",
        )
        .first()
    )


def lasts_until(workshop: Workshop) -> datetime | None:
    """The end of the last day of the season after the last stage; None while there is no stage."""
    last = workshop.stages.aggregate(day=models.Max("ends_on"))["day"]
    return workshop.unit.moment(last + LASTS_AFTER_THE_END, time(23, 59)) if last else None


@transaction.atomic
def issue_links(
    *,
    workshop: Workshop,
    kind: LinkKind,
    targets: Sequence[Target],
    by: User,
    at: datetime,
    valid_to: datetime | None = None,
) -> list[Link]:
    """One working link for each target, in the order given, with a constant number of queries.

    ``valid_to`` None: a season after the last stage. A target must not have a working link yet.
    """
    valid_to = valid_to or lasts_until(workshop)
    actors = User.objects.bulk_create([_actor(target.name) for target in targets])
    tokens = [new_link_token() for _target in targets]
    links = Link.objects.bulk_create(
        [
            Link(
                kind=kind,
                workshop=workshop,
                invitation=target.invitation,
                registration=target.registration,
                role=target.role,
                group=target.group,
                user=actor,
                lookup=link_lookup(token),
                sealed=seal(token),
                valid_to=valid_to,
                issued_at=at,
                issued_by=by,
            )
            for target, actor, token in zip(targets, actors, tokens, strict=True)
        ]
    )
    audit.record_many(
        "workshops.link.issued", links, by=by, at=at, unit=workshop.unit, link_kind=str(kind)
    )
    return links


@transaction.atomic
def reissue_link(*, link: Link, by: User, at: datetime) -> Link:
    """A fresh link in place of this one, which is dead from now on. Refused: link-not-working."""
    link = revoke_link(link=link, by=by, at=at)
    # The name of the old actor goes on: it is the same unit or person that acts.
    return issue_links(
        workshop=link.workshop,
        kind=LinkKind(link.kind),
        targets=[
            Target(link.user.full_name, link.invitation, link.registration, link.role, link.group)
        ],
        by=by,
        at=at,
    )[0]


@transaction.atomic
def revoke_link(*, link: Link, by: User, at: datetime) -> Link:
    """The link opens nothing from now on. Refused: link-not-working (revoked before)."""
    link = (
        Link.objects.select_for_update(of=("self",))
        .select_related("workshop__unit", "user", "invitation", "registration", "role", "group")
        .get(pk=link.pk)
    )
    if link.revoked_at:
        raise Refused(Reason("link-not-working"))
    link.revoked_at, link.revoked_by = at, by
    link.save(update_fields=["revoked_at", "revoked_by"])
    audit.record("workshops.link.revoked", link, by=by, at=at, unit=link.workshop.unit)
    return link


@transaction.atomic
def issue_expert_link(
    *,
    workshop: Workshop,
    name: str,
    by: User,
    at: datetime,
    unit: OrganisationUnit | None = None,
    pillar: str = "",
) -> Link:
    """A link for an expert without an account: its own user row becomes a Tim Ahli of the Bimtek,
    or of one OPD's or one pillar's work in it."""
    link = issue_links(
        workshop=workshop, kind=LinkKind.EXPERT, targets=[Target(name)], by=by, at=at
    )[0]
    role = WorkshopRole.objects.create(
        workshop=workshop,
        user=link.user,
        role=WorkshopRoleKind.EXPERT,
        unit=unit,
        pillar=pillar,
    )
    link.role = role
    link.save(update_fields=["role"])
    audit.record(
        "workshops.role.given", workshop, by=by, at=at, role=str(role.role), user=link.user_id
    )
    return link


def _actor(name: str) -> User:
    return User(
        username=f"tautan-{new_public_id()}",
        kind=UserKind.LINK,
        full_name=name[:200],
        password=make_password(None),
    )
