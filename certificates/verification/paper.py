"""A PDF that somebody dropped: whether it is unchanged, and whether its signatures are trusted. It is
read in memory, looked at in a process of its own (``certificates.signing.apart``), and kept nowhere."""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from django.conf import settings
from django.core.files.base import File

from certificates.models import Certificate
from certificates.models.certificate import NOT_ISSUED
from certificates.verification import PUBLIC_ID
from participants.errors import Reason, Refused
from participants.rules.filetype import size_fault
from participants.verification import apart

LARGEST = 10_000_000  # bytes; ours are a hundredth of it
Outcome = Literal["same", "earlier", "added", "different", "foreign"]


@dataclass(frozen=True, kw_only=True)
class Mark:
    """One electronic signature on the file. Trusted: its chain ends at a root we were given."""

    name: str
    intact: bool
    trusted: bool


@dataclass(frozen=True, kw_only=True)
class Checked:
    """``same``: byte for byte what was issued; ``earlier``: ours, before its last signature;
    ``added``: what was issued, and something after it; ``different``: carries our statement, but is
    another file; ``foreign``: says nothing of a certificate of ours."""

    outcome: Outcome
    public_id: str
    marks: tuple[Mark, ...]

    @property
    def is_signed(self) -> bool:
        return bool(self.marks)

    @property
    def marks_hold(self) -> bool:
        return all(mark.intact for mark in self.marks)

    @property
    def marks_trusted(self) -> bool:
        return all(mark.trusted for mark in self.marks)


def check(upload: File) -> Checked:
    """Refused: too large, empty, no PDF, too heavy to look at, or too many are being looked at."""
    if fault := size_fault(upload.size, LARGEST):
        raise Refused(fault)
    upload.seek(0)
    content = upload.read()
    if not content.startswith(b"%PDF-"):
        raise Refused(Reason("verify-not-a-pdf"))
    asked = json.dumps({"roots": trusted_roots()}).encode() + b"\n"
    found = apart("certificates.signing.apart", [], asked + content)
    statement = found["statement"]
    public_id, outcome = _compared(content, statement)
    return Checked(
        outcome=outcome,
        public_id=public_id,
        marks=tuple(Mark(**mark) for mark in found["signatures"]),
    )


def trusted_roots() -> list[str]:
    """The PEM certificates of ``TRUST_DIR``, such as the root of Indonesia's and BSrE's own."""
    folder = Path(settings.TRUST_DIR)
    return [
        path.read_text(encoding="ascii", errors="replace") for path in sorted(folder.glob("*.pem"))
    ]


def _compared(content: bytes, statement: dict[str, Any] | None) -> tuple[str, Outcome]:
    # Whoever made the file wrote what it says: as an id it may be any text, and no database takes any.
    if statement is None or not PUBLIC_ID.fullmatch(statement["public_id"]):
        return "", "foreign"
    found = (
        Certificate.objects.filter(public_id=statement["public_id"])
        .select_related("pdf", "original")
        .prefetch_related("signatures__document")
        .first()
    )
    if found is None or found.pdf is None:
        return "", "foreign"
    if found.state in NOT_ISSUED:  # a paper that got out before it was signed
        return found.public_id, "different"
    if _is(content, found.pdf):
        return found.public_id, "same"
    before = [found.original, *(row.document for row in found.signatures.all())]
    if any(_is(content, file) for file in before if file is not None):
        return found.public_id, "earlier"
    if len(content) > found.pdf.size and _is(content[: found.pdf.size], found.pdf):
        return found.public_id, "added"
    return found.public_id, "different"


def _is(content: bytes, file: Any) -> bool:
    return len(content) == file.size and hashlib.sha256(content).hexdigest() == file.sha256
