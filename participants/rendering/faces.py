"""The typeface of printed papers: where its TrueType files lie, and which letters it has.

``manage.py build_assets`` makes the files from the npm package; they are never kept in git.
"""

import unicodedata
from functools import cache
from pathlib import Path

from django.conf import settings
from fontTools.ttLib import TTFont

WEIGHTS = {400: "Regular", 500: "Medium", 600: "SemiBold", 700: "Bold"}
STAND_IN = "?"


class FacesMissing(RuntimeError):
    """The faces have not been built on this machine; the message says how."""


def folder() -> Path:
    """Where the TrueType files lie; raises ``FacesMissing`` before they are built."""
    path = Path(settings.BASE_DIR) / "build" / "fonts"
    if not all((path / f"PlusJakartaSans-{name}.ttf").exists() for name in WEIGHTS.values()):
        raise FacesMissing(f"No typeface in {path}: run `python manage.py build_assets`.")
    return path


def file(weight: int = 400) -> Path:
    """The TrueType file of one weight (400, 500, 600 or 700)."""
    return folder() / f"PlusJakartaSans-{WEIGHTS[weight]}.ttf"


@cache
def _covered() -> frozenset[int]:
    with TTFont(file()) as face:
        return frozenset(face.getBestCmap())


def printable(text: str) -> str:
    """``text`` with every character the typeface lacks replaced by its base letter, or by ``?``.

    A PDF/A must not hold a character without a glyph, and one rare letter must not stop a
    batch of certificates. The frozen statement keeps the letter as it was typed.
    """
    covered = _covered()
    text = unicodedata.normalize("NFC", text)
    if covered.issuperset(map(ord, text)):
        return text
    shown = []
    for letter in text:
        if letter == "\n":
            shown.append(letter)
        elif unicodedata.category(letter) in ("Cc", "Cf"):
            continue  # invisible, or turns the text around
        elif ord(letter) in covered:
            shown.append(letter)
        elif letter.isspace():
            shown.append(" ")
        elif unicodedata.category(letter) != "Mn":
            base = unicodedata.normalize("NFKD", letter)
            kept = "".join(part for part in base if ord(part) in covered)
            shown.append(kept or STAND_IN)
    return "".join(shown)
