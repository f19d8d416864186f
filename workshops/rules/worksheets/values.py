"""One cell: read from what a person, a spreadsheet or a stranger wrote, shown, and judged."""

import json
import re
import unicodedata
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import get_language, gettext, override

from participants.errors import Reason

from .shape import MOST_LETTERS, NUMBERS, Column

YEARS = range(1945, 2201)
_GROUPED = re.compile(r"[1-9]\d{0,2}(\.\d{3})+(,\d+)?")
_ENGLISH = re.compile(r"[1-9]\d{0,2}(,\d{3}){2,}(\.\d+)?|[1-9]\d{0,2}(,\d{3})+\.\d+")
_PLAIN = re.compile(r"\d+([.,]\d+)?")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
YES = frozenset({"ya", "y", "yes", "true", "benar", "1", "x", "v", "✓", "✔", "on"})
NO = frozenset({"tidak", "t", "no", "n", "false", "salah", "0", "-", ""})
LARGEST = Decimal(10) ** 15  # Excel keeps fifteen digits


def read(column: Column, raw: Any) -> Any:
    """The cell as it is kept. What cannot be understood stays the text that was written, so that
    nothing typed is lost; ``fault`` says what is wrong with it. Reading twice changes nothing."""
    if column.kind == "choices":
        return _several(column, raw)
    if column.kind == "flag":
        return _flag(raw)
    if column.kind == "choice":
        return _one(column, raw)
    if column.kind in NUMBERS:
        return _number(column, raw)
    return clean_text(raw, lines=column.kind == "long")


def clean_text(raw: Any, *, lines: bool = False) -> str:
    """Whatever it was, as text: composed, without control letters, its ends trimmed."""
    if raw is None:
        return ""
    if isinstance(raw, bool):
        return "ya" if raw else "tidak"
    if isinstance(raw, dict | list | tuple):
        raw = _as_line(raw)
    text = unicodedata.normalize("NFC", str(raw)).replace("\r\n", "\n").replace("\r", "\n")
    text = _CONTROL.sub("", text)
    if not lines:
        return " ".join(text.split())
    return "\n".join(line.rstrip() for line in text.split("\n")).strip()


def _as_line(raw: Any) -> str:
    if isinstance(raw, list | tuple) and all(isinstance(one, str | int) for one in raw):
        return ", ".join(str(one) for one in raw)
    try:
        return json.dumps(raw, ensure_ascii=False, default=str)
    except (ValueError, RecursionError):
        return repr(type(raw))


def _flag(raw: Any) -> Any:
    if isinstance(raw, bool):
        return raw
    text = clean_text(raw)
    if text.casefold() in YES:
        return True
    return False if text.casefold() in NO else text


def _one(column: Column, raw: Any) -> Any:
    if isinstance(raw, float) and raw.is_integer():
        raw = int(raw)
    text = clean_text(raw)
    wanted = text.casefold()
    if not wanted:
        return ""
    for language in (None, "id", "en"):  # a form downloaded in one is sent back in the other
        with override(language or get_language() or "id"):
            for value, label in column.choices:
                if wanted in (str(value).casefold(), clean_text(label).casefold()):
                    return value
    # "1. Pengembangan kebijakan", "1 – …": the number before the words is enough.
    head = re.match(r"(\d+)\s*[.)–-]\s", text)
    if head:
        return next((value for value, _l in column.choices if str(value) == head[1]), text)
    return text


def _several(column: Column, raw: Any) -> Any:
    if raw is None:
        return []
    parts = (
        raw if isinstance(raw, list | tuple) else re.split(r"[;\n]", clean_text(raw, lines=True))
    )
    found: list[Any] = []
    for part in parts:
        value = _one(column, part)
        if value not in ("", *found):
            found.append(value)
    known = [value for value, _label in column.choices]
    return [one for one in known if one in found] + [one for one in found if one not in known]


def _number(column: Column, raw: Any) -> Any:
    if isinstance(raw, bool):
        return clean_text(raw)
    text = clean_text(raw)
    if not text:
        return None
    if isinstance(raw, int | float | Decimal):
        number = _decimal(str(raw))
    else:
        number = _decimal(_bare(column, text))
    if number is None or abs(number) >= LARGEST:
        return text
    return _kept(number)


