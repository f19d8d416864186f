"""Certificates by the batch: numbers drawn, papers made, everything written at once.

Three steps. ``reserve`` judges and draws the numbers in a transaction of its own, so that the
register is locked for a moment and not for as long as the papers take (docs/decisions/0025).
``make`` prints, and holds no lock. ``keep`` looks again and writes. A worker that dies in between
leaves numbers that are drawn for their entitlements: who makes those next finds them.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction
from django.db.models import Prefetch

from certificates import notices, queries
from certificates.actions import credential
from certificates.actions.at_once import PutOn, accounts_of, note_put_on, put_on, signs_at_once
from certificates.actions.locking import hold_person
from certificates.actions.record import newest_of, write_records
from certificates.actions.sheet import (
    PRINTED_NUMBERS,
    Programme,
    draw_paper,
    file_name,
    freeze,
    programme_of,
    statement_of,
    storage_key,
)
from certificates.models import (
    Certificate,
    CertificateAct,
    CertificateEvent,
    CertificateKind,
    CertificateState,
    Credential,
    Signature,
    SigningAccount,
    Template,
)
from certificates.signing.adapters import adapter_for
from certificates.statement import Statement
from participants.actions import audit, notice
from participants.actions.file import MadeFile, store_many_made
from participants.actions.job import extend
from participants.actions.number import draw_many, void
from participants.errors import Reason, Refused
from participants.models import (
    Identifier,
    IdentifierKind,
    Notice,
    NoticeChannel,
    Number,
    NumberSeries,
    User,
)
from workshops.models import Closing, Entitlement, EntitlementKind

WITH = (
    "closing__rule",
    "closing__stage",
    "registration__person__home_unit",
    "registration__unit",
    "registration__workshop__unit",
)
PLAIN_NUMBERS = Prefetch(
    "registration__person__identifiers",
    queryset=Identifier.objects.exclude(kind=IdentifierKind.NIK).order_by("kind"),
    to_attr=PRINTED_NUMBERS,
)
STANDING = (CertificateState.ISSUED, CertificateState.PREPARED)


@dataclass(frozen=True)
class Order:
    """What all certificates of one request have in common."""

    template: Template
    series: NumberSeries
    issued_on: date
    programme: Programme | None = None

    @property
    def signs_at_once(self) -> bool:
        """Nobody signs electronically, or every key is here: issued as soon as it is made."""
        return all(signs_at_once(one) for one in accounts_of(self.template))


@dataclass
class Batch:
    """One round of the worker. ``answers`` are by the entitlement that was asked for: the
    certificate that is there, or why there will be none."""

    due: dict[str, tuple[Entitlement, Number]] = field(default_factory=dict)
    made: dict[str, "Made"] = field(default_factory=dict)
    answers: dict[str, Certificate | Refused] = field(default_factory=dict)


@dataclass(frozen=True)
class Made:
    """One paper with what it says, written nowhere yet."""

    certificate: Certificate
    entitlement: Entitlement
    said: Statement
    content: bytes
    put: list[PutOn]
    badge: Credential | None


@transaction.atomic
def reserve(*, order: Order, keys: Collection[str], by: User, at: datetime) -> Batch:
    """Who of these entitlements gets a certificate, each with its number; the same entitlement gets
    the same number again. Raises Trouble when a key of this server cannot sign now."""
    if order.signs_at_once:
        for account in accounts_of(order.template):
            adapter_for(account, None, at=at)
    batch = Batch()
    due: dict[str, Entitlement] = {}
    asked = _locked(keys)
    there = _there(asked.values())
    newest = newest_of(asked.values())
    for key, entitlement in asked.items():
        found = there.get(entitlement.registration_id, [])
        try:
            if made := _made(entitlement, found):
                batch.answers[key] = made
                continue
            # Supplemented after it was asked for: what counts is the newest.
            due[key] = newest[entitlement.registration_id, entitlement.closing_id]
            _refuse_without_right(due[key], found, entitlement.closing)
        except Refused as refused:
            due.pop(key, None)
            batch.answers[key] = refused
    drawn = draw_many(
        series=order.series,
        year=order.issued_on.year,
        by=by,
        at=at,
        used_for_kind="certificate",
        used_for_ids=[entitlement.public_id for entitlement in due.values()],
        context={"on": order.issued_on, "unit": order.series.unit.shown_as},
        may_count_on=order.series.pattern != queries.TYPED,
    )
    for key, entitlement in due.items():
        if number := drawn.get(entitlement.public_id):
            batch.due[key] = entitlement, number
        else:
            batch.answers[key] = Refused(
                Reason("numbers-missing", missing=1, available=0, needed=1)
            )
    return batch


def make(*, order: Order, batch: Batch, by: User, at: datetime) -> None:
    """Prints what is due, and signs it where the key is here; reads nothing that is locked, and
    writes nothing."""
    accounts = accounts_of(order.template) if order.signs_at_once else []
    drafts: dict[str, tuple[Certificate, Statement]] = {}
    for key, (entitlement, number) in batch.due.items():
        registration = entitlement.registration
        certificate = Certificate(
            workshop=registration.workshop,
            registration=registration,
            entitlement=entitlement,
            template=order.template,
            kind=entitlement.kind,
            stage=entitlement.closing.stage,
            number=number.text,
        )
        said = statement_of(
            entitlement,
            template=order.template,
            programme=order.programme
            or programme_of(registration.workshop, order.template, entitlement.closing.stage),
            number=number.text,
            public_id=certificate.public_id,
            issued_on=order.issued_on,
        )
        freeze(certificate, said)
        drafts[key] = certificate, said
    certificates = [certificate for certificate, _said in drafts.values()]
    badges = credential.prepare_attached(certificates, by=by, at=at)
    for (key, (certificate, said)), badge in zip(drafts.items(), badges, strict=True):
        content = draw_paper(certificate, at=at, credential=badge)
        content, put = put_on(certificate, content, accounts, at=at)
        batch.made[key] = Made(certificate, batch.due[key][0], said, content, put, badge)


@transaction.atomic
def keep(
    *, order: Order, batch: Batch, keys: Collection[str], by: User, at: datetime
) -> dict[str, Certificate | Refused]:
    """Writes the papers of these keys with all that goes with them: issued, or prepared for their
    officials. What became of each; a closing reopened meanwhile refuses its own."""
    answers = {key: answer for key, answer in batch.answers.items() if key in keys}
    hold_person(batch.due[key][0].registration_id for key in batch.made if key in keys)
    asked = _locked([key for key in batch.made if key in keys])
    there = _there(asked.values())
    kept: dict[str, Made] = {}
    for key, entitlement in asked.items():
        found = there.get(entitlement.registration_id, [])
        made = _made(entitlement, found)
        try:
            if made is None:
                _refuse_without_right(batch.made[key].entitlement, found, entitlement.closing)
        except Refused as refused:
            void(number=batch.due[key][1], reason=str(refused.reasons[0]), by=by, at=at)
            answers[key] = refused
            continue
        if made is not None:
            answers[key] = made
        else:
            kept[key] = batch.made[key]
            answers[key] = kept[key].certificate
    if made_now := list(kept.values()):
        _file(made_now, by, at)
        if order.signs_at_once:
            _issue(made_now, by, at)
        else:
            _prepare(made_now, accounts_of(order.template), by, at)
        credential.keep_many([one.badge for one in made_now if one.badge])
    return answers


def _locked(keys: Collection[str]) -> dict[str, Entitlement]:
    rows = (
        Entitlement.objects.select_for_update(of=("self",))
        .filter(public_id__in=keys)
        .select_related(*WITH)
        .prefetch_related(PLAIN_NUMBERS)
        .order_by("pk")
    )
    found = {row.public_id: row for row in rows}
    return {key: found[key] for key in keys if key in found}


def _there(entitlements: Iterable[Entitlement]) -> dict[int, list[Certificate]]:
    """Certificates of these registrations, by registration."""
    found: dict[int, list[Certificate]] = {}
    for one in (
        Certificate.objects.filter(
            registration__in=[entitlement.registration_id for entitlement in entitlements]
        )
        .exclude(state=CertificateState.WITHDRAWN)
        .exclude(kind=CertificateKind.FOLLOWED)
        .select_related("entitlement")
        .order_by("version", "pk")
    ):
        found.setdefault(one.registration_id, []).append(one)
    return found


def _made(entitlement: Entitlement, there: list[Certificate]) -> Certificate | None:
    closing = entitlement.closing_id
    return next((one for one in there if one.entitlement.closing_id == closing), None)


def _refuse_without_right(
    entitlement: Entitlement, there: list[Certificate], closing: Closing
) -> None:
    if entitlement.kind == EntitlementKind.NONE:
        reasons = [Reason.from_json(stored) for stored in entitlement.reasons]
        raise Refused(Reason("certificate-not-earned"), *reasons)
    if closing.reopened_at is not None:
        raise Refused(Reason("certificate-closing-reopened"))
    standing = (one for one in there if one.state in STANDING and one.stage_id == closing.stage_id)
    if any(one.kind == entitlement.kind for one in standing):
        raise Refused(Reason("certificate-stands"))


def _file(made: list[Made], by: User, at: datetime) -> None:
    withdrawn = Counter(
        Certificate.objects.filter(
            entitlement__in=[one.entitlement for one in made],
            version=1,
            state=CertificateState.WITHDRAWN,
        )
        .order_by()
        .values_list("entitlement", flat=True)
    )
    files = store_many_made(
        files=[
            MadeFile(
                name=file_name(one.certificate),
                content=one.content,
                content_type="application/pdf",
                unit=one.certificate.workshop.unit,
                key=storage_key(one.certificate, withdrawn[one.entitlement.pk]),
            )
            for one in made
        ],
        by=by,
        at=at,
    )
    for one, stored in zip(made, files, strict=True):
        one.certificate.pdf = stored


def _issue(made: list[Made], by: User, at: datetime) -> None:
    """In force from now on; see also ``effect.come_into_force``, for one that was prepared."""
    certificates = [one.certificate for one in made]
    for certificate in certificates:
        certificate.state = CertificateState.ISSUED
        certificate.issued_at, certificate.issued_by = at, by
    Certificate.objects.bulk_create(certificates)
    _happened(certificates, CertificateAct.ISSUED, by, at)
    write_records(
        written=[(one.certificate, one.entitlement, one.said) for one in made], by=by, at=at
    )
    Notice.objects.bulk_create(
        notice.prepare(
            code=notices.ISSUED,
            channel=NoticeChannel.WHATSAPP,
            about=certificate,
            by=by,
            at=at,
            unit=certificate.registration.unit,
            person=certificate.registration.person,
        )
        for certificate in certificates
    )
    note_put_on(put={one.certificate: one.put for one in made}, by=by, at=at)


def _prepare(made: list[Made], accounts: Sequence[SigningAccount], by: User, at: datetime) -> None:
    """Numbered and printed, and on its way to its officials; see also ``signing.lay_out``."""
    certificates = [one.certificate for one in made]
    for certificate in certificates:
        certificate.state = CertificateState.PREPARED
        certificate.original = certificate.pdf
    Certificate.objects.bulk_create(certificates)
    _happened(certificates, CertificateAct.PREPARED, by, at)
    Signature.objects.bulk_create(
        Signature(certificate=certificate, place=place, account=account)
        for certificate in certificates
        for place, account in enumerate(accounts, start=1)
    )
    if not accounts[0].is_personal:
        extend(
            kind=queries.SIGN,
            items=[f"{certificate.public_id}:1" for certificate in certificates],
            by=by,
            at=at,
            workshop=certificates[0].workshop.public_id,
        )


def _happened(certificates: list[Certificate], act: CertificateAct, by: User, at: datetime) -> None:
    """A line in each certificate's history, and one in the audit trail."""
    CertificateEvent.objects.bulk_create(
        CertificateEvent(certificate=one, act=act, at=at, by=by) for one in certificates
    )
    audit.keep(
        audit.entry(
            f"certificates.certificate.{act}",
            one,
            by=by,
            at=at,
            unit=one.workshop.unit,
            number=one.number,
        )
        for one in certificates
    )
