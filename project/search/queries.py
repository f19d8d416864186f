"""What a term finds, group by group; every group reads through ``visible_to``."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from certificates.models import Certificate
from participants.models import OrganisationUnit, Person
from project.navigation import address
from workshops.models import Workshop

AT_LEAST = 2  # characters
SHOWN = 10
MOST = 200  # of one group alone
NUMBER = re.compile(r"[\d\s.]{5,}")  # part of a NIP, however it was spaced


@dataclass(frozen=True)
class Hit:
    title: str
    detail: str
    url: str


@dataclass(frozen=True)
class Group:
    """What was found of one kind; ``more``: there is more than is shown."""

    key: str
    label: str
    icon: str
    hits: tuple[Hit, ...]
    more: bool


def search(user: Any, term: str, only: str = "") -> list[Group]:
    """Ten hits of every kind, or up to two hundred of the kind ``only``; empty kinds are left out.

    One query a kind. A term shorter than two characters finds nothing.
    """
    term = " ".join(term.split())
    if len(term) < AT_LEAST:
        return []
    limit = MOST if only else SHOWN
    found = [_group(user, term, key, limit) for key in GROUPS if not only or key == only]
    return [group for group in found if group.hits]


def _group(user: Any, term: str, key: str, limit: int) -> Group:
    label, icon, look = GROUPS[key]
    hits = look(user, term, limit + 1)
    return Group(key, label(), icon, tuple(hits[:limit]), more=len(hits) > limit)


def _people(user: Any, term: str, limit: int) -> list[Hit]:
    wanted = Q(full_name__icontains=term)
    if NUMBER.fullmatch(term):
        digits = re.sub(r"\D", "", term)
        wanted = Q(identifiers__value__startswith=digits)
    people = (
        Person.objects.visible_to(user)
        .living()
        .filter(wanted)
        .select_related("home_unit")
        .order_by("full_name", "pk")
        .distinct()[:limit]
    )
    return [
        Hit(
            one.printed_name(),
            one.home_unit.name,
            address("project:person-detail", one.public_id) or address("participants:person-list"),
        )
        for one in people
    ]


def _units(user: Any, term: str, limit: int) -> list[Hit]:
    units = (
        OrganisationUnit.objects.visible_to(user)
        .filter(Q(name__icontains=term) | Q(short_name__icontains=term))
        .select_related("parent")
        .order_by("name", "pk")[:limit]
    )
    return [
        Hit(
            one.name,
            one.parent.name if one.parent else "",
            address("participants:unit-detail", one.public_id),
        )
        for one in units
    ]


def _workshops(user: Any, term: str, limit: int) -> list[Hit]:
    workshops = (
        Workshop.objects.visible_to(user)
        .filter(
            Q(title_id__icontains=term) | Q(title_en__icontains=term) | Q(public_id=term.lower())
        )
        .select_related("unit")
        .newest_first()[:limit]
    )
    return [
        Hit(one.title_id, one.unit.name, address("workshops:workshop-detail", one.public_id))
        for one in workshops
    ]


def _certificates(user: Any, term: str, limit: int) -> list[Hit]:
    certificates = (
        Certificate.objects.visible_to(user)
        .filter(Q(number__icontains=term) | Q(public_id=term.lower()))
        .select_related("registration", "workshop")
        .order_by("-issued_at", "-pk")[:limit]
    )
    return [
        Hit(
            one.number,
            f"{one.registration.printed_name} · {one.workshop.title_id}",
            address("certificates:certificate-detail", one.public_id)
            or address("certificates:certificate-verify", one.public_id),
        )
        for one in certificates
    ]


GROUPS: dict[str, tuple[Callable[[], str], str, Callable[[Any, str, int], list[Hit]]]] = {
    "orang": (lambda: _("Orang"), "users", _people),
    "unit": (lambda: _("OPD"), "building-community", _units),
    "bimtek": (lambda: _("Bimtek"), "school", _workshops),
    "sertifikat": (lambda: _("Sertifikat"), "certificate", _certificates),
}
