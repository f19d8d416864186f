"""What no honest browser sends is answered with a no, never with a fault of ours. Most of it hurts
on PostgreSQL alone, which takes no NUL; `TEST_DATABASE_URL` runs this there."""

import io
import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse

from participants.models import Role
from project.wsgi import application
from tests.factories import (
    NOW,
    make_competency,
    make_pemda,
    make_person,
    make_registration,
    make_role,
    make_unit,
    make_workshop,
)
from tests.factories_day import make_door
from tests.factories_links import make_link
from tests.factories_people import csv_sheet

pytestmark = pytest.mark.django_db
NUL = "a\0b"
ENDLESS = "9" * 5_000  # more digits than Python turns into a number


@pytest.fixture
def pemda():
    return make_pemda()


@pytest.fixture
def hr(client, pemda):
    user = make_role(Role.HR, pemda)
    client.force_login(user)
    return user


def test_a_nul_in_an_address_is_refused(client, hr):
    assert client.get("/pegawai/%00/").status_code == 400
    assert client.post("/riwayat/%00a/terima/").status_code == 400


def test_a_nul_in_a_query_or_a_form_is_refused(client, hr):
    assert client.get("/peta-jabatan/", {"unit": NUL}).status_code == 400
    assert client.post("/pegawai/", {"q": NUL}).status_code == 400
    assert client.post("/cari/", {"q": "siti", NUL: "x"}).status_code == 400
    answer = client.post("/masuk/", {"username": NUL, "password": "x"})
    assert answer.status_code == 400
    assert "Permintaan tidak dapat dibaca" in answer.content.decode()


def test_a_nul_in_a_cookie_is_no_cookie(client):
    client.cookies["sessionid"] = "a\0bcdefghij"
    client.cookies["csrftoken"] = "\0" * 32

    assert client.get("/").status_code == 200


