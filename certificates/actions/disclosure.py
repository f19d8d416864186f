"""A holder shows more of a certificate to somebody, for a week."""

from datetime import datetime, timedelta

from django.db import transaction

from certificates.models import Certificate, CertificateState, Disclosure
from participants.actions import audit
from participants.errors import Reason, Refused
from participants.models import User
from participants.models.ids import new_long_public_id
from participants.models.sealed import lookup, seal

LASTS = timedelta(days=7)


@transaction.atomic
def disclose(*, certificate: Certificate, by: User, at: datetime) -> Disclosure:
    """A new link in place of the one before. Refused when the certificate does not stand."""
    certificate = Certificate.objects.select_for_update(of=("self",)).get(pk=certificate.pk)
    if certificate.state != CertificateState.ISSUED:
        raise Refused(Reason("certificate-not-valid"))
    Disclosure.objects.filter(certificate=certificate, revoked_at=None).update(revoked_at=at)
    token = new_long_public_id() + new_long_public_id()
    made = Disclosure.objects.create(
        certificate=certificate,
        lookup=lookup("disclosure", token),
        sealed=seal(token),
        valid_to=at + LASTS,
        made_at=at,
        made_by=by,
    )
    _note("disclosed", certificate, by, at)
    return made


@transaction.atomic
def withdraw_disclosure(*, certificate: Certificate, by: User, at: datetime) -> None:
    """The link opens nothing any more; asked again, nothing changes."""
    if Disclosure.objects.filter(certificate=certificate, revoked_at=None).update(revoked_at=at):
        _note("hidden_again", certificate, by, at)


def _note(deed: str, certificate: Certificate, by: User, at: datetime) -> None:
    verb = f"certificates.certificate.{deed}"
    audit.record(verb, certificate, by=by, at=at, unit=certificate.workshop.unit)
