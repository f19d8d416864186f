"""From a printed paper to an issued one: prepared, signed by each official in turn, or withdrawn.

A signature is claimed in one transaction, asked for outside any, and kept in another. Whoever dies in
between leaves a claim whose lease ends; what came of it is known by the hashes of what went in.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction

from certificates import queries
from certificates.actions import credential
from certificates.actions.at_once import accounts_of, note_put_on, put_on, signs_at_once
from certificates.actions.effect import come_into_force
from certificates.actions.locking import hold_person
from certificates.actions.sheet import draw_paper, keep, paper_of
from certificates.models import (
    Certificate,
    CertificateAct,
    CertificateEvent,
    CertificateKind,
    CertificateState,
    Signature,
    SignatureAttempt,
    SignatureState,
    SigningAccount,
)
from certificates.signing import checking
from certificates.signing.port import Paper, Signer, Trouble
from participants.actions import audit, job
from participants.actions.number import void
from participants.errors import Reason, Refused
from participants.models import Number, NumberState, User

LEASE = timedelta(
    seconds=110
)  # just short of a job's: what a dead worker held is free when its item is


def lay_out(*, certificate: Certificate, reason: str, by: User, at: datetime) -> Certificate:
    """The unsaved next version, printed and kept: issued at once when nobody signs it electronically or
    every key is here, otherwise prepared for its officials."""
    # A surat keterangan is a letter signed by pen, and no badge of anything.
    is_letter = certificate.kind == CertificateKind.FOLLOWED
    accounts = [] if is_letter else accounts_of(certificate.template)
    badge = None
    if not is_letter:
        (badge,) = credential.prepare_attached([certificate], by=by, at=at)
    content = draw_paper(certificate, at=at, credential=badge)
    if not accounts or all(signs_at_once(one) for one in accounts):
        _issue_now(certificate, content, accounts, reason, by, at)
        credential.keep(badge)
        return certificate
    certificate.state = CertificateState.PREPARED
    certificate.pdf = certificate.original = keep(certificate, content, by=by, at=at)
    certificate.save()
    credential.keep(badge)
    _happened(certificate, CertificateAct.PREPARED, by, at, reason)
    Signature.objects.bulk_create(
        Signature(certificate=certificate, place=place, account=account)
        for place, account in enumerate(accounts, start=1)
    )
    audit.record(
        "certificates.certificate.prepared",
        certificate,
        by=by,
        at=at,
        unit=certificate.registration.workshop.unit,
        number=certificate.number,
    )
    if not accounts[0].is_personal:
        _to_the_worker(certificate, 1, by, at)
    return certificate


def _happened(
    certificate: Certificate, act: CertificateAct, by: User, at: datetime, reason: str = ""
) -> None:
    CertificateEvent.objects.create(
        certificate=certificate, act=act, public_reason=reason, at=at, by=by
    )


def _issue_now(
    certificate: Certificate,
    content: bytes,
    accounts: Sequence[SigningAccount],
    reason: str,
    by: User,
    at: datetime,
) -> Certificate:
    """In the transaction of the caller: no other machine is waited for."""
    content, put = put_on(certificate, content, accounts, at=at)
    certificate.pdf = keep(certificate, content, by=by, at=at)
    # Only one may be in force, so it steps in when the one before has stepped down.
    certificate.state = CertificateState.PREPARED
    certificate.save()
    _happened(certificate, CertificateAct.PREPARED, by, at, reason)
    come_into_force(certificate=certificate, by=by, at=at)
    note_put_on(put={certificate: put}, by=by, at=at)
    return certificate


def sign(
    *,
    signatures: Sequence[Signature],
    signer: Signer,
    by: User,
    at: datetime,
) -> list[Signature]:
    """These signatures, put on by one call of ``signer``; gives those that are on.

    Raises Trouble when the call failed for all of them; what failed of one paper alone stands beside
    it. Whoever calls holds no transaction: a service may take a minute to answer.
    """
    claimed = [one for one in (_claim(row, by, at) for row in signatures) if one is not None]
    if not claimed:
        return []
    left = [(row, paper) for row, paper in claimed if row.external_id]
    done = [_fetched(row, paper, signer, by, at) for row, paper in left]
    fresh = [(row, paper) for row, paper in claimed if not row.external_id]
    if fresh:
        try:
            answers = signer.sign([paper for _row, paper in fresh])
        except Trouble as trouble:
            for row, _paper in fresh:
                _fail(row, trouble, by, at)
            raise
        except Exception:  # noqa: BLE001 - of another's library and service
            # What happened is not known, and its words are nobody's we know: none of them is kept.
            for row, _paper in fresh:
                _fail(row, Trouble("sign-failed"), by, at)
            raise Trouble("sign-failed", stops=True) from None
        pdfs = [one.pdf for one in answers if one.pdf]
        ids = [one.external_id for one in answers if one.external_id and not one.pdf]
        for (row, paper), external_id in zip(fresh, ids, strict=False):
            Signature.objects.filter(pk=row.pk).update(external_id=external_id)
            row.external_id = external_id
            done.append(_fetched(row, paper, signer, by, at))
        if not ids:
            done += _matched(fresh, pdfs, by, at)
    return [row for row in done if row is not None]


def _fetched(
    row: Signature, paper: Paper, signer: Signer, by: User, at: datetime
) -> Signature | None:
    """What the service keeps for us, once: after a download that failed it is signed anew."""
    try:
        return _keep(row, paper, signer.fetch(row.external_id), by, at)
    except Trouble as trouble:
        if trouble.code == "sign-document-taken":
            row.external_id = ""
            Signature.objects.filter(pk=row.pk).update(external_id="")
        _fail(row, trouble, by, at)
        if trouble.stops:
            raise
        return None


def _matched(
    fresh: list[tuple[Signature, Paper]], pdfs: list[bytes], by: User, at: datetime
) -> list[Signature | None]:
    """Each paper with the answer that is its own: a service that gave fewer does not say which."""
    done: list[Signature | None] = []
    for row, paper in fresh:
        own = checking.pick(paper, pdfs)
        try:
            if own is None:
                raise Trouble("sign-answer-missing")
            done.append(_keep(row, paper, own, by, at))
        except Trouble as trouble:
            _fail(row, trouble, by, at)
    return done


@transaction.atomic
def _claim(signature: Signature, by: User, at: datetime) -> tuple[Signature, Paper] | None:
    """The signature with what is to be signed, held for a while; None when it is another's or done."""
    certificate = _locked(signature.certificate_id)
    row = (
        Signature.objects.next_in_turn()
        .select_related("account", "document")
        .filter(pk=signature.pk)
        .first()
    )
    if row is None or (
        row.state == SignatureState.RUNNING and row.lease_until and row.lease_until > at
    ):
        return None
    row.certificate = certificate
    assert certificate.pdf is not None  # noqa: S101 - a prepared certificate is printed
    with certificate.pdf.content.open("rb") as kept:
        paper = paper_of(certificate, kept.read(), place=row.place)
    if row.input_sha256 != paper.sha256:
        row.external_id = ""
    row.state, row.lease_until, row.error = SignatureState.RUNNING, at + LEASE, []
    row.attempts += 1
    row.input_sha256 = paper.sha256
    row.save()
    SignatureAttempt.objects.create(
        signature=row,
        method=row.account.method,
        input_sha256=paper.sha256,
        external_id=row.external_id,
        at=at,
        by=by,
    )
    return row, paper