def test_a_nul_through_a_link_is_refused(client, monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    registration = make_registration()
    base = f"/p/{make_link(registration).token()}"

    assert client.post(f"{base}/nama/", {"printed_name": NUL}).status_code == 400
    assert client.get(f"{base}/sertifikat/%00/").status_code == 400


@pytest.mark.parametrize(
    "body",
    [{"reason": NUL}, {"reason": "\ud800"}, {"reason": ["x"]}, {"reason": "x" * 6_000}, [1], "x"],
)
def test_the_api_says_so_in_its_own_words(client, hr, pemda, body):
    unit = make_unit(pemda)
    workshop = make_workshop(unit)
    registration = make_registration(workshop, make_person(unit))
    client.force_login(make_role(Role.ORGANISER, unit))

    answer = client.post(
        f"/api/v1/registrations/{registration.public_id}/withdraw/",
        json.dumps(body),
        content_type="application/json",
    )

    assert answer.status_code == 400
    assert answer["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize("query", ["unit=%00", "limit=-1", "limit=²", f"offset={ENDLESS[:4000]}"])
def test_a_list_of_the_api_outlives_its_query(client, hr, query):
    assert client.get(f"/api/v1/people/?{query}").status_code in (200, 400)


@pytest.mark.parametrize("year", ["²", ENDLESS, "0", "-1", "٢٠٢٦"])
def test_a_year_that_is_none_is_this_one(client, hr, year):
    assert client.get("/jp/", {"tahun": year}).status_code == 200
    person = make_person(make_unit(make_pemda()))
    hr.person = person
    hr.save()
    address = reverse("project:person-detail", args=[person.public_id])
    assert client.get(address, {"tahun": year}).status_code == 200


@pytest.mark.parametrize("page", ["-1", "0", "99999999999999999999", "²", ENDLESS, ""])
def test_a_page_that_is_none_is_the_nearest(client, hr, pemda, page):
    make_person(make_unit(pemda))

    assert client.get("/pegawai/", {"page": page}).status_code == 200


@pytest.mark.parametrize("rows", ["-1", "0", "100000"])
def test_how_many_rows_a_page_has_is_ours_to_say(client, hr, pemda, rows):
    unit = make_unit(pemda)
    for _ in range(51):
        make_person(unit)

    answer = client.get("/pegawai/", {"per_page": rows})

    assert len(answer.context["table"].page.object_list) == 50


@pytest.mark.parametrize("key", ["²", ENDLESS, "-1", "x", ""])
def test_a_key_that_is_none_is_nobodys(client, hr, pemda, key):
    person = make_person(make_unit(pemda))
    address = f"/kompetensi/{make_competency().code}/{person.public_id}/tetapkan/"

    assert client.post(address, {"evidence": key}).status_code == 404


@pytest.mark.parametrize(
    "until", ["2026-13-45T00:00", "2026-11-22T00:00", "0001-01-01T00:00:00+14:00", "x", ""]
)
def test_a_moment_that_is_none_accepts_nothing(client, hr, until):
    assert client.post("/kompetensi/hasil-ujian/", {"until": until}).status_code == 404


@pytest.mark.parametrize("code", ["\ud800" * 8, "\0" * 8, "ß" * 8, "x" * 100_000])
def test_a_code_that_no_encoding_carries_makes_no_device(client, code):
    answer = client.post(
        "/pindai/api/daftar", json.dumps({"code": code}), content_type="application/json"
    )

    assert answer.status_code == 404


@pytest.mark.parametrize("token", ["é", "\xff\xfe", "x" * 50_000, ""])
def test_a_token_of_any_letters_is_an_unknown_one(client, token):
    made = make_door(make_workshop())
    assert made
    answer = client.get("/pindai/api/daftar-hadir", headers={"Authorization": f"Bearer {token}"})

    assert answer.status_code == 401


@pytest.mark.parametrize(
    "kind",
    [
        "text/html; charset=rot13",
        "text/html; charset=undefined",
        "application/x-www-form-urlencoded; charset=unicode_escape",
        "text/html; charset=" + "x" * 20_000,
    ],
)
def test_a_request_is_read_as_utf8_whatever_it_says(kind):
    call_command("createcachetable")
    started = []
    environ = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": "/robots.txt",
        "QUERY_STRING": "q=%5Cud800",
        "CONTENT_TYPE": kind,
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "wsgi.input": io.BytesIO(),
        "wsgi.url_scheme": "http",
    }

    body = b"".join(application(environ, lambda status, headers: started.append(status)))

    assert started == ["200 OK"]
    assert body.startswith(b"User-agent")


@pytest.mark.parametrize("body", [b"\xff\xfe", b"--x\r\n", b""])
def test_a_form_that_cannot_be_taken_apart_is_refused(client, hr, body):
    answer = client.generic(
        "POST", "/pegawai/", body, content_type="multipart/form-data; boundary=x"
    )

    assert answer.status_code in (302, 400, 422)


def test_ten_thousand_fields_are_too_many(client, hr):
    body = "&".join(f"f{number}=1" for number in range(10_000))

    answer = client.generic(
        "POST", "/pegawai/", body, content_type="application/x-www-form-urlencoded"
    )

    assert answer.status_code == 413


def test_a_body_larger_than_any_file_is_refused_unread(client):
    answer = client.post(
        "/masuk/", b"", content_type="multipart/form-data; boundary=x", CONTENT_LENGTH="100000000"
    )

    assert answer.status_code == 413


@pytest.mark.parametrize(
    "cell", ["Bu\0di", "Bu\x01di\x0b", "Budi\ud7ff\ufffe", "<b>Budi</b>", "=1+1"]
)
def test_a_sheet_with_odd_letters_is_read_and_given_back(client, hr, pemda, files, cell):
    sheet = csv_sheet(("123", "", cell, "Dinas " + cell, "pns", "", "", "", ""))

    answer = client.post(
        "/impor/",
        {
            "kind": "staff",
            "unit": pemda.public_id,
            "file": SimpleUploadedFile("pegawai.csv", sheet),
        },
    )

    assert answer.status_code in (302, 422)
    if answer.status_code == 302:
        assert client.get(answer["Location"]).status_code == 200
        assert client.get(answer["Location"] + "salah.xlsx").status_code == 200
