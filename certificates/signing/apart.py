"""``python -m certificates.signing.apart``: looks at a PDF that anybody dropped, in a process of its own
with limits of its own. Standard input: a line of JSON with the roots to trust, then the file; standard
output: what was found, as JSON. It knows no settings and no database."""

import hashlib
import json
import logging
import sys
from io import BytesIO
from typing import Any

import pikepdf
from asn1crypto import pem, x509
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.validation import SignatureCoverageLevel, validate_pdf_signature
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko_certvalidator import ValidationContext

from participants.verification.confined import confine

ATTACHED = "statement.json"
MOST_SIGNATURES = 6
BROKEN = (PdfError, SignatureValidationError, ValueError, KeyError, TypeError, AttributeError)
UNCHANGED = {ModificationLevel.NONE, ModificationLevel.LTA_UPDATES, ModificationLevel.FORM_FILLING}


def look(content: bytes, roots: list[str]) -> dict[str, Any]:
    """The statement attached to a PDF, and each signature on it."""
    return {"statement": _statement(content), "signatures": _signatures(content, roots)}


def _statement(content: bytes) -> dict[str, str] | None:
    try:
        with pikepdf.open(BytesIO(content)) as opened:
            kept = opened.attachments.get(ATTACHED)
            raw = kept.get_file().read_bytes() if kept else b""
        said = json.loads(raw)
        return {"public_id": str(said["public_id"]), "sha256": hashlib.sha256(raw).hexdigest()}
    except (pikepdf.PdfError, ValueError, RuntimeError, KeyError, TypeError):
        return None


def _signatures(content: bytes, roots: list[str]) -> list[dict[str, Any]]:
    try:
        found = PdfFileReader(BytesIO(content)).embedded_signatures[:MOST_SIGNATURES]
    except BROKEN:
        return []
    return [_signature(one, roots, last=one is found[-1]) for one in found]


def _root(text: str) -> x509.Certificate | None:
    """None for a file that is no certificate: it makes no other root untrusted."""
    try:
        root = x509.Certificate.load(pem.unarmor(text.encode())[2])
        root.subject.native  # noqa: B018 - read now, since what is broken is found when it is read
    except BROKEN:
        return None
    return root


def _signature(one: Any, roots: list[str], *, last: bool) -> dict[str, Any]:
    trusted = [root for root in map(_root, roots) if root is not None]
    told: dict[str, Any] = {"name": "", "intact": False, "trusted": False}
    try:
        told["name"] = str(one.signer_cert.subject.native.get("common_name", ""))
        status = validate_pdf_signature(
            one, ValidationContext(trust_roots=trusted, allow_fetching=False)
        )
        whole = status.coverage == SignatureCoverageLevel.ENTIRE_FILE
        told["intact"] = bool(
            status.intact
            and status.valid
            and (whole if last else status.modification_level in UNCHANGED)
        )
        told["trusted"] = bool(told["intact"] and status.trusted)
    except BROKEN:
        pass
    return told


def main() -> None:
    confine()
    logging.disable(logging.CRITICAL)
    asked = json.loads(sys.stdin.buffer.readline())
    try:
        found = look(sys.stdin.buffer.read(), asked["roots"])
    except (MemoryError, RecursionError):
        found = {"reasons": [{"code": "file-too-heavy"}]}
    sys.stdout.write(json.dumps(found))


if __name__ == "__main__":
    main()
