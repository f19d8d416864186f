"""Data Integrity proofs by `eddsa-rdfc-2022`: Ed25519 over what the words mean, not how they stand.

W3C, Data Integrity EdDSA Cryptosuites 1.0, 3.2.
"""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from certificates.credentials import contexts
from certificates.credentials.canonical import Path, canonical, canonical_alike
from certificates.credentials.keys import PrivateKey, PublicKey, base58, from_base58

SUITE = "eddsa-rdfc-2022"
# Whose key an address names, or None where it is not the issuer's (any more).
Keys = Callable[[str], PublicKey | None]


def moment(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def signed(
    document: Mapping[str, Any],
    *,
    key: PrivateKey,
    method: str,
    at: datetime,
    gaps: Sequence[Path] = (),
    load: Callable[..., Any] = contexts.load,
) -> dict[str, Any]:
    """The document with its proof, made ``at`` with the key that ``method`` names. Much cheaper for
    many that differ in ``gaps`` alone."""
    proof = {
        "type": "DataIntegrityProof",
        "cryptosuite": SUITE,
        "created": moment(at),
        "verificationMethod": method,
        "proofPurpose": "assertionMethod",
    }
    told = _hashed_alike(document, proof, gaps) if gaps else hashed(document, proof, load=load)
    value = "z" + base58(key.sign(told))
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


def _hashed_alike(
    document: Mapping[str, Any], options: Mapping[str, Any], gaps: Sequence[Path]
) -> bytes:
    """The same as ``hashed``."""
    options = {"@context": document["@context"], **options}
    parts = canonical_alike(options, (("created",),)), canonical_alike(document, gaps)
    return b"".join(hashlib.sha256(part).digest() for part in parts)


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
