"""The public page: three answers, no more than the policy, and nothing for whoever guesses."""

import io
import re

import pytest
from django.core.cache import cache

from certificates.actions.revoking import revoke, supersede
from tests import papers
from tests.factories import NOW, make_user
from tests.factories_certificates import (
    NIK,
    NIP,
    PHONE,
    make_certificate,
    make_certificate_of_one_with_numbers,
    make_closed_workshop,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _ground(files):
    papers.ensure_faces()
    cache.clear()


def page(client, certificate):
    return client.get(f"/v/{certificate.public_id}")


def text_of(response) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def test_a_genuine_certificate_says_so_with_its_facts(client):
    certificate = make_certificate_of_one_with_numbers()

    said = text_of(page(client, certificate))

    for words in (
        "Sertifikat ini asli dan berlaku",
        "Wa Ode Siti, S.Kom.",
        "Bimtek Kota Cerdas",
        "Dinas Komunikasi dan Informatika",
        "8 JP",
        "22 November 2026",
        certificate.number,
        "Tanpa tanda tangan elektronik",
    ):
        assert words in said


@pytest.mark.parametrize("address", ["/v/{}", "/v/{}.json"])
def test_no_number_of_a_person_is_on_the_page(client, address):
    certificate = make_certificate_of_one_with_numbers()

    answer = client.get(address.format(certificate.public_id)).content.decode()

    assert certificate.statement["nip"] == NIP
    assert "Wa Ode Siti" in answer
    assert not [number for number in (NIP, NIK, PHONE) if number in answer]


def test_a_revoked_certificate_says_when_and_why_for_everybody(client):
    certificate = make_certificate()
    revoke(
        certificate=certificate,
        public_reason="Salah orang",
        file_reason="Laporan rahasia",
        by=make_user(),
        at=NOW,
    )

    said = text_of(page(client, certificate))

    assert "Sertifikat ini dicabut" in said
    assert "Sejak 22 November 2026 pukul 10.00 WITA. Alasan: Salah orang" in said
    assert "Laporan rahasia" not in said


def test_a_superseded_certificate_leads_to_the_valid_one(client):
    first = make_certificate()
    second = supersede(
        certificate=first, person_name="Nama Benar", reason="Ejaan", by=make_user(), at=NOW
    )

    answer = page(client, first)

    assert "Sertifikat ini sudah digantikan" in text_of(answer)
    assert f'href="/v/{second.public_id}"' in answer.content.decode()
    assert "(versi 2)" in text_of(page(client, second))


@pytest.mark.parametrize("guess", ["0" * 20, "x", "zzzzzzzzzzzzzzzzzzzzzzzzzz"])
def test_an_unknown_address_has_one_answer_whatever_it_looks_like(client, guess):
    answer = client.get(f"/v/{guess}")

    assert answer.status_code == 404
    assert "Tidak ada sertifikat kami dengan alamat ini." in text_of(answer)


def test_whoever_guesses_is_slowed_down_while_genuine_ones_still_answer(client):
    certificate = make_certificate()

    statuses = {client.get(f"/v/{number:020}").status_code for number in range(40)}

    assert statuses == {404}
    assert client.get("/v/00000000000000000041").status_code == 429
    assert client.get("/v/00000000000000000041.json").status_code == 429
    assert page(client, certificate).status_code == 200


def test_the_page_is_for_no_search_engine_no_cache_and_no_session(client):
    answer = page(client, make_certificate())

    assert answer.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert answer.headers["Cache-Control"] == "no-store"
    assert "sessionid" not in answer.cookies
    assert not re.findall(r'(?:src|href)="(?:https?:)?//', answer.content.decode())


def test_looking_asks_the_database_once(client, django_assert_num_queries):
    certificate = make_certificate()

    with django_assert_num_queries(1):  # the certificate
        page(client, certificate)


def test_a_file_is_compared_on_the_server_where_the_browser_cannot(client):
    certificate = make_certificate()
    with certificate.pdf.content.open() as stored:
        genuine = stored.read()
    address = f"/v/{certificate.public_id}"

    same = client.post(address, {"berkas": io.BytesIO(genuine)})
    edited = client.post(address, {"berkas": io.BytesIO(genuine + b" ")})
    nothing = client.post(address)

    assert outcome(same) == "same"
    assert outcome(edited) == "added"
    assert outcome(nothing) == "unasked"
    assert nothing.status_code == 422


def outcome(answer) -> str:
    shown = re.findall(r'data-outcome="(\w+)"( hidden)?>', answer.content.decode())
    return next(name for name, hidden in shown if not hidden)


def test_the_facts_are_there_for_a_machine(client):
    certificate = make_certificate(make_closed_workshop(title_id="Bimtek Kota Cerdas"))

    facts = client.get(f"/v/{certificate.public_id}.json").json()

    assert (facts["state"], facts["title"], facts["jp"]) == ("issued", "Bimtek Kota Cerdas", "8")
    assert facts["pdf_sha256"] == certificate.pdf.sha256


def test_the_address_may_be_typed_in_capitals(client):
    assert client.get(f"/v/{make_certificate().public_id.upper()}").status_code == 200
