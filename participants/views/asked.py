"""What a page was asked, read so that nonsense is an answer and never a fault."""

from datetime import UTC, datetime

from django.http import Http404, HttpRequest
from django.utils.dateparse import parse_datetime

LONGEST_KEY = 18  # digits; what a database's key holds at most


def key_of(written: str) -> int:
    """The key that a form's button names, or 0, which is nobody's."""
    is_key = written.isascii() and written.isdigit() and len(written) <= LONGEST_KEY
    return int(written) if is_key else 0


def until_asked(request: HttpRequest) -> datetime:
    """When the page was made whose button was pressed (``until``, an aware moment in ISO).

    Raises Http404 when that is not said, or is no moment between 2000 and 2100.
    """
    try:
        until = parse_datetime(request.POST.get("until", ""))
    except ValueError:
        until = None
    if until is None or until.tzinfo is None or not 2000 <= until.year < 2100:
        raise Http404
    return until.astimezone(UTC)
