"""Which rows a user may reach: the conditions behind every ``visible_to``.

Grants end by the calendar, so this module reads the clock; nothing else below the views does.
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils import timezone

from .user import AccessGrant, Role

# Which roles read whole personal records of the units they hold, which read every Pemda unit's
# training and staffing figures (domain.md, row 21 of the last list).
PEOPLE_READERS = frozenset({Role.HR, Role.UNIT_ADMIN, Role.AUDITOR})
PEMDA_WIDE = frozenset({Role.HR, Role.PLANNER, Role.AUDITOR, Role.LEADER, Role.ADMIN})
NOBODY = Q(pk__in=[])


@dataclass(frozen=True)
class Grant:
    role: str
    path: str
    with_subtree: bool


@dataclass(frozen=True)
class Access:
    """What one user may reach today. Conditions (``…_q``) take the lookup of a unit's path."""

    user: Any
    grants: tuple[Grant, ...]

    @property
    def everywhere(self) -> bool:
        return bool(self.user.is_superuser)

    @property
    def roles(self) -> frozenset[str]:
        return frozenset(grant.role for grant in self.grants)

    def has(self, *roles: str) -> bool:
        return self.everywhere or bool(self.roles.intersection(roles))

    def has_on(self, unit: Any, *roles: str) -> bool:
        """Whether a grant of one of these roles covers this unit."""
        return self.everywhere or any(
            grant.role in roles
            and (
                unit.path.startswith(grant.path) if grant.with_subtree else unit.path == grant.path
            )
            for grant in self.grants
        )

    def units_q(self, path: str, roles: Collection[str]) -> Q:
        """Rows whose unit is covered by a grant of one of these roles."""
        if self.everywhere:
            return Q()
        found = NOBODY
        for grant in self.grants:
            if grant.role in roles:
                lookup = f"{path}__startswith" if grant.with_subtree else path
                found |= Q(**{lookup: grant.path})
        return found

    def pemda_q(self, path: str) -> Q:
        """Rows of every Pemda in which the user holds any role: names of units, plans, catalogues."""
        if self.everywhere:
            return Q()
        roots = {grant.path.split(".", 1)[0] + "." for grant in self.grants}
        found = NOBODY
        for root in sorted(roots):
            found |= Q(**{f"{path}__startswith": root})
        return found

    def people_q(self, path: str, *, own: str) -> Q:
        """Rows about people: those of units held as HR, unit administrator or auditor, and one's
        own. People of external units hang below the Pemda and so show to central HR and auditors
        alone, never to an OPD."""
        found = self.units_q(path, PEOPLE_READERS)
        if self.user.person_id and not self.everywhere:
            found |= Q(**{own: self.user.person_id})
        return found

    def hr_q(self, path: str) -> Q:
        return self.units_q(path, {Role.HR})

    def audit_q(self, path: str) -> Q:
        return self.units_q(path, {Role.AUDITOR, Role.ADMIN})


def access_of(user: Any) -> Access:
    """The user's access today, read once per user object."""
    known = getattr(user, "_access", None)
    if known is None:
        if not user.is_authenticated:
            known = Access(user=_Nobody(), grants=())
        else:
            now = timezone.now()
            rows = AccessGrant.objects.of(user)
            known = Access(
                user=user,
                grants=tuple(
                    Grant(row.role, row.unit.path, row.with_subtree)
                    for row in rows
                    if row.valid_from <= row.unit.localdate(now)
                    and (row.valid_to is None or row.unit.localdate(now) <= row.valid_to)
                ),
            )
        user._access = known
    return known


class _Nobody:
    is_superuser = False
    person_id = None
