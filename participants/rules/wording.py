"""Dates, hours and figures as officials write them, in Indonesian and English.

Pure: the caller names the language (``"id"`` or ``"en"``) and the time zone. A moment is turned
into a date or a clock only with its zone, since one moment is two dates in WIB and WITA.
"""

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

MONTHS = {
    "id": [
        "Januari",
        "Februari",
        "Maret",
        "April",
        "Mei",
        "Juni",
        "Juli",
        "Agustus",
        "September",
        "Oktober",
        "November",
        "Desember",
    ],
    "en": [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
}
DAYS = {
    "id": ["Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"],
    "en": ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
}
ZONES = {"Asia/Jakarta": "WIB", "Asia/Makassar": "WITA", "Asia/Jayapura": "WIT"}
ROMAN_MONTHS = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"]


def _spoken(language: str) -> str:
    return "en" if language.startswith("en") else "id"


def date_long(day: date, language: str = "id") -> str:
    """``7 Desember 2021``."""
    return f"{day.day} {MONTHS[_spoken(language)][day.month - 1]} {day.year}"


def day_name(day: date, language: str = "id") -> str:
    """``Selasa``."""
    return DAYS[_spoken(language)][day.weekday()]


def day_and_date(day: date, language: str = "id") -> str:
    """``Selasa, 23 November 2021``; in English ``Tuesday, 23 November 2021``."""
    return f"{day_name(day, language)}, {date_long(day, language)}"


def date_range(first: date, last: date | None, language: str = "id") -> str:
    """``29 s.d. 30 September 2021``; says month and year once where both share them."""
    if last is None or last == first:
        return date_long(first, language)
    spoken = _spoken(language)
    until = "s.d." if spoken == "id" else "to"
    if first.year != last.year:
        start = date_long(first, spoken)
    elif first.month != last.month:
        start = f"{first.day} {MONTHS[spoken][first.month - 1]}"
    else:
        start = str(first.day)
    return f"{start} {until} {date_long(last, spoken)}"


def zone_name(timezone: str) -> str:
    """``WITA`` for ``Asia/Makassar``; any other zone keeps its own name."""
    return ZONES.get(timezone, timezone)


def clock(at: datetime, timezone: str, language: str = "id") -> str:
    """``08.00 WITA``; in English ``08:00 WITA``."""
    point = "." if _spoken(language) == "id" else ":"
    local = at.astimezone(ZoneInfo(timezone))
    return f"{local:%H}{point}{local:%M} {zone_name(timezone)}"


def clock_range(start: datetime, end: datetime, timezone: str, language: str = "id") -> str:
    """``08.00 s.d. 09.30 WITA``; the zone is said once."""
    until = "s.d." if _spoken(language) == "id" else "to"
    first = clock(start, timezone, language).split(" ", 1)[0]
    return f"{first} {until} {clock(end, timezone, language)}"


def date_and_clock(at: datetime, timezone: str, language: str = "id") -> str:
    """``23 November 2021 pukul 08.00 WITA``."""
    at_hour = "pukul" if _spoken(language) == "id" else "at"
    # The zone is given, so this is the one place besides unit.localdate that may make a date.
    local = at.astimezone(ZoneInfo(timezone))
    return f"{date_long(local, language)} {at_hour} {clock(at, timezone, language)}"


def number(value: Decimal | float, language: str = "id") -> str:
    """``1.250`` and ``12,5``; in English ``1,250`` and ``12.5``. Trailing zeros are not said."""
    exact = Decimal(str(value))
    text = f"{exact:,f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    if _spoken(language) == "id":
        text = text.translate(str.maketrans(",.", ".,"))
    return text


def score(value: Decimal, language: str = "id") -> str:
    """``3,20``; in English ``3.20``: always two places, as letters print an index."""
    text = f"{value:.2f}"
    return text.replace(".", ",") if _spoken(language) == "id" else text


def hours(value: int | Decimal, language: str = "id") -> str:
    """``32 JP``: lessons of 45 minutes."""
    return f"{number(value, language)} JP"


def titled(thing: Any, language: str) -> str:
    """The title (or topic) of a stage, session or deliverable in the reader's language; the
    Indonesian one where no English one was given."""
    for name in ("title", "topic"):
        if hasattr(thing, f"{name}_id"):
            english = getattr(thing, f"{name}_en", "") if language == "en" else ""
            return english or getattr(thing, f"{name}_id")
    return str(thing)
