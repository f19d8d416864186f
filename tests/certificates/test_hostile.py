"""Whoever means harm at the public addresses gets an answer, and nothing else."""

import io

import pytest
from django.core.cache import cache

from tests import papers
from tests.factories_certificates import make_certificate

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _ground(files):
    papers.ensure_faces()
    cache.clear()


@pytest.mark.parametrize(
    "address",
    [
        "/v/" + "0" * 3_000,
        "/v/" + "0" * 3_000 + ".json",
        "/v/%00",
        "/v/..%2f..%2fetc",
        "/v/0%00.json",
        "/v/٠١٢٣٤٥٦٧٨٩٠١٢٣٤٥٦٧٨٩",
        "/kredensial/status/0",
        "/kredensial/status/99999999999999999999999999",
        "/t/" + "A" * 3_000,
        "/t/%00%ff/tanda-tangan/",
        "/t/x/tanda-tangan/y/",
    ],
    ids=lambda address: address[:30],
)
def test_no_address_makes_a_public_page_fail(client, address):
    make_certificate()

    assert client.get(address).status_code in {400, 404, 405, 429}


@pytest.mark.parametrize(
    "said",
    [
        {"nomor": "0" * 100_000, "nama": "x" * 100_000},
        {"nomor": "\x00", "nama": "\x00"},
        {"nomor": "1", "nama": "\u202e\u0000"},
        {"nomor": "'; --", "nama": "%%%"},
        {"nomor": "1"},
        {"cara": "berkas"},
        {"cara": "berkas", "berkas": "tulisan"},
    ],
    ids=["long", "nul", "turned", "sql", "half", "no file", "text for a file"],
)
def test_no_text_makes_the_search_fail(client, said):
    assert client.post("/v/", said).status_code in {400, 404, 422}


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"%PDF-",
        b"%PDF-1.7\n" + b"\xff" * 5_000,
        b"PK\x03\x04",
        b"%PDF-1.7\nxref\n0 99999999\n",
    ],
    ids=["empty", "head alone", "noise", "zip", "a table that lies"],
)
def test_no_file_makes_the_check_fail(client, content):
    file = io.BytesIO(content)
    file.name = "sertifikat.pdf"

    answer = client.post("/v/", {"cara": "berkas", "berkas": file})

    assert answer.status_code in {200, 422}
    assert "data-outcome" not in answer.content.decode()
