"""Checking without the QR: by number and name, or by the PDF; and what the policy of a layout shows."""

import io
import json

import pikepdf
import pytest
from django.core.cache import cache

from certificates.actions.revoking import revoke, supersede
from certificates.verification.number import find
from tests import papers
from tests.certificates.test_verification import outcome, text_of
from tests.factories import NOW, make_registration, make_system, make_workshop
from tests.factories_certificates import (
    NIK,
    NIP,
    PHONE,
    make_certificate,
    make_certificate_of_one_with_numbers,
    make_entitlement,
    make_layout,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _ground(files):
    papers.ensure_faces()
    cache.clear()


def content_of(certificate) -> bytes:
    with certificate.pdf.content.open() as stored:
        return stored.read()


def named(name: str, **layout):
    workshop = make_workshop()
    make_entitlement(make_registration(workshop, printed_name=name))
    return make_certificate(workshop, template=make_layout(workshop.unit, **layout))


def ask(client, certificate_number, name):
    return client.post("/v/", {"nomor": certificate_number, "nama": name})


def drop(client, content: bytes, address="/v/"):
    file = io.BytesIO(content)
    file.name = "sertifikat.pdf"
    return client.post(address, {"cara": "berkas", "berkas": file})


@pytest.mark.parametrize(
    "typed",
    ["Dr. Wa Ode Šiti Nur'aini, S.Kom.", "wa ode siti nuraini", "WA ODE SITI NUR'AINI"],
    ids=["as printed", "plain", "capitals"],
)
def test_number_and_name_lead_to_the_certificate(client, typed):
    certificate = named("Dr. Wa Ode Šiti Nur'aini, S.Kom.")

    answer = ask(client, f"  {certificate.number} ", typed)

    assert (answer.status_code, answer["Location"]) == (302, f"/v/{certificate.public_id}")


def test_a_part_of_the_name_or_another_name_gives_the_answer_of_an_unknown_number(client):
    certificate = named("Wa Ode Siti Nuraini")

    pages = [
        ask(client, certificate.number, "Wa Ode"),
        ask(client, certificate.number, "Wa Ode Siti Aminah"),
        ask(client, certificate.number, "22-11-2026"),
        ask(client, "999/TIDAK/ADA", "Wa Ode Siti Nuraini"),
    ]

    assert {page.status_code for page in pages} == {404}
    without = [text_of(page).split("Dengan nomor")[0] for page in pages]
    assert len(set(without)) == 1
    assert not [page for page in pages if "Nuraini" in text_of(page)]


def test_names_are_tried_few_times_from_one_place_and_few_times_for_one_number(client):
    certificate = named("Wa Ode Siti")
    tries = [ask(client, certificate.number, f"Nama {n}").status_code for n in range(15)]

    assert set(tries) == {404}
    assert ask(client, certificate.number, "Wa Ode Siti").status_code == 429

    for place in range(2):
        elsewhere = {"REMOTE_ADDR": f"10.9.8.{place}"}
        for n in range(15):
            client.post("/v/", {"nomor": certificate.number, "nama": f"N {n}"}, **elsewhere)
    fresh = client.post(
        "/v/", {"nomor": certificate.number, "nama": "Wa Ode Siti"}, REMOTE_ADDR="10.9.9.1"
    )
    assert fresh.status_code == 429


def test_a_typed_number_asks_the_database_once_however_many_have_it(django_assert_num_queries):
    certificate = named("Wa Ode Siti")

    with django_assert_num_queries(1):
        assert find(certificate.number, "Wa Ode Siti") == certificate.public_id
    with django_assert_num_queries(1):
        assert find("1/2/3", "Wa Ode Siti") == ""
    with django_assert_num_queries(0):
        assert find("1/2/3", "...") == ""


def test_after_a_correction_each_name_leads_to_its_version(client):
    first = named("Wa Ode Sitti")
    second = supersede(
        certificate=first, person_name="Wa Ode Siti", reason="Ejaan", by=make_system(), at=NOW
    )

    assert find(first.number, "Wa Ode Sitti") == first.public_id
    assert find(first.number, "Wa Ode Siti") == second.public_id


def test_a_dropped_pdf_leads_to_its_certificate_with_three_answers(client):
    certificate = named("Wa Ode Siti")

    answer = drop(client, content_of(certificate))

    said = text_of(answer)
    assert outcome(answer) == "same"
    assert "Berkas ini tidak memuat tanda tangan elektronik, sebagaimana saat terbit." in said
    assert "Tidak pernah dicabut atau digantikan." in said


def test_an_edited_pdf_is_different_and_the_facts_stand_beside_it(client):
    certificate = named("Wa Ode Siti")
    with pikepdf.open(io.BytesIO(content_of(certificate))) as opened:
        opened.docinfo["/Title"] = "Diubah"
        kept = io.BytesIO()
        opened.save(kept)

    answer = drop(client, kept.getvalue())

    assert outcome(answer) == "different"
    assert "Wa Ode Siti" in text_of(answer)
    assert "Sertifikat ini asli dan berlaku" not in text_of(answer)


def test_a_pdf_of_another_certificate_is_different_on_this_ones_page(client):
    first, second = named("Wa Ode Siti"), named("La Ode Budi")

    answer = drop(client, content_of(second), f"/v/{first.public_id}")

    assert outcome(answer) == "different"
    assert "La Ode Budi" not in text_of(answer)


def test_a_revoked_certificates_file_is_unchanged_and_no_longer_stands(client):
    certificate = named("Wa Ode Siti")
    content = content_of(certificate)
    revoke(certificate=certificate, public_reason="Salah", file_reason="", by=make_system(), at=NOW)

    answer = drop(client, content)

    assert outcome(answer) == "same"
    assert "Sertifikat ini dicabut" in text_of(answer)


def test_what_is_no_certificate_of_ours_says_nothing_of_anybodys(client):
    named("Wa Ode Siti")
    blank = io.BytesIO()
    with pikepdf.new() as made:
        made.add_blank_page()
        made.save(blank)

    foreign = drop(client, blank.getvalue())
    picture = drop(client, b"\x89PNG\r\n\x1a\n" + b"0" * 50)
    empty = drop(client, b"")
    broken = drop(client, b"%PDF-1.7 rusak")

    assert "Ini bukan PDF sertifikat yang terbit dari sini" in text_of(foreign)
    assert "Ini bukan PDF sertifikat yang terbit dari sini" in text_of(broken)
    assert (picture.status_code, empty.status_code) == (422, 422)
    assert "Berkas ini bukan PDF." in text_of(picture)


def test_a_statement_that_names_anothers_certificate_gives_no_more_than_its_address_does(client):
    certificate = named("Wa Ode Siti")
    forged = io.BytesIO()
    with pikepdf.new() as made:
        made.add_blank_page()
        told = json.dumps({"public_id": certificate.public_id}).encode()
        made.attachments["statement.json"] = told
        made.save(forged)

    answer = drop(client, forged.getvalue())

    assert outcome(answer) == "different"


def test_a_file_that_is_too_large_is_refused_with_a_sentence(client, monkeypatch):
    monkeypatch.setattr("certificates.verification.paper.LARGEST", 1_000)

    answer = drop(client, b"%PDF-" + b"0" * 2_000)

    assert answer.status_code == 422


def test_a_layout_may_show_initials_and_no_unit(client):
    certificate = named("Dr. Wa Ode Siti, S.Kom.", public_name="initials", public_unit=False)
    address = f"/v/{certificate.public_id}"

    said = text_of(client.get(address))
    facts = client.get(f"{address}.json").json()

    assert "W• O• S•" in said
    assert (facts["person_name"], facts["unit"]) == ("W• O• S•", "")
    assert "Siti" not in said + json.dumps(facts)
    assert certificate.statement["unit"] not in text_of(client.get(address)).split("Tanggal")[
        0
    ] or (certificate.statement["unit"] == certificate.statement["organiser"])


def test_nothing_public_has_a_field_beyond_the_policy(client):
    certificate = make_certificate_of_one_with_numbers()
    address = f"/v/{certificate.public_id}"
    facts = client.get(f"{address}.json").json()
    with pikepdf.open(io.BytesIO(content_of(certificate))) as opened:
        metadata = " ".join([*map(str, opened.docinfo.values()), str(opened.open_metadata())])

    assert set(facts) == {
        "state",
        "version",
        "number",
        "person_name",
        "unit",
        "title",
        "kind",
        "organiser",
        "jp",
        "started_on",
        "ended_on",
        "issued_on",
        "signature",
        "pdf_sha256",
        "public_reason",
        "superseded_by",
    }
    everywhere = [
        client.get(address).content.decode(),
        drop(client, content_of(certificate)).content.decode(),
        json.dumps(facts),
        metadata,
        certificate.credential.content,
    ]
    statement = certificate.statement
    hidden = [NIP, NIK, PHONE, statement["rank"], statement["post"], statement["signatory"]["nip"]]
    assert not [one for text in everywhere for one in hidden if one and one in text]


def test_the_pages_for_finding_are_for_no_search_engine_and_no_cache(client):
    answer = client.get("/v/")

    assert answer.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert answer.headers["Cache-Control"] == "no-store"
    assert "sessionid" not in answer.cookies
