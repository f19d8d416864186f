"""What a worksheet is made of. Data: the page, the Excel form, the print and the checks follow it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from participants.errors import Reason

Kind = Literal[
    "text", "long", "number", "money", "year", "choice", "choices", "flag", "percent"
]  # fmt: skip
NUMBERS = frozenset({"number", "money", "year", "percent"})
MOST_LETTERS = {"text": 300, "long": 5_000}
MOST_ROWS = 200
Found = tuple[str, Reason]
Row = dict[str, Any]


@dataclass(frozen=True)
class Column:
    """A field of a form, or a column of a table. ``for_group``: asked of a kelompok alone, whose
    rows belong to several OPD."""

    code: str
    title: Any
    kind: Kind = "text"
    required: bool = False
    choices: tuple[tuple[Any, Any], ...] = ()
    help: Any = ""
    width: int = 24
    for_group: bool = False

    @property
    def nothing(self) -> Any:
        """What the cell holds when nothing was filled in."""
        if self.kind == "choices":
            return []
        if self.kind == "flag":
            return False
        return None if self.kind in NUMBERS else ""


@dataclass(frozen=True)
class Section:
    """A form of ``columns`` (kind fields), or a table of them.

    ``fixed_rows``: rows that are always there, by id, with cells nobody changes; ``more``: others may
    be added beside them. ``whole``: each fixed row has to be filled in. ``least``: rows that have to
    be filled in. ``check`` looks at one filled row (or at the fields) across its cells.
    """

    code: str
    title: Any
    kind: Literal["fields", "table"]
    columns: tuple[Column, ...]
    help: Any = ""
    fixed_rows: tuple[tuple[str, Mapping[str, Any]], ...] = ()
    more: bool = False
    whole: bool = False
    least: int = 0
    check: Callable[[Mapping[str, Any]], Sequence[Found]] | None = field(default=None, repr=False)

    @property
    def grows(self) -> bool:
        """Rows may be added and removed."""
        return self.kind == "table" and (self.more or not self.fixed_rows)

    def column(self, code: str) -> Column | None:
        return next((one for one in self.columns if one.code == code), None)

    def fixed(self, row_id: str) -> Mapping[str, Any]:
        """The cells of that row that nobody changes; of another row, none."""
        return next((cells for known, cells in self.fixed_rows if known == row_id), {})

    @property
    def fixed_ids(self) -> frozenset[str]:
        return frozenset(row_id for row_id, _cells in self.fixed_rows)


@dataclass(frozen=True)
class Worksheet:
    code: str
    title: Any
    purpose: Any
    sections: tuple[Section, ...]
    for_group: bool = False

    def section(self, code: str) -> Section | None:
        return next((one for one in self.sections if one.code == code), None)

    def for_owner(self, *, group: bool) -> "Worksheet":
        """As an OPD fills it in, or as a kelompok does."""
        return replace(
            self,
            for_group=group,
            sections=tuple(
                replace(
                    section,
                    columns=tuple(one for one in section.columns if group or not one.for_group),
                )
                for section in self.sections
            ),
        )


def filled(section: Section, row: Mapping[str, Any]) -> bool:
    """Somebody wrote something in it: a row of fixed cells alone is empty."""
    fixed = section.fixed(row.get("id", ""))
    return any(
        row.get(one.code, one.nothing) != one.nothing
        for one in section.columns
        if one.code not in fixed
    )


def rows_of(content: Mapping[str, Any], section: str) -> list[Row]:
    """The rows of a table, in their order."""
    return list(content.get("sections", {}).get(section, {}).get("rows", ()))


def fields_of(content: Mapping[str, Any], section: str) -> Row:
    return dict(content.get("sections", {}).get(section, {}).get("fields", {}))


def cells(
    worksheet: Worksheet, content: Mapping[str, Any]
) -> Iterator[tuple[str, Section, Column, Any]]:
    """Every cell that may be written, with its path: ``section.field``, ``section.row.column``."""
    for section in worksheet.sections:
        if section.kind == "fields":
            held = fields_of(content, section.code)
            for column in section.columns:
                yield (
                    f"{section.code}.{column.code}",
                    section,
                    column,
                    held.get(column.code, column.nothing),
                )
            continue
        for row in rows_of(content, section.code):
            fixed = section.fixed(row["id"])
            for column in section.columns:
                if column.code not in fixed:
                    yield (
                        f"{section.code}.{row['id']}.{column.code}",
                        section,
                        column,
                        row.get(column.code, column.nothing),
                    )
