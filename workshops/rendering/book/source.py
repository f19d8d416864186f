"""What a volume is written from: accepted worksheets and standing programmes, and nothing else."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from workshops.models.smart_city import Pillar


@dataclass(frozen=True)
class Sheet:
    """One accepted worksheet, and whose it is."""

    owner: str
    content: Mapping[str, Any]


@dataclass(frozen=True)
class BookYear:
    year: int
    target: Decimal | None
    budget: int | None


@dataclass(frozen=True)
class BookProgramme:
    title: str
    owner: str
    supporting: str
    pillar: str
    sub_dimension: str
    action_group: int | None
    horizon: str
    indicator: str
    measure: str
    baseline: Decimal | None
    starts: int | None
    ends: int | None
    source: str
    quick_win: bool
    years: tuple[BookYear, ...] = ()

    @property
    def budget(self) -> int:
        return sum(year.budget or 0 for year in self.years)


@dataclass(frozen=True)
class BookStage:
    title: str
    dates: str
    venue: str


@dataclass(frozen=True)
class Source:
    """``as_of``: the moment it was read, as people write it."""

    region: str
    organiser: str
    title: str
    legal_basis: str
    as_of: str
    units: tuple[str, ...]
    stages: tuple[BookStage, ...]
    sheets: Mapping[str, tuple[Sheet, ...]]
    programmes: tuple[BookProgramme, ...]
    years: tuple[int, ...] = field(default=())

    def of(self, worksheet: str) -> tuple[Sheet, ...]:
        return self.sheets.get(worksheet, ())

    def rows(self, worksheet: str, section: str, **wanted: Any) -> list[tuple[Sheet, dict]]:
        """Rows of a table over all owners, each with its worksheet."""
        return [
            (sheet, row)
            for sheet in self.of(worksheet)
            for row in _section(sheet, section).get("rows", ())
            if all(row.get(name) == value for name, value in wanted.items())
        ]

    def fields(self, worksheet: str, section: str) -> list[tuple[Sheet, dict]]:
        """The fields of a form over all owners, where anything is filled in."""
        found = [
            (sheet, _section(sheet, section).get("fields", {})) for sheet in self.of(worksheet)
        ]
        return [(sheet, told) for sheet, told in found if any(told.values())]

    def programmes_of(self, pillar: str) -> list[BookProgramme]:
        return [one for one in self.programmes if one.pillar == pillar]

    def in_pillars(self) -> Iterable[tuple[Pillar, list[BookProgramme]]]:
        return ((pillar, self.programmes_of(pillar.value)) for pillar in Pillar)


def _section(sheet: Sheet, section: str) -> Mapping[str, Any]:
    return sheet.content.get("sections", {}).get(section, {})
