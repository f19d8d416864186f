"""W3C's test vectors for `eddsa-rdfc-2022`, reproduced: both credentials, the proof set, the proof chain.

The values are facts of "Data Integrity EdDSA Cryptosuites v1.0", appendix B (W3C Recommendation; W3C
Software and Document License; repository w3c/vc-di-eddsa, TestVectors/).
"""

import hashlib
from datetime import UTC, datetime

import pytest

from certificates.credentials import contexts
from certificates.credentials.canonical import canonical
from certificates.credentials.keys import PrivateKey, PublicKey, base58, from_base58
from certificates.credentials.proof import hashed, signed

EXAMPLES = "https://www.w3.org/ns/credentials/examples/v2"
CITIZENSHIP = "https://w3id.org/citizenship/v4rc1"
CREATED = datetime(2023, 2, 24, 23, 36, 38, tzinfo=UTC)
PUBLIC = "z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2"
PRIVATE = "z3u2en7t5LR2WtQH5PfFqMqwVHBeXouLzo6haApm8XHqvjxq"
METHOD = f"did:key:{PUBLIC}#{PUBLIC}"
OPTIONS_HASH = "bea7b7acfbad0126b135104024a5f1733e705108f42d59668b05c0c50004c6b0"

ALUMNI = {
    "@context": [contexts.CREDENTIALS, EXAMPLES],
    "id": "urn:uuid:58172aac-d8ba-11ed-83dd-0b3aef56cc33",
    "type": ["VerifiableCredential", "AlumniCredential"],
    "name": "Alumni Credential",
    "description": "A minimum viable example of an Alumni Credential.",
    "issuer": "https://vc.example/issuers/5678",
    "validFrom": "2023-01-01T00:00:00Z",
    "credentialSubject": {"id": "did:example:abcdefgh", "alumniOf": "The School of Examples"},
}
PIXEL = "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVQIW2N"
EMPLOYMENT = {
    "@context": [contexts.CREDENTIALS, CITIZENSHIP],
    "type": ["VerifiableCredential", "EmploymentAuthorizationDocumentCredential"],
    "issuer": {
        "id": "did:key:zDnaegE6RR3atJtHKwTRTWHsJ3kNHqFwv7n9YjTgmU7TyfU76",
        "image": f"{PIXEL}gUPr/HwADaAIhG61j/AAAAABJRU5ErkJggg==",
    },
    "credentialSubject": {
        "type": ["Person", "EmployablePerson"],
        "givenName": "JOHN",
        "additionalName": "JACOB",
        "familyName": "SMITH",
        "image": f"{PIXEL}g+M/wHwAEAQH/7yMK/gAAAABJRU5ErkJggg==",
        "gender": "Male",
        "residentSince": "2015-01-01",
        "birthCountry": "Bahamas",
        "birthDate": "1999-07-17",
        "employmentAuthorizationDocument": {
            "type": "EmploymentAuthorizationDocument",
            "identifier": "83627465",
            "lprCategory": "C09",
            "lprNumber": "999-999-999",
        },
    },
    "name": "Employment Authorization Document",
    "description": "Example Employment Authorization Document.",
    "validFrom": "2019-12-03T00:00:00Z",
    "validUntil": "2029-12-03T00:00:00Z",
}
CREDENTIALS = {
    "alumni": (
        ALUMNI,
        "517744132ae165a5349155bef0bb0cf2258fff99dfe1dbd914b938d775a36017",
        "z2YwC8z3ap7yx1nZYCg4L3j3ApHsF8kgPdSb5xoS1VR7vPG3F561B52hYnQF9iseabecm3ijx4K1FBTQsCZahKZme",
    ),
    "employment": (
        EMPLOYMENT,
        "03f59e5b04ab575b1172cb684f22eede72f0e9033e0b5c67d0e2506768d6ce11",
        "zeuuS9pi2ZR8Q41bFFJKS9weSWkwa7pRcxHTHzxjDEHtVSZp3D9Rm3JdzT82EQpmXMb9wvfFJLuDPeSXZaRX1q1c",
    ),
}

