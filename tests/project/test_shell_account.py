"""Coming in, going out, one's own account and language."""

import pytest
from django.core.cache import cache

from project import throttle
from tests.factories import make_user

pytestmark = pytest.mark.django_db
PASSWORD = "padi-menguning-2026"


@pytest.fixture(autouse=True)
def nobody_has_tried_yet(db):
    cache.clear()


@pytest.fixture
def siti():
    return make_user(
        username="siti", email="siti@buton.example", full_name="Siti Rahmawati", password=PASSWORD
    )


def log_in(client, name="siti", password=PASSWORD, **more):
    return client.post("/masuk/", {"username": name, "password": password, **more})


@pytest.mark.parametrize("name", ["siti", " Siti ", "SITI@buton.example"])
def test_a_person_comes_in_by_username_or_email(client, siti, name):
    answer = log_in(client, name=name, next="/akun/")

    assert (answer.status_code, answer["Location"]) == (302, "/akun/")


def test_a_wrong_password_is_told_kindly_and_says_nothing_about_who_exists(client, siti):
    wrong = log_in(client, password="salah")
    unknown = log_in(client, name="tiada", password="salah")

    sentence = "Nama pengguna atau kata sandi tidak cocok."
    assert (wrong.status_code, unknown.status_code) == (422, 422)
    assert sentence in wrong.text
    assert sentence in unknown.text


def test_after_eight_wrong_passwords_even_the_right_one_waits(client, siti):
    for _ in range(throttle.OF_A_NAME.most):
        log_in(client, password="salah")

    answer = log_in(client)

    assert answer.status_code == 429
    assert "Tunggu 15 menit" in answer.text


def test_a_throttled_name_is_open_from_another_address(client, siti):
    for _ in range(throttle.OF_A_NAME.most):
        log_in(client, password="salah")

    answer = client.post(
        "/masuk/", {"username": "siti", "password": PASSWORD}, REMOTE_ADDR="10.9.8.7"
    )

    assert answer.status_code == 302


def test_the_cache_holds_no_name():
    assert "siti" not in throttle.OF_A_NAME.key("siti", "127.0.0.1")


@pytest.mark.parametrize("elsewhere", ["https://jahat.example/", "//jahat.example", "/keluar/"])
def test_the_login_leads_nowhere_else(client, siti, elsewhere):
    assert log_in(client, next=elsewhere)["Location"] == "/"


def test_the_login_brings_the_accounts_language(client, siti):
    siti.language = "en"
    siti.save()

    assert log_in(client).cookies["django_language"].value == "en"


def test_leaving_takes_a_post_and_ends_the_session(client, siti):
    client.force_login(siti)

    by_link = client.get("/keluar/")
    by_button = client.post("/keluar/")

    assert (by_link.status_code, by_button["Location"]) == (405, "/masuk/")
    assert client.get("/akun/").status_code == 302


def test_language_is_remembered_on_the_account_and_in_the_cookie(client, siti):
    client.force_login(siti)

    answer = client.post("/bahasa/", {"language": "en", "next": "/akun/"})

    siti.refresh_from_db()
    assert (answer["Location"], siti.language) == ("/akun/", "en")
    assert client.get("/akun/")["Content-Language"] == "en"


def test_a_stranger_chooses_a_language_too(client):
    client.post("/bahasa/", {"language": "en"})

    assert client.get("/masuk/")["Content-Language"] == "en"


def test_a_language_we_do_not_speak_is_refused(client):
    assert client.post("/bahasa/", {"language": "fr"}).status_code == 400


def test_a_person_mends_their_own_account(client, siti):
    client.force_login(siti)

    client.post(
        "/akun/",
        {"form": "details", "full_name": "Siti R., S.E.", "email": "", "language": "en"},
    )

    siti.refresh_from_db()
    assert (siti.full_name, siti.email, siti.language) == ("Siti R., S.E.", "", "en")


def test_an_email_of_somebody_else_is_refused(client, siti):
    make_user(email="budi@buton.example")
    client.force_login(siti)

    answer = client.post(
        "/akun/",
        {"form": "details", "full_name": "Siti", "email": "Budi@buton.example", "language": "id"},
    )

    assert answer.status_code == 422
    assert "Surel ini sudah dipakai." in answer.text


def test_a_new_password_keeps_the_person_logged_in(client, siti):
    client.force_login(siti)
    new = "kelapa-hijau-2027"

    answer = client.post(
        "/akun/",
        {
            "form": "password",
            "old_password": PASSWORD,
            "new_password1": new,
            "new_password2": new,
        },
    )

    siti.refresh_from_db()
    assert answer.status_code == 302
    assert siti.check_password(new)
    assert client.get("/akun/").status_code == 200
