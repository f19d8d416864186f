"""Whether a Word, Excel or PowerPoint file (or a plain zip) holds nothing that runs or fetches.

What an XML part says is read by a parser, not searched for, wherever it could be written in
another way; a part with a DOCTYPE is refused before it is read, because Office writes none.
"""

import re
from xml.parsers import expat

from participants.errors import Reason, Refused

from . import archive

DEEPEST = 2  # a chart's workbook inside a document; nothing inside that
_PROGRAMS = (
    *(".exe", ".dll", ".scr", ".com", ".msi", ".bat", ".cmd", ".ps1", ".vbs", ".js", ".jse"),
    *(".wsf", ".hta", ".lnk", ".jar", ".sh", ".app", ".reg", ".html", ".htm"),
)
_MACROS = ("macroenabled", "vbaproject", "vbadata", "macrosheet", "activex")
_MAY_POINT_OUTSIDE = ("/hyperlink", "/externallinkpath", "/externallinklongpath")
_LOCAL = re.compile(r"(?i)^file:///[a-z](:|%3a)|^(?![a-z][a-z0-9+.-]*:|[\\/]{2})")
_OLE_PROGRAM = "Ole10Native".encode("utf-16-le")
_DOCTYPE = re.compile(rb"(?i)<\0?!\0?(d\0?o\0?c\0?t\0?y\0?p\0?e|e\0?n\0?t\0?i\0?t\0?y)")


def check_office(data: bytes, *, depth: int = 1) -> None:
    """Refused: file-broken, file-encrypted, file-unpacks-too-large, file-has-macros,
    file-fetches-from-elsewhere, file-has-programs."""
    for entry in archive.open_entries(data):
        low = entry.name.lower()
        if low.endswith(_PROGRAMS) or entry.data.startswith((b"MZ", b"\x7fELF")):
            raise Refused(Reason("file-has-programs"))
        if low.endswith((".xml", ".rels", ".vml")):
            _check_part(low, entry.data)
        elif _OLE_PROGRAM in entry.data:
            raise Refused(Reason("file-has-programs"))
        elif entry.data.startswith(b"PK\x03\x04"):
            if depth >= DEEPEST:
                raise Refused(Reason("file-unpacks-too-large"))
            check_office(entry.data, depth=depth + 1)


def _check_part(name: str, content: bytes) -> None:
    if _DOCTYPE.search(content):
        raise Refused(Reason("file-broken"))
    if name == "[content_types].xml":
        for _tag, given in _elements(content):
            if any(word in given.get("ContentType", "").lower() for word in _MACROS):
                raise Refused(Reason("file-has-macros"))
    elif name.endswith(".rels"):
        for _tag, given in _elements(content):
            _check_relationship(given)
    elif _has_field(content) and _has_dde(content):
        raise Refused(Reason("file-has-macros"))


def _check_relationship(given: dict[str, str]) -> None:
    kind, target = given.get("Type", "").lower(), given.get("Target", "").strip()
    if any(word in kind for word in _MACROS):
        raise Refused(Reason("file-has-macros"))
    if given.get("TargetMode", "").lower() != "external" or kind.endswith(_MAY_POINT_OUTSIDE):
        return
    if not _LOCAL.match(target):
        raise Refused(Reason("file-fetches-from-elsewhere"))


def _has_field(content: bytes) -> bool:
    """Whether it is worth a whole parse: names of elements cannot be written otherwise, but in UTF-16."""
    wide = b"\0" in content[:4] or content.startswith((b"\xfe\xff", b"\xff\xfe"))
    return wide or any(word in content for word in (b"instrText", b"fldSimple", b"ddeLink"))


def _has_dde(content: bytes) -> bool:
    """A field may be written in pieces, so its text is put together first; or as an attribute."""
    told: list[str] = []
    inside = False

    def start(tag: str, given: dict[str, str]) -> None:
        nonlocal inside
        inside = tag.endswith("instrText")
        if tag.endswith("ddeLink"):
            told.append(" DDE ")
        told.extend(f" {value} " for name, value in given.items() if name.endswith("instr"))

    def text(piece: str) -> None:
        if inside:
            told.append(piece)

    def end(_tag: str) -> None:
        nonlocal inside
        inside = False

    _parse(content, start, text, end)
    return re.search(r"(?i)\bDDE(AUTO)?\b", "".join(told)) is not None


def _elements(content: bytes) -> list[tuple[str, dict[str, str]]]:
    found: list[tuple[str, dict[str, str]]] = []
    _parse(content, lambda tag, given: found.append((tag, given)))
    return found


def _parse(content: bytes, start, text=None, end=None) -> None:  # type: ignore[no-untyped-def]
    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    if text:
        parser.CharacterDataHandler, parser.EndElementHandler = text, end
    try:
        parser.Parse(content, True)
    except (expat.ExpatError, ValueError) as error:
        raise Refused(Reason("file-broken")) from error
