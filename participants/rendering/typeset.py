"""PDF from a Typst template and plain data; one set of fonts and one compiler a template.

Data reaches the template as JSON, never as markup: whatever a person typed is printed, not run.
Parsing fonts costs more than a page, so fonts and compilers live as long as the process.
"""

import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any, cast

import typst

from participants.rendering import faces

# Archival, every heading and table tagged for a screen reader, attachments allowed.
STANDARDS = ["a-3a", "ua-1"]
# Somebody will type eighty letters without a space; then the line breaks where it must.
ENDLESS_WORD = re.compile(r"[^\s/.-]{30}(?=[^\s/.-])")


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[faces.folder()]
    )


class _Press:
    """One template with its compiler, used by one thread at a time."""

    def __init__(self, template: Path):
        self.lock = Lock()
        # The root is the template's own folder: it can read nothing else.
        self.compiler = typst.Compiler(
            str(template), root=str(template.parent), font_paths=_fonts()
        )


@cache
def _press(template: Path) -> _Press:
    return _Press(template)


def pdf(
    template: Path, data: Mapping[str, Any], *, at: datetime, files: Mapping[str, str] | None = None
) -> bytes:
    """A tagged PDF/A-3a of ``template``, which finds ``data`` in ``json(bytes(sys.inputs.data))``.

    ``at`` is written as the time of creation, so the same paper made again is the same bytes.
    Each of ``files`` (SVG pictures, attachments) is untouched in ``sys.inputs`` under its name.
    In ``data`` letters the typeface lacks are replaced (see ``faces.printable``) and endless words
    may break.
    """
    press = _press(template)
    inputs = {"data": json.dumps(_printable(data), ensure_ascii=False), **(files or {})}
    with press.lock:
        made = press.compiler.compile(
            format="pdf",
            sys_inputs=inputs,
            pdf_standards=cast(Any, STANDARDS),  # the stub wants the whole list of literals
            timestamp=at.astimezone(UTC).replace(microsecond=0),  # PDF knows whole seconds
        )
    return cast(bytes, made)  # a list only for pictures of pages


def _printable(value: Any) -> Any:
    if isinstance(value, str):
        return ENDLESS_WORD.sub("\\g<0>\N{ZERO WIDTH SPACE}", faces.printable(value))
    if isinstance(value, Mapping):
        return {key: _printable(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_printable(inner) for inner in value]
    return value
