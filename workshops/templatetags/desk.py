"""Addresses on the pages that a unit opens by its link or by an account."""

from functools import lru_cache
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

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


@register.simple_tag
def board_cell(board_url: str, title: str, work: Any) -> SafeString:
    """One cell of the board: where the work stands, leading to its versions. Made here, because a full
    board has a thousand of them and each template that is included costs half a millisecond."""
    shown = _state(work.state, get_language() or "id")
    link = format_html(
        '<a href="{}{}/{}/">{}<span class="visually-hidden"> {}</span></a>',
        board_url,
        work.deliverable.public_id,
        work.owner.public_id,
        shown,
        title,
    )
    if not work.newest:
        return link
    said = [
        _("versi %(version)s") % {"version": work.newest.version},
        ngettext("%(days)s hari", "%(days)s hari", work.days) % {"days": work.days},
    ]
    if work.overdue:
        said.append(_("lewat tenggat"))
    late = " board-late" if work.overdue else ""
    return format_html('{}<span class="soft board-note{}">{}</span>', link, late, " · ".join(said))


@register.simple_tag
def overdue_mark() -> SafeString:
    """*Lewat tenggat*, for a line of a long list."""
    return _mark(get_language() or "id")


@lru_cache(64)
def _state(state: str, _language: str) -> SafeString:
    if state == "missing":
        return mark_safe(_("Belum"))  # noqa: S308 - a word of the catalogue
    made = render_to_string("workshops/_work_state.html", {"work": {"state": state}})
    return mark_safe(made.strip())  # noqa: S308 - a template of ours, without anything typed


@lru_cache(8)
def _mark(_language: str) -> SafeString:
    told = {"tone": "bad", "word": _("Lewat tenggat")}
    return mark_safe(render_to_string("components/status.html", told).strip())  # noqa: S308
