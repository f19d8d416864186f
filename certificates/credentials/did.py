"""Who we are to other programs: `did:web` of the installation's address, with every key it has used."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit

from certificates.credentials.keys import PublicKey

CONTEXTS = (
    "https://www.w3.org/ns/did/v1",
    "https://w3id.org/security/multikey/v1",
    "https://w3id.org/security/suites/jws-2020/v1",
)


def identifier(site: str) -> str:
    """``did:web:bimtek.butonkab.go.id``; a port's colon is spelt %3A."""
    return "did:web:" + urlsplit(site).netloc.lower().replace(":", "%3A")


def multikey_of(site: str, key: PublicKey) -> str:
    """What proofs name the key by."""
    return f"{identifier(site)}#{key.multibase}"


def jwk_of(site: str, key: PublicKey) -> str:
    """What JWTs name the same key by."""
    return f"{identifier(site)}#{key.thumbprint}"


def document(site: str, keys: Iterable[PublicKey]) -> dict[str, Any]:
    """`/.well-known/did.json`: a retired key stays, or what it signed would no longer verify."""
    keys = list(keys)
    own = identifier(site)
    methods: list[dict[str, Any]] = []
    for key in keys:
        methods += [
            {
                "id": multikey_of(site, key),
                "type": "Multikey",
                "controller": own,
                "publicKeyMultibase": key.multibase,
            },
            {
                "id": jwk_of(site, key),
                "type": "JsonWebKey2020",
                "controller": own,
                "publicKeyJwk": key.jwk,
            },
        ]
    return {
        "@context": list(CONTEXTS),
        "id": own,
        "verificationMethod": methods,
        "assertionMethod": [method["id"] for method in methods],
    }
