"""The same credential as VC-JWT (Open Badges 3.0, 8.2): the credential itself as claims, EdDSA."""

import json
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from certificates.credentials.keys import PrivateKey, PublicKey, base64url, from_base64url

Keys = Callable[[str], PublicKey | None]


def signed(credential: Mapping[str, Any], *, key: PrivateKey, method: str) -> str:
    """``method`` is the address of the JWK in the issuer's DID document. No other header is allowed."""
    claims = {
        **credential,
        "iss": credential["issuer"]["id"],
        "jti": credential["id"],
        "nbf": _seconds(credential["validFrom"]),
        "sub": credential["credentialSubject"]["id"],
    }
    header = {"alg": "EdDSA", "typ": "JWT", "kid": method}
    told = f"{_part(header)}.{_part(claims)}"
    return f"{told}.{base64url(key.sign(told.encode()))}"


def read(token: str, keys: Keys) -> dict[str, Any] | None:
    """The claims of a token that its issuer signed; None for any other text."""
    try:
        told, _dot, signature = token.rpartition(".")
        header, claims = (json.loads(from_base64url(part)) for part in told.split("."))
        method = str(header["kid"])
        if header.get("alg") != "EdDSA" or method.partition("#")[0] != claims["iss"]:
            return None
        key = keys(method)
        genuine = key is not None and key.has_signed(from_base64url(signature), told.encode())
    except (ValueError, KeyError, TypeError, AttributeError):
        return None
    return claims if genuine else None


def _part(value: Mapping[str, Any]) -> str:
    return base64url(json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode())


def _seconds(text: str) -> int:
    return int(datetime.fromisoformat(text).timestamp())
