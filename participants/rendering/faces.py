"""The typeface of printed papers, as TrueType: made once from the npm package, never kept in git.

PDF and pictures need static TrueType faces; the package ships variable WOFF2 split by script.
``manage.py build_assets`` calls ``build`` and everybody else only asks for ``folder()``.
"""

import io
import unicodedata
from functools import cache
from pathlib import Path

from django.conf import settings
from fontTools.merge import Merger
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

FAMILY = "Plus Jakarta Sans"
WEIGHTS = {400: "Regular", 500: "Medium", 600: "SemiBold", 700: "Bold"}
SCRIPTS = ("latin", "latin-ext")  # latin-ext: Šárka, Łukasz, Đặng
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
    shown = []
    for letter in unicodedata.normalize("NFC", text):
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


def build(files: Path, target: Path) -> list[Path]:
    """Make one TrueType file per weight from the package's ``files`` folder, into ``target``."""
    target.mkdir(parents=True, exist_ok=True)
    made = []
    for weight, style in WEIGHTS.items():
        face = Merger().merge([_instance(files, script, weight) for script in SCRIPTS])
        _rename(face, weight, style)
        path = target / f"PlusJakartaSans-{style}.ttf"
        face.save(path)
        made.append(path)
    return made


def _instance(files: Path, script: str, weight: int) -> io.BytesIO:
    variable = TTFont(files / f"plus-jakarta-sans-{script}-wght-normal.woff2")
    variable.flavor = None
    made = io.BytesIO()
    instantiateVariableFont(variable, {"wght": weight}).save(made)
    made.seek(0)
    return made


def _rename(face: TTFont, weight: int, style: str) -> None:
    """Name the static face, or every weight would answer to the variable font's one name."""
    plain = style in ("Regular", "Bold")
    names = {
        1: FAMILY if plain else f"{FAMILY} {style}",
        2: style if plain else "Regular",
        3: f"PlusJakartaSans-{style}",
        4: f"{FAMILY} {style}",
        6: f"PlusJakartaSans-{style}",
        16: FAMILY,
        17: style,
    }
    kept = face["name"]
    kept.names = [record for record in kept.names if record.nameID in (0, 13, 14)]  # the licence
    for number, value in names.items():
        kept.setName(value, number, 3, 1, 0x409)
    face["OS/2"].usWeightClass = weight
