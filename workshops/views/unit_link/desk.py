"""Who sits before a unit's invitation or a group's work, by which way, and the addresses there."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone

from participants.access import allow, anyone, is_logged_in, is_unit_admin
from participants.models import OrganisationUnit, User
from workshops.access import managed_workshop
from workshops.models import Group, Invitation, LinkKind, Workshop, WorkshopState
from workshops.queries.naming import invitations_of
from workshops.views.opening import DeadLink, dead_link, open_link

Act = Callable[..., HttpResponseBase]


@dataclass(frozen=True)
class Desk:
    """One invitation or group, the user row that acts for it, and how the addresses begin.

    A group's desk has the pages of its hasil kerja alone; the seats' do not exist there.
    """

    owner: Invitation | Group
    by: User
    prefix: str  # of the address names: unit-link, unit-desk, organiser-desk or group-desk
    key: dict[str, str]

    @property
    def invitation(self) -> Invitation:
        """Http404 at a group's desk."""
        if not isinstance(self.owner, Invitation):
            raise Http404
        return self.owner

    @property
    def group(self) -> Group | None:
        return self.owner if isinstance(self.owner, Group) else None

    @property
    def unit(self) -> OrganisationUnit:
        """Whose scope what is done here belongs to: the OPD's, for a group the organiser's."""
        return self.owner.workshop.unit if isinstance(self.owner, Group) else self.owner.unit

    @property
    def name(self) -> str:
        """What whoever sits here is called."""
        return str(self.group or self.invitation.unit)

    @property
    def workshop(self) -> Workshop:
        return self.owner.workshop

    @property
    def closed(self) -> bool:
        """Nothing is taken any more: the Bimtek is closed, or the owner is asked no more."""
        ended = (
            self.owner.dissolved_at if isinstance(self.owner, Group) else self.owner.withdrawn_at
        )
        return self.workshop.state == WorkshopState.CLOSED or ended is not None

    @property
    def base(self) -> str:
        """The template its pages extend."""
        return "base_pocket.html" if self.prefix == "unit-link" else "base_office.html"

    def url(self, page: str = "", **which: str) -> str:
        name = f"{self.prefix}-{page}" if page else self.prefix
        return reverse(f"workshops:{name}", kwargs={**self.key, **which})


def by_link(act: Act) -> Act:
    """The act as the holder of an OPD's or a group's link does it."""

    @anyone(because="OPD and groups have no account; the token is the key")
    @wraps(act)
    def view(request: HttpRequest, token: str, **which: Any) -> HttpResponseBase:
        try:
            link = open_link(request, token, LinkKind.UNIT, LinkKind.GROUP, at=timezone.now())
        except DeadLink:
            return dead_link(request)
        owner = link.invitation or link.group
        assert owner is not None  # noqa: S101 - what these links are made for
        owner.workshop = link.workshop
        return act(request, Desk(owner, link.user, "unit-link", {"token": token}), **which)

    return view


def by_account(act: Act) -> Act:
    """The same act by an administrator of the unit, logged in."""

    @allow(is_unit_admin)
    @wraps(act)
    def view(request: HttpRequest, invitation: str, **which: Any) -> HttpResponseBase:
        found = get_object_or_404(
            invitations_of(request.user).select_related("unit", "workshop__unit"),
            public_id=invitation,
        )
        desk = Desk(found, request.user, "unit-desk", {"invitation": invitation})  # type: ignore[arg-type]
        return act(request, desk, **which)

    return view


def by_organiser(act: Act) -> Act:
    """The same act for a unit by who runs the Bimtek."""

    @allow(is_logged_in)
    @wraps(act)
    def view(request: HttpRequest, code: str, invitation: str, **which: Any) -> HttpResponseBase:
        workshop = managed_workshop(request.user, code)
        found = get_object_or_404(
            workshop.invitations.filter(withdrawn_at=None).select_related("unit"),
            public_id=invitation,
        )
        found.workshop = workshop
        key = {"code": code, "invitation": invitation}
        return act(request, Desk(found, request.user, "organiser-desk", key), **which)  # type: ignore[arg-type]

    return view


def by_organiser_for_group(act: Act) -> Act:
    """The same act for a group by who runs the Bimtek."""

    @allow(is_logged_in)
    @wraps(act)
    def view(request: HttpRequest, code: str, group: str, **which: Any) -> HttpResponseBase:
        workshop = managed_workshop(request.user, code)
        found = get_object_or_404(workshop.groups.standing(), public_id=group)
        found.workshop = workshop
        key = {"code": code, "group": group}
        return act(request, Desk(found, request.user, "group-desk", key), **which)  # type: ignore[arg-type]

    return view