def _locked(certificate_id: int) -> Certificate:
    return (
        Certificate.objects.select_for_update(of=("self",))
        .select_related(
            "pdf",
            "entitlement",
            "template__signing_account",
            "template__second_account",
            "registration__person__home_unit",
            "registration__unit",
            "registration__workshop__unit",
        )
        .get(pk=certificate_id)
    )


def _keep(row: Signature, paper: Paper, content: bytes, by: User, at: datetime) -> Signature:
    """The signed paper, once it is found to be ours; the last one issues the certificate. Raises
    Trouble when it is not, and when the certificate was withdrawn meanwhile."""
    checking.returned(paper, content)
    return _kept(row, paper, content, by, at)


@transaction.atomic
def _kept(row: Signature, paper: Paper, content: bytes, by: User, at: datetime) -> Signature:
    hold_person([row.certificate.registration_id])
    certificate = _locked(row.certificate_id)
    now = Signature.objects.get(pk=row.pk)
    if certificate.state != CertificateState.PREPARED:
        raise Trouble("sign-withdrawn")
    if now.state == SignatureState.SIGNED:
        return now
    stored = keep(certificate, content, by=by, at=at, place=row.place)
    row.state, row.lease_until, row.document = SignatureState.SIGNED, None, stored
    row.output_sha256, row.external_id = stored.sha256, row.external_id
    row.signed_at, row.signed_by = at, by
    row.save()
    _close(row, "signed", stored.sha256)
    certificate.pdf = stored
    certificate.save(update_fields=["pdf"])
    _happened(certificate, CertificateAct.SIGNED, by, at)
    audit.record(
        "certificates.certificate.signed",
        certificate,
        by=by,
        at=at,
        unit=certificate.registration.workshop.unit,
        place=row.place,
        account=row.account.public_id,
    )
    following = certificate.signatures.open().select_related("account").order_by("place").first()
    if following is None:
        come_into_force(certificate=certificate, by=by, at=at)
    elif not following.account.is_personal:
        _to_the_worker(certificate, following.place, by, at)
    return row


