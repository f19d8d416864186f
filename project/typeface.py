"""TTF files of Plus Jakarta Sans for PDF and picture cards, made from the web fonts.

npm carries the typeface as variable WOFF2, one file per range of characters. Typst and Pillow
want static TTF: one family, one file per weight, Latin with its diacritics.
"""

import logging
from pathlib import Path

from fontTools.merge import Merger
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

FAMILY = "Plus Jakarta Sans"
# The first one's glyphs win where several have a character.
SUBSETS = ("latin", "latin-ext", "vietnamese")
WEIGHTS = {400: "Regular", 500: "Medium", 600: "SemiBold", 700: "Bold"}
WINDOWS_ENGLISH = (3, 1, 0x409)


def make_ttf(*, subsets: list[Path], folder: Path) -> list[Path]:
    """Write ``PlusJakartaSans-<Weight>.ttf`` for every weight into ``folder``; their paths."""
    logging.getLogger("fontTools").setLevel(logging.WARNING)
    folder.mkdir(parents=True, exist_ok=True)
    made = []
    for weight, style in WEIGHTS.items():
        parts = []
        for subset in subsets:
            part = folder / f".{subset.stem}-{weight}.ttf"
            font = instantiateVariableFont(TTFont(subset, recalcTimestamp=False), {"wght": weight})
            font.flavor = None
            font.save(part)
            parts.append(part)
        merged = Merger().merge([str(part) for part in parts])
        # Made again, the same bytes: so are the papers set in it. Merging stamps the hour.
        merged.recalcTimestamp = False
        merged["head"].created = merged["head"].modified = font["head"].modified
        _rename(merged, weight=weight, style=style)
        path = folder / f"PlusJakartaSans-{style}.ttf"
        merged.save(path)
        made.append(path)
        for part in parts:
            part.unlink()
    return made


def _rename(font: TTFont, *, weight: int, style: str) -> None:
    """One family for every reader: the old four-style names and the typographic ones."""
    plain = style in {"Regular", "Bold"}
    names = {
        1: FAMILY if plain else f"{FAMILY} {style}",
        2: style if plain else "Regular",
        3: f"{FAMILY} {style}",
        4: f"{FAMILY} {style}",
        6: f"PlusJakartaSans-{style}",
        16: FAMILY,
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
