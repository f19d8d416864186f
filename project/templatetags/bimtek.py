"""Tags and filters every template has without loading them (a builtin library in the settings).

Dates and figures come from ``participants.rules.wording`` in the reader's language; a moment needs
its unit (or the name of a time zone), because one moment is two dates in WIB and WITA.
"""

from datetime import date, datetime

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from participants.rules import wording
from project import icons

register = template.Library()

TONES = {
    "ok": ("ok", "circle-check"),
    "success": ("ok", "circle-check"),
    "warn": ("warn", "alert-triangle"),
    "warning": ("warn", "alert-triangle"),
    "bad": ("bad", "alert-octagon"),
    "error": ("bad", "alert-octagon"),
    "info": ("info", "info-circle"),
    "idle": ("idle", "circle-dashed"),
    "debug": ("idle", "circle-dashed"),
    "gold": ("gold", "award"),
}


def _zone(unit) -> str:
    return unit if isinstance(unit, str) else unit.timezone


def _language() -> str:
    return get_language() or "id"


DRAWN = {
    "outline": (
        'fill="none" stroke="currentColor" stroke-width="1.75" stroke-linecap="round"'
        ' stroke-linejoin="round"'
    ),
    "filled": 'fill="currentColor"',
}


@register.simple_tag
def icon(name: str, classes: str = "icon") -> SafeString:
    """The named Tabler icon as inline SVG, hidden from screen readers: the word beside it says it."""
    # What is marked safe comes from the files of a pinned package, never from a person.
    return format_html(
        '<svg class="{}" aria-hidden="true" viewBox="0 0 24 24" width="20" height="20" {}>{}</svg>',
        classes,
        mark_safe(DRAWN["filled" if name.startswith("filled/") else "outline"]),  # noqa: S308
        mark_safe(icons.shapes(name)),  # noqa: S308
    )


@register.filter
def tone_class(tone: str | None) -> str:
    """The CSS class of a tone; Django's message levels count as tones."""
    return "tone-" + TONES.get(tone or "", TONES["info"])[0]


@register.filter
def tone_icon(tone: str | None) -> str:
    return TONES.get(tone or "", TONES["info"])[1]


@register.filter
def judul(thing) -> str:
    """Of a stage, session or deliverable: its title in the reader's language."""
    return wording.titled(thing, _language())


@register.filter
def tanggal(day: date | None) -> str:
    """``7 Desember 2021``; nothing for no date."""
    return wording.date_long(day, _language()) if day else ""


@register.filter
def hari_tanggal(day: date | None) -> str:
    """``Selasa, 23 November 2021``."""
    return wording.day_and_date(day, _language()) if day else ""


@register.simple_tag
def rentang(first: date | None, last: date | None) -> str:
    """``29 s.d. 30 September 2021``."""
    return wording.date_range(first, last, _language()) if first else ""


@register.filter
def jam(at: datetime | None, unit) -> str:
    """``08.00 WITA`` at the unit (or in the named time zone)."""
    return wording.clock(at, _zone(unit), _language()) if at else ""


@register.filter
def waktu(at: datetime | None, unit) -> str:
    """``23 November 2021 pukul 08.00 WITA``."""
    return wording.date_and_clock(at, _zone(unit), _language()) if at else ""


@register.simple_tag
def rentang_jam(start: datetime | None, end: datetime | None, unit) -> str:
    """``08.00 s.d. 09.30 WITA``."""
    if not start or not end:
        return ""
    return wording.clock_range(start, end, _zone(unit), _language())


@register.filter
def angka(value) -> str:
    """``1.250``; nothing for None."""
    return "" if value is None or value == "" else wording.number(value, _language())


@register.filter
def skor(value) -> str:
    """``3,20``, an index or a score of an evaluation; nothing for None."""
    return "" if value is None else wording.score(value, _language())


@register.filter
def unlocalized(value) -> str:
    """A figure for a machine, as in an attribute: ``1250.5``, whatever the language."""
    return str(value)


@register.filter
def jp(value) -> str:
    """``32 JP``."""
    return "" if value is None or value == "" else wording.hours(value, _language())


@register.simple_tag
def widget(field) -> SafeString:
    """A form field's control with our classes and with its help and errors tied to it."""
    kind = getattr(field.field.widget, "input_type", "")
    extra = {}
    if kind == "select":
        extra["class"] = "form-select"
    elif kind not in ("checkbox", "radio", "hidden"):
        extra["class"] = "form-control"
    if own := field.field.widget.attrs.get("class"):
        extra["class"] = f"{extra.get('class', '')} {own}".strip()
    if field.errors:
        extra["class"] = f"{extra.get('class', '')} is-invalid".strip()
    described = [
        name
        for name, wanted in (
            (f"{field.auto_id}_helptext", bool(field.help_text)),
            (f"{field.auto_id}_error", bool(field.errors)),
        )
        if wanted
    ]
    if described and not field.use_fieldset:
        extra["aria-describedby"] = " ".join(described)
    return field.as_widget(attrs=extra)


@register.filter
def widget_kind(field) -> str:
    """``checkbox``, ``group`` (several boxes or radios), ``file``, ``hidden`` or ``plain``."""
    if field.is_hidden:
        return "hidden"
    if field.use_fieldset:
        return "group"
    kind = getattr(field.field.widget, "input_type", "")
    return kind if kind in ("checkbox", "file") else "plain"
