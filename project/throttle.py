"""Counts failed logins in the shared cache, by what was typed and by address.

A count, not a lock on the account: whoever knows a colleague's name must not be able to lock them
out from elsewhere, so name and address count together, and the address alone far more generously
(one office often shares one address).
"""

import hashlib
from contextlib import suppress

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest

WINDOW = 15 * 60  # seconds
TRIES_OF_A_NAME = 8
TRIES_OF_AN_ADDRESS = 100


def is_exhausted(request: HttpRequest, typed: str) -> bool:
    """Whether this address has used up its tries, for this name or for all names together."""
    counts = cache.get_many(list(_limits(request, typed)))
    return any(counts.get(key, 0) >= limit for key, limit in _limits(request, typed).items())


def count_failure(request: HttpRequest, typed: str) -> None:
    for key in _limits(request, typed):
        if cache.add(key, 1, WINDOW):
            continue
        with suppress(ValueError):  # the window ended between the two lines
            cache.incr(key)


def forget(request: HttpRequest, typed: str) -> None:
    """After a login that worked, this name starts afresh."""
    cache.delete(next(iter(_limits(request, typed))))


def _limits(request: HttpRequest, typed: str) -> dict[str, int]:
    address = address_of(request)
    return {
        _key("name", typed.strip().lower(), address): TRIES_OF_A_NAME,
        _key("address", address): TRIES_OF_AN_ADDRESS,
    }


def _key(*parts: str) -> str:
    """No name or address is readable in the cache."""
    return "login:" + hashlib.sha256("\0".join(parts).encode()).hexdigest()


def address_of(request: HttpRequest) -> str:
    """The caller's address; behind our proxy, the one the proxy itself added last."""
    forwarded = request.headers.get("X-Forwarded-For", "")
    if forwarded and getattr(settings, "SECURE_PROXY_SSL_HEADER", None):
        return forwarded.rsplit(",", 1)[-1].strip()
    return request.META.get("REMOTE_ADDR", "")
