"""Programmes in the plain form in which a sheet is compared with them."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from workshops.queries.programme import Programmes
from workshops.rules.work_programme import OWN


@dataclass(frozen=True)
class Recorded:
    """A programme as values of JSON: unit and supporting by key, figures as text."""

    pk: int
    public_id: str
    values: dict[str, Any]


def recorded(programmes: Programmes) -> dict[str, Recorded]:
    """By public id; three queries."""
    rows = programmes.prefetch_related("supporting", "years").order_by("pk")
    found = {}
    for row in rows:
        values: dict[str, Any] = {name: getattr(row, name) for name in OWN}
        values["baseline"] = stored_form(row.baseline)
        values["unit"] = row.unit_id
        values["supporting"] = sorted(unit.pk for unit in row.supporting.all())
        values["years"] = {
            str(plan.year): {"target": stored_form(plan.target), "budget": plan.budget}
            for plan in row.years.all()
        }
        found[row.public_id] = Recorded(row.pk, row.public_id, values)
    return found


def stored_form(figure: Decimal | None) -> str | None:
    """One text for one figure, whatever its trailing zeros."""
    return None if figure is None else f"{figure.normalize():f}"
