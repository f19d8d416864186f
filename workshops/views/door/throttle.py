"""Counts failures alone, in the shared cache: a scan that works never asks it.

Nobody is locked out by their neighbours: one hall often shares one address, so what counts against
an address is only guessing, and what counts against a device is only its own.
"""

import hashlib

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest

WINDOW = 10 * 60  # seconds
WRONG_TOKENS = 200  # of one address
WRONG_CODES = 20  # one-time codes tried from one address
STRANGERS = 200  # unknown check-in codes of one device


def is_exhausted(kind: str, who: str, limit: int) -> bool:
    return cache.get(_key(kind, who), 0) >= limit


def count_failure(kind: str, who: str, times: int = 1) -> int:
    """How many there are now within the window."""
    key = _key(kind, who)
    if cache.add(key, times, WINDOW):
        return times
    try:
        return cache.incr(key, times)
    except ValueError:  # it ran out between the two
        return times


def address_of(request: HttpRequest) -> str:
    """The caller's address; behind our proxy, the one the proxy itself added last."""
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "")
    if forwarded and getattr(settings, "SECURE_PROXY_SSL_HEADER", None):
        return forwarded.rsplit(",", 1)[-1].strip()
    return request.META.get("REMOTE_ADDR", "")


def _key(kind: str, who: str) -> str:
    return f"door:{kind}:" + hashlib.sha256(who.encode("utf-8", "replace")).hexdigest()
