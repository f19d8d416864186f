"""Looks at printed papers the way a reader does: rasterised, as text, by a foreign QR decoder."""

import io
from pathlib import Path

import pikepdf
import pypdfium2
import zxingcpp
from django.conf import settings
from PIL import Image

from participants.rendering import faces
from project import assets


def ensure_faces() -> None:
    """Build the typeface where ``build_assets`` has not run yet."""
    try:
        faces.folder()
    except faces.FacesMissing:
        assets.build(base=Path(settings.BASE_DIR))


def decoded(picture: Image.Image | bytes) -> list[str]:
    """The texts of all QR codes in a picture, read by zxing."""
    if isinstance(picture, bytes):
        picture = Image.open(io.BytesIO(picture))
    return [code.text for code in zxingcpp.read_barcodes(picture.convert("L"))]


def pages(pdf: bytes, dpi: int = 150) -> list[Image.Image]:
    """Every page as a picture."""
    document = pypdfium2.PdfDocument(pdf)
    drawn = [page.render(scale=dpi / 72).to_pil() for page in document]
    document.close()
    return drawn


def texts(pdf: bytes) -> list[str]:
    """Every page's text with all white space made single, as a search engine would extract it."""
    document = pypdfium2.PdfDocument(pdf)
    found = [" ".join(page.get_textpage().get_text_range().split()) for page in document]
    document.close()
    return found


def unembedded_fonts(pdf: bytes) -> list[str]:
    """Names of fonts whose program is not in the file."""
    missing = []
    with pikepdf.open(io.BytesIO(pdf)) as document:
        for thing in document.objects:
            if not isinstance(thing, pikepdf.Dictionary) or thing.get("/Type") != "/FontDescriptor":
                continue
            if not {"/FontFile", "/FontFile2", "/FontFile3"} & set(thing.keys()):
                missing.append(str(thing.FontName))
    return missing


def blank_pdf() -> bytes:
    """A PDF of one empty page, as a scanner might make it."""
    made = pikepdf.new()
    made.add_blank_page()
    kept = io.BytesIO()
    made.save(kept)
    return kept.getvalue()
