"""Writes the units that a sheet brought: parents before children."""

from collections import defaultdict
from datetime import datetime, timedelta
from typing import Any

from participants.actions.unit import next_paths
from participants.errors import Reason, Refused
from participants.models import ImportSession, OrganisationUnit, RowOutcome, UnitName, User

FIELDS = ("code", "name", "short_name", "kind", "phone")


def write(*, session: ImportSession, by: User, at: datetime) -> list[int]:
    """Changed units first, then new ones level by level; the keys of the new.

    Raises Refused ("import-outdated") when the tree is no longer what the preview showed.
    """
    OrganisationUnit.objects.select_for_update(no_key=True).get(pk=session.unit_id)
    rows = list(session.rows.order_by("pk"))
    units: dict[int, OrganisationUnit] = {}  # place in the sheet → the unit it is
    known = OrganisationUnit.objects.under(session.unit).in_bulk()
    for place, row in enumerate(rows):
        if row.target_id:
            unit = known.get(row.target_id)
            if unit is None or any(getattr(unit, k) != v[0] for k, v in row.changes.items()):
                raise Refused(Reason("import-outdated"))
            units[place] = unit
    _change([(units[place], row.changes) for place, row in enumerate(rows) if row.changes], at)
    waiting = {place: row.values for place, row in enumerate(rows) if row.outcome == RowOutcome.NEW}
    while waiting:
        level = {
            place: values
            for place, values in waiting.items()
            if values.get("parent_row") is None or values["parent_row"] in units
        }
        if not level:
            raise Refused(Reason("import-outdated"))
        units.update(_create(level, units, known))
        waiting = {place: values for place, values in waiting.items() if place not in level}
    return [units[place].pk for place, row in enumerate(rows) if row.outcome == RowOutcome.NEW]


def _change(pairs: list[tuple[OrganisationUnit, dict[str, list[Any]]]], at: datetime) -> None:
    former = []
    for unit, changes in pairs:
        if "name" in changes:
            until = unit.localdate(at) - timedelta(days=1)
            former.append(
                UnitName(unit=unit, name=unit.name, short_name=unit.short_name, valid_to=until)
            )
        for name, (_old, new) in changes.items():
            setattr(unit, name, new)
    OrganisationUnit.objects.bulk_update([unit for unit, _c in pairs], FIELDS, batch_size=100)
    UnitName.objects.bulk_create(former)


def _create(
    level: dict[int, dict[str, Any]],
    units: dict[int, OrganisationUnit],
    known: dict[int, OrganisationUnit],
) -> dict[int, OrganisationUnit]:
    below: dict[int, list[int]] = defaultdict(list)
    parents: dict[int, OrganisationUnit] = {}
    for place, values in level.items():
        above = values.get("parent_row")
        parent = units[above] if above is not None else known.get(values["parent"])
        if parent is None:
            raise Refused(Reason("import-outdated"))
        parents[parent.pk] = parent
        below[parent.pk].append(place)
    made: dict[int, OrganisationUnit] = {}
    for key, places in below.items():
        parent = parents[key]
        for path, place in zip(next_paths(parent, len(places)), places, strict=True):
            made[place] = OrganisationUnit(
                parent=parent,
                path=path,
                timezone=parent.timezone,
                **{name: level[place][name] for name in FIELDS if name in level[place]},
            )
    names = {(unit.parent_id, unit.name) for unit in made.values()}
    taken = OrganisationUnit.objects.filter(parent__in=below, valid_to=None)
    if names & set(taken.values_list("parent_id", "name")):
        raise Refused(Reason("import-outdated"))
    created = OrganisationUnit.objects.bulk_create(made.values(), batch_size=500)
    return dict(zip(made, created, strict=True))
