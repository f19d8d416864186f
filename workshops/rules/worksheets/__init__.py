"""The ten worksheets of a Smart City masterplan as data, and what can be said of their content.

Content is JSON: ``{"sections": {section: {"fields": {field: value}} | {"rows": [{"id": …, column:
value}]}}}``. A cell's path is ``section.field`` or ``section.row.column``.
"""

from .analysis import GAP, ISSUES, READY, SWOT
from .changing import Applied, Change, Conflict, apply
from .content import Place, cell_at, empty, faults, locate, new_row_id, pruned, tidy
from .merging import Difference, Merged, compare, merge
from .planning import ACTIONS, COMMITMENT, QUICK_WINS, ROADMAP, VISION
from .shape import Column, Section, Worksheet, cells, fields_of, filled, rows_of
from .sni import THEMES
from .values import as_decimal, read, shown

WORKSHEETS: dict[str, Worksheet] = {
    worksheet.code: worksheet.for_owner(group=False)
    for worksheet in (
        ISSUES, SWOT, READY, GAP, VISION, ACTIONS, ROADMAP, QUICK_WINS, COMMITMENT, THEMES,
    )
}  # fmt: skip
FOR_GROUPS: dict[str, Worksheet] = {
    worksheet.code: worksheet.for_owner(group=True)
    for worksheet in (
        ISSUES, SWOT, READY, GAP, VISION, ACTIONS, ROADMAP, QUICK_WINS, COMMITMENT, THEMES,
    )
}  # fmt: skip
CHOICES = tuple((code, worksheet.title) for code, worksheet in WORKSHEETS.items())


def worksheet_for(code: str, *, group: bool) -> Worksheet:
    """The worksheet as its owner fills it in. KeyError for a code that is none."""
    return (FOR_GROUPS if group else WORKSHEETS)[code]


__all__ = [
    "CHOICES",
    "FOR_GROUPS",
    "WORKSHEETS",
    "Applied",
    "Change",
    "Column",
    "Conflict",
    "Difference",
    "Merged",
    "Place",
    "Section",
    "Worksheet",
    "apply",
    "as_decimal",
    "cell_at",
    "cells",
    "compare",
    "empty",
    "faults",
    "fields_of",
    "filled",
    "locate",
    "merge",
    "new_row_id",
    "pruned",
    "read",
    "rows_of",
    "shown",
    "tidy",
    "worksheet_for",
]
