"""JSON in, JSON out, and RFC 9457 for what cannot be answered."""

import json
from datetime import datetime
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.utils import translation
from django.utils.translation import gettext as _

LARGEST_BODY = 512 * 1024  # bytes; a hundred scans are about sixty thousand


class Unreadable(Exception):
    """The request cannot be read; carries the answer."""

    def __init__(self, response: HttpResponse) -> None:
        super().__init__(response.status_code)
        self.response = response


def read_json(request: HttpRequest) -> dict[str, Any]:
    """The JSON object of the body. Raises Unreadable: 413 too large, 400 not an object."""
    try:
        announced = int(request.META.get("CONTENT_LENGTH") or 0)
        if announced > LARGEST_BODY:
            raise RequestDataTooBig
        given = json.loads(request.body)
    except (RequestDataTooBig, UnreadablePostError):
        raise Unreadable(problem(413, "too-large", _("Kiriman terlalu besar."))) from None
    except (ValueError, RecursionError):  # not JSON, not UTF-8, or nested without end
        raise Unreadable(problem(400, "not-json", _("Kiriman bukan JSON."))) from None
    if not isinstance(given, dict):
        raise Unreadable(problem(400, "not-an-object", _("Kiriman bukan objek JSON.")))
    return given


def token_of(request: HttpRequest) -> str:
    """The bearer token, or "" (which belongs to no device)."""
    scheme, _space, token = request.META.get("HTTP_AUTHORIZATION", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else ""


def speak(request: HttpRequest) -> None:
    """Sentences in the app's language; the door has no cookie and no language middleware."""
    wished = request.META.get("HTTP_ACCEPT_LANGUAGE", "")[:2].lower()
    translation.activate("en" if wished == "en" else "id")


def answer(body: dict[str, Any], status: int = 200) -> HttpResponse:
    return HttpResponse(
        _written(body),
        status=status,
        content_type="application/json",
    )


def problem(status: int, code: str, title: str) -> HttpResponse:
    body = {"type": "about:blank", "status": status, "code": code, "title": title}
    return HttpResponse(
        json.dumps(body, ensure_ascii=False),
        status=status,
        content_type="application/problem+json",
    )


def no_device() -> HttpResponse:
    """The same for an unknown, a forged and a revoked token."""
    return problem(401, "unknown-device", _("Perangkat ini sudah dicabut."))


def _iso(value: Any) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    raise TypeError(f"Not for the wire: {value!r}")


_written = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=_iso).encode
