"""Counts tries in the shared cache, so that guessing is slow and nobody's neighbour is locked out.

What is counted, how often and for how long is said beside the view that counts, as a ``Limit``. A
limit never asks before a try that works: one office or hall often shares one address.
"""

import hashlib
from contextlib import suppress
from dataclasses import dataclass
from ipaddress import ip_address, ip_network

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest


@dataclass(frozen=True)
class Limit:
    """``most`` tries of one ``who`` within ``window`` seconds of the first."""

    name: str  # begins the cache's keys: "door:code"
    most: int
    window: int

    def is_exhausted(self, *who: str) -> bool:
        return cache.get(self.key(*who), 0) >= self.most

    def count(self, *who: str, times: int = 1) -> int:
        """How many there are now within the window."""
        key = self.key(*who)
        if cache.add(key, times, self.window):
            return times
        try:
            return cache.incr(key, times)
        except ValueError:  # the window ended between the two lines
            return times

    def take_back(self, *who: str) -> None:
        """One try less, where one was counted before it was known how it ends."""
        with suppress(ValueError):  # the window ended, or all of them were forgotten
            cache.incr(self.key(*who), -1)

    def forget(self, *who: str) -> None:
        cache.delete(self.key(*who))

    def key(self, *who: str) -> str:
        """Neither name nor address is readable in it."""
        told = "\0".join(who).encode("utf-8", "replace")
        return f"{self.name}:{hashlib.sha256(told).hexdigest()}"


def address_of(request: HttpRequest) -> str:
    """The caller's address; behind our proxy, the one the proxy itself added last. Of IPv6 the
    network of 64 bits, which is what one house is given."""
    address = request.META.get("REMOTE_ADDR", "")
    forwarded = request.headers.get("X-Forwarded-For", "")
    if forwarded and getattr(settings, "SECURE_PROXY_SSL_HEADER", None):
        address = forwarded.rsplit(",", 1)[-1].strip()
    try:
        known = ip_address(address)
    except ValueError:
        return address
    return str(ip_network((known, 64), strict=False)) if known.version == 6 else address
