"""W3C's test vectors for `eddsa-rdfc-2022`, reproduced.

The values are facts of "Data Integrity EdDSA Cryptosuites v1.0", B.1 (W3C Recommendation; W3C
Software and Document License; repository w3c/vc-di-eddsa, TestVectors/).
"""

import hashlib
from datetime import UTC, datetime

from certificates.credentials import contexts
from certificates.credentials.keys import PrivateKey, PublicKey, base58, from_base58
from certificates.credentials.proof import canonical, hashed, signed

EXAMPLES = "https://www.w3.org/ns/credentials/examples/v2"
CREATED = datetime(2023, 2, 24, 23, 36, 38, tzinfo=UTC)
PUBLIC = "z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2"
PRIVATE = "z3u2en7t5LR2WtQH5PfFqMqwVHBeXouLzo6haApm8XHqvjxq"
METHOD = f"did:key:{PUBLIC}#{PUBLIC}"
UNSIGNED = {
    "@context": [contexts.CREDENTIALS, EXAMPLES],
    "id": "urn:uuid:58172aac-d8ba-11ed-83dd-0b3aef56cc33",
    "type": ["VerifiableCredential", "AlumniCredential"],
    "name": "Alumni Credential",
    "description": "A minimum viable example of an Alumni Credential.",
    "issuer": "https://vc.example/issuers/5678",
    "validFrom": "2023-01-01T00:00:00Z",
    "credentialSubject": {"id": "did:example:abcdefgh", "alumniOf": "The School of Examples"},
}
DOCUMENT_HASH = "517744132ae165a5349155bef0bb0cf2258fff99dfe1dbd914b938d775a36017"
OPTIONS_HASH = "bea7b7acfbad0126b135104024a5f1733e705108f42d59668b05c0c50004c6b0"
VALUE = "z2YwC8z3ap7yx1nZYCg4L3j3ApHsF8kgPdSb5xoS1VR7vPG3F561B52hYnQF9iseabecm3ijx4K1FBTQsCZahKZme"


def load(address, options):
    """The vectors use one more context than we do."""
    if address == EXAMPLES:
        vocabulary = {"@vocab": "https://www.w3.org/ns/credentials/examples#"}
        return {
            "contentType": "application/ld+json",
            "contextUrl": None,
            "documentUrl": address,
            "document": {"@context": vocabulary},
        }
    return contexts.load(address, options)


def key() -> PrivateKey:
    return PrivateKey(from_base58(PRIVATE[1:])[2:])


def test_the_key_pair_of_the_vectors_is_read():
    assert key().public == PublicKey.from_multibase(PUBLIC)
    assert key().public.multibase == PUBLIC
    assert "z" + base58(from_base58(PRIVATE[1:])) == PRIVATE


def test_the_canonical_document_has_the_published_hash():
    assert hashlib.sha256(canonical(UNSIGNED, load=load)).hexdigest() == DOCUMENT_HASH


def test_what_is_signed_are_the_published_hashes_of_options_and_document():
    options = {
        "type": "DataIntegrityProof",
        "cryptosuite": "eddsa-rdfc-2022",
        "created": "2023-02-24T23:36:38Z",
        "verificationMethod": METHOD,
        "proofPurpose": "assertionMethod",
    }

    assert hashed(UNSIGNED, options, load=load).hex() == OPTIONS_HASH + DOCUMENT_HASH


def test_the_proof_has_the_published_value():
    made = signed(UNSIGNED, key=key(), method=METHOD, at=CREATED, load=load)

    assert made["proof"]["proofValue"] == VALUE
