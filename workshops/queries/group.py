"""Groups as pages and papers read them: each with its people, its link, and where its work stands."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from workshops.models import Group, GroupMember, Link, LinkKind, Registration, Workshop


@dataclass(frozen=True)
class GroupRow:
    """One group; ``link`` is its working link, which only who runs the Bimtek is shown."""

    group: Group
    members: tuple[GroupMember, ...]
    link: Link | None

    @property
    def units(self) -> int:
        """From how many OPD its people come."""
        return len({member.registration.unit_id for member in self.members})


def group_rows(workshop: Workshop, *, at: datetime) -> list[GroupRow]:
    """The standing groups of a Bimtek by kind and name; three queries."""
    groups = list(
        Group.objects.standing()
        .filter(workshop=workshop)
        .select_related("head", "facilitator_role__user")
        .by_name()
    )
    return _with_members(groups, at=at)


def group_row(group: Group, *, at: datetime) -> GroupRow:
    return _with_members([group], at=at)[0]


def _with_members(groups: Sequence[Group], *, at: datetime) -> list[GroupRow]:
    members = defaultdict(list)
    for member in (
        GroupMember.objects.standing()
        .filter(group__in=groups)
        .select_related("registration__unit")
        .order_by("registration__printed_name", "pk")
    ):
        members[member.group_id].append(member)
    links = {
        link.group_id: link
        for link in Link.objects.working(at).filter(group__in=groups, kind=LinkKind.GROUP)
    }
    return [GroupRow(group, tuple(members[group.pk]), links.get(group.pk)) for group in groups]


def joinable(group: Group, asked: str = "") -> QuerySet[Registration]:
    """People of the Bimtek who are not in this group, of the OPD of that name."""
    there = GroupMember.objects.standing().filter(group=group).values("registration")
    found = (
        Registration.objects.live()
        .participants()
        .filter(workshop=group.workshop)
        .exclude(pk__in=there)
        .select_related("unit")
        .order_by("unit__name", "printed_name", "pk")
    )
    for word in asked.split():
        found = found.filter(Q(unit__name__icontains=word) | Q(unit__short_name__icontains=word))
    return found