def _bare(column: Column, text: str) -> str:
    """The number as Python writes it: without Rp, dots, a percent sign; "" where it is none."""
    bare = re.sub(r"^rp\.?\s*", "", text.casefold())
    bare = re.sub(r",-$|,–$", "", bare)
    if column.kind == "percent":
        bare = bare.removesuffix("%")
    bare = bare.replace("\u2212", "-").replace(" ", "")
    sign, bare = ("-", bare[1:]) if bare.startswith("-") else ("", bare)
    if _GROUPED.fullmatch(bare):
        return sign + bare.replace(".", "").replace(",", ".")
    if _ENGLISH.fullmatch(bare):
        return sign + bare.replace(",", "")
    return sign + bare.replace(",", ".") if _PLAIN.fullmatch(bare) else ""


def _decimal(text: str) -> Decimal | None:
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def _kept(number: Decimal) -> int | str:
    """Whole numbers as int, others as text with a point; never with exactly three decimals, because
    "1.250" is what a person here writes for 1250."""
    if number == number.to_integral_value():
        return int(number)
    text = format(number.normalize(), "f")
    return text + "0" if len(text.partition(".")[2]) == 3 else text


def as_decimal(value: Any) -> Decimal | None:
    """A kept number, to reckon with; None where there is none."""
    if isinstance(value, bool) or not isinstance(value, int | str):
        return None
    number = _decimal(str(value))
    if number is None or abs(number) >= LARGEST:
        return None
    return number if _kept(number) == value else None  # else it is a text that was not understood


def fault(column: Column, value: Any) -> Reason | None:
    """What is wrong with a kept value by itself; being empty is not."""
    if value == column.nothing:
        return None
    if column.kind in MOST_LETTERS:
        most = MOST_LETTERS[column.kind]
        if len(value) > most:
            return Reason("cell-too-long", letters=len(value), most=most)
        return None
    if column.kind == "choice":
        return None if _known(column, value) else Reason("cell-not-a-choice", given=_short(value))
    if column.kind == "choices":
        strange = [one for one in value if not _known(column, one)]
        return Reason("cell-not-a-choice", given=_short(strange[0])) if strange else None
    if column.kind == "flag":
        return (
            None if isinstance(value, bool) else Reason("cell-not-yes-or-no", given=_short(value))
        )
    number = as_decimal(value)
    if number is None:
        return Reason("cell-not-a-number", given=_short(value))
    if column.kind == "year" and (not isinstance(value, int) or value not in YEARS):
        return Reason("cell-not-a-year", given=_short(value))
    if column.kind == "money" and number < 0:
        return Reason("cell-negative", given=_short(value))
    if column.kind == "percent" and not 0 <= number <= 100:
        return Reason("cell-not-a-percentage", given=_short(value))
    return None


def _known(column: Column, value: Any) -> bool:
    return any(value == known for known, _label in column.choices)


def _short(value: Any) -> str:
    text = str(value)
    return text if len(text) <= 40 else text[:39] + "…"


def shown(column: Column, value: Any) -> str:
    """The cell as a person reads and writes it; ``read`` understands it again."""
    if column.kind == "choice":
        return next((str(label) for known, label in column.choices if known == value), str(value))
    if column.kind == "choices":
        return "; ".join(
            next((str(label) for known, label in column.choices if known == one), str(one))
            for one in value
        )
    if column.kind == "flag":
        return (gettext("Ya") if value else "") if isinstance(value, bool) else str(value)
    if column.kind not in NUMBERS:
        return str(value)
    number = as_decimal(value)
    if number is None:
        return "" if value is None else str(value)
    if column.kind == "year":
        return str(value)
    whole, _point, part = str(value).partition(".")
    grouped = f"{int(whole):,}".replace(",", ".")
    if number < 0 and not grouped.startswith("-"):
        grouped = "-" + grouped
    return f"{grouped},{part}" if part else grouped
