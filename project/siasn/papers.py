"""The paper that proves a record, as a small PDF."""

import io

from PIL import Image, ImageOps

from certificates.models import Certificate, CertificateState
from participants.models import StoredFile, TrainingRecord

CERTIFICATE = "certificate"
WIDEST = 1600  # pixels of a photographed certificate: it stays readable, and SIASN takes it


def papers_of(records: list[TrainingRecord]) -> dict[str, StoredFile]:
    """{public id of the record: its file}; records without a file are left out. Two queries at most."""
    cited = {one.source_id: one.public_id for one in records if one.source_kind == CERTIFICATE}
    found = {one.public_id: one.file for one in records if one.file is not None}
    certificates = Certificate.objects.filter(
        public_id__in=cited, state=CertificateState.ISSUED
    ).exclude(pdf=None)
    for certificate in certificates.select_related("pdf").order_by("pk"):
        if certificate.pdf is not None:
            found[cited[certificate.public_id]] = certificate.pdf
    return found


def as_pdf(stored: StoredFile) -> bytes:
    """A PDF as it is; a picture as one page."""
    with stored.content.open("rb") as opened:
        content: bytes = opened.read()
    if stored.content_type == "application/pdf":
        return content
    with Image.open(io.BytesIO(content)) as picture:
        upright = ImageOps.exif_transpose(picture).convert("RGB")
        upright.thumbnail((WIDEST, WIDEST))
        kept = io.BytesIO()
        upright.save(kept, "PDF", quality=80)
    return kept.getvalue()
