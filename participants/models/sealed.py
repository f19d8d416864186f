"""Secrets at rest: encrypted with a rotatable key, found again by a keyed hash (blueprint §9.1)."""

import base64
import hmac
import os
from functools import cache

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings


@cache
def _keys(configured: str) -> dict[int, bytes]:
    pairs = (pair.split(":", 1) for pair in configured.split(",") if pair)
    return {int(version): base64.b64decode(key) for version, key in pairs}


@cache
def _cipher(key: bytes) -> AESGCM:
    return AESGCM(key)


def seal(plain: str) -> str:
    """``version:base64(nonce + ciphertext)`` under the newest key; "" stays ""."""
    if not plain:
        return ""
    keys = _keys(settings.FIELD_KEYS)
    version = max(keys)
    nonce = os.urandom(12)
    body = _cipher(keys[version]).encrypt(nonce, plain.encode(), None)
    return f"{version}:{base64.b64encode(nonce + body).decode()}"


def unseal(sealed: str) -> str:
    """The plain text; raises KeyError when its key version is gone, InvalidTag when tampered."""
    if not sealed:
        return ""
    version, body = sealed.split(":", 1)
    raw = base64.b64decode(body)
    key = _keys(settings.FIELD_KEYS)[int(version)]
    return _cipher(key).decrypt(raw[:12], raw[12:], None).decode()


def seal_bytes(plain: bytes) -> str:
    """As ``seal``, for a small file."""
    return seal(base64.b64encode(plain).decode())


def unseal_bytes(sealed: str) -> bytes:
    return base64.b64decode(unseal(sealed))


def lookup(kind: str, plain: str) -> str:
    """64 hex characters by which a secret is found; keyed by the first key, so rotation keeps it.
    Total: a text that no encoding carries (half a surrogate pair, from JSON) is nobody's secret.
    """
    keys = _keys(settings.FIELD_KEYS)
    return hmac.digest(
        keys[min(keys)], f"{kind}:{plain}".encode("utf-8", "surrogatepass"), "sha256"
    ).hex()
