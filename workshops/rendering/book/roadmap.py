"""The roadmap as a picture: how many programmes run in each pillar and year, or each of them as a
bar. Its figures stand in a table beside it."""

import io
from collections.abc import Sequence

from PIL import Image, ImageDraw, ImageFont

from participants.rendering import faces
from workshops.models.smart_city import Pillar

from .source import BookProgramme

WIDTH, ROW, HEAD, PAD = 2400, 88, 96, 24
LABEL, TITLES = 640, 1040  # room for the name of a pillar, of a programme
INK, SOFT, LINE, PAPER = "#1f2423", "#5c625f", "#d9d4cb", "#ffffff"
COLOURS = {
    Pillar.GOVERNANCE: "#0b5f63",
    Pillar.BRANDING: "#8d4306",
    Pillar.ECONOMY: "#7a5600",
    Pillar.LIVING: "#22538c",
    Pillar.SOCIETY: "#6b2f6b",
    Pillar.ENVIRONMENT: "#1b6638",
}


def running(programmes: Sequence[BookProgramme], year: int) -> int:
    """How many of them run in a year."""
    return sum(
        (one.starts or year) <= year <= (one.ends or year) and (one.starts or one.ends) is not None
        for one in programmes
    )


def overview_png(
    pillars: Sequence[tuple[Pillar, Sequence[BookProgramme]]], years: Sequence[int]
) -> bytes:
    """Pillars down, years across; the fuller a cell, the more programmes run."""
    image, pen = _canvas(len(pillars))
    step = _years(pen, years, image.height)
    counts = {
        (pillar, year): running(programmes, year)
        for pillar, programmes in pillars
        for year in years
    }
    most = max([*counts.values(), 1])
    for at, (pillar, _programmes) in enumerate(pillars):
        top = HEAD + at * ROW
        _label(pen, str(pillar.label), top)
        for place, year in enumerate(years):
            number = counts[pillar, year]
            left = LABEL + place * step
            if number:
                box = (left + 3, top + 6, left + step - 3, top + ROW - 6)
                share = 0.25 + 0.75 * number / most
                pen.rounded_rectangle(box, 8, fill=_tint(COLOURS[pillar], share))
                _centred(pen, str(number), box, "#ffffff" if share > 0.55 else INK)
    return _png(image)


def bars_png(pillar: Pillar, programmes: Sequence[BookProgramme], years: Sequence[int]) -> bytes:
    """One bar a programme, from its first year to its last."""
    image, pen = _canvas(len(programmes))
    step = _years(pen, years, image.height, TITLES)
    for at, one in enumerate(programmes):
        top = HEAD + at * ROW
        _label(pen, one.title, top, TITLES)
        first, last = one.starts or one.ends, one.ends or one.starts
        if first is None or last is None:
            continue
        left = TITLES + (max(first, years[0]) - years[0]) * step
        right = TITLES + (min(last, years[-1]) - years[0] + 1) * step
        box = (left + 3, top + 14, right - 3, top + ROW - 14)
        pen.rounded_rectangle(box, 8, fill=COLOURS[pillar])
        if one.quick_win:
            _centred(pen, "QW", box, "#ffffff")
    return _png(image)


def _canvas(rows: int) -> tuple[Image.Image, ImageDraw.ImageDraw]:
    image = Image.new("RGB", (WIDTH, HEAD + rows * ROW + PAD), PAPER)
    return image, ImageDraw.Draw(image)


def _years(pen: ImageDraw.ImageDraw, years: Sequence[int], height: int, room: int = LABEL) -> int:
    step = (WIDTH - room) // max(len(years), 1)
    for place, year in enumerate(years):
        left = room + place * step
        _centred(pen, str(year), (left, 0, left + step, HEAD), SOFT)
        pen.line((left, HEAD - 8, left, height - PAD), fill=LINE, width=2)
    return step


def _label(pen: ImageDraw.ImageDraw, text: str, top: int, room: int = LABEL) -> None:
    face = _face(42)
    shown = faces.printable(text)
    while pen.textlength(shown, face) > room - 30 and len(shown) > 4:
        shown = shown[:-2].rstrip(" …") + "…"
    pen.text((6, top + ROW / 2), shown, font=face, fill=INK, anchor="lm")
    pen.line((0, top + ROW, WIDTH, top + ROW), fill=LINE, width=1)


def _centred(
    pen: ImageDraw.ImageDraw, text: str, box: tuple[float, float, float, float], fill: str
) -> None:
    centre = ((box[0] + box[2]) / 2, (box[1] + box[3]) / 2)
    pen.text(centre, text, font=_face(42, 600), fill=fill, anchor="mm")


def _face(size: int, weight: int = 400) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(faces.file(weight)), size)


def _tint(colour: str, share: float) -> tuple[int, int, int]:
    parts = [int(colour[at : at + 2], 16) for at in (1, 3, 5)]
    return tuple(round(255 - (255 - part) * share) for part in parts)  # type: ignore[return-value]


def _png(image: Image.Image) -> bytes:
    kept = io.BytesIO()
    image.quantize(64, dither=Image.Dither.NONE).save(kept, "PNG", optimize=True)
    return kept.getvalue()
