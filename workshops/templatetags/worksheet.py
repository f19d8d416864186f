"""A worksheet's version on whatever page shows it, and places in an address."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from workshops.forms.worksheet import Beside, Cell, show
from workshops.models import Submission
from workshops.rules.duty import worksheet_of
from workshops.rules.worksheets import tidy

register = template.Library()
PLACE, HELD = "\ue000", "\ue001"  # what a stencil leaves open; nothing of ours says either


@register.inclusion_tag("workshops/_worksheet_read.html")
def worksheet_read(
    submission: Submission,
    comments: Mapping[str, Sequence[Any]] | None = None,
    pins: bool = False,  # noqa: FBT001, FBT002 - a tag's word: {% worksheet_read one pins=True %}
) -> dict[str, Any]:
    """The content of a version, with the comments pinned to its cells beside them; ``comments`` by
    path, else those of its (prefetched) reviews. ``pins``: a press on a place begins a comment
    there (``pins.js``)."""
    worksheet = worksheet_of(submission.duty.deliverable)
    content = tidy(worksheet, submission.content)[0]
    beside = Beside({}, _said(submission) if comments is None else comments, {}, {})
    return {"sections": show(worksheet, content, beside), "pins": pins}


def _said(submission: Submission) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for review in submission.reviews.all():
        for one in review.comments.all():
            one.review = review
            found.setdefault(one.path, []).append(one)
    return found


@register.simple_tag
def ws_cell(cell: Cell, stencils: dict[tuple[str, bool], str]) -> SafeString:
    """One cell to be filled in. The longest worksheets have thousands and a template that is included
    costs half a millisecond, so what has nothing said beside it is drawn once a column (``stencils``
    of the section), and its place and what it holds are put in."""
    if cell.fault or cell.theirs is not None or cell.comments:
        return _drawn(cell)
    listed = not cell.fixed and cell.control in ("choice", "flag")
    made = stencils.get((cell.column.code, cell.fixed))
    if made is None:
        made = _drawn(replace(cell, path=PLACE, held="" if listed else HELD, text=HELD))
        stencils[cell.column.code, cell.fixed] = made
    if listed and cell.held:
        option = f'<option value="{escape(cell.held)}"'
        if f"{option}>" not in made:  # what stands there and is none of the choices
            return _drawn(cell)
        made = made.replace(f"{option}>", f"{option} selected>")
    # Last what was typed, so that nothing in it is taken for a place.
    made = made.replace(f"c-{PLACE}", escape(cell.dom)).replace(PLACE, escape(cell.path))
    held = cell.text if cell.fixed else cell.held
    return mark_safe(made.replace(HELD, escape(held)))  # noqa: S308 - escaped, in a template of ours


def _drawn(cell: Cell) -> SafeString:
    return render_to_string("workshops/_worksheet_cell.html", {"cell": cell})


@register.filter
def ws_anchor(path: str) -> str:
    """The id of the element that a path stands for: a cell or a section."""
    return ("c-" if "." in path else "s-") + path.replace(".", "-")
