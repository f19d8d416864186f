"""Addresses on the pages that a unit opens by its link or by an account."""

from typing import Any

from django import template

from workshops.rules.pinning import place_named

register = template.Library()


@register.simple_tag
def desk_url(desk: Any, page: str = "", **which: str) -> str:
    """The address of a page of this desk: ``{% desk_url desk "person" person=row.public_id %}``."""
    return desk.url(page, **which)


@register.filter
def tempat(submission: Any, path: str) -> str:
    """Where a comment is pinned, in words: ``Halaman 3``, or section, row and column."""
    return place_named(submission, path)
