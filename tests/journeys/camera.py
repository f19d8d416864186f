"""A video file for Chromium's fake camera that shows a code, as held before a phone."""

from pathlib import Path

import qrcode
from PIL import Image, ImageFilter

SIZE = (1280, 720)
TILTS = (0, 4, -6, 9)  # degrees; nobody holds a phone straight


def write_video(text: str, path: Path, *, side: int = 300, frames: int = 8) -> Path:
    """Write an .mjpeg (JPEGs one after the other) in which a QR code of ``text`` is shown."""
    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_Q, border=4)
    code.add_data(text)
    code.make(fit=True)
    drawn = code.make_image().get_image().convert("RGB").resize((side, side))
    with path.open("wb") as video:
        for number in range(frames):
            _frame(drawn, TILTS[number % len(TILTS)]).save(video, "JPEG", quality=85)
    return path


def write_empty_video(path: Path) -> Path:
    """A camera that looks at a hall with no code in it."""
    with path.open("wb") as video:
        for _ in range(4):
            _hall().save(video, "JPEG", quality=85)
    return path


def _hall() -> Image.Image:
    shade = Image.linear_gradient("L").resize(SIZE)
    return Image.merge("RGB", [shade.point(lambda v, k=k: 60 + v * k // 9) for k in (4, 5, 5)])


def _frame(code: Image.Image, tilt: float) -> Image.Image:
    scene = _hall()
    card = Image.new("RGB", (code.width + 80, code.height + 80), "white")
    card.paste(code, (40, 40))
    held = card.rotate(tilt, expand=True, fillcolor=(95, 100, 100), resample=Image.BICUBIC)
    scene.paste(held, ((SIZE[0] - held.width) // 2, (SIZE[1] - held.height) // 2))
    return scene.filter(ImageFilter.GaussianBlur(1))
