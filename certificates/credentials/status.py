"""Bitstring Status List (W3C, 1.0): one bit for each credential, set when it no longer stands.

Who asks for the list does not say about whom: it holds 131,072 places, taken at random.
"""

import gzip
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from certificates.credentials import contexts
from certificates.credentials.keys import base64url, from_base64url
from certificates.credentials.proof import moment
from certificates.models.credential import PLACES

LIVES = 300  # seconds a copy may be used


def encoded(places: Iterable[int]) -> str:
    """Multibase base64url of the gzipped bits; place 0 is the first byte's highest bit."""
    bits = bytearray(PLACES // 8)
    for place in places:
        bits[place // 8] |= 0x80 >> (place % 8)
    return "u" + base64url(gzip.compress(bytes(bits), mtime=0))


def is_set(text: str, place: int) -> bool:
    """Whether the bit of ``place`` is set in an encoded list; ValueError for a list that is none."""
    if not text.startswith("u"):
        raise ValueError("Not multibase base64url")
    bits = gzip.decompress(from_base64url(text[1:]))
    if not 0 <= place < len(bits) * 8:
        raise ValueError("No such place")
    return bool(bits[place // 8] & (0x80 >> (place % 8)))


def address(site: str, number: int) -> str:
    """Where a list stands; it is in every credential, so it never moves."""
    return f"{site}/kredensial/status/{number}"


def credential(
    *, address: str, issuer: str, places: Iterable[int], since: datetime
) -> dict[str, Any]:
    """The list as a credential, still without its proof."""
    return {
        "@context": [contexts.CREDENTIALS],
        "id": address,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": issuer,
        "validFrom": moment(since),
        "credentialSubject": {
            "id": f"{address}#list",
            "type": "BitstringStatusList",
            "statusPurpose": "revocation",
            "encodedList": encoded(places),
        },
    }


def entry(*, address: str, place: int) -> dict[str, str]:
    """Where a credential's own bit stands."""
    return {
        "id": f"{address}#{place}",
        "type": "BitstringStatusListEntry",
        "statusPurpose": "revocation",
        "statusListIndex": str(place),
        "statusListCredential": address,
    }
