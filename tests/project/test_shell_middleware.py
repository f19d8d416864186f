"""Around every view: the door's short cut, language, login, refusals, caches."""

import pytest

from tests.factories import make_user

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.project.shell_urls")]
HTMX = {"HX-Request": "true"}


@pytest.fixture(autouse=True)
def door_of_the_shell(monkeypatch):
    """The door resolves its own three addresses; here they are the shell's."""
    monkeypatch.setattr("project.middleware.DOOR_ROUTES", "tests.project.shell_urls")


@pytest.fixture
def siti(client):
    """Logged in."""
    user = make_user(full_name="Siti Rahmawati")
    client.force_login(user)
    return user


def test_a_stranger_is_sent_to_the_login_and_back(client):
    answer = client.get("/kantor/?tahap=2")

    assert answer.status_code == 302
    assert answer["Location"] == "/masuk/?next=/kantor/%3Ftahap%3D2"


def test_a_stranger_asking_through_htmx_is_sent_as_a_whole_page(client):
    answer = client.get("/kantor/", headers=HTMX)

    assert (answer.status_code, answer["HX-Redirect"]) == (204, "/masuk/?next=/kantor/")


def test_a_view_that_states_nothing_is_closed_to_strangers(client):
    assert client.get("/belum-diputuskan/").status_code == 302


def test_what_a_person_saw_stays_in_no_cache(client, siti):
    assert client.get("/kantor/")["Cache-Control"] == "private, no-store"


def test_what_the_holder_of_a_link_saw_stays_in_no_cache(client):
    assert client.get("/p/abc")["Cache-Control"] == "private, no-store"


def test_a_refusal_becomes_a_page_with_every_reason(client, siti):
    answer = client.get("/menolak/")

    assert answer.status_code == 409
    assert "Tuliskan alasannya terlebih dahulu." in answer.text
    assert "Ini sudah dilakukan sebelumnya" in answer.text


def test_a_refusal_through_htmx_is_the_sentence_alone(client, siti):
    answer = client.get("/menolak/", headers=HTMX)

    assert (answer.status_code, answer["HX-Retarget"]) == (409, "#pesan")
    assert "<html" not in answer.text
    assert "Tuliskan alasannya terlebih dahulu." in answer.text


@pytest.mark.parametrize(
    ("address", "status", "sentence"),
    [
        ("/terlarang/", 403, "Halaman ini bukan untuk akun Anda"),
        ("/tiada/", 404, "Halaman tidak ditemukan"),
        ("/kirim/", 405, "Cara membuka halaman ini keliru"),
        ("/nirwana/", 404, "Halaman tidak ditemukan"),
    ],
)
def test_every_no_is_a_page_that_says_what_to_do(client, siti, address, status, sentence):
    answer = client.get(address)

    assert answer.status_code == status
    assert sentence in answer.text
    assert "Ke beranda" in answer.text


def test_a_wrong_method_still_names_the_right_one(client):
    assert client.get("/kirim/")["Allow"] == "POST"


def test_a_form_that_is_too_large_is_told_so(client, siti, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 10

    answer = client.post("/akun/", {"form": "details", "full_name": "Siti Rahmawati"})

    assert answer.status_code == 413
    assert "Berkas terlalu besar" in answer.text


def test_a_form_without_its_token_is_told_to_reload(siti):
    from django.test import Client  # noqa: PLC0415 - the only test with the check on

    answer = Client(enforce_csrf_checks=True).post("/bahasa/", {"language": "en"})

    assert answer.status_code == 403
    assert "Formulir ini sudah kedaluwarsa" in answer.text


def test_the_door_gets_no_session_no_user_and_no_cookie(client):
    answer = client.get("/pindai/api/kosong")

    assert answer.text == "False False"
    assert answer.cookies.output() == ""
    assert answer["Cache-Control"] == "no-store"
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_the_door_asks_the_database_nothing(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        client.get("/pindai/api/kosong")


@pytest.mark.parametrize(
    ("address", "status", "code"),
    [
        ("/pindai/api/tiada", 404, "not-found"),
        ("/pindai/api/tolak", 409, "already-done"),
        ("/pindai/api/rusak", 500, "server-error"),
    ],
)
def test_the_door_answers_faults_as_problems(client, address, status, code):
    answer = client.post(address)

    assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json")
    assert answer.json()["code"] == code
    assert "secret" not in answer.text


@pytest.mark.parametrize(
    ("asked", "kept", "spoken"),
    [
        ("", None, "id"),
        ("en-GB,en;q=0.9", None, "en"),
        ("fr,de;q=0.5", None, "id"),
        ("en", "id", "id"),
        ("id", "en", "en"),
        ("id", "fr", "id"),
    ],
)
def test_language_is_the_cookie_then_the_browser_then_indonesian(client, asked, kept, spoken):
    if kept:
        client.cookies["django_language"] = kept

    answer = client.get("/masuk/", headers={"Accept-Language": asked})

    assert answer["Content-Language"] == spoken
    assert f'<html lang="{spoken}">' in answer.text
