"""The typefaces of printed papers: where their TrueType files lie, and which letters they have.

Everything is printed in the sans, but for certificates whose layout asks for the serif. That has nearly
all letters of the sans; the few it lacks are taken from there.

``manage.py build_assets`` makes the files from the npm package; they are never kept in git.
"""

import unicodedata
from functools import cache
from pathlib import Path

from django.conf import settings
from fontTools.ttLib import TTFont

WEIGHTS = {400: "Regular", 500: "Medium", 600: "SemiBold", 700: "Bold"}
SANS, SERIF = "sans", "serif"
FILES = {SANS: "PlusJakartaSans", SERIF: "SourceSerif4"}
# As Typst knows them: whom it asks first, and whom next.
FAMILIES = {SANS: ["Plus Jakarta Sans"], SERIF: ["Source Serif 4", "Plus Jakarta Sans"]}
STAND_IN = "?"
# Apostrophes and half rings of names written after the Arabic, Hawaiian or Ukrainian.
STANDS_FOR = {
    "\N{MODIFIER LETTER TURNED COMMA}": "\N{LEFT SINGLE QUOTATION MARK}",
    "\N{MODIFIER LETTER LEFT HALF RING}": "\N{LEFT SINGLE QUOTATION MARK}",
    "\N{MODIFIER LETTER APOSTROPHE}": "\N{RIGHT SINGLE QUOTATION MARK}",
    "\N{MODIFIER LETTER RIGHT HALF RING}": "\N{RIGHT SINGLE QUOTATION MARK}",
}


class FacesMissing(RuntimeError):
    """The faces have not been built on this machine; the message says how."""


def folder() -> Path:
    """Where the TrueType files lie; raises ``FacesMissing`` before they are built."""
    path = Path(settings.BASE_DIR) / "build" / "fonts"
    names = [f"{stem}-{name}.ttf" for stem in FILES.values() for name in WEIGHTS.values()]
    if not all((path / name).exists() for name in names):
        raise FacesMissing(f"No typeface in {path}: run `python manage.py build_assets`.")
    return path


def file(weight: int = 400, face: str = SANS) -> Path:
    """The TrueType file of one weight (400, 500, 600 or 700)."""
    return folder() / f"{FILES[face]}-{WEIGHTS[weight]}.ttf"


@cache
def _covered() -> frozenset[int]:
    with TTFont(file()) as face:
        return frozenset(face.getBestCmap())


def printable(text: str) -> str:
    """``text`` in characters that the typeface has: a letter it lacks loses the marks it cannot carry, or
    is ``?``.

    A PDF/A must not hold a character without a glyph, and one rare letter must not stop a
    batch of certificates. The frozen statement keeps the letter as it was typed.
    """
    covered = _covered()
    text = unicodedata.normalize("NFC", text)
    if covered.issuperset(map(ord, text)):
        return text
    return "".join(_shown(letter, covered) for letter in text)


def _shown(letter: str, covered: frozenset[int]) -> str:
    if letter == "\n":
        return letter
    kind = unicodedata.category(letter)
    if kind in ("Cc", "Cf"):
        return ""  # invisible, or turns the text around
    if ord(letter) in covered:
        return letter
    if letter.isspace():
        return " "
    kept: list[str] = []
    for part in unicodedata.normalize("NFKD", letter):
        part = STANDS_FOR.get(part, part)
        # A mark by itself would stand beside its letter: the typeface does not say where it belongs.
        whole = unicodedata.normalize("NFC", kept[-1] + part) if kept else part
        if unicodedata.combining(part):
            if kept and len(whole) == 1 and ord(whole) in covered:
                kept[-1] = whole
        elif ord(part) in covered:
            kept.append(part)
    if kept or kind == "Mn":
        return "".join(kept)
    return STAND_IN


def unlike(text: str) -> str:
    """How ``text`` is printed where a letter of it cannot be printed as it is; "" where all can."""
    shown = printable(text)
    plain = unicodedata.normalize("NFC", text)
    seen = "".join(one for one in plain if unicodedata.category(one) not in ("Cc", "Cf"))
    return "" if shown == seen else shown
