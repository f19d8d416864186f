"""Puts values into a DOCX template: words in paragraphs, rows for everybody of a list.

Nothing of the template is run: it is XML in which ``{{ nama }}`` is text that is replaced, once, so a
value that looks like a placeholder stays what it is (docs/decisions/0044). All other parts of the
file (styles, pictures, settings) are handed on byte for byte.
"""

import copy
import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from typing import Any

from lxml import etree

from workshops.rendering.book.paper import clean
from workshops.rules.document import PLACEHOLDER, Values

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
PART = re.compile(r"word/(document|header\d*|footer\d*|footnotes|endnotes)\.xml")
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_TWICE = ("bookmarkStart", "bookmarkEnd")  # ids that may stand once in a document


def filled(template: bytes, values: Values, *, blanks: Mapping[str, int] = {}) -> bytes:
    """The template as DOCX with ``values`` in it. A list without rows leaves ``blanks`` empty ones
    (one where it is not named). What no value is given for becomes empty."""
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(template)) as source,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for entry in source.infolist():
            content = source.read(entry)
            if PART.fullmatch(entry.filename):
                content = _filled_part(content, values, blanks)
            target.writestr(entry.filename, content)
    return made.getvalue()


def texts_of(template: bytes) -> tuple[list[str], list[list[str]]]:
    """Every paragraph's text, and the names in every row or paragraph that a list repeats.

    Raises ValueError for what is no DOCX.
    """
    texts: list[str] = []
    blocks: list[list[str]] = []
    for root in _roots(template):
        paragraphs = list(root.iter(f"{W}p"))
        texts += [_text(paragraph) for paragraph in paragraphs]
        blocks += [
            [name for inner in block.iter(f"{W}p") for name in _names(inner)]
            for block in _blocks(paragraphs)
        ]
    return texts, blocks


def _roots(template: bytes) -> Iterator[Any]:
    try:
        with zipfile.ZipFile(io.BytesIO(template)) as source:
            if "word/document.xml" not in source.namelist():
                raise ValueError("no word/document.xml")
            for name in source.namelist():
                if PART.fullmatch(name):
                    yield etree.fromstring(source.read(name), _parser())
    except (zipfile.BadZipFile, etree.XMLSyntaxError, KeyError) as error:
        raise ValueError("not a DOCX") from error


def _parser() -> Any:
    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)


def _filled_part(content: bytes, values: Values, blanks: Mapping[str, int]) -> bytes:
    root = etree.fromstring(content, _parser())
    paragraphs = list(root.iter(f"{W}p"))
    blocks = _blocks(paragraphs)
    repeated = {inner for block in blocks for inner in block.iter(f"{W}p")}
    for paragraph in paragraphs:
        if paragraph not in repeated:
            _fill(paragraph, values)
    for block in blocks:
        _repeat(block, values, blanks)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _blocks(paragraphs: list[Any]) -> list[Any]:
    """What is repeated: the innermost table row around a dotted name, or else its paragraph."""
    found: dict[Any, None] = {}
    for paragraph in paragraphs:
        if any("." in name for name in _names(paragraph)):
            row = next(paragraph.iterancestors(f"{W}tr"), None)
            found[paragraph if row is None else row] = None
    return list(found)


def _repeat(block: Any, values: Values, blanks: Mapping[str, int]) -> None:
    names = [name for inner in block.iter(f"{W}p") for name in _names(inner) if "." in name]
    listed = names[0].split(".", 1)[0]
    rows = values.get(listed) or [{} for _line in range(blanks.get(listed, 1))]
    for row in rows:
        made = copy.deepcopy(block)
        for mark in [one for name in _TWICE for one in made.iter(f"{W}{name}")]:
            mark.getparent().remove(mark)
        said = {**values, **{f"{listed}.{name}": text for name, text in row.items()}}
        for paragraph in list(made.iter(f"{W}p")):
            if not row and made is paragraph:  # a line to write on, without the marks of a list
                for piece in _pieces(paragraph):
                    piece.text = ""
            for name in [key for key in paragraph.attrib if key.endswith(("paraId", "textId"))]:
                del paragraph.attrib[name]
            _fill(paragraph, said)
        block.addprevious(made)
    block.getparent().remove(block)


def _pieces(paragraph: Any) -> list[Any]:
    """The texts of this paragraph, not those of a text box inside it."""
    return [
        text
        for text in paragraph.iter(f"{W}t")
        if next(text.iterancestors(f"{W}p"), None) is paragraph
    ]


def _text(paragraph: Any) -> str:
    return "".join(piece.text or "" for piece in _pieces(paragraph))


def _names(paragraph: Any) -> list[str]:
    return PLACEHOLDER.findall(_text(paragraph))


def _fill(paragraph: Any, values: Mapping[str, Any]) -> None:
    """Word cuts ``{{ nama }}`` into several runs as it likes; the value takes the look of the first."""
    pieces = _pieces(paragraph)
    for found in reversed(list(PLACEHOLDER.finditer(_text(paragraph)))):
        value = values.get(found[1], "")
        text = clean(value) if isinstance(value, str) else ""
        at = 0
        for piece in pieces:
            had = piece.text or ""
            start, end = found.start() - at, found.end() - at
            at += len(had)
            if end <= 0 or start >= len(had):
                continue
            piece.text = had[: max(start, 0)] + (text if start >= 0 else "") + had[max(end, 0) :]
            piece.set(_SPACE, "preserve")
    for piece in pieces:
        _break_lines(piece)


def _break_lines(piece: Any) -> None:
    lines = (piece.text or "").split("\n")
    if len(lines) == 1:
        return
    piece.text = lines[0]
    after = piece
    for line in lines[1:]:
        gap = etree.Element(f"{W}br")
        further = etree.Element(f"{W}t")
        further.text = line
        further.set(_SPACE, "preserve")
        after.addnext(gap)
        gap.addnext(further)
        after = further
