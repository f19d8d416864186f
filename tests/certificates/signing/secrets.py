"""A search for what must be nowhere: through every table, every log line, every traceback and every file
that was kept, also where it stands packed: sessions, the cache, a PDF's streams."""

import base64
import io
import logging
import re
import sys
import traceback
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
from django.apps import apps
from django.db import connection

OURS = ("certificates", "participants", "workshops", "project")
PACKED = re.compile(r"[A-Za-z0-9+/_-]{16,}")


class Heard(logging.Handler):
    """Every line of every logger, as it would be written, with its traceback."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.lines: list[str] = []
        self.setFormatter(logging.Formatter("%(name)s %(message)s"))

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record) + repr(record.args))


class Raised:
    """Every error that passed through a function of ours, as a traceback would tell it, handled or not."""

    def __init__(self) -> None:
        self.told: list[str] = []

    def start(self) -> None:
        sys.settrace(self._called)

    def stop(self) -> None:
        sys.settrace(None)

    def _called(self, frame: Any, _event: str, _argument: Any) -> Any:
        frame.f_trace_lines = False
        if frame.f_globals.get("__name__", "").startswith(OURS):
            return self._happened
        return None

    def _happened(self, _frame: Any, event: str, argument: Any) -> Any:
        if event == "exception":
            self.told.append("".join(traceback.format_exception(*argument)))
        return self._happened


def spellings(secret: str) -> list[str]:
    """The word itself, and as it stands inside base64 wherever it begins."""
    found = [secret]
    for before in range(3):
        coded = base64.b64encode(b"\0" * before + secret.encode()).decode()
        # Without the letters at both ends, which the neighbours decide.
        found.append(coded[4 if before else 0 : -4])
    return found


def unpacked(value: Any) -> Iterator[str]:
    """A value of a row as text, and what is packed in it."""
    if isinstance(value, (bytes, bytearray, memoryview)):
        value = bytes(value).decode("latin-1")
    text = str(value)
    yield text
    for part in PACKED.findall(text):
        raw = _decoded(part)
        yield raw.decode("latin-1")
        for at in (0, 1):  # what Django signs begins with a point where it is compressed
            try:
                yield zlib.decompress(raw[at:]).decode("latin-1")
            except zlib.error:
                continue


def _decoded(text: str) -> bytes:
    plain = text.replace("-", "+").replace("_", "/")
    try:
        return base64.b64decode(plain + "=" * (-len(plain) % 4))
    except ValueError:
        return b""


def found_in_database(*secrets: str) -> list[str]:
    """Tables in which one of the words stands, in clear or merely packed."""
    found = []
    tables = {model._meta.db_table for model in apps.get_models(include_auto_created=True)}
    tables |= set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for table in sorted(tables):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608
            text = "\n".join(
                told for row in cursor.fetchall() for value in row for told in unpacked(value)
            )
            found += [table for secret in secrets if secret in text]
    return found


def found_in_text(text: str, *secrets: str) -> list[str]:
    return [secret for secret in secrets if any(one in text for one in spellings(secret))]


def found_in_files(folder: Path, *secrets: str) -> list[str]:
    found = []
    for path in folder.rglob("*"):
        if path.is_file():
            content = b"\n".join(parts_of(path.read_bytes()))
            found += [path.name for secret in secrets if secret.encode() in content]
    return found


def parts_of(content: bytes) -> Iterator[bytes]:
    """A file; and of a PDF every stream as it is read, attachments with them."""
    yield content
    if content.startswith(b"%PDF-"):
        with pikepdf.open(io.BytesIO(content)) as opened:
            for one in opened.objects:
                if isinstance(one, pikepdf.Stream):
                    try:
                        yield one.read_bytes()
                    except pikepdf.PdfError:  # a picture, whose packing is its own
                        yield one.read_raw_bytes()
