"""Who sits before a unit's invitation, by which way, and the addresses of its pages."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone

from participants.access import allow, anyone, is_logged_in, is_unit_admin
from participants.models import User
from workshops.access import managed_workshop
from workshops.models import Invitation, LinkKind, Workshop, WorkshopState
from workshops.queries.naming import invitations_of
from workshops.views.opening import DeadLink, dead_link, open_link

Act = Callable[..., HttpResponseBase]


@dataclass(frozen=True)
class Desk:
    """One invitation, the user row that acts for its unit, and how the addresses begin."""

    invitation: Invitation
    by: User
    prefix: str  # of the address names: unit-link, unit-desk or organiser-desk
    key: dict[str, str]

    @property
    def workshop(self) -> Workshop:
        return self.invitation.workshop

    @property
    def closed(self) -> bool:
        """Nothing is taken any more: the Bimtek is closed, or the unit is asked no more."""
        return (
            self.workshop.state == WorkshopState.CLOSED or self.invitation.withdrawn_at is not None
        )

    @property
    def base(self) -> str:
        """The template its pages extend."""
        return "base_pocket.html" if self.prefix == "unit-link" else "base_office.html"

    def url(self, page: str = "", **which: str) -> str:
        name = f"{self.prefix}-{page}" if page else self.prefix
        return reverse(f"workshops:{name}", kwargs={**self.key, **which})


def by_link(act: Act) -> Act:
    """The act as the holder of an OPD's link does it."""

    @anyone(because="OPD have no account; the token is the key")
    @wraps(act)
    def view(request: HttpRequest, token: str, **which: Any) -> HttpResponseBase:
        try:
            link = open_link(request, token, LinkKind.UNIT, at=timezone.now())
        except DeadLink:
            return dead_link(request)
        invitation = link.invitation
        assert invitation is not None  # noqa: S101 - what a unit's link is made for
        invitation.workshop = link.workshop
        return act(request, Desk(invitation, link.user, "unit-link", {"token": token}), **which)

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