# The two contexts that the vectors use beside ours, as far as they use them. A word that meant
# something else would not give the published hash.
HUMAN = "https://schema.org/"
CITIZEN = "https://w3id.org/citizenship#"
DATE = "http://www.w3.org/2001/XMLSchema#dateTime"
MORE_CONTEXTS = {
    EXAMPLES: {"@vocab": "https://www.w3.org/ns/credentials/examples#"},
    CITIZENSHIP: {
        "image": {"@id": f"{HUMAN}image", "@type": "@id"},
        **{word: HUMAN + word for word in ("additionalName", "familyName", "gender", "givenName")},
        **{word: HUMAN + word for word in ("identifier", "Person")},
        "birthDate": {"@id": f"{HUMAN}birthDate", "@type": DATE},
        "residentSince": {"@id": f"{CITIZEN}residentSince", "@type": DATE},
        **{
            word: CITIZEN + word
            for word in (
                "EmployablePerson",
                "EmploymentAuthorizationDocument",
                "EmploymentAuthorizationDocumentCredential",
                "birthCountry",
                "lprCategory",
                "lprNumber",
            )
        },
        "employmentAuthorizationDocument": {
            "@id": f"{CITIZEN}employmentAuthorizationDocument",
            "@type": "@id",
        },
    },
}

SET_ONE = {
    "type": "DataIntegrityProof",
    "id": "urn:uuid:26329423-bec9-4b2e-88cb-a7c7d9dc4544",
    "cryptosuite": "eddsa-rdfc-2022",
    "created": "2023-02-24T23:36:38Z",
    "verificationMethod": "did:key:z6MktgKTsu1QhX6QPbyqG6geXdw6FQCZBPq7uQpieWbiQiG7"
    "#z6MktgKTsu1QhX6QPbyqG6geXdw6FQCZBPq7uQpieWbiQiG7",
    "proofPurpose": "assertionMethod",
    "proofValue": "z66vWyqwAghu52WbpRkCwFRTu6Msn92ArtjpJ3gGMSVoU5RADwBfszoDt1QWY8owqLPz4nTj7hAwV7xFti1"
    "p93zdr",
}
SET_TWO = {
    "type": "DataIntegrityProof",
    "id": "urn:uuid:8cc9022b-6b14-4cf3-8571-74972c5feb54",
    "cryptosuite": "eddsa-rdfc-2022",
    "created": "2023-02-24T23:36:38Z",
    "verificationMethod": "did:key:z6MkhWqdDBPojHA7cprTGTt5yHv5yUi1B8cnXn8ReLumkw6E"
    "#z6MkhWqdDBPojHA7cprTGTt5yHv5yUi1B8cnXn8ReLumkw6E",
    "proofPurpose": "assertionMethod",
    "proofValue": "z2scr94SNNrGpP2bE7ajvKWeUHm7HJ2edDkxpARvFAQ8V3USzwEzibqrXKaLHBrWostswsfvg82twQR88Bg"
    "tnsrXY",
}
CHAIN_ONE = {
    "type": "DataIntegrityProof",
    "id": "urn:uuid:d94f792a-c546-4d06-b38a-da070ab56c23",
    "cryptosuite": "eddsa-rdfc-2022",
    "created": "2023-02-26T22:06:38Z",
    "verificationMethod": "did:key:z6MkmEq87wkHCYnWnNZkigeDMGTN7oUw1upkhzd77KuXERS1"
    "#z6MkmEq87wkHCYnWnNZkigeDMGTN7oUw1upkhzd77KuXERS1",
    "proofPurpose": "assertionMethod",
    "previousProof": [SET_ONE["id"], SET_TWO["id"]],
    "proofValue": "zWaPeEvBAkhQpNQj8pknuvg5STcKnt3cvM9t4kAYeJETFjvVMSXEEjadC4uxC9fKCn6JHbjt6fj2fhoaVNy"
    "nBm6J",
}
CHAIN_TWO = {
    "type": "DataIntegrityProof",
    "cryptosuite": "eddsa-rdfc-2022",
    "created": "2023-02-26T22:16:38Z",
    "verificationMethod": "did:key:z6Mkm1S51iPHJvDEkJ9MRtxJmT8Pqo6wHipAFwBAjN83vntT"
    "#z6Mkm1S51iPHJvDEkJ9MRtxJmT8Pqo6wHipAFwBAjN83vntT",
    "proofPurpose": "assertionMethod",
    "previousProof": CHAIN_ONE["id"],
    "proofValue": "z4b5uUtxNiV4E541LiR8qLvA21xM1Vt4Hfn6nLmmDePdFvLB3jFj3HyEEJyRMbpJzv4Gfdr8ABeuRTxAvZv"
    "6KWRRh",
}
# Each with the private half of its key, and with the proofs before it that it covers.
PROOFS = {
    "set, first": (SET_ONE, "z3u2W4YnTstS1nSSBAgZcYSJF43JuZ9uLV6bF38B1Bf8NugW", []),
    "set, second": (SET_TWO, "z3u2cfp4Q17kMGhNCh348a3yw3cUBiWK6RXRzyJE54sixMFn", []),
    "chain, first": (
        CHAIN_ONE,
        "z3u2Zr3tcDLBDQKGxVa9SRDFNLqNqPWsa8p9rWPvCEH6bADB",
        [SET_ONE, SET_TWO],
    ),
    "chain, second": (
        CHAIN_TWO,
        "z3u2ZTWiFwM17veUR7sXniY66Gf14SqMdpMLy7SW9x4EDdmw",
        [CHAIN_ONE],
    ),
}


