"""PDF from a Typst template and plain data; one set of fonts and one compiler a template.

Data reaches the template as JSON, never as markup: whatever a person typed is printed, not run.
Parsing fonts costs more than a page, so fonts and compilers live as long as the process.
"""

import json
import os
import re
import shutil
import tempfile
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
# Where files never reach a disk, on systems that have such a place.
_SHM = "/dev/shm"  # noqa: S108 - a folder of our own is made in it, for nobody else to read
MEMORY = _SHM if os.access(_SHM, os.W_OK) else None
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
    inputs = {"data": json.dumps(printable(data), ensure_ascii=False), **(files or {})}
    with press.lock:
        made = press.compiler.compile(
            format="pdf",
            sys_inputs=inputs,
            pdf_standards=cast(Any, STANDARDS),  # the stub wants the whole list of literals
            timestamp=at.astimezone(UTC).replace(microsecond=0),  # PDF knows whole seconds
        )
    return cast(bytes, made)  # a list only for pictures of pages


class _Run:
    """One template that prints many papers: a copy of its folder, private to this process, in which
    what differs from paper to paper lies as files.

    Typst keeps what it has set as long as nothing it was made of has changed. New inputs change
    everything; a changed file changes what reads it. Alike papers are three times as fast this way.
    """

    def __init__(self, template: Path):
        self.lock = Lock()
        self._kept = tempfile.TemporaryDirectory(prefix="bimtek-", dir=MEMORY)  # gone with us
        self.folder = Path(self._kept.name)
        shutil.copytree(template.parent, self.folder, dirs_exist_ok=True, ignore=_only_typst)
        self.compiler = typst.Compiler(
            str(self.folder / template.name), root=str(self.folder), font_paths=_fonts()
        )
        self._lies: dict[str, bytes] = {}

    def lay(self, files: Mapping[str, bytes]) -> None:
        """What is the same as for the paper before is left alone."""
        for name, content in files.items():
            if self._lies.get(name) != content:
                (self.folder / name).write_bytes(content)
                self._lies[name] = content


def _only_typst(_folder: str, names: list[str]) -> list[str]:
    return [name for name in names if not name.endswith((".typ", ".svg"))]


@cache
def _run(template: Path) -> _Run:
    return _Run(template)


def one_of_many(
    template: Path,
    data: Mapping[str, Mapping[str, Any]],
    *,
    at: datetime,
    files: Mapping[str, bytes] | None = None,
    accessible: bool = True,
) -> bytes:
    """As ``pdf``, for papers that come by the thousand and differ in little. It claims PDF/UA only when
    it is to be ``accessible`` as it is: a visible signature put on later has no place in its tags.

    The template finds each mapping of ``data`` in ``json("<name>.json")``, and each of ``files`` under
    its name; it reads them at the top and hands no more than it must to closures and set rules.
    """
    laid = dict(files or {})
    for name, values in data.items():
        laid[f"{name}.json"] = json.dumps(printable(values), ensure_ascii=False).encode()
    run = _run(template)
    with run.lock:
        run.lay(laid)
        made = run.compiler.compile(
            format="pdf",
            pdf_standards=cast(Any, STANDARDS if accessible else STANDARDS[:1]),
            timestamp=at.astimezone(UTC).replace(microsecond=0),
        )
    return cast(bytes, made)


def picture_of_many(
    template: Path,
    data: Mapping[str, Mapping[str, Any]],
    *,
    files: Mapping[str, bytes] | None = None,
    dots: float = 80,
) -> bytes:
    """The first page of the same as a PNG with so many dots an inch, to look at while it is changed."""
    laid = dict(files or {})
    for name, values in data.items():
        laid[f"{name}.json"] = json.dumps(printable(values), ensure_ascii=False).encode()
    run = _run(template)
    with run.lock:
        run.lay(laid)
        made = run.compiler.compile(format="png", ppi=dots)
    return made[0] if isinstance(made, list) else cast(bytes, made)


def printable(value: Any) -> Any:
    """Text, or whatever holds texts, as it is set: see ``pdf``."""
    if isinstance(value, str):
        return ENDLESS_WORD.sub("\\g<0>\N{ZERO WIDTH SPACE}", faces.printable(value))
    if isinstance(value, Mapping):
        return {key: printable(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [printable(inner) for inner in value]
    return value
