"""Pictures of an office on its certificates: background, crest, logos. Made small once, when they are
handed in, so that a certificate does not carry a photograph's megabytes a thousand times over.

Run it where an upload can do no harm (``certificates.rendering.artwork``).
"""

import io
import zlib
from dataclasses import dataclass

from PIL import Image, ImageOps

from participants.errors import Reason, Refused
from participants.rules.filetype import check

BACKGROUND, CREST = "background", "crest"
LOGOS = ("logo_1", "logo_2", "logo_3")
PLACES = (BACKGROUND, CREST, *LOGOS)
KINDS = frozenset({"png", "jpg", "webp"})
MOST_BYTES = 10 * 1024 * 1024  # of an upload
# What each may weigh in the PDF. All together stay below 200 KB.
HEAVIEST = {BACKGROUND: 110_000, CREST: 27_000, **dict.fromkeys(LOGOS, 20_000)}
# The longest side in dots: 150 an inch across A4, 450 an inch for what is 17 mm high.
WIDEST = {BACKGROUND: 1754, CREST: 320, **dict.fromkeys(LOGOS, 320)}
SMALLEST = {BACKGROUND: 800, CREST: 80, **dict.fromkeys(LOGOS, 80)}
QUALITIES = (85, 75, 65, 55, 45)
COLOURS = (0, 96, 32)  # 0: as many as there are
SHORTER = 0.8
MODES = {"L": "RGB", "RGB": "RGB", "CMYK": "RGB", "YCbCr": "RGB", "1": "RGB", "LAB": "RGB"}


@dataclass(frozen=True)
class Artwork:
    """A picture as it goes into the PDF: PNG where one sees through it, JPEG otherwise; in dots."""

    content: bytes
    extension: str
    width: int
    height: int

    @property
    def content_type(self) -> str:
        return "image/png" if self.extension == "png" else "image/jpeg"


def prepared(data: bytes, place: str) -> Artwork:
    """The picture made small for its place, with nothing of the file's that is not its dots (no GPS, no
    camera, no colour profile).

    Refused: what no picture is refused for (``participants.rules.filetype``), picture-too-small.
    """
    check(data, KINDS, MOST_BYTES)
    longest = WIDEST[place]
    with Image.open(io.BytesIO(data), formats=["PNG", "JPEG", "WEBP"]) as opened:
        if max(opened.size) < SMALLEST[place]:
            raise Refused(
                Reason("picture-too-small", longest=max(opened.size), least=SMALLEST[place])
            )
        opened.draft(
            "RGB", (longest * 2, longest * 2)
        )  # a JPEG is read at a size near the one wanted
        picture = _upright(opened)
    picture.thumbnail((longest, longest), Image.Resampling.LANCZOS, reducing_gap=3.0)
    if place == BACKGROUND or not _seen_through(picture):
        return _opaque(_on_white(picture), HEAVIEST[place])
    return _see_through(picture, HEAVIEST[place])


def _upright(opened: Image.Image) -> Image.Image:
    """As a viewer shows it, in RGB or RGBA of eight bits."""
    if opened.mode.startswith(("I", "F")):  # sixteen bits of grey
        opened = opened.convert("I").point(lambda value: value / 256).convert("L")
    clear = "A" in opened.getbands() or "transparency" in opened.info
    wanted = "RGBA" if clear else MODES.get(opened.mode, "RGB")
    picture = opened if opened.mode == wanted else opened.convert(wanted)
    return ImageOps.exif_transpose(picture)


def _seen_through(picture: Image.Image) -> bool:
    return picture.mode == "RGBA" and picture.getchannel("A").getextrema() != (255, 255)


def _on_white(picture: Image.Image) -> Image.Image:
    if picture.mode != "RGBA":
        return picture
    white = Image.new("RGB", picture.size, "white")
    white.paste(picture, mask=picture.getchannel("A"))
    return white


def _opaque(picture: Image.Image, heaviest: int) -> Artwork:
    """A JPEG lies in the PDF as it is: quality gives way first, then size."""
    while True:
        for quality in QUALITIES:
            kept = io.BytesIO()
            picture.save(kept, "JPEG", quality=quality, optimize=True, progressive=False)
            if kept.tell() <= heaviest:
                return Artwork(kept.getvalue(), "jpg", *picture.size)
        picture = _shorter(picture)


def _see_through(picture: Image.Image, heaviest: int) -> Artwork:
    """A PNG's dots lie in the PDF once as colours, once as what one sees through, each deflated."""
    while True:
        for colours in COLOURS:
            few = (
                picture.quantize(colours, Image.Quantize.FASTOCTREE).convert("RGBA")
                if colours
                else picture
            )
            if _weight(few) <= heaviest:
                kept = io.BytesIO()
                few.save(kept, "PNG", optimize=True)
                return Artwork(kept.getvalue(), "png", *few.size)
        picture = _shorter(picture)


def _weight(picture: Image.Image) -> int:
    colours, clear = picture.convert("RGB").tobytes(), picture.getchannel("A").tobytes()
    return len(zlib.compress(colours, 6)) + len(zlib.compress(clear, 6))


def _shorter(picture: Image.Image) -> Image.Image:
    width, height = (max(1, round(side * SHORTER)) for side in picture.size)
    return picture.resize((width, height), Image.Resampling.LANCZOS)
