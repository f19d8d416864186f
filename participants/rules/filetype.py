"""What an uploaded file really is, by its content; its name is believed in nothing.

Run it through `participants.verification.examine`, which does it in a process of its own: a file
of two kilobytes can ask for a gigabyte when it is opened.
"""

import hashlib
import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import BinaryIO

from participants.errors import Reason, Refused

from . import archive
from .harmless_image import check_image
from .harmless_office import check_office
from .harmless_pdf import check_pdf

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
# What a browser may show from our own origin: pictures and PDF, once they were checked.
SHOWN_INLINE = frozenset(TYPES[kind] for kind in ("pdf", "png", "jpg", "webp"))
_OFFICE = {"word/document.xml": "docx", "xl/workbook.xml": "xlsx", "ppt/presentation.xml": "pptx"}
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@dataclass(frozen=True, slots=True)
class FileFacts:
    """What is certain about an upload: the type found, its size in bytes, its SHA-256 in hex."""

    content_type: str
    extension: str
    size: int
    sha256: str


def check(file: BinaryIO | bytes, allowed: Collection[str], max_bytes: int) -> FileFacts:
    """The facts of a file whose real kind is in ``allowed`` (keys of TYPES) and which is harmless.

    Refused with one sentence when it is empty, too big, of another kind or of two kinds at once,
    broken, encrypted, a bomb, or carries macros, scripts or programs. The file is left at its
    beginning.
    """
    data = _read(file, max_bytes)
    extension = kind_of(data)
    if extension not in allowed:
        raise Refused(_not_allowed(data, allowed))
    if extension == "pdf":
        check_pdf(data)
    elif extension in ("png", "jpg", "webp"):
        check_image(data)
    else:
        check_office(data)
    if is_two_kinds(data, extension):
        raise Refused(Reason("file-two-kinds"))
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


def is_two_kinds(data: bytes, extension: str) -> bool:
    """Whether another program would take the file for something else: a zip behind a PDF or a
    picture, a PDF inside the first kilobyte of something else, a web page inside a picture."""
    if extension in ("docx", "xlsx", "pptx", "zip"):
        return b"%PDF-" in data[:1024]
    if archive.is_archive(data):
        return True
    if extension == "pdf":
        return False
    return b"%PDF-" in data[:1024] or re.search(rb"(?i)<(script|html|\?php)\b", data) is not None


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


def size_fault(size: int, max_bytes: int) -> Reason | None:
    """Why a file of so many bytes is not taken, or None."""
    if not size:
        return Reason("file-empty")
    if size > max_bytes:
        return Reason("file-too-big", most_mb=round(max_bytes / 1024 / 1024, 1))
    return None


def _read(file: BinaryIO | bytes, max_bytes: int) -> bytes:
    if isinstance(file, bytes):
        data = file
    else:
        file.seek(0)
        data = file.read(max_bytes + 1)
        file.seek(0)
    if fault := size_fault(len(data), max_bytes):
        raise Refused(fault)
    return data


def _not_allowed(data: bytes, allowed: Collection[str]) -> Reason:
    if is_encrypted_office(data):
        return Reason("file-encrypted")
    return Reason("file-kind-not-allowed", allowed=", ".join(sorted(allowed)).upper())
