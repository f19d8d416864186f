"""Certificates of a region: one that was earned by each OPD's people, one that waits for its signer."""

from datetime import UTC, datetime

from certificates.actions.signer import issue_link, make_account, token_of
from certificates.models import Certificate, SignerLink, SigningAccount
from participants.models import OrganisationUnit, Person, User
from tests.certificates.signing.accounts import own_key
from tests.factories import (
    NOW,
    make_invitation,
    make_person,
    make_registration,
    make_system,
    make_unit,
)
from tests.factories_certificates import close, make_certificate, make_entitlement, make_layout
from tests.world.addresses import Arguments
from workshops.models import Registration, Workshop

FOREVER = datetime(2100, 1, 1, tzinfo=UTC)


def earned(
    closed: Workshop, person: Person, unit: OrganisationUnit, signer: SigningAccount | None = None
) -> tuple[Certificate, Registration]:
    """A certificate of the closed Bimtek, and the registration that earned it; with a signer it waits
    for that signature."""
    registration = make_registration(closed, person, invitation=make_invitation(closed, unit))
    make_entitlement(registration, closed.closings.first() or close(closed))
    layout = closed.unit.certificate_templates.filter(signing_account=None).first()
    if signer is not None:
        layout = make_layout(closed.unit, signing_account=signer)
    return make_certificate(closed, template=layout), registration


def an_account(office: OrganisationUnit, word: str) -> SigningAccount:
    by = make_system()
    return make_account(unit=office, name=f"{word} Contoh, M.Si.", method="own-key", by=by, at=NOW)


def waiting_of(closed: Workshop, user: User | None) -> Arguments:
    """What the signer's pages are asked with: by link, and by the account of ``user``."""
    account = own_key(closed.unit, name="Pejabat Contoh, M.Si.", user=user)
    link = issue_link(account=account, by=make_system(), at=NOW)
    SignerLink.objects.filter(pk=link.pk).update(valid_to=FOREVER)
    unit = make_unit(closed.unit.parent, name="Dinas Penunggu")
    paper, _registration = earned(
        closed, make_person(unit, full_name="Orang Menunggu"), unit, account
    )
    assert paper.state == "prepared"
    pages = ("signer-page", "signer-sign", "signer-paper")
    return {
        **{(f"certificates:{page}", "token"): token_of(link) for page in pages},
        ("tanda-tangan", "certificate"): paper.public_id,
    }