@transaction.atomic
def _fail(row: Signature, trouble: Trouble, by: User, at: datetime) -> None:
    Signature.objects.filter(pk=row.pk, state=SignatureState.RUNNING).update(
        state=SignatureState.FAILED,
        lease_until=None,
        error=[reason.as_json() for reason in trouble.reasons],
    )
    _close(row, trouble.code, "")
    audit.record(
        "certificates.signature.failed",
        row,
        by=by,
        at=at,
        unit=row.certificate.registration.workshop.unit,
        code=trouble.code,
    )


def _close(row: Signature, outcome: str, output: str) -> None:
    newest = SignatureAttempt.objects.filter(signature=row).order_by("-pk").values("pk")[:1]
    SignatureAttempt.objects.filter(pk__in=list(newest.values_list("pk", flat=True))).update(
        outcome=outcome, output_sha256=output, external_id=row.external_id
    )


def _to_the_worker(certificate: Certificate, place: int, by: User, at: datetime) -> None:
    """Beside the issuing, since another machine is asked and no transaction may wait for it."""
    job.extend(
        kind=queries.SIGN,
        items=[f"{certificate.public_id}:{place}"],
        by=by,
        at=at,
        workshop=certificate.registration.workshop.public_id,
    )


@transaction.atomic
def withdraw(
    *,
    certificate: Certificate,
    reason: str,
    by: User,
    at: datetime,
    even_underway: bool = False,
) -> Certificate:
    """A prepared certificate never comes into force; its person waits for one again. Its number, when
    it is its own, is void in the register with this reason.

    Refused without a reason, when it was issued or withdrawn before, and while it is being signed
    (unless ``even_underway``).
    """
    if not reason.strip():
        raise Refused(Reason("reason-required"))
    hold_person([certificate.registration_id])
    certificate = _locked(certificate.pk)
    if certificate.state != CertificateState.PREPARED:
        raise Refused(Reason("certificate-not-prepared"))
    running = certificate.signatures.filter(state=SignatureState.RUNNING, lease_until__gt=at)
    if not even_underway and running.exists():
        raise Refused(Reason("signing-underway"))
    certificate.state = CertificateState.WITHDRAWN
    certificate.save(update_fields=["state"])
    certificate.signatures.open().update(state=SignatureState.DROPPED, lease_until=None)
    _happened(certificate, CertificateAct.WITHDRAWN, by, at, reason)
    if certificate.version == 1:
        number = Number.objects.select_related("series__unit").filter(
            used_for_kind="certificate",
            text=certificate.number,
            state=NumberState.USED,
            series__unit=certificate.registration.workshop.unit_id,
        )
        for drawn in number:
            void(number=drawn, reason=reason, by=by, at=at)
    audit.record(
        "certificates.certificate.withdrawn",
        certificate,
        by=by,
        at=at,
        unit=certificate.registration.workshop.unit,
        number=certificate.number,
    )
    return certificate
