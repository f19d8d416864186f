"""Figures as offices write them: 1.250.000, 12,5, Rp 40 juta is not one. Pure."""

import re
from decimal import Decimal

from participants.rules import wording

_PLAIN = re.compile(r"-?\d+(\.\d+)?")
_THOUSANDS = re.compile(r"-?\d{1,3}(\.\d{3})+(,\d+)?")
_COMMA = re.compile(r"-?\d+,\d+")
_ENGLISH = re.compile(r"-?\d{1,3}(,\d{3})+(\.\d+)?")
_AROUND = re.compile(r"^(rp\.?\s*)?(.*?)(,-|\s*%)?$", re.IGNORECASE | re.DOTALL)


def read_figure(written: str) -> Decimal | None:
    """The figure meant, or None for what is none.

    A point before exactly three digits separates thousands, as everywhere in Indonesia; before any
    other number of digits it is a spreadsheet's decimal point.
    """
    found = _AROUND.match(written.strip())
    text = (found.group(2) if found else written).replace(" ", "").replace("\u00a0", "")
    if _THOUSANDS.fullmatch(text):
        text = text.replace(".", "").replace(",", ".")
    elif _ENGLISH.fullmatch(text) and text.count(",") + text.count(".") > 1:
        text = text.replace(",", "")
    elif _COMMA.fullmatch(text):
        text = text.replace(",", ".")
    if not _PLAIN.fullmatch(text) or len(text) > 30:
        return None
    return Decimal(text)


def written(figure: Decimal | int | None) -> int | float | str | None:
    """What goes into a cell so that ``read_figure`` of it is the figure again: a number, but a text
    with a comma where a spreadsheet's point would be taken for thousands."""
    if figure is None or isinstance(figure, int):
        return figure
    exact = figure.normalize()
    exponent = exact.as_tuple().exponent
    if not isinstance(exponent, int) or exponent >= 0:
        return int(exact)
    if exponent == -3 or len(exact.as_tuple().digits) > 15:
        return f"{exact:f}".replace(".", ",")
    return float(exact)


_LARGE = (
    (10**12, {"id": "triliun", "en": "trillion"}),
    (10**9, {"id": "miliar", "en": "billion"}),
    (10**6, {"id": "juta", "en": "million"}),
)


def short_rupiah(value: int, language: str = "id") -> str:
    """``Rp24,53 miliar``: three or four figures and a word, for where the eye only rests."""
    spoken = "en" if language.startswith("en") else "id"
    for size, words in _LARGE:
        if abs(value) >= size:
            rounded = (Decimal(value) / size).quantize(Decimal("0.01"))
            return f"Rp{wording.number(rounded, spoken)} {words[spoken]}"
    return f"Rp{wording.number(value, spoken)}"
