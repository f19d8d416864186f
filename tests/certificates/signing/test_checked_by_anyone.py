"""A signed PDF on the public page: is it unchanged, are its signatures trusted, does it stand."""

import io
from pathlib import Path

import pikepdf
import pytest
from cryptography.hazmat.primitives.serialization import Encoding
from django.core.cache import cache

from certificates.models import Certificate
from tests import papers
from tests.certificates.signing import keys
from tests.certificates.signing.accounts import own_key, server_key
from tests.certificates.signing.test_state import content, work
from tests.certificates.test_verification import outcome, text_of
from tests.factories_certificates import ask, make_closed_workshop, make_layout

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _ground(files, settings, tmp_path):
    papers.ensure_faces()
    cache.clear()
    settings.TRUST_DIR = str(tmp_path / "trust")


def trust(settings) -> None:
    folder = Path(settings.TRUST_DIR)
    folder.mkdir()
    (folder / "osd.pem").write_bytes(keys.authority()[1].public_bytes(Encoding.PEM))


def signed(signing_file) -> Certificate:
    workshop = make_closed_workshop()
    layout = make_layout(workshop.unit, signing_account=server_key(signing_file, workshop.unit))
    ask(workshop, template=layout)
    work()
    return Certificate.objects.get()


def drop(client, pdf: bytes):
    return client.post("/v/", {"cara": "berkas", "berkas": io.BytesIO(pdf)})


def test_a_signature_by_a_trusted_root_is_said_to_hold(client, signing_file, settings):
    certificate = signed(signing_file)
    trust(settings)

    answer = drop(client, content(certificate))

    assert outcome(answer) == "same"
    assert "Tidak berubah sejak ditandatangani, dan penerbit" in text_of(answer)
    assert keys.OFFICIAL in text_of(answer)


def test_a_file_among_the_roots_that_is_none_spoils_no_other(client, signing_file, settings):
    certificate = signed(signing_file)
    trust(settings)
    folder = Path(settings.TRUST_DIR)
    (folder / "a.pem").write_text("bukan sertifikat")
    (folder / "b.pem").write_bytes(
        b"\xff\xfe-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"
    )

    answer = drop(client, content(certificate))

    assert "Tidak berubah sejak ditandatangani, dan penerbit" in text_of(answer)


def test_without_its_root_the_signature_is_whole_and_not_trusted(client, signing_file):
    answer = drop(client, content(signed(signing_file)))

    assert outcome(answer) == "same"
    assert "tidak ada dalam daftar yang dipercaya di sini" in text_of(answer)


def test_a_letter_changed_after_signing_is_found_twice(client, signing_file, settings):
    certificate = signed(signing_file)
    trust(settings)
    pdf = content(certificate)
    place = pdf.index(b"/CreationDate") + 20
    changed = pdf[:place] + (b"1" if pdf[place : place + 1] != b"1" else b"2") + pdf[place + 1 :]

    answer = drop(client, changed)

    assert outcome(answer) == "different"
    assert "Isi berkas berubah sesudah ditandatangani." in text_of(answer)


def test_something_added_after_the_signature_is_no_whole_signature(client, signing_file, settings):
    certificate = signed(signing_file)
    trust(settings)

    answer = drop(client, content(certificate) + b"\n% tambahan\n")

    assert outcome(answer) == "added"
    assert "dan penerbit sertifikat elektroniknya dipercaya" not in text_of(answer)


def test_a_paper_that_waits_for_its_signature_is_said_to_be_no_evidence(client):
    workshop = make_closed_workshop()
    ask(workshop, template=make_layout(workshop.unit, signing_account=own_key(workshop.unit)))
    work()

    answer = drop(client, content(Certificate.objects.get()))

    assert "Sertifikat ini belum ditandatangani" in text_of(answer)
    assert Certificate.objects.get().statement["person_name"] not in text_of(answer)


@pytest.mark.parametrize(
    "said",
    ['{"public_id": "\\u0000"}', '{"public_id": "\\ud800"}', '{"public_id": {"a": [1]}}', "[]"],
    ids=["nul", "half a letter", "no text", "no statement"],
)
def test_a_file_that_says_anything_at_all_is_merely_not_ours(client, said):
    made = pikepdf.new()
    made.add_blank_page()
    made.attachments["statement.json"] = pikepdf.AttachedFileSpec(made, said.encode())
    kept = io.BytesIO()
    made.save(kept)

    answer = drop(client, kept.getvalue())

    assert answer.status_code == 200
    assert "data-outcome" not in answer.content.decode()
