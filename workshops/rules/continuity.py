"""Whether an OPD sends the same person to every stage: kept, stood in for, replaced. Pure.

*Diwakili* and *diganti* are two different acts and are counted apart. Only stages that have begun
count: what is planned may still change.
"""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from workshops.models import DelegationKind


class Holds(TextChoices):
    """How somebody comes to hold a seat at one stage."""

    SAME = "same", _("Orang yang sama")
    STANDS_IN = "stands_in", _("Mewakili")
    REPLACES = "replaces", _("Menggantikan")
    NOBODY = "nobody", _("Kosong")


@dataclass(frozen=True)
class Holder:
    """Who holds a seat from a stage to a stage (None: to the end), by the stages' order."""

    first: int
    last: int | None
    kind: str
    person: int
    registration: str  # public id
    name: str


@dataclass(frozen=True)
class Cell:
    """One seat at one stage; ``came`` is None while the stage has not begun."""

    stage: int
    how: Holds
    registration: str = ""
    name: str = ""
    came: bool | None = None


@dataclass(frozen=True)
class SeatLine:
    """One seat over all stages."""

    ordinal: int
    cells: tuple[Cell, ...]

    @property
    def begun(self) -> tuple[Cell, ...]:
        return tuple(cell for cell in self.cells if cell.came is not None)

    @property
    def stood_in(self) -> int:
        """At how many stages somebody stood in."""
        return sum(cell.how == Holds.STANDS_IN for cell in self.begun)

    @property
    def replaced(self) -> int:
        """How often the seat went over to another person for good."""
        own = [cell.registration for cell in self.begun if cell.how in (Holds.SAME, Holds.REPLACES)]
        return sum(before != after for before, after in itertools.pairwise(own))

    @property
    def missed(self) -> int:
        """At how many stages nobody came on this seat."""
        return sum(not cell.came for cell in self.begun)

    @property
    def kept(self) -> bool:
        """The same person held it and came at every stage so far."""
        return bool(self.begun) and all(c.how == Holds.SAME and c.came for c in self.begun)


def seat_line(
    ordinal: int,
    holders: Sequence[Holder],
    stages: Sequence[int],
    begun: frozenset[int],
    came: frozenset[tuple[str, int]],
) -> SeatLine:
    """The seat stage by stage. ``came``: (registration, stage) of whoever was counted there."""
    own = [one for one in holders if one.kind != DelegationKind.STANDS_IN]
    first = min(own, key=lambda one: one.first).person if own else None
    return SeatLine(ordinal, tuple(_cell(stage, holders, first, begun, came) for stage in stages))


def _cell(
    stage: int,
    holders: Sequence[Holder],
    first: int | None,
    begun: frozenset[int],
    came: frozenset[tuple[str, int]],
) -> Cell:
    holder = next(
        (h for h in holders if h.first <= stage and (h.last is None or stage <= h.last)), None
    )
    if holder is None:
        return Cell(stage, Holds.NOBODY, came=False if stage in begun else None)
    how = Holds.SAME if holder.person == first else Holds.REPLACES
    if holder.kind == DelegationKind.STANDS_IN:
        how = Holds.STANDS_IN
    was_there = (holder.registration, stage) in came if stage in begun else None
    return Cell(stage, how, holder.registration, holder.name, was_there)


@dataclass(frozen=True)
class Continuity:
    """What seats add up to. ``kept`` of ``seats``; the acts are counted apart."""

    seats: int
    kept: int
    stood_in: int
    replaced: int
    missed: int


def sum_of(lines: Sequence[SeatLine]) -> Continuity:
    return Continuity(
        seats=len(lines),
        kept=sum(line.kept for line in lines),
        stood_in=sum(line.stood_in for line in lines),
        replaced=sum(line.replaced for line in lines),
        missed=sum(line.missed for line in lines),
    )
