"""What was typed in a worksheet that takes nothing any more: told back, so that nobody types it twice."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from workshops.forms.worksheet import label_of, typed_changes
from workshops.rules.worksheets import WORKSHEETS, Worksheet, apply, locate, worksheet_for

# Fields of the other forms behind a link in which somebody writes more than a line.
WRITTEN = ("text", "link", "note", "reason", "comment", "pin_text")


def typed_text(worksheet: Worksheet, content: Mapping[str, Any], posted: Mapping[str, Any]) -> str:
    """Every cell that was changed, its place above it, as one text to be copied; "" for none."""
    told = [
        f"{label_of(worksheet, content, change.path)}:\n{change.value}"
        for change in typed_changes(worksheet, content, posted)
        if isinstance(change.value, str) and change.value.strip()
    ]
    if note := posted.get("note", "").strip():
        told.append(f"{_('Catatan untuk Tim Ahli')}:\n{note}")
    return "\n\n".join(told).replace("\r\n", "\n")


def with_typed(
    worksheet: Worksheet, content: dict[str, Any], posted: Mapping[str, Any]
) -> dict[str, Any]:
    """The content with what was typed in it, whatever it held: for a file of one's own."""
    changes = typed_changes(worksheet, content, posted)
    return apply(worksheet, content, changes, own=lambda _path: True).content


def stray_text(posted: Any) -> str:
    """What was written in a form whose link ended meanwhile. Nothing is known of whose it was: a
    worksheet is recognised by the names of its cells."""
    told = [
        text
        for name in WRITTEN
        if name != "note"
        for text in posted.getlist(name)
        if isinstance(text, str) and text.strip()
    ]
    sheets = [worksheet_for(code, group=False) for code in WORKSHEETS]
    found = max(sheets, key=lambda sheet: sum(_is_cell(sheet, name) for name in posted))
    return "\n\n".join([*told, typed_text(found, _rows_of(found, posted), posted)]).strip()


def _is_cell(worksheet: Worksheet, name: str) -> bool:
    place = locate(worksheet, name) if "." in name else None
    return place is not None and place.column is not None


def _rows_of(worksheet: Worksheet, posted: Any) -> dict[str, Any]:
    """The rows of the form in its order, so that each can be called by its number."""
    rows: dict[str, dict[str, None]] = {}
    for name in posted:
        place = locate(worksheet, name) if "." in name else None
        if place and place.row:
            rows.setdefault(place.section.code, {})[place.row] = None
    return {
        "sections": {
            section.code: {"rows": [{"id": row} for row in rows.get(section.code, ())]}
            if section.kind == "table"
            else {"fields": {}}
            for section in worksheet.sections
        }
    }
