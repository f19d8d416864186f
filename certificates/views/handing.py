"""Handing out a certificate's PDF; who may have it was decided by the view that calls this."""

from contextlib import suppress
from io import BytesIO

import pikepdf
from django.http import FileResponse

from certificates.models import Certificate
from certificates.rendering.certificate import CREDENTIAL
from participants.views.file import respond


def hand_out(certificate: Certificate) -> FileResponse:
    """The paper as it is now. Before anybody has signed what officials are to sign, without its
    credential: whoever verifies that alone would take it for one of a certificate in force."""
    response = respond(certificate.pdf)  # type: ignore[arg-type]
    if certificate.pdf_id != certificate.original_id:
        return response
    with pikepdf.open(BytesIO(b"".join(response.streaming_content))) as paper:  # type: ignore[arg-type]
        with suppress(KeyError):
            del paper.attachments[CREDENTIAL]
        kept = BytesIO()
        paper.save(kept)
    response.headers["Content-Length"] = str(kept.tell())
    response.streaming_content = [kept.getvalue()]
    return response
