"""A participant's QR as a picture for the phone's gallery: shown at the door with no network."""

import io

from django.utils.translation import gettext as _
from PIL import Image, ImageDraw, ImageFont

from participants.rendering import faces, qr

WIDTH, HEIGHT = 1080, 1920
MARGIN = 84
QR_SIDE = 900  # with its quiet zone; smaller only under a very long name
LEAST_QR_SIDE = 600  # under more text than that, the card grows longer
FOOT = 210  # the code in letters and the hint
INK, GREY, TEAL, PAPER = "#1f2423", "#5c625f", "#0b5d5b", "#ffffff"
# Largest first; the name takes the first size it fits in, and never goes below the last.
NAME_SIZES = (92, 80, 70, 62)
NAME_LINES = 4


def card_png(title: str, name: str, opd: str, code: str, dates: str) -> bytes:
    """PNG, 1080 x 1920 or longer: ``name`` large, QR of ``code`` with its quiet zone, ``code``.

    A name is wrapped, never cut and never drawn smaller than 62 px.
    """
    card = Image.new("RGB", (WIDTH, 2 * HEIGHT), PAPER)  # cut to length at the end
    pen = ImageDraw.Draw(card)
    pen.rectangle((0, 0, WIDTH, 20), fill=TEAL)

    y = _paragraph(pen, 76, title, weight=600, sizes=(44, 38, 34), lines=3, fill=TEAL)
    y = _paragraph(pen, y + 10, dates, weight=400, sizes=(36, 32), lines=2, fill=GREY)
    y = _paragraph(pen, y + 44, name, weight=700, sizes=NAME_SIZES, lines=NAME_LINES, fill=INK)
    y = _paragraph(pen, y + 16, opd, weight=500, sizes=(46, 40, 36), lines=3, fill=GREY)

    height = max(HEIGHT, y + LEAST_QR_SIDE + FOOT)
    room = height - FOOT - y
    modules = len(qr.matrix(code)) + 2 * qr.QUIET
    picture = qr.image(code, scale=max(1, min(room, QR_SIDE) // modules))
    top = y + (room - picture.height) // 2
    card.paste(picture, ((WIDTH - picture.width) // 2, top))

    y = top + picture.height
    _paragraph(pen, y, _in_groups(code), weight=600, sizes=(38, 34, 30), lines=1, fill=INK)
    hint = _("Tunjukkan di pintu masuk. Tidak perlu sinyal.")
    _paragraph(pen, height - 130, hint, weight=400, sizes=(34, 30), lines=1, fill=GREY)
    kept = io.BytesIO()
    card = card.crop((0, 0, WIDTH, height))
    card.quantize(64, dither=Image.Dither.NONE).save(kept, "PNG", optimize=True)
    return kept.getvalue()


def _in_groups(code: str) -> str:
    """Groups of five, so that it can be read aloud."""
    return " ".join(code[start : start + 5] for start in range(0, len(code), 5))


def _paragraph(
    pen: ImageDraw.ImageDraw,
    y: int,
    text: str,
    *,
    weight: int,
    sizes: tuple[int, ...],
    lines: int,
    fill: str,
) -> int:
    """Draw ``text`` centred and wrapped from ``y`` down; the y below it."""
    text = faces.printable(text)
    for size in sizes:
        font = ImageFont.truetype(str(faces.file(weight)), size)
        wrapped = _wrap(font, text)
        if len(wrapped) <= lines:
            break
    for line in wrapped:
        pen.text((WIDTH // 2, y), line, font=font, fill=fill, anchor="ma")
        y += round(size * 1.24)
    return y


def _wrap(font: ImageFont.FreeTypeFont, text: str) -> list[str]:
    width = WIDTH - 2 * MARGIN
    lines: list[str] = []
    for word in text.split():
        if lines and font.getlength(f"{lines[-1]} {word}") <= width:
            lines[-1] += f" {word}"
            continue
        while font.getlength(word) > width:  # one word wider than the card is broken
            fits = next(n for n in range(len(word), 0, -1) if font.getlength(word[:n]) <= width)
            fits = word.rfind("-", 0, fits) + 1 or fits
            lines.append(word[:fits])
            word = word[fits:]
        lines.append(word)
    return lines
