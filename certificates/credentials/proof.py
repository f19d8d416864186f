"""Data Integrity proofs by `eddsa-rdfc-2022`: Ed25519 over what the words mean, not how they stand.

W3C, Data Integrity EdDSA Cryptosuites 1.0, 3.2. PyLD calls its canonicalisation URDNA2015; RDFC-1.0
is the same but for how it spells control characters, and a text with one is refused here.
"""

import hashlib
import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

from pyld import jsonld

from certificates.credentials import contexts
from certificates.credentials.keys import PrivateKey, PublicKey, base58, from_base58

SUITE = "eddsa-rdfc-2022"
OTHERWISE_SPELT = re.compile(r"[\x00-\x09\x0b\x0c\x0e-\x1f\x7f]")
# Whose key an address names, or None where it is not the issuer's (any more).
Keys = Callable[[str], PublicKey | None]


class Unprovable(ValueError):
    """Something in a document is not covered by a proof over its meaning."""


def moment(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def signed(
    document: Mapping[str, Any],
    *,
    key: PrivateKey,
    method: str,
    at: datetime,
    load: Callable[..., Any] = contexts.load,
) -> dict[str, Any]:
    """The document with its proof, made ``at`` with the key that ``method`` names."""
    proof = {
        "type": "DataIntegrityProof",
        "cryptosuite": SUITE,
        "created": moment(at),
        "verificationMethod": method,
        "proofPurpose": "assertionMethod",
    }
    value = "z" + base58(key.sign(hashed(document, proof, load=load)))
    return {**document, "proof": {**proof, "proofValue": value}}


def is_genuine(document: Mapping[str, Any], keys: Keys) -> bool:
    """Whether the proof in a document was made over it with a key of its issuer.

    UnknownContext for words that are not kept here, Unprovable for words that no context explains.
    """
    unproved = {name: value for name, value in document.items() if name != "proof"}
    proof = document.get("proof")
    if not isinstance(proof, Mapping) or proof.get("proofPurpose") != "assertionMethod":
        return False
    if (proof.get("type"), proof.get("cryptosuite")) != ("DataIntegrityProof", SUITE):
        return False
    method, value = str(proof.get("verificationMethod", "")), str(proof.get("proofValue", ""))
    if method.partition("#")[0] != _issuer(document):
        return False
    key = keys(method)
    if key is None or not value.startswith("z"):
        return False
    options = {name: inner for name, inner in proof.items() if name != "proofValue"}
    try:
        signature = from_base58(value[1:])
    except ValueError:
        return False
    return key.has_signed(signature, hashed(unproved, options))


def _issuer(document: Mapping[str, Any]) -> str:
    issuer = document.get("issuer", "")
    return str(issuer.get("id", "") if isinstance(issuer, Mapping) else issuer)


def hashed(
    document: Mapping[str, Any],
    options: Mapping[str, Any],
    *,
    load: Callable[..., Any] = contexts.load,
) -> bytes:
    """The 64 bytes that are signed: SHA-256 of the proof's options, then of the document."""
    options = {"@context": document["@context"], **options}
    return b"".join(
        hashlib.sha256(canonical(one, load=load)).digest() for one in (options, document)
    )


def canonical(document: Mapping[str, Any], *, load: Callable[..., Any] = contexts.load) -> bytes:
    """The document's meaning as sorted N-Quads."""
    _refuse_control_characters(document)
    settings = {"documentLoader": load, "base": "", "processingMode": "json-ld-1.1"}
    try:
        # A word that means nothing would stand in the document and not under the proof.
        meaning = jsonld.expand(document, settings, on_property_dropped=_refuse_word)
        lines = jsonld.normalize(
            meaning,
            {**settings, "algorithm": "URDNA2015", "format": "application/n-quads"},
        )
    except jsonld.JsonLdError as error:
        cause: BaseException | None = error
        while cause is not None:
            if isinstance(cause, contexts.UnknownContext | Unprovable):
                raise cause from None
            cause = getattr(cause, "cause", None) or cause.__cause__
        raise Unprovable(error.type) from error
    return lines.encode()


def _refuse_word(word: str) -> None:
    raise Unprovable(f"{word!r} means nothing here")


def _refuse_control_characters(value: Any) -> None:
    if isinstance(value, str) and OTHERWISE_SPELT.search(value):
        raise Unprovable("a control character")
    if isinstance(value, Mapping):
        value = list(value.values())
    if isinstance(value, list):
        for inner in value:
            _refuse_control_characters(inner)
