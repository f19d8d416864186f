"""A unit's page: where it stands, what it was called, what is below it, how many work there."""

from dataclasses import dataclass
from typing import Any

from participants.models import OrganisationUnit, Person, UnitName
from participants.models.scope import PEOPLE_READERS, access_of


@dataclass(frozen=True)
class UnitPage:
    """``people`` and ``unmatched`` count the unit with all below it; None where the reader has no
    business with its people. ``words`` are the Pemda's own (root alone): (what, called)."""

    unit: OrganisationUnit
    above: tuple[OrganisationUnit, ...]
    children: tuple[OrganisationUnit, ...]
    former_names: tuple[UnitName, ...]
    predecessors: tuple[OrganisationUnit, ...]
    people: int | None
    words: tuple[tuple[str, str], ...]


def unit_page(unit: OrganisationUnit, user: Any) -> UnitPage:
    """Five queries at most, however large the tree."""
    steps = unit.path.rstrip(".").split(".")
    paths = [".".join(steps[:depth]) + "." for depth in range(1, len(steps))]
    counted = None
    if access_of(user).has_on(unit, *PEOPLE_READERS):
        counted = (
            Person.objects.visible_to(user)
            .living()
            .filter(home_unit__path__startswith=unit.path)
            .count()
        )
    return UnitPage(
        unit=unit,
        above=tuple(OrganisationUnit.objects.filter(path__in=paths).in_tree_order()),
        children=tuple(unit.children.in_tree_order()),
        former_names=tuple(unit.former_names.order_by("-valid_to", "-pk")),
        predecessors=tuple(unit.predecessors.in_tree_order()),
        people=counted,
        words=tuple(sorted(unit.words.items())),
    )
