"""QR codes as modules, SVG and PNG. Pure: text in, picture out.

Level Q survives a crease or a thumb on a quarter of the code. A text in capitals and digits
alone (every code of ours is) is packed in alphanumeric mode, which keeps the modules large.
"""

import io
import math
from itertools import groupby
from typing import Any, cast

import qrcode
import zxingcpp
from PIL import Image
from qrcode.constants import ERROR_CORRECT_Q

QUIET = 4  # modules of white around, as ISO/IEC 18004 asks

Matrix = tuple[tuple[bool, ...], ...]


def matrix(text: str, *, mask: int | None = None) -> Matrix:
    """The modules of ``text``, True is dark, without the quiet zone.

    ``mask`` 0-7 skips the search for the prettiest of eight patterns: every mask decodes, and
    choosing one by hand is six times faster where hundreds are drawn.
    """
    code = qrcode.QRCode(error_correction=ERROR_CORRECT_Q, border=0, mask_pattern=mask)
    code.add_data(text)
    code.make(fit=True)
    return tuple(tuple(bool(module) for module in row) for row in code.modules)


def quick_matrix(text: str) -> Matrix:
    """The same by another encoder, six times as fast, where papers are made by the thousand."""
    code = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="Q")
    picture = bytes(cast(Any, code.to_image(scale=1, add_quiet_zones=False)))
    side = math.isqrt(len(picture))
    rows = (picture[start : start + side] for start in range(0, len(picture), side))
    return tuple(tuple(not light for light in row) for row in rows)


def svg(text: str, *, mask: int | None = None) -> str:
    """A self-contained SVG with quiet zone and white ground, one unit a module, one path."""
    return drawn(matrix(text, mask=mask))


def drawn(rows: Matrix) -> str:
    """``svg`` of modules."""
    side = len(rows) + 2 * QUIET
    path = "".join(_runs(row, y + QUIET) for y, row in enumerate(rows))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}"'
        ' shape-rendering="crispEdges">'
        f'<path fill="#fff" d="M0 0h{side}v{side}H0z"/><path d="{path}"/></svg>'
    )


def _runs(row: tuple[bool, ...], y: int) -> str:
    drawn = []
    x = QUIET
    for dark, run in groupby(row):
        length = len(list(run))
        if dark:
            drawn.append(f"M{x} {y}h{length}v1h-{length}z")
        x += length
    return "".join(drawn)


def image(text: str, scale: int = 8) -> Image.Image:
    """A greyscale picture, ``scale`` pixels a module, with quiet zone."""
    rows = matrix(text)
    side = len(rows) + 2 * QUIET
    picture = Image.new("L", (side, side), 255)
    for y, row in enumerate(rows):
        for x, dark in enumerate(row):
            if dark:
                picture.putpixel((x + QUIET, y + QUIET), 0)
    return picture.resize((side * scale, side * scale), Image.Resampling.NEAREST)


def png(text: str, scale: int = 8) -> bytes:
    """The same as PNG bytes."""
    kept = io.BytesIO()
    image(text, scale).convert("1").save(kept, "PNG", optimize=True)
    return kept.getvalue()
