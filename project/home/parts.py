"""What a home page is made of: sections, each with what waits in it and where to act."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Task:
    """One sentence about what waits, and the address where it is dealt with (may be empty)."""

    text: str
    url: str = ""


@dataclass(frozen=True)
class Row:
    """One thing of a section's list, with what waits in it."""

    title: str
    detail: str = ""
    url: str = ""
    tone: str = ""
    word: str = ""  # of the state that ``tone`` colours
    tasks: tuple[Task, ...] = ()
    waits: bool = False  # the row itself is what waits


@dataclass(frozen=True)
class Figure:
    label: str
    value: str
    of: str = ""
    url: str = ""
    earned: bool = False


@dataclass(frozen=True)
class Section:
    """One role's part of the home page. ``empty_*`` speak when there is neither row nor task."""

    key: str
    title: str
    icon: str
    rows: tuple[Row, ...] = ()
    tasks: tuple[Task, ...] = ()
    figures: tuple[Figure, ...] = ()
    all_url: str = ""
    all_label: str = ""
    empty_title: str = ""
    empty_text: str = ""
    empty_url: str = ""
    empty_label: str = ""

    @property
    def is_empty(self) -> bool:
        return not (self.rows or self.tasks or self.figures)

    @property
    def waiting(self) -> int:
        """How many things wait for the reader here."""
        return len(self.tasks) + sum(row.waits + len(row.tasks) for row in self.rows)


def counted(rows: Any, key: str) -> dict[int, int]:
    """{group: count} of a ``values(key).annotate(n=…)`` query set."""
    return {row[key]: row["n"] for row in rows}
