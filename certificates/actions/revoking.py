"""What may become of an issued certificate: revoked with its ripples, or superseded by a version."""

from dataclasses import replace
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from certificates import notices, queries
from certificates.actions.issuing import newest_of, write_record
from certificates.actions.sheet import freeze, print_and_keep
from certificates.models import (
    Certificate,
    CertificateAct,
    CertificateEvent,
    CertificateState,
)
from certificates.statement import Statement
from participants.actions import audit, competency, notice, training
from participants.errors import Reason, Refused
from participants.models import NoticeChannel, User
from workshops.models import Entitlement


def _locked(certificate: Certificate) -> Certificate:
    found = (
        Certificate.objects.select_for_update(of=("self",))
        .select_related(
            "entitlement",
            "registration__person",
            "registration__unit",
            "registration__workshop__unit",
        )
        .get(pk=certificate.pk)
    )
    if found.state != CertificateState.ISSUED:
        raise Refused(Reason("certificate-not-valid"))
    return found


def _withdraw_records(certificate: Certificate, reason: str, by: User, at: datetime) -> None:
    for source in queries.sources_of(certificate):
        for record in (training, competency):
            record.withdraw_by_source(
                source_kind=queries.SOURCE, source_id=source, reason=reason, by=by, at=at
            )


def _tell_holder(code: str, certificate: Certificate, by: User, at: datetime) -> None:
    notice.post(
        code=code,
        channel=NoticeChannel.WHATSAPP,
        about=certificate,
        by=by,
        at=at,
        unit=certificate.registration.unit,
        person=certificate.registration.person,
    )


@transaction.atomic
def revoke(
    *, certificate: Certificate, public_reason: str, file_reason: str, by: User, at: datetime
) -> Certificate:
    """The certificate no longer stands, and everything that rested on it is withdrawn: training
    record (its JP no longer count), proposed and granted levels. Its number is never given again.

    ``public_reason`` is for whoever verifies it, ``file_reason`` for the file. Refused without the
    former, and when the certificate is not valid any more.
    """
    if not public_reason.strip():
        raise Refused(Reason("reason-required"))
    certificate = _locked(certificate)
    certificate.state = CertificateState.REVOKED
    certificate.save(update_fields=["state"])
    CertificateEvent.objects.create(
        certificate=certificate,
        act=CertificateAct.REVOKED,
        public_reason=public_reason,
        file_reason=file_reason,
        at=at,
        by=by,
    )
    _withdraw_records(certificate, public_reason, by, at)
    notice.drop_waiting(about=certificate)
    _tell_holder(notices.REVOKED, certificate, by, at)
    audit.record(
        "certificates.certificate.revoked",
        certificate,
        by=by,
        at=at,
        unit=certificate.registration.workshop.unit,
        number=certificate.number,
    )
    return certificate


@transaction.atomic
def supersede(
    *, certificate: Certificate, person_name: str, reason: str, by: User, at: datetime
) -> Certificate:
    """The next version, with the name put right and the same number; gives that version.

    What was learned stays as it is: training record and evidence go on citing the first version,
    whose page leads to this one.
    """
    person_name = " ".join(person_name.split())
    earlier = _locked(certificate)
    said = Statement.from_dict(earlier.statement)
    if not person_name or person_name == said.person_name:
        raise Refused(Reason("certificate-name-unchanged"))
    return _next_version(
        earlier, earlier.entitlement, replace(said, person_name=person_name), reason, by, at
    )


@transaction.atomic
def renew(*, certificate: Certificate, by: User, at: datetime) -> Certificate:
    """The next version, with what a supplement made since gives, and the same number.

    Training record and levels that rested on the earlier one are withdrawn and written anew. Refused
    when nothing was supplemented, and when the certificate is not valid any more.
    """
    earlier = _locked(certificate)
    now = newest_of(earlier.entitlement)
    if not queries.says_more(earlier.entitlement, now):
        raise Refused(Reason("certificate-not-outdated"))
    said = replace(
        Statement.from_dict(earlier.statement),
        kind=now.kind,  # type: ignore[arg-type]
        jp_total=Decimal(now.jp),
    )
    reason = _("Kehadiran susulan")
    _withdraw_records(earlier, reason, by, at)
    later = _next_version(earlier, now, said, reason, by, at)
    write_record(later, now, Statement.from_dict(later.statement), by=by, at=at)
    return later


def _next_version(
    earlier: Certificate,
    entitlement: Entitlement,
    said: Statement,
    reason: str,
    by: User,
    at: datetime,
) -> Certificate:
    workshop = earlier.registration.workshop
    later = Certificate(
        workshop=workshop,
        registration=earlier.registration,
        entitlement=entitlement,
        template_id=earlier.template_id,
        kind=entitlement.kind,
        version=earlier.version + 1,
        number=earlier.number,
        # Only one may be valid, and a superseded one must say by which: so it is born revoked, and
        # becomes valid at the end of this transaction.
        state=CertificateState.REVOKED,
        issued_at=at,
        issued_by=by,
    )
    freeze(
        later,
        replace(said, public_id=later.public_id, issued_on=workshop.unit.localdate(at)),
    )
    later.pdf = print_and_keep(later, by=by, at=at)
    later.save()
    earlier.state, earlier.superseded_by = CertificateState.SUPERSEDED, later
    earlier.save(update_fields=["state", "superseded_by"])
    later.state = CertificateState.ISSUED
    later.save(update_fields=["state"])
    CertificateEvent.objects.bulk_create(
        [
            CertificateEvent(
                certificate=earlier,
                act=CertificateAct.SUPERSEDED,
                public_reason=reason,
                at=at,
                by=by,
            ),
            CertificateEvent(certificate=later, act=CertificateAct.ISSUED, at=at, by=by),
        ]
    )
    notice.drop_waiting(about=earlier)
    _tell_holder(notices.SUPERSEDED, later, by, at)
    audit.record(
        "certificates.certificate.superseded",
        earlier,
        by=by,
        at=at,
        unit=workshop.unit,
        by_version=later.version,
    )
    return later
