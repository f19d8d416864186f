"""What happens when a certificate comes into force: once, whether by pen or with the last signature."""

from datetime import datetime

from django.db import transaction

from certificates import notices, queries
from certificates.actions.record import write_records
from certificates.models import (
    Certificate,
    CertificateAct,
    CertificateEvent,
    CertificateState,
)
from certificates.statement import Statement
from participants.actions import audit, notice
from participants.actions.competency import withdraw_by_source as withdraw_evidence
from participants.actions.training import withdraw_by_source as withdraw_training
from participants.models import NoticeChannel, User


@transaction.atomic
def come_into_force(*, certificate: Certificate, by: User, at: datetime) -> Certificate:
    """A certificate that is saved, with everything on it, is issued: training record, proposed levels
    and notice; or the next version takes the place of the one before.

    ``by`` put the last signature on, or issued it unsigned. What is written down is in the name of
    whoever asked for it (``prepared_by``).
    """
    earlier = queries.version_before(certificate) if certificate.version > 1 else None
    if earlier is not None:
        _replace(earlier, certificate, by, at)
    certificate.state = CertificateState.ISSUED
    certificate.issued_at, certificate.issued_by = at, by
    certificate.save(update_fields=["state", "issued_at", "issued_by"])
    CertificateEvent.objects.create(
        certificate=certificate, act=CertificateAct.ISSUED, at=at, by=by
    )
    announce(certificate=certificate, earlier=earlier, by=by, at=at)
    return certificate


def announce(
    *,
    certificate: Certificate,
    earlier: Certificate | None,
    by: User,
    at: datetime,
    recorded_by: User | None = None,
) -> None:
    """What an issued certificate sets going in ``participants``, and its line in the audit trail."""
    entitlement = certificate.entitlement
    said = Statement.from_dict(certificate.statement)
    recorded_by = recorded_by or prepared_by(certificate) or by
    if earlier is None:
        write_records(written=[(certificate, entitlement, said)], by=recorded_by, at=at)
        tell_holder(notices.ISSUED, certificate, by, at)
        _note(certificate, by, at)
        return
    if earlier.entitlement_id != certificate.entitlement_id:
        withdraw_records(earlier, str(reason_of(certificate)), recorded_by, at)
        write_records(written=[(certificate, entitlement, said)], by=recorded_by, at=at)
    notice.drop_waiting(about=earlier)
    tell_holder(notices.SUPERSEDED, certificate, by, at)
    audit.record(
        "certificates.certificate.superseded",
        earlier,
        by=by,
        at=at,
        unit=certificate.registration.workshop.unit,
        by_version=certificate.version,
    )


def _note(certificate: Certificate, by: User, at: datetime) -> None:
    audit.record(
        "certificates.certificate.issued",
        certificate,
        by=by,
        at=at,
        unit=certificate.registration.workshop.unit,
        number=certificate.number,
    )


def _replace(earlier: Certificate, later: Certificate, by: User, at: datetime) -> None:
    earlier.state, earlier.superseded_by = CertificateState.SUPERSEDED, later
    earlier.save(update_fields=["state", "superseded_by"])
    CertificateEvent.objects.create(
        certificate=earlier,
        act=CertificateAct.SUPERSEDED,
        public_reason=reason_of(later),
        at=at,
        by=by,
    )


def reason_of(certificate: Certificate) -> str:
    """Why this version was made, as it was said when it was prepared."""
    told = certificate.events.filter(act=CertificateAct.PREPARED).order_by("-pk")
    return told.values_list("public_reason", flat=True).first() or ""


def prepared_by(certificate: Certificate) -> User | None:
    told = certificate.events.filter(act=CertificateAct.PREPARED).select_related("by")
    found = told.order_by("-pk").first()
    return found.by if found else None


def tell_holder(code: str, certificate: Certificate, by: User, at: datetime) -> None:
    notice.post(
        code=code,
        channel=NoticeChannel.WHATSAPP,
        about=certificate,
        by=by,
        at=at,
        unit=certificate.registration.unit,
        person=certificate.registration.person,
    )


def withdraw_records(certificate: Certificate, reason: str, by: User, at: datetime) -> None:
    for source in queries.sources_of(certificate):
        for withdraw in (withdraw_training, withdraw_evidence):
            withdraw(source_kind=queries.SOURCE, source_id=source, reason=reason, by=by, at=at)
