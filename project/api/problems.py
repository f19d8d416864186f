"""How the API says no: RFC 9457 for every status, the same words as on the pages.

The table is docs/errors.md.
"""

from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import Http404
from django.utils.translation import gettext_lazy as _
from rest_framework import exceptions
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView, exception_handler

from participants.errors import Refused

CONTENT_TYPE = "application/problem+json"
TITLES: dict[int, Any] = {
    400: _("Permintaan tidak dapat dibaca"),
    401: _("Masuk dahulu"),
    403: _("Di luar wewenang Anda"),
    404: _("Tidak ditemukan"),
    405: _("Cara ini tidak diterima di alamat ini"),
    406: _("Bentuk jawaban ini tidak tersedia"),
    409: _("Belum dapat dilakukan"),
    413: _("Kiriman terlalu besar"),
    415: _("Jenis isi ini tidak diterima"),
    429: _("Terlalu banyak permintaan"),
}


def problem(exception: Exception, context: dict[str, Any]) -> Response | None:
    """The answer to an exception of a view; None for what is our own fault (500)."""
    if isinstance(exception, Refused):
        return _answer(
            409,
            str(exception),
            reasons=[
                {"code": one.code, "args": dict(one.args), "text": str(one)}
                for one in exception.reasons
            ],
        )
    if isinstance(exception, RequestDataTooBig):
        return _answer(413, TITLES[413])
    if isinstance(exception, exceptions.ValidationError):
        return _answer(400, _("Periksa isian yang disebut."), reasons=_faults(exception.detail))
    answer = exception_handler(exception, context)
    if answer is None:
        return None
    if isinstance(exception, (exceptions.NotAuthenticated, exceptions.AuthenticationFailed)):
        made = _answer(401, _("Alamat ini memerlukan akun."))
        made.headers["WWW-Authenticate"] = "Session"
        return made
    detail = getattr(exception, "detail", "") if not isinstance(exception, Http404) else TITLES[404]
    made = _answer(answer.status_code, detail)
    for name in ("Retry-After", "Allow"):
        if name in answer.headers:
            made.headers[name] = answer.headers[name]
    return made


def _answer(status: int, detail: Any, **more: Any) -> Response:
    body = {
        "type": f"{settings.PUBLIC_URL}/api/v1/schema/#{status}",
        "title": str(TITLES.get(status, TITLES[400])),
        "status": status,
        "detail": str(detail),
        **more,
    }
    return Response(body, status=status, content_type=CONTENT_TYPE)


def _faults(detail: Any, where: str = "") -> list[dict[str, Any]]:
    """DRF's tree of field errors, flat: the field is an argument of its reason."""
    if isinstance(detail, dict):
        return [
            fault
            for key, value in detail.items()
            for fault in _faults(value, f"{where}.{key}" if where else str(key))
        ]
    if isinstance(detail, list):
        return [fault for value in detail for fault in _faults(value, where)]
    return [
        {"code": getattr(detail, "code", "invalid"), "args": {"field": where}, "text": str(detail)}
    ]


class Unknown(APIView):
    """Any address below /api/ that is none: the same kind of answer as the others."""

    permission_classes = (IsAuthenticated,)
    schema = None

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        raise exceptions.NotFound
