"""Whether what comes back from a signing is our paper with a signature on it, and nothing else."""

import hashlib
from collections.abc import Sequence
from io import BytesIO

import pikepdf
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.validation import SignatureCoverageLevel, async_validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from certificates.signing.at_once import at_once
from certificates.signing.port import Paper, Trouble

LARGEST = 30_000_000
ATTACHED = "statement.json"


def own(paper: Paper, content: bytes) -> bytes:
    """For what this process signed itself: our bytes come first, and there is an end."""
    if not content.startswith(paper.pdf) or not _is_whole(content):
        raise Trouble("sign-failed")
    return content


def returned(paper: Paper, content: bytes) -> None:
    """For what another machine gave. Raises Trouble: cut off, not ours, or its signature does not hold.

    Ours is what begins with the bytes we sent, or at least carries our statement. The last signature
    covers the whole file, and those that were there before still hold.
    """
    if len(content) > LARGEST or not _is_whole(content):
        raise Trouble("sign-answer-truncated")
    if not is_ours(paper, content):
        raise Trouble("sign-answer-not-ours")
    try:
        before = len(PdfFileReader(BytesIO(paper.pdf)).embedded_signatures)
        signatures = PdfFileReader(BytesIO(content)).embedded_signatures
        if len(signatures) <= before or not _hold(content):
            raise Trouble("sign-answer-invalid")
    except (PdfError, ValueError, KeyError, TypeError, AttributeError):
        raise Trouble("sign-answer-invalid") from None


def _is_whole(content: bytes) -> bool:
    return content.startswith(b"%PDF-") and b"%%EOF" in content[-1024:]


def is_ours(paper: Paper, content: bytes) -> bool:
    if content.startswith(paper.pdf):
        return True
    return attached_statement(content) == paper.statement_sha256 and _same_pages(paper.pdf, content)


def _same_pages(ours: bytes, theirs: bytes) -> bool:
    """Whether a file that was written anew draws what ours draws, page by page."""
    try:
        with pikepdf.open(BytesIO(ours)) as before, pikepdf.open(BytesIO(theirs)) as after:
            return [_drawn(page) for page in before.pages] == [_drawn(page) for page in after.pages]
    except (pikepdf.PdfError, ValueError, RuntimeError):
        return False


def _drawn(page: pikepdf.Page) -> bytes:
    page.contents_coalesce()
    return page.Contents.read_bytes() if "/Contents" in page else b""


def pick(paper: Paper, answers: Sequence[bytes]) -> bytes | None:
    """The answer that belongs to this paper. One paper and one answer belong together, whatever is
    wrong with it, so that what is wrong is said."""
    for content in answers:
        if content.startswith(paper.pdf) or content[:LARGEST] == paper.pdf:
            return content
    for content in answers:
        if attached_statement(content) == paper.statement_sha256:
            return content
    return answers[0] if len(answers) == 1 else None


def attached_statement(content: bytes) -> str:
    """SHA-256 of the statement attached to a PDF; "" when there is none that can be read."""
    try:
        with pikepdf.open(BytesIO(content)) as opened:
            kept = opened.attachments.get(ATTACHED)
            return hashlib.sha256(kept.get_file().read_bytes()).hexdigest() if kept else ""
    except (pikepdf.PdfError, ValueError, RuntimeError):
        return ""


def _hold(content: bytes) -> bool:
    """Whether every signature is intact and valid, and the last one covers the file. Whom to trust is
    the reader's question: roots are not asked for here."""
    context = ValidationContext(trust_roots=[], allow_fetching=False)
    reader = PdfFileReader(BytesIO(content))
    found = reader.embedded_signatures
    for place, signature in enumerate(found, start=1):
        status = at_once(async_validate_pdf_signature(signature, context))
        if not (status.intact and status.valid):
            return False
        last = place == len(found)
        if last and status.coverage != SignatureCoverageLevel.ENTIRE_FILE:
            return False
        if not last and status.modification_level not in {
            ModificationLevel.NONE,
            ModificationLevel.LTA_UPDATES,
            ModificationLevel.FORM_FILLING,
        }:
            return False
    return bool(found)
