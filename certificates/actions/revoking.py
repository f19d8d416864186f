"""What may become of an issued certificate: revoked with its ripples, or superseded by a version."""

from dataclasses import replace
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from certificates import notices, queries
from certificates.actions import signing
from certificates.actions.effect import tell_holder, withdraw_records
from certificates.actions.locking import hold_person
from certificates.actions.record import give_back, newest_of
from certificates.actions.sheet import freeze
from certificates.models import (
    Certificate,
    CertificateAct,
    CertificateEvent,
    CertificateKind,
    CertificateState,
)
from certificates.queries.covering import returning
from certificates.queries.ripples import records
from certificates.statement import Statement
from participants.actions import audit, notice
from participants.errors import Reason, Refused
from participants.models import User
from workshops.models import Entitlement


def _locked(certificate: Certificate) -> Certificate:
    hold_person([certificate.registration_id])
    found = (
        Certificate.objects.select_for_update(of=("self",))
        .select_related(
            "entitlement",
            "template__signing_account",
            "template__second_account",
            "registration__person",
            "registration__unit",
            "registration__workshop__unit",
        )
        .get(pk=certificate.pk)
    )
    if found.state != CertificateState.ISSUED:
        raise Refused(Reason("certificate-not-valid"))
    return found


@transaction.atomic
def revoke(
    *, certificate: Certificate, public_reason: str, file_reason: str, by: User, at: datetime
) -> Certificate:
    """The certificate no longer stands, and everything that rested on it is withdrawn: training
    record (its JP no longer count), proposed and granted levels. Its number is never given again.
    Narrower certificates of this person whose hours it stood for count by themselves again.

    ``public_reason`` is for whoever verifies it, ``file_reason`` for the file. Refused without the
    former, and when the certificate is not valid any more.
    """
    if not public_reason.strip():
        raise Refused(Reason("reason-required"))
    certificate = _locked(certificate)
    back = [one for one in returning(certificate) if records(one)]
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
    for later in queries.versions_of(certificate).filter(state=CertificateState.PREPARED):
        # Also while it is being signed: that signature finds it withdrawn, and is not kept.
        signing.withdraw(certificate=later, reason=public_reason, even_underway=True, by=by, at=at)
    withdraw_records(certificate, public_reason, by, at)
    for other in back:
        told = _("Sertifikat %(number)s dicabut") % {"number": certificate.number}
        give_back(certificate=other, reason=told, by=by, at=at)
    notice.drop_waiting(about=certificate)
    tell_holder(notices.REVOKED, certificate, by, at)
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
    """The next version, with the name put right and the same number; gives that version. Where officials
    sign electronically it waits for them, and until then this one stays in force.

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
    before = earlier.entitlement
    now = newest_of([before])[before.registration_id, before.closing_id]
    if not queries.says_more(earlier.entitlement, now):
        raise Refused(Reason("certificate-not-outdated"))
    said = replace(
        Statement.from_dict(earlier.statement),
        kind=now.kind,  # type: ignore[arg-type]
        jp_total=Decimal(now.jp),
    )
    return _next_version(earlier, now, said, _("Kehadiran susulan"), by, at)


def _next_version(
    earlier: Certificate,
    entitlement: Entitlement,
    said: Statement,
    reason: str,
    by: User,
    at: datetime,
) -> Certificate:
    if queries.versions_of(earlier).filter(state=CertificateState.PREPARED).exists():
        raise Refused(Reason("certificate-version-waits"))
    workshop = earlier.registration.workshop
    later = Certificate(
        workshop=workshop,
        registration=earlier.registration,
        entitlement=entitlement,
        template=earlier.template,
        kind=earlier.kind if earlier.kind == CertificateKind.FOLLOWED else entitlement.kind,
        stage=earlier.stage,
        version=earlier.version + 1,
        number=earlier.number,
    )
    freeze(
        later,
        replace(said, public_id=later.public_id, issued_on=workshop.unit.localdate(at)),
    )
    return signing.lay_out(certificate=later, reason=reason, by=by, at=at)
