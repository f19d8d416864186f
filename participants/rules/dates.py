"""Reads a day as Indonesian offices write it: the day before the month, always."""

import re
from datetime import date, timedelta

FIRST, LAST = date(1900, 1, 1), date(2099, 12, 31)
_EXCEL_DAY_ZERO = date(1899, 12, 30)  # right from serial 61, 1 March 1900, on
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "januari jan january",
            "februari feb pebruari peb february",
            "maret mar mrt march",
            "april apr",
            "mei may",
            "juni jun june",
            "juli jul july",
            "agustus agu agt ags agust august aug",
            "september sep sept",
            "oktober okt october oct",
            "november nov nopember nop",
            "desember des december dec",
        ),
        start=1,
    )
    for name in names.split()
}
_WEEKDAY = re.compile(
    r"^(senin|selasa|rabu|kamis|jum'?at|sabtu|minggu|ahad)\s*[,.]?\s*", re.IGNORECASE
)
_MIDNIGHT = re.compile(r"[T\s]00[:.]00([:.]00(\.0+)?)?Z?$")
_ISO = re.compile(r"([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})")
_NUMERIC = re.compile(r"([0-9]{1,2})\s*[-/.]\s*([0-9]{1,2})\s*[-/.]\s*([0-9]{4})")
_WORDED = re.compile(r"([0-9]{1,2})[\s./-]*([a-z]+)[\s./-]*([0-9]{4})")
_SERIAL = re.compile(r"([0-9]{2,5})([.,]0+)?")


def iso_day(written: str) -> date | None:
    """The day in an address, ``2026-11-03``; None for what is none."""
    try:
        return date.fromisoformat(written)
    except ValueError:
        return None


def parse_date(value: object) -> date | None:
    """The day in a cell or a text; None where it is not one certain day of 1900 to 2099.

    Takes dates, Excel serials (numbers, or their text), "7 Desember 2021", "07/12/2021" (7
    December), "2021-12-07", "20211207" and "07122021". Two-digit years are not certain.
    """
    if isinstance(value, date):  # a datetime too; its clock is dropped
        return _within(date(value.year, value.month, value.day))
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return _from_serial(value)
    return _from_text(value) if isinstance(value, str) else None


def _from_text(text: str) -> date | None:
    plain = _WEEKDAY.sub("", " ".join(text.split()).lower().lstrip("'’"))
    plain = _MIDNIGHT.sub("", plain.upper()).lower()
    if found := _ISO.fullmatch(plain):
        return _day(*map(int, found.groups()))
    if found := _NUMERIC.fullmatch(plain):
        day, month, year = map(int, found.groups())
        return _day(year, month, day)
    if found := _WORDED.fullmatch(plain):
        month = _MONTHS.get(found[2], 0)
        return _day(int(found[3]), month, int(found[1]))
    if re.fullmatch(r"[0-9]{8}", plain):
        # Never both: 19 and 20 are no months, and no year of ours begins otherwise.
        return _day(int(plain[:4]), int(plain[4:6]), int(plain[6:])) or _day(
            int(plain[4:]), int(plain[2:4]), int(plain[:2])
        )
    if found := _SERIAL.fullmatch(plain):
        return _from_serial(int(found[1])) if len(found[1]) == 5 else None
    return None


def _from_serial(serial: float) -> date | None:
    if not 61 <= serial <= 73050:
        return None
    return _within(_EXCEL_DAY_ZERO + timedelta(days=int(serial)))


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return _within(date(year, month, day))
    except ValueError:
        return None


def _within(day: date) -> date | None:
    return day if FIRST <= day <= LAST else None
