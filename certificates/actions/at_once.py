"""Signing in the worker by a key that lies on this server: no other machine is waited for."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from certificates.actions.sheet import paper_of
from certificates.models import (
    Certificate,
    Signature,
    SignatureAttempt,
    SignatureState,
    SigningAccount,
    SigningMethod,
    Template,
)
from certificates.signing import checking, configured
from certificates.signing.adapters import adapter_for
from participants.models import User


@dataclass(frozen=True)
class PutOn:
    """One signature that is on a paper, written nowhere yet."""

    place: int
    account: SigningAccount
    before: str
    after: str


def accounts_of(template: Template) -> list[SigningAccount]:
    """Who signs this layout's papers electronically, in their order."""
    return [one for one in (template.signing_account, template.second_account) if one]


def signs_at_once(account: SigningAccount) -> bool:
    """By a key of this server, without asking anybody else on the way."""
    return account.method == SigningMethod.SERVER_KEY and not configured.key(account.service).tsa


def put_on(
    certificate: Certificate, content: bytes, accounts: Sequence[SigningAccount], *, at: datetime
) -> tuple[bytes, list[PutOn]]:
    """The paper with these signatures on it, in their order; reads and writes no row."""
    put = []
    for place, account in enumerate(accounts, start=1):
        paper = paper_of(certificate, content, place=place)
        signer = adapter_for(account, None, at=at)
        content = checking.own(paper, signer.sign([paper])[0].pdf)
        after = hashlib.sha256(content).hexdigest()
        put.append(PutOn(place, account, paper.sha256, after))
    return content, put


def note_put_on(*, put: Mapping[Certificate, Sequence[PutOn]], by: User, at: datetime) -> None:
    """The rows of these signatures, in two inserts."""
    pairs = [(certificate, one) for certificate, several in put.items() for one in several]
    if not pairs:
        return
    signatures = Signature.objects.bulk_create(
        Signature(
            certificate=certificate,
            place=one.place,
            account=one.account,
            state=SignatureState.SIGNED,
            attempts=1,
            input_sha256=one.before,
            output_sha256=one.after,
            signed_at=at,
            signed_by=by,
        )
        for certificate, one in pairs
    )
    SignatureAttempt.objects.bulk_create(
        SignatureAttempt(
            signature=signature,
            method=one.account.method,
            outcome="signed",
            input_sha256=one.before,
            output_sha256=one.after,
            at=at,
            by=by,
        )
        for signature, (_certificate, one) in zip(signatures, pairs, strict=True)
    )
