"""TTF files of our two typefaces for PDF and picture cards, made from the web fonts.

npm carries a typeface as variable WOFF2, one file per range of characters. Typst and Pillow
want static TTF: one family, one file per weight, Latin with its diacritics.
"""

import logging
from dataclasses import dataclass
from pathlib import Path

from fontTools.merge import Merger
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont


@dataclass(frozen=True)
class Typeface:
    """A family, the npm package it comes in, and how its files begin there and here."""

    family: str
    package: str
    web: str
    stem: str

    def subsets(self, packages: Path) -> list[Path]:
        """The web fonts under ``node_modules``, one for each range of characters."""
        folder = packages / self.package / "files"
        return [folder / f"{self.web}-{subset}-wght-normal.woff2" for subset in SUBSETS]


SANS = Typeface(
    "Plus Jakarta Sans",
    "@fontsource-variable/plus-jakarta-sans",
    "plus-jakarta-sans",
    "PlusJakartaSans",
)
SERIF = Typeface(
    "Source Serif 4", "@fontsource-variable/source-serif-4", "source-serif-4", "SourceSerif4"
)
TYPEFACES = (SANS, SERIF)
# The first one's glyphs win where several have a character.
SUBSETS = ("latin", "latin-ext", "vietnamese")
WEIGHTS = {400: "Regular", 500: "Medium", 600: "SemiBold", 700: "Bold"}
WINDOWS_ENGLISH = (3, 1, 0x409)


def make_ttf(face: Typeface, *, packages: Path, folder: Path) -> list[Path]:
    """Write ``<stem>-<Weight>.ttf`` for every weight into ``folder``; their paths. ``packages`` is
    where npm has put the web fonts."""
    logging.getLogger("fontTools").setLevel(logging.WARNING)
    folder.mkdir(parents=True, exist_ok=True)
    made = []
    for weight, style in WEIGHTS.items():
        parts = []
        for subset in face.subsets(packages):
            part = folder / f".{subset.stem}-{weight}.ttf"
            font = instantiateVariableFont(TTFont(subset, recalcTimestamp=False), {"wght": weight})
            font.flavor = None
            font.save(part)
            parts.append(part)
        merged = Merger().merge([str(part) for part in parts])
        # Made again, the same bytes: so are the papers set in it. Merging stamps the hour.
        merged.recalcTimestamp = False
        merged["head"].created = merged["head"].modified = font["head"].modified
        _rename(merged, face, weight=weight, style=style)
        path = folder / f"{face.stem}-{style}.ttf"
        merged.save(path)
        made.append(path)
        for part in parts:
            part.unlink()
    return made


def _rename(font: TTFont, face: Typeface, *, weight: int, style: str) -> None:
    """One family for every reader: the old four-style names and the typographic ones."""
    plain = style in {"Regular", "Bold"}
    names = {
        1: face.family if plain else f"{face.family} {style}",
        2: style if plain else "Regular",
        3: f"{face.family} {style}",
        4: f"{face.family} {style}",
        6: f"{face.stem}-{style}",
        16: face.family,
        17: style,
    }
    table = font["name"]
    for record in list(table.names):
        if record.nameID in names or record.nameID == 25:
            table.removeNames(nameID=record.nameID)
    for name_id, text in names.items():
        table.setName(text, name_id, *WINDOWS_ENGLISH)
    os2 = font["OS/2"]
    os2.usWeightClass = weight
    os2.fsSelection = (os2.fsSelection & ~0b1100001) | (0x20 if style == "Bold" else 0x40)
    font["head"].macStyle = 1 if style == "Bold" else 0
    if "STAT" in font:
        del font["STAT"]  # it spoke of the variable font
