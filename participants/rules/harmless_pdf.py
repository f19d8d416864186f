"""Whether a PDF opens, and does nothing but show pages.

Refused are: JavaScript, starting a program, sending a form away, importing data, playing media
that runs, and XFA forms (which are scripts of their own). Browsers ignore most of these, Acrobat does
not, and an official's letter needs none of them. Links that a person clicks stay. A file inside the
PDF is taken when it is text or a picture (our own certificates carry their statement that way), and
refused otherwise, because nobody here would see what it is before it is opened.
"""

import io
from collections.abc import Iterable

import pikepdf

from participants.errors import Reason, Refused

MOST_OBJECTS = 100_000
LARGEST_ATTACHMENT = 5 * 1024 * 1024
_ACTS = frozenset(
    {
        "/JavaScript",
        "/Launch",
        "/ImportData",
        "/Rendition",
        "/RichMediaExecute",
        "/SubmitForm",
    }
)
_PICTURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")


def check_pdf(data: bytes) -> None:
    """Refused: file-encrypted, file-broken, file-has-scripts, file-has-attachments, file-too-heavy."""
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            if pdf.is_encrypted:
                raise Refused(Reason("file-encrypted"))
            if len(pdf.objects) > MOST_OBJECTS or not len(pdf.pages):
                raise Refused(Reason("file-broken"))
            for found in pdf.objects:
                _check(found)
            if any("bad_alloc" in warning for warning in pdf.get_warnings()):
                raise Refused(Reason("file-too-heavy"))
    except pikepdf.PasswordError as error:
        raise Refused(Reason("file-encrypted")) from error
    except (pikepdf.PdfError, ValueError, TypeError, RuntimeError) as error:
        raise Refused(Reason("file-broken")) from error


def _check(top: pikepdf.Object) -> None:
    """An object, and the dictionaries written inside it."""
    waiting = [top]
    while waiting:
        found = waiting.pop()
        inner: Iterable[object]
        if isinstance(found, pikepdf.Dictionary | pikepdf.Stream):
            if str(found.get("/S", "")) in _ACTS or "/JS" in found or "/XFA" in found:
                raise Refused(Reason("file-has-scripts"))
            if "/EF" in found:
                _check_attachment(found.EF)
            if _is_packed_twice(found):
                raise Refused(Reason("file-too-heavy"))
            inner = [value for _key, value in found.items()]
        elif isinstance(found, pikepdf.Array):
            inner = list(found)
        else:
            continue
        # What is referred to stands among the file's objects itself.
        waiting.extend(
            value for value in inner if isinstance(value, pikepdf.Object) and not value.is_indirect
        )


def _is_packed_twice(found: pikepdf.Object) -> bool:
    """Deflated a second time, a stream of zeros of a gigabyte is two kilobytes."""
    filters = found.get("/Filter")
    if not isinstance(filters, pikepdf.Array):
        return False
    return sum(str(one) in ("/FlateDecode", "/Fl", "/LZWDecode") for one in filters) > 1


def _check_attachment(files: pikepdf.Object) -> None:
    for stream in files.values():
        content = stream.read_bytes()
        if len(content) > LARGEST_ATTACHMENT or not _is_readable(content):
            raise Refused(Reason("file-has-attachments"))


def _is_readable(content: bytes) -> bool:
    if content.startswith(_PICTURES):
        return True
    try:
        return "\0" not in content.decode()
    except UnicodeDecodeError:
        return False
