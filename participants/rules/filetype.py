"""What an uploaded file really is, by its content; its name is believed in nothing."""

import hashlib
import io
import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import BinaryIO

import pikepdf
from PIL import Image

from participants.errors import Reason, Refused

from . import archive

MOST_PIXELS = 50_000_000
MOST_PDF_OBJECTS = 100_000
LONGEST_NAME = 120
TYPES = {
    "pdf": "application/pdf",
    "png": "image/png",
    "jpg": "image/jpeg",
    "webp": "image/webp",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "zip": "application/zip",
}
_OFFICE = {"word/document.xml": "docx", "xl/workbook.xml": "xlsx", "ppt/presentation.xml": "pptx"}
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_FORBIDDEN_ACTIONS = {"/JavaScript", "/Launch", "/ImportData", "/Rendition", "/RichMediaExecute"}


@dataclass(frozen=True, slots=True)
class FileFacts:
    """What is certain about an upload: the type found, its size in bytes, its SHA-256 in hex."""

    content_type: str
    extension: str
    size: int
    sha256: str


def check(file: BinaryIO | bytes, allowed: Collection[str], max_bytes: int) -> FileFacts:
    """The facts of a file whose real kind is in ``allowed`` (keys of TYPES) and which is harmless.

    Refused with one sentence when it is empty, too big, of another kind, broken, encrypted, or
    carries macros or scripts. The file is left at its beginning.
    """
    data = _read(file, max_bytes)
    extension = kind_of(data)
    if extension not in allowed:
        raise Refused(_not_allowed(data, allowed))
    if extension == "pdf":
        _check_pdf(data)
    elif extension in ("png", "jpg", "webp"):
        _check_image(data)
    else:
        _check_archive(data)
    digest = hashlib.sha256(data).hexdigest()
    return FileFacts(TYPES[extension], extension, len(data), digest)


def kind_of(data: bytes) -> str:
    """The key of TYPES that the first bytes (and a zip's list) tell, or ''."""
    if data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n\x00").startswith(b"%PDF-"):
        return "pdf"
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if data.startswith(b"\xff\xd8\xff"):
        return "jpg"
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return "webp"
    if data.startswith(b"PK\x03\x04"):
        listed = archive.names(data)
        return next((kind for part, kind in _OFFICE.items() if part in listed), "zip")
    return ""


def is_ole(data: bytes) -> bool:
    """Whether it is the old Office container: .doc, .xls, or a new file under a password."""
    return data.startswith(_OLE)


def is_encrypted_office(data: bytes) -> bool:
    """Whether an old container holds a new Office file under a password."""
    return is_ole(data) and "EncryptedPackage".encode("utf-16-le") in data


def display_name(raw: str, extension: str = "") -> str:
    """A name that may be shown and offered for download: no path, no control or direction marks,
    at most 120 characters, ending in ``extension`` where one is given."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", raw))[-1]
    kept = "".join(c if unicodedata.category(c)[0] not in "CZ" or c == " " else " " for c in last)
    kept = re.sub(r'[<>:"|?*\s]+', " ", kept).strip(" .")
    written = PurePosixPath(kept).suffix.lstrip(".").lower() if kept else ""
    stem = kept[: -len(written) - 1] if written and len(written) <= 5 else kept
    ending = (extension or (written if stem != kept else "")).lower()
    room = LONGEST_NAME - len(ending) - 1
    stem = stem[:room].strip(" .") or "berkas"
    return f"{stem}.{ending}" if ending else stem


def _read(file: BinaryIO | bytes, max_bytes: int) -> bytes:
    if isinstance(file, bytes):
        data = file
    else:
        file.seek(0)
        data = file.read(max_bytes + 1)
        file.seek(0)
    if not data:
        raise Refused(Reason("file-empty"))
    if len(data) > max_bytes:
        raise Refused(Reason("file-too-big", most_mb=round(max_bytes / 1024 / 1024, 1)))
    return data


def _not_allowed(data: bytes, allowed: Collection[str]) -> Reason:
    if is_encrypted_office(data):
        return Reason("file-encrypted")
    return Reason("file-kind-not-allowed", allowed=", ".join(sorted(allowed)).upper())


def _check_pdf(data: bytes) -> None:
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            if pdf.is_encrypted:
                raise Refused(Reason("file-encrypted"))
            if len(pdf.objects) > MOST_PDF_OBJECTS or not len(pdf.pages):
                raise Refused(Reason("file-broken"))
            if any(_acts(found) for found in pdf.objects):
                raise Refused(Reason("file-has-scripts"))
    except pikepdf.PasswordError as error:
        raise Refused(Reason("file-encrypted")) from error
    except (pikepdf.PdfError, ValueError, TypeError, RuntimeError) as error:
        raise Refused(Reason("file-broken")) from error


def _acts(top: pikepdf.Object) -> bool:
    """Whether an object, or a dictionary written inside it, starts a script or a program."""
    waiting = [top]
    while waiting:
        found = waiting.pop()
        if isinstance(found, pikepdf.Dictionary | pikepdf.Stream):
            if str(found.get("/S", "")) in _FORBIDDEN_ACTIONS or "/JS" in found:
                return True
            inner = [value for _key, value in found.items()]
        elif isinstance(found, pikepdf.Array):
            inner = list(found)
        else:
            continue
        # What is referred to stands among the file's objects itself.
        waiting.extend(
            value for value in inner if isinstance(value, pikepdf.Object) and not value.is_indirect
        )
    return False


def _check_image(data: bytes) -> None:
    try:
        with Image.open(io.BytesIO(data), formats=["PNG", "JPEG", "WEBP"]) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise Refused(Reason("image-too-large", most_megapixels=MOST_PIXELS // 1_000_000))
            # A JPEG is decoded at an eighth: the whole stream is read, the memory is not taken.
            picture.draft("RGB", (picture.width // 8 or 1, picture.height // 8 or 1))
            picture.load()
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        most = MOST_PIXELS // 1_000_000
        raise Refused(Reason("image-too-large", most_megapixels=most)) from error
    except (OSError, SyntaxError, ValueError, EOFError) as error:
        raise Refused(Reason("file-broken")) from error


def _check_archive(data: bytes) -> None:
    for entry in archive.open_entries(data):
        if entry.name == "[Content_Types].xml" and b"macroEnabled" in entry.data:
            raise Refused(Reason("file-has-macros"))
        # A template fetched from elsewhere when Word opens the file brings its macros along.
        if entry.name.endswith(".rels") and re.search(
            rb'attachedTemplate"[^>]*TargetMode\s*=\s*["\']External', entry.data
        ):
            raise Refused(Reason("file-has-macros"))