def load(address, options):
    if address in MORE_CONTEXTS:
        return {
            "contentType": "application/ld+json",
            "contextUrl": None,
            "documentUrl": address,
            "document": {"@context": MORE_CONTEXTS[address]},
        }
    return contexts.load(address, options)


def private(multikey: str) -> PrivateKey:
    return PrivateKey(from_base58(multikey[1:])[2:])


@pytest.fixture(params=CREDENTIALS.values(), ids=CREDENTIALS)
def vector(request):
    return request.param


def test_the_key_pair_of_the_vectors_is_read():
    assert private(PRIVATE).public == PublicKey.from_multibase(PUBLIC)
    assert private(PRIVATE).public.multibase == PUBLIC
    assert "z" + base58(from_base58(PRIVATE[1:])) == PRIVATE


def test_the_canonical_document_has_the_published_hash(vector):
    document, document_hash, _value = vector

    assert hashlib.sha256(canonical(document, load=load)).hexdigest() == document_hash


def test_what_is_signed_are_the_published_hashes_of_options_and_document(vector):
    document, document_hash, _value = vector
    options = {
        "type": "DataIntegrityProof",
        "cryptosuite": "eddsa-rdfc-2022",
        "created": "2023-02-24T23:36:38Z",
        "verificationMethod": METHOD,
        "proofPurpose": "assertionMethod",
    }

    assert hashed(document, options, load=load).hex() == OPTIONS_HASH + document_hash


def test_the_proof_has_the_published_value(vector):
    document, _document_hash, value = vector

    made = signed(document, key=private(PRIVATE), method=METHOD, at=CREATED, load=load)

    assert made["proof"]["proofValue"] == value


@pytest.mark.parametrize(("proof", "secret", "before"), PROOFS.values(), ids=PROOFS)
def test_each_proof_of_the_set_and_of_the_chain_has_the_published_value(proof, secret, before):
    options = {name: value for name, value in proof.items() if name != "proofValue"}
    document = {**ALUMNI, "proof": before} if before else ALUMNI
    told = hashed(document, options, load=load)

    assert "z" + base58(private(secret).sign(told)) == proof["proofValue"]
