"""Which Bimtek somebody may open, and which they may change; anything else does not exist (404)."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from participants.models import OrganisationUnit, Role, UnitKind
from participants.models.scope import access_of
from workshops.models import Workshop, WorkshopRole, WorkshopRoleKind


def visible_workshop(user: Any, code: str) -> Workshop:
    """The Bimtek of this code with its unit; Http404 when the user may not know of it."""
    found = Workshop.objects.visible_to(user).select_related("unit")
    return get_object_or_404(found, public_id=code)


def managed_workshop(user: Any, code: str) -> Workshop:
    """The same, for changing its plan; Http404 for those who may only read."""
    found = Workshop.objects.managed_by(user).select_related("unit")
    return get_object_or_404(found, public_id=code)


def overseen_workshop(user: Any, code: str) -> Workshop:
    """The same, for reading how it was run: who manages it, and its auditors; Http404 for others."""
    workshop = visible_workshop(user, code)
    if not oversees(user, workshop):
        raise Http404
    return workshop


def oversees(user: Any, workshop: Workshop) -> bool:
    """Whether the user manages this Bimtek or audits its organiser."""
    return access_of(user).has_on(workshop.unit, Role.AUDITOR) or manages(user, workshop)


def staffed_workshop(user: Any, code: str) -> Workshop:
    """The Bimtek for those who run its day: whoever may change its plan, and its officers."""
    workshop = visible_workshop(user, code)
    if not (staffs(user, workshop) or manages(user, workshop)):
        raise Http404
    return workshop


def staffs(user: Any, workshop: Workshop) -> bool:
    """Whether the user is an officer of this Bimtek's door."""
    officers = WorkshopRole.objects.filter(workshop=workshop, role=WorkshopRoleKind.OFFICER)
    return officers.filter(user=user.pk).exists()


def manages(user: Any, workshop: Workshop) -> bool:
    """Whether the user may change this Bimtek's plan."""
    return Workshop.objects.managed_by(user).filter(pk=workshop.pk).exists()


def units_organised_by(user: Any) -> QuerySet[OrganisationUnit]:
    """Units in whose name the user may plan a Bimtek, top of the tree first."""
    return (
        OrganisationUnit.objects.filter(access_of(user).units_q("path", {Role.ORGANISER}))
        .exclude(kind=UnitKind.EXTERNAL)
        .filter(valid_to=None)
        .in_tree_order()
    )


def register_keepers(user: Any) -> QuerySet[OrganisationUnit]:
    """Units in whose name the user keeps a register of programmes: those of the grants themselves,
    not all below them; every Pemda for whoever may do everything."""
    access = access_of(user)
    if access.everywhere:
        found = OrganisationUnit.objects.filter(kind=UnitKind.PEMDA)
    else:
        paths = [grant.path for grant in access.grants if grant.role == Role.ORGANISER]
        found = OrganisationUnit.objects.filter(path__in=paths)
    return found.filter(valid_to=None).in_tree_order()


def programme_units(keepers: Iterable[OrganisationUnit]) -> QuerySet[OrganisationUnit]:
    """The units that may own a programme in one of these registers: everything of their Pemda."""
    inside = Q(pk__in=[])
    for root in sorted({keeper.root_path for keeper in keepers}):
        inside |= Q(path__startswith=root)
    return (
        OrganisationUnit.objects.filter(inside, valid_to=None)
        .inside_government()
        .exclude(kind=UnitKind.PEMDA)
        .in_tree_order()
    )
