"""What rows of signing can never say, held by the database."""

import pytest
from django.db import IntegrityError, transaction

from certificates.actions.signer import issue_link, make_account
from certificates.models import Certificate, Signature, SignerLink, SigningAccount
from tests.certificates.signing.accounts import own_key
from tests.certificates.signing.test_state import work
from tests.factories import NOW, make_system
from tests.factories_certificates import ask, make_closed_workshop, make_layout

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ground", "signing_file")]


@pytest.fixture
def prepared():
    workshop = make_closed_workshop()
    layout = make_layout(workshop.unit, signing_account=own_key(workshop.unit))
    ask(workshop, template=layout)
    work()
    return Certificate.objects.get()


def refused(write) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        write()


def test_certificates_certificate_issued_says_when_and_by_whom(prepared):
    rows = Certificate.objects.filter(pk=prepared.pk)

    refused(lambda: rows.update(state="issued"))
    refused(lambda: rows.update(issued_at=NOW, issued_by=make_system()))


def test_certificates_certificate_one_prepared_of_a_kind_and_version_once(prepared):
    prepared.pk, prepared.public_id, prepared.version = None, "a" * 20, 2

    refused(prepared.save)


def test_certificates_certificate_version_once_but_for_the_withdrawn(prepared):
    prepared.pk, prepared.public_id, prepared.kind = None, "a" * 20, "completed"

    refused(prepared.save)

    Certificate.objects.update(state="withdrawn")
    prepared.save()


def test_certificates_signature_place_once_and_signed_says_when_and_by_whom(prepared):
    signature = prepared.signatures.get()

    refused(lambda: Signature.objects.create(certificate=prepared, account=signature.account))
    refused(lambda: Signature.objects.update(state="signed"))
    refused(lambda: Signature.objects.update(signed_at=NOW, signed_by=make_system()))


def test_certificates_signingaccount_one_in_use_of_a_name(prepared):
    account = prepared.signatures.get().account

    refused(
        lambda: SigningAccount.objects.create(
            unit=account.unit,
            name=account.name,
            method=account.method,
            made_at=NOW,
            made_by=make_system(),
        )
    )


def test_certificates_signerlink_one_of_an_account_and_revoked_says_when_and_by_whom(prepared):
    account = prepared.signatures.get().account
    first = issue_link(account=account, by=make_system(), at=NOW)
    issue_link(account=account, by=make_system(), at=NOW)

    refused(lambda: SignerLink.objects.filter(pk=first.pk).update(revoked_at=None, revoked_by=None))
    refused(lambda: SignerLink.objects.filter(pk=first.pk).update(revoked_by=None))


def test_a_second_account_of_the_same_name_and_means_is_refused_with_a_sentence(prepared):
    from participants.errors import Refused  # noqa: PLC0415

    account = prepared.signatures.get().account
    with pytest.raises(Refused, match="sudah mempunyai penanda tangan"):
        make_account(
            unit=account.unit, name=account.name, method=account.method, by=make_system(), at=NOW
        )
