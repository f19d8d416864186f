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


@register.filter
def ws_anchor(path: str) -> str:
    """The id of the element that a path stands for: a cell or a section."""
    return ("c-" if "." in path else "s-") + path.replace(".", "-")
