"""Whether what somebody handed in is what it says, found out where it can do no harm.

The check runs in a process of its own with little memory and a few seconds (`confined.py`): a bomb, or
a fault in a library that reads pictures or PDF, ends that process and nothing else, and the threads
that answer others are not held by it. No database is needed, so do it before a transaction begins:
on SQLite everybody else's writing waits for one that is open (``participants.forms.file.UploadField``).
"""

import json
import logging
import os
import subprocess
import sys
import threading
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from participants.errors import Reason, Refused
from participants.rules.filetype import FileFacts, size_fault

# One at a time in each process of the server, so that its other thread goes on answering.
PATIENCE = 6.0  # seconds an upload waits for the one before it: as long as a check may compute
LONGEST = 12.0  # seconds by the wall clock
_gate = threading.Semaphore(1)
_ROOT = Path(__file__).resolve().parent.parent.parent
_COMMAND = (sys.executable, "-m")
_MODULE = "participants.verification.confined"

log = logging.getLogger(__name__)


def examine(upload: Any, *, allowed: Collection[str], max_bytes: int) -> FileFacts:
    """The facts of an uploaded file (`rules/filetype.py`), which is left at its beginning.

    Refused with what the file is refused for; file-too-heavy when looking at it took too much memory
    or time; file-check-busy when too many files are being looked at.
    """
    upload.seek(0, os.SEEK_END)
    if fault := size_fault(upload.tell(), max_bytes):
        raise Refused(fault)
    upload.seek(0)
    try:
        answer = apart(_MODULE, [",".join(sorted(allowed)), str(max_bytes)], upload.read())
    finally:
        upload.seek(0)
    return FileFacts(**answer)


def apart(
    module: str, arguments: Collection[str], content: bytes, *, longest: float = LONGEST
) -> dict[str, Any]:
    """What a module of ours, run as a process of its own (``confined.confine``), says of ``content`` in
    JSON, within ``longest`` seconds by the wall clock. Refused with the reasons it gives, and as
    ``examine`` is."""
    try:
        with _turn():
            done = subprocess.run(  # noqa: S603 - our own module
                [*_COMMAND, module, *arguments],
                input=content,
                capture_output=True,
                cwd=_ROOT,
                # Nothing of ours: no secret, no database.
                env={"PATH": os.environ.get("PATH", ""), "PYTHONDONTWRITEBYTECODE": "1"},
                timeout=longest,
                check=False,
            )
    except subprocess.TimeoutExpired as error:
        raise Refused(Reason("file-too-heavy")) from error
    return _told(done)


@contextmanager
def _turn() -> Iterator[None]:
    if not _gate.acquire(timeout=PATIENCE):
        raise Refused(Reason("file-check-busy"))
    try:
        yield
    finally:
        _gate.release()


def _told(done: "subprocess.CompletedProcess[bytes]") -> dict[str, Any]:
    try:
        answer: dict[str, Any] = json.loads(done.stdout)
    except ValueError as error:
        # It was killed for taking too much, or a library of ours fell over.
        log.warning("A file's check ended with %s: %s", done.returncode, done.stderr[-300:])
        raise Refused(Reason("file-too-heavy")) from error
    if "reasons" in answer:
        raise Refused(*(Reason.from_json(reason) for reason in answer["reasons"]))
    return answer
