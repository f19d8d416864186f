"""Geometry of the columns of a small chart. Pure; a template draws it as SVG."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

HEIGHT, COLUMN, GAP = 112, 44, 28


@dataclass(frozen=True)
class Drawn:
    """One column: where it stands, how high, what is written above and below it."""

    label: str
    value: Any
    x: int
    y: int
    height: int
    width: int = COLUMN

    @property
    def middle(self) -> int:
        return self.x + self.width // 2


@dataclass(frozen=True)
class Columns:
    columns: tuple[Drawn, ...]
    width: int
    height: int = HEIGHT


def columns(pairs: Sequence[tuple[str, Decimal | int | None]], *, top: Decimal | int) -> Columns:
    """Columns from zero to ``top``, left to right; one without a value has no height."""
    drawn = []
    for place, (label, value) in enumerate(pairs):
        height = round(HEIGHT * Decimal(value) / Decimal(top)) if value and top else 0
        height = min(height, HEIGHT)
        drawn.append(
            Drawn(label, value, place * (COLUMN + GAP) + GAP // 2, HEIGHT - height, height)
        )
    return Columns(tuple(drawn), max(1, len(pairs)) * (COLUMN + GAP))
