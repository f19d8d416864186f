"""The shell in a real browser: nothing axe complains about, the keyboard, a phone's width."""

import pytest

from project.demo import accounts
from tests.factories import make_user

pytestmark = pytest.mark.django_db(transaction=True)
SIZES = pytest.mark.parametrize("width", [360, 1280])
SCHEMES = pytest.mark.parametrize("color_scheme", ["light", "dark"])


def log_in(page):
    make_user(username="siti", full_name="Siti Rahmawati", password="padi-menguning-2026")
    page.goto("/masuk/?next=/akun/")
    page.get_by_label("Nama pengguna, surel, atau NIP").fill("siti")
    page.get_by_label("Kata sandi").fill("padi-menguning-2026")
    page.get_by_role("button", name="Masuk").click()
    page.wait_for_url("**/akun/")


@SIZES
@SCHEMES
@pytest.mark.parametrize("address", ["/galeri/", "/galeri/saku/", "/masuk/"])
def test_every_component_passes_axe_and_fits(open_page, axe, address, width, color_scheme):
    page = open_page(width=width, color_scheme=color_scheme)
    page.goto(address)

    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@SIZES
def test_one_logs_in_and_sees_ones_account(open_page, axe, width):
    page = open_page(width=width)

    log_in(page)

    axe(page)
    assert page.get_by_role("heading", level=1).inner_text() == "Akun saya"


def test_the_first_tab_leads_past_the_navigation(page):
    page.goto("/galeri/")

    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    assert page.evaluate("document.activeElement.id") == "isi"


def test_a_table_is_a_list_on_a_phone(open_page):
    phone = open_page(width=360)
    phone.goto("/galeri/")

    assert phone.locator(".data-table thead").first.is_hidden()
    assert phone.locator(".data-table tbody tr").first.is_visible()


def test_a_phone_reaches_account_and_language_from_its_bar(open_page):
    phone = open_page(width=360)
    log_in(phone)

    phone.locator(".bar-menu summary").click()
    phone.locator(".bar-menu").get_by_role("button", name="English").click()
    phone.wait_for_load_state()

    assert phone.evaluate("document.documentElement.lang") == "en"


def test_leaving_ends_on_the_login_page(page):
    log_in(page)

    page.locator(".user-menu summary").click()
    page.locator(".user-menu").get_by_role("button", name="Keluar").click()
    page.wait_for_url("**/masuk/")

    assert page.get_by_text("Anda sudah keluar.").is_visible()


@pytest.mark.urls("tests.project.shell_urls")
def test_a_refusal_appears_where_one_is_without_a_reload(page, complaints):
    log_in(page)
    page.goto("/bertanya/")

    page.get_by_role("button", name="Simpan").click()

    page.locator("#pesan").get_by_text("Tuliskan alasannya terlebih dahulu.").wait_for()
    assert [c for c in complaints if "409" not in c] == []
    complaints.clear()


def test_a_demo_account_is_one_tap_away(page, settings):
    settings.DEMO = True
    first = accounts.ACCOUNTS[0]
    make_user(username=first.username, full_name="Panitia", password=accounts.PASSWORD)
    page.goto("/masuk/?next=/akun/")

    page.get_by_role("button", name=str(first.role)).click()
    page.wait_for_url("**/akun/")

    assert page.get_by_role("heading", level=1).inner_text() == "Akun saya"
