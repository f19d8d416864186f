"""Slows down whoever tries addresses of certificates: failures count, a genuine one never does."""

import hashlib

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest

WINDOW = 10 * 60  # seconds
GUESSES = 40  # unknown addresses from one place
UPLOADS = 60  # files compared on the server from one place; a browser compares without us


def is_exhausted(request: HttpRequest, kind: str, limit: int) -> bool:
    return cache.get(_key(request, kind), 0) >= limit


def count(request: HttpRequest, kind: str) -> None:
    key = _key(request, kind)
    if not cache.add(key, 1, WINDOW):
        try:
            cache.incr(key)
        except ValueError:  # it ran out between the two
            cache.add(key, 1, WINDOW)


def _key(request: HttpRequest, kind: str) -> str:
    """No address is readable in the cache."""
    return f"verify:{kind}:" + hashlib.sha256(_address(request).encode()).hexdigest()


def _address(request: HttpRequest) -> str:
    """The caller's address; behind our proxy, the one the proxy itself added last."""
    forwarded = request.headers.get("X-Forwarded-For", "")
    if forwarded and getattr(settings, "SECURE_PROXY_SSL_HEADER", None):
        return forwarded.rsplit(",", 1)[-1].strip()
    return request.META.get("REMOTE_ADDR", "")
