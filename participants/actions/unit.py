"""Building and renaming the tree of units."""

from datetime import date, datetime
from typing import Any

from django.db import transaction

from participants.actions import audit
from participants.errors import Reason, Refused
from participants.models import OrganisationUnit, UnitKind, UnitName, User
from participants.models.ids import CROCKFORD

STEP = 6  # characters of one step of a path; 32^6 children are enough for anybody


def _step(ordinal: int) -> str:
    digits = ""
    for _position in range(STEP):
        ordinal, remainder = divmod(ordinal, len(CROCKFORD))
        digits = CROCKFORD[remainder] + digits
    return digits + "."


def next_paths(parent: OrganisationUnit | None, count: int) -> list[str]:
    """Free paths for ``count`` new children, in order. Call with the parent's row locked."""
    siblings = OrganisationUnit.objects.filter(parent=parent).order_by("-path")
    last = siblings.values_list("path", flat=True).first()
    before = parent.path if parent else ""
    used = 0
    if last:
        for character in last[len(before) :].rstrip("."):
            used = used * len(CROCKFORD) + CROCKFORD.index(character)
    return [before + _step(used + number) for number in range(1, count + 1)]


@transaction.atomic
def create_unit(
    *,
    parent: OrganisationUnit | None,
    kind: str,
    name: str,
    by: User,
    at: datetime,
    timezone: str | None = None,
    **fields: Any,
) -> OrganisationUnit:
    """A new unit at the end of its parent's children; a root (Pemda) needs its ``timezone``.

    Raises Refused when the parent already has a unit of that name.
    """
    if parent is not None:
        parent = OrganisationUnit.objects.select_for_update(no_key=True).get(pk=parent.pk)
        if parent.children.filter(name=name, valid_to=None).exists():
            raise Refused(Reason("unit-name-taken", name=name))
        timezone = parent.timezone
    if timezone is None:
        raise ValueError("A Pemda needs its time zone.")
    unit = OrganisationUnit.objects.create(
        parent=parent,
        path=next_paths(parent, 1)[0],
        kind=kind,
        name=name,
        timezone=timezone,
        **fields,
    )
    audit.record("participants.unit.made", unit, by=by, at=at, unit=unit)
    return unit


@transaction.atomic
def create_units(
    *, parent: OrganisationUnit, names: list[str], kind: str, by: User, at: datetime
) -> list[OrganisationUnit]:
    """Many plain units under one parent in one insert; names must be free and distinct."""
    parent = OrganisationUnit.objects.select_for_update(no_key=True).get(pk=parent.pk)
    paths = next_paths(parent, len(names))
    units = OrganisationUnit.objects.bulk_create(
        OrganisationUnit(parent=parent, path=path, kind=kind, name=name, timezone=parent.timezone)
        for path, name in zip(paths, names, strict=True)
    )
    for unit in units[:1]:
        audit.record(
            "participants.unit.made_many", unit, by=by, at=at, unit=parent, count=len(units)
        )
    return units


@transaction.atomic
def rename_unit(
    *, unit: OrganisationUnit, name: str, short_name: str, until: date, by: User, at: datetime
) -> OrganisationUnit:
    """The unit under a new name; ``until`` is the last day of the old one, which is kept."""
    unit = OrganisationUnit.objects.select_for_update(no_key=True).get(pk=unit.pk)
    if (
        OrganisationUnit.objects.filter(parent=unit.parent, name=name, valid_to=None)
        .exclude(pk=unit.pk)
        .exists()
    ):
        raise Refused(Reason("unit-name-taken", name=name))
    UnitName.objects.create(unit=unit, name=unit.name, short_name=unit.short_name, valid_to=until)
    unit.name, unit.short_name = name, short_name
    unit.save(update_fields=["name", "short_name"])
    audit.record("participants.unit.renamed", unit, by=by, at=at, unit=unit)
    return unit


@transaction.atomic
def close_unit(
    *,
    unit: OrganisationUnit,
    last_day: date,
    successor: OrganisationUnit | None,
    by: User,
    at: datetime,
) -> OrganisationUnit:
    """The unit ends with ``last_day``; its rows stay. Refused for a Pemda and when already closed."""
    unit = OrganisationUnit.objects.select_for_update(no_key=True).get(pk=unit.pk)
    if unit.kind == UnitKind.PEMDA:
        raise Refused(Reason("unit-is-a-pemda"))
    if unit.valid_to is not None:
        raise Refused(Reason("already-done"))
    unit.valid_to, unit.successor = last_day, successor
    unit.save(update_fields=["valid_to", "successor"])
    audit.record("participants.unit.closed", unit, by=by, at=at, unit=unit)
    return unit
