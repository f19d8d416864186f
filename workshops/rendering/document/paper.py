"""A paper from its template, and a template tried before it is one."""

from collections.abc import Mapping
from typing import Any

from participants.errors import Reason, Refused
from workshops.rules.document import Document, faults_of, list_faults, sample_of
from workshops.rules.document_words import LISTS

# lxml and python-docx are loaded where a paper is written, not by every process of the server.

BLANKS = {name: rows.blanks for name, rows in LISTS.items()}


def written(*, code: str, values: Mapping[str, Any], template: bytes | None = None) -> bytes:
    """The paper as DOCX, from the office's own template or the one shipped."""
    from workshops.rendering.document.fill import filled  # noqa: PLC0415
    from workshops.rendering.document.shipped import shipped  # noqa: PLC0415

    return filled(template or shipped(code), values, blanks=BLANKS)


def tried(*, document: Document, content: bytes) -> bytes:
    """The template filled with invented values, as a first look at it.

    Refused with what is wrong with it: template-unreadable, template-without-words,
    template-has-code, template-braces-broken, template-word-unknown, template-word-near,
    template-two-lists.
    """
    from workshops.rendering.document.fill import filled, texts_of  # noqa: PLC0415

    try:
        texts, blocks = texts_of(content)
    except ValueError as error:
        raise Refused(Reason("template-unreadable")) from error
    if found := faults_of(document, texts) or list_faults(blocks):
        raise Refused(*found)
    if not any("{{" in text for text in texts):
        raise Refused(Reason("template-without-words"))
    return filled(content, sample_of(document), blanks=BLANKS)
