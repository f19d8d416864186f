"""HR imports a dirty workbook in a real browser: columns named, spellings decided, a cell mended on the
page and the rest in the file of wrong rows, let in, and undone; the worker does what is big."""

import re

import pytest
from django.core.management import call_command
from openpyxl import load_workbook
from playwright.sync_api import expect

from participants.models import ImportSession, Person, Role
from tests.dirty_staff import UNITS, dirty_workbook
from tests.factories import make_pemda, make_role, make_unit

PASSWORD = "rahasia-sekali"
PEOPLE = 5_000
PATIENCE = 30_000  # milliseconds


@pytest.fixture
def region(transactional_db):
    root = make_pemda("Kabupaten Uji")
    for name in UNITS:
        make_unit(root, name=name)
    make_role(Role.HR, root, username="bkpsdm", password=PASSWORD)
    return root


def log_in(page):
    page.goto("/masuk/")
    page.fill("[name=username]", "bkpsdm")
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_url("**/")


def figure(page, label):
    text = page.locator("dl.figures").inner_text()
    return int(re.search(rf"{label}\s+([\d.]+)", text)[1].replace(".", ""))


def upload(page, path):
    page.goto("/impor/")
    page.set_input_files("[name=file]", path)
    press(page, page.get_by_role("button", name="Periksa berkas"))


BUSY = "Halaman ini boleh ditutup"


def press(page, button):
    """The button, and what follows it; the worker works where the page says so, and the page comes anew."""
    with page.expect_navigation(timeout=PATIENCE):
        button.click()
    work_off(page)


def work_off(page):
    if page.get_by_text(BUSY).count():
        call_command("worker", "--once")
        expect(page.get_by_text(BUSY)).to_have_count(0, timeout=PATIENCE)
        page.wait_for_load_state()


def let_in(page):
    """Pressed twice, as an impatient hand does."""
    page.get_by_role("button", name=re.compile("^Masukkan")).dblclick()
    done = page.get_by_text("Sudah dimasukkan", exact=True)
    expect(page.get_by_text(BUSY).or_(done).first).to_be_visible(timeout=PATIENCE)
    call_command("worker", "--once")
    expect(done).to_be_visible(timeout=PATIENCE)
    page.wait_for_load_state()


def test_a_dirty_workbook_is_mapped_mended_let_in_and_undone(region, open_page, axe, tmp_path):
    made = dirty_workbook(PEOPLE)
    path = tmp_path / "pegawai kotor.xlsx"
    made.book.save(path)
    page = open_page(width=1280)
    log_in(page)

    upload(page, path)
    axe(page)
    assert "Kolom mana berisi apa?" in page.locator("h1").inner_text()
    for letter, holds in (
        ("B", "number"),
        ("C", "name"),
        ("D", "unit"),
        ("E", "rank"),
        ("F", "job_title"),
        ("G", "birth_date"),
    ):
        page.locator(f"#kolom-0-{letter}").select_option(holds)
    press(page, page.get_by_role("button", name="Tetapkan dan periksa"))
    assert figure(page, "Salah") == made.wrong_at_first
    axe(page)

    page.get_by_role("link", name=re.compile("Putuskan 2 ejaan unit")).click()
    axe(page)
    for legend in page.locator("fieldset").all():
        legend.locator("input[type=radio]").first.check()
    press(page, page.get_by_role("button", name="Simpan keputusan"))
    assert figure(page, "Salah") == made.wrong

    page.get_by_role("link", name=re.compile("^Perbaiki")).first.click()
    axe(page)
    wrong_before = made.wrong
    row = page.locator("h1").inner_text()
    _mend_on_page(page)
    assert row
    assert figure(page, "Salah") == wrong_before - 1

    with page.expect_download() as waiting:
        page.get_by_role("link", name="Unduh baris yang salah").click()
    returned = tmp_path / "salah.xlsx"
    waiting.value.save_as(returned)
    page.locator("#sisihkan").check()
    let_in(page)
    assert Person.objects.count() == PEOPLE - wrong_before + 1
    whole = page.url

    upload(page, path)
    assert (figure(page, "Baru"), figure(page, "Berubah")) == (0, 0)
    assert figure(page, "Sama") == PEOPLE - wrong_before

    _mend_in_file(returned)
    upload(page, returned)
    assert figure(page, "Salah") == 0
    let_in(page)
    assert Person.objects.count() == PEOPLE
    mended = page.url

    for address, left in ((mended, PEOPLE - wrong_before + 1), (whole, 0)):
        page.goto(address)
        page.get_by_role("link", name="Urungkan impor ini").click()
        axe(page)
        if page.get_by_role("button", name="Periksa dahulu").count():
            press(page, page.get_by_role("button", name="Periksa dahulu"))
            axe(page)
        press(page, page.get_by_role("button", name="Urungkan sekarang"))
        expect(page.get_by_text("Diurungkan", exact=True)).to_be_visible(timeout=PATIENCE)
        assert Person.objects.count() == left
    assert ImportSession.objects.filter(state="undone").count() == 2


RIGHT = {
    "rusak oleh Excel": "196601011990011900",
    "angka": "196601011990011901",
    "kosong": "Orang Tanpa Nama",
    "dikenali": "7 Desember 1990",
}


def _mend_on_page(page):
    """Writes something right where the page says that something is wrong."""
    field = page.locator(".field:has(.status)").first.locator("input")
    field.fill(_right(page.locator(".import-notes").inner_text(), 0))
    press(page, page.get_by_role("button", name="Simpan dan periksa"))


def _mend_in_file(path):
    book = load_workbook(path)
    for sheet in book:
        heads = [cell.value or "" for cell in sheet[1]]
        for number, row in enumerate(sheet.iter_rows(min_row=2), start=1):
            said = row[0].value
            header = re.search(r"– ([^:]+):", said)[1]
            row[heads.index(header)].value = _right(said, number, header)
    book.save(path)


def _right(said, number, header=""):
    header = (header or said).casefold()
    nip = f"19660101199001{1 + number // 900}{100 + number % 900}"
    for word, value in (
        ("nama", "Orang Dinamai"),
        ("lahir", "7 Desember 1990"),
        ("kelamin", ""),
        ("status", "PNS"),
        ("gol", "III/d"),
        ("identitas", nip),
        ("nip", nip),
    ):
        if word in header:
            return value
    raise AssertionError(said)
