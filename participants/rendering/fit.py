"""How much room a text takes, by the typeface's own widths: known before anything is set. What the serif
lacks is as wide as in the sans, which stands in for it."""

import math
import re
from functools import cache

from fontTools.ttLib import TTFont

from participants.rendering import faces

MM = 25.4 / 72  # of a point
# Kerning and rounding; better a line too many than a word outside.
CARE = 1.02
BREAKS = re.compile(r"[\s\u200b]+")


@cache
def _face(weight: int, face: str) -> tuple[dict[int, float], float, float]:
    """Width of each character and height of a capital, as parts of the size."""
    others = {} if face == faces.SANS else _face(weight, faces.SANS)[0]
    with TTFont(faces.file(weight, face)) as font:
        unit = font["head"].unitsPerEm
        advances = font["hmtx"]
        own = {code: advances[name][0] / unit for code, name in font.getBestCmap().items()}
        return others | own, font["OS/2"].sCapHeight / unit, own[ord("n")]


def width(
    text: str, *, size: float, weight: int = 400, tracking: float = 0, face: str = faces.SANS
) -> float:
    """In mm, on one line."""
    widths, _capital, usual = _face(weight, face)
    units = sum(widths.get(ord(letter), usual) for letter in text)
    return (units + tracking * len(text)) * size * MM * CARE


def lines(
    text: str,
    *,
    box: float,
    size: float,
    weight: int = 400,
    tracking: float = 0,
    face: str = faces.SANS,
) -> int:
    """How many lines the text takes in a box of this width (mm), broken between words and where a word
    is longer than the box."""
    space = width(" ", size=size, weight=weight, tracking=tracking, face=face)
    count, used = 1, 0.0
    for word in filter(None, BREAKS.split(text)):
        needs = width(word, size=size, weight=weight, tracking=tracking, face=face)
        if used and used + space + needs > box:
            count, used = count + 1, 0.0
        if needs > box:
            whole = math.ceil(needs / box)
            count, used = count + whole - 1 + bool(used), needs - (whole - 1) * box
        else:
            used += needs + (space if used else 0)
    return count


def height(
    count: int, *, size: float, leading: float, weight: int = 400, face: str = faces.SANS
) -> float:
    """Of so many lines, in mm: from the top of the first capital to the last line it stands on."""
    capital = _face(weight, face)[1]
    return (count * capital + (count - 1) * leading) * size * MM


def largest(
    text: str,
    sizes: tuple[tuple[float, int], ...],
    *,
    box: float,
    weight: int = 700,
    face: str = faces.SANS,
) -> float:
    """The first of ``sizes`` (each with how many lines it may take) in which the text fits; else the
    last one, which is the least that is still easily read."""
    for size, most in sizes:
        if lines(text, box=box, size=size, weight=weight, face=face) <= most:
            return size
    return sizes[-1][0]
