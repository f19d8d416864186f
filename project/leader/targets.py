"""What the leader's third page counts: the strategy's targets of the year, ASN and Non-ASN apart, and the
years before. Sums only, no person."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse

from participants.models import Indicator, OrganisationUnit, StaffGroup, Strategy
from participants.queries.strategy import Key, rule_of, scope_below, versions_of, year_line
from project.strategy.drawing import GROUPS, Line, sections

TILES: tuple[Key, ...] = (
    (Indicator.PLACEMENT, StaffGroup.ASN),
    (Indicator.PLACEMENT, StaffGroup.NON_ASN),
    (Indicator.TRAINING, StaffGroup.ASN),
    (Indicator.TRAINING, StaffGroup.NON_ASN),
    (Indicator.ROLE, StaffGroup.ANY),
)
CHARTS: tuple[Key, ...] = (
    (Indicator.PLACEMENT, StaffGroup.ASN),
    (Indicator.TRAINING, StaffGroup.ASN),
    (Indicator.HOURS, StaffGroup.ASN),
    (Indicator.ROLE, StaffGroup.ANY),
)


@dataclass(frozen=True)
class Shown:
    title: str
    line: Line
    url: str


@dataclass(frozen=True)
class Told:
    """``basis``: what the year's targets rest on."""

    year: int
    basis: str
    tiles: tuple[Shown, ...]
    charts: tuple[Shown, ...]


def told(unit: OrganisationUnit, day: date) -> Told | None:
    """The unit with all below it, beside the Pemda's targets; None without targets for the year."""
    strategy = (
        Strategy.objects.filter(unit__path=unit.root_path)
        .covering(day.year)
        .select_related("unit")
        .first()
    )
    if strategy is None:
        return None
    versions, scope = versions_of(strategy), scope_below(unit)
    lines = [year_line(strategy.unit, versions, year, day, scope) for year in strategy.years]
    current = next(line for line in lines if line.year == day.year)
    query = f"?daerah={strategy.unit.public_id}&per={day.isoformat()}"
    shown: dict[Key, Shown] = {}
    for section in sections(lines, day.year, rule_of(current.version).role):
        url = reverse("project:strategy-detail", args=[section.path]) + query
        for line in section.lines:
            any_of: Any = GROUPS[StaffGroup(line.group)]
            title = section.title if line.group == StaffGroup.ANY else f"{section.title}, {any_of}"
            shown[section.indicator, line.group] = Shown(title, line, url)
    return Told(
        day.year,
        current.version.legal_basis if current.version else "",
        tuple(shown[key] for key in TILES),
        tuple(shown[key] for key in CHARTS),
    )
