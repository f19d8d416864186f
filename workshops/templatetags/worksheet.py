"""A worksheet's version on whatever page shows it, and places in an address."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import template

from workshops.forms.worksheet import Beside, show
from workshops.models import Submission
from workshops.queries.worksheet import worksheet_of
from workshops.rules.worksheets import tidy

register = template.Library()


@register.inclusion_tag("workshops/_worksheet_read.html")
def worksheet_read(
    submission: Submission,
    comments: Mapping[str, Sequence[Any]] | None = None,
    pins: bool = False,  # noqa: FBT001, FBT002 - a tag's word: {% worksheet_read one pins=True %}
) -> dict[str, Any]:
    """The content of a version, with ``comments`` (by path: ``queries.worksheet.comments_of``)
    beside the cells they are pinned to. ``pins``: a press on a place begins a comment
    there (``pins.js``)."""
    worksheet = worksheet_of(submission.duty.deliverable)
    content = tidy(worksheet, submission.content)[0]
    beside = Beside({}, comments or {}, {}, {})
    return {"sections": show(worksheet, content, beside), "pins": pins}


@register.filter
def ws_anchor(path: str) -> str:
    """The id of the element that a path stands for: a cell or a section."""
    return ("c-" if "." in path else "s-") + path.replace(".", "-")
