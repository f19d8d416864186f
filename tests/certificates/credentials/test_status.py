"""The bit of a certificate that its officials have still to sign."""

from io import BytesIO

import pikepdf
import pytest
from django.core.cache import cache
from django.utils import timezone

from certificates.actions.revoking import revoke, supersede
from certificates.actions.signer import issue_link, token_of
from certificates.actions.signing import sign, withdraw
from certificates.models import Certificate, SigningAccount
from certificates.signing.adapters import adapter_for
from certificates.signing.port import Passphrase
from participants.models import Role
from tests import papers
from tests.certificates.credentials.test_credential import content_of, has_fallen, list_of
from tests.certificates.signing import keys
from tests.certificates.signing.accounts import own_key
from tests.certificates.signing.test_state import work
from tests.factories import NOW, make_role, make_system
from tests.factories_certificates import ask, make_closed_workshop, make_layout

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _ground(files):
    papers.ensure_faces()
    cache.clear()


@pytest.fixture
def prepared():
    """One certificate that waits for its official, who signs by an own key."""
    workshop = make_closed_workshop()
    ask(workshop, template=make_layout(workshop.unit, signing_account=own_key(workshop.unit)))
    work()
    return Certificate.objects.get(state="prepared")


def sign_it(certificate) -> None:
    for row in certificate.signatures.select_related("account"):
        signer = adapter_for(row.account, Passphrase(keys.PASSPHRASE), at=NOW)
        sign(signatures=[row], signer=signer, by=make_system(), at=NOW)
    certificate.refresh_from_db()
    assert certificate.state == "issued"


def test_a_list_taken_before_the_last_signature_does_not_deny_the_fresh_certificate(
    client, prepared
):
    credential = content_of(prepared)
    before = list_of(client, credential)

    sign_it(prepared)

    # The same copy, as a cache on the way goes on giving it for some minutes.
    assert list_of(client, credential) == before
    assert not has_fallen(client, credential)


def test_what_is_withdrawn_before_it_was_signed_has_fallen(client, prepared):
    withdraw(certificate=prepared, reason="Salah tanggal", by=make_system(), at=NOW)

    assert has_fallen(client, content_of(prepared))


def test_while_the_next_version_waits_the_one_in_force_stands(client, prepared):
    sign_it(prepared)

    later = supersede(
        certificate=prepared, person_name="Nama Betul", reason="Ejaan", by=make_system(), at=NOW
    )

    assert later.state == "prepared"
    assert not has_fallen(client, content_of(prepared))
    assert not has_fallen(client, content_of(later))


def test_revoking_while_the_next_version_waits_makes_both_fall(client, prepared):
    sign_it(prepared)
    said = {"by": make_system(), "at": NOW}
    later = supersede(certificate=prepared, person_name="Nama Betul", reason="Ejaan", **said)
    revoke(certificate=prepared, public_reason="Salah orang", file_reason="", **said)

    assert has_fallen(client, content_of(prepared))
    assert has_fallen(client, content_of(later))


@pytest.mark.parametrize("who", ["organiser", "signer"])
def test_a_paper_is_looked_at_without_its_credential_until_it_is_signed(client, prepared, who):
    def attached() -> set[str]:
        if who == "signer":
            account = SigningAccount.objects.get()
            link = issue_link(account=account, by=make_system(), at=timezone.now())
            path = f"/t/{token_of(link)}/tanda-tangan/{prepared.public_id}/"
        else:
            client.force_login(make_role(Role.ORGANISER, prepared.workshop.unit))
            path = f"/sertifikat/{prepared.public_id}/pdf/"
        answer = client.get(path)
        if answer.status_code != 200:
            return set()
        handed = answer.getvalue()
        assert int(answer["Content-Length"]) == len(handed)
        with pikepdf.open(BytesIO(handed)) as paper:
            return set(paper.attachments)

    before = attached()
    sign_it(prepared)
    after = attached()

    assert before == {"statement.json"}
    # What is issued is no signer's any more.
    assert after == (set() if who == "signer" else {"statement.json", "credential.json"})
