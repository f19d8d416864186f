"""A holder's link that shows a whole certificate: for a week, until it is ended, to whoever has it."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import IntegrityError, transaction

from certificates.actions.disclosure import disclose, withdraw_disclosure
from certificates.actions.revoking import revoke
from certificates.models import Disclosure
from participants.errors import Refused
from tests import papers
from tests.certificates.test_verification import text_of
from tests.factories import NOW, make_system
from tests.factories_certificates import (
    NIK,
    NIP,
    PHONE,
    make_certificate,
    make_certificate_of_one_with_numbers,
    make_closed_workshop,
)
from tests.factories_links import make_link

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _ground(files):
    papers.ensure_faces()
    cache.clear()


def test_the_holder_makes_a_link_on_their_page_and_ends_it(client):
    certificate = make_certificate_of_one_with_numbers()
    base = f"/p/{make_link(certificate.registration).token()}"
    own = f"{base}/sertifikat/{certificate.public_id}"

    assert client.post(f"{own}/perlihatkan/").status_code == 302
    token = Disclosure.objects.get().token()
    assert f"/v/{token}" in client.get(base).text

    said = client.get(f"/v/{token}")
    assert "Diperlihatkan oleh pemegangnya" in text_of(said)
    assert not [number for number in (NIP, NIK, PHONE) if number in said.text]
    assert said.headers["X-Robots-Tag"] == "noindex, nofollow"

    assert client.post(f"{own}/sembunyikan/").status_code == 302
    assert client.get(f"/v/{token}").status_code == 404
    assert f"/v/{token}" not in client.get(base).text


def test_nobody_makes_a_link_of_anothers_certificate(client):
    mine, theirs = make_certificate(), make_certificate(make_closed_workshop())
    base = f"/p/{make_link(mine.registration).token()}"

    answer = client.post(f"{base}/sertifikat/{theirs.public_id}/perlihatkan/")

    assert answer.status_code == 404
    assert not Disclosure.objects.exists()


def test_a_link_ends_after_its_week(client):
    certificate = make_certificate()
    made = disclose(certificate=certificate, by=make_system(), at=NOW - timedelta(days=900))

    assert client.get(f"/v/{made.token()}").status_code == 404
    assert made.valid_to - made.made_at == timedelta(days=7)


def test_the_next_link_takes_the_place_of_the_one_before():
    certificate = make_certificate()
    first = disclose(certificate=certificate, by=make_system(), at=NOW)
    disclose(certificate=certificate, by=make_system(), at=NOW)

    first.refresh_from_db()
    assert first.revoked_at == NOW
    with pytest.raises(IntegrityError), transaction.atomic():
        Disclosure.objects.update(revoked_at=None)


def test_a_link_ends_after_it_begins():
    made = disclose(certificate=make_certificate(), by=make_system(), at=NOW)

    with pytest.raises(IntegrityError), transaction.atomic():
        Disclosure.objects.filter(pk=made.pk).update(valid_to=NOW)


def test_a_revoked_certificate_is_not_shown_and_says_that_it_was_revoked(client):
    certificate = make_certificate()
    made = disclose(certificate=certificate, by=make_system(), at=NOW)
    revoke(certificate=certificate, public_reason="Salah", file_reason="", by=make_system(), at=NOW)
    Disclosure.objects.update(valid_to=NOW + timedelta(days=900))

    said = text_of(client.get(f"/v/{made.token()}"))

    assert "Sertifikat ini dicabut" in said
    assert "Diperlihatkan oleh pemegangnya" not in said
    with pytest.raises(Refused):
        disclose(certificate=certificate, by=make_system(), at=NOW)
    withdraw_disclosure(certificate=certificate, by=make_system(), at=NOW)
    withdraw_disclosure(certificate=certificate, by=make_system(), at=NOW)
