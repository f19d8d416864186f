"""Handing out a stored file; who may have it was decided by the view that calls this."""

from django.http import FileResponse

from participants.models import StoredFile
from participants.rules.filetype import SHOWN_INLINE

# A file is looked at, never run: no script, no form, no same origin.
POLICY = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:"


def respond(stored: StoredFile, *, inline: bool = False) -> FileResponse:
    """The bytes, as a download; ``inline`` shows a checked PDF or picture, and those alone. No cache
    keeps them, and no browser guesses another type."""
    shown = inline and stored.content_type in SHOWN_INLINE
    response = FileResponse(
        stored.content.open("rb"),
        as_attachment=not shown,
        filename=stored.name,
        content_type=stored.content_type,
    )
    response.headers["Content-Length"] = str(stored.size)
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["Content-Security-Policy"] = POLICY
    return response
