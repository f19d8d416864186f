"""The Bimtek is closed, certificates are issued by the worker; the paper says where to ask."""

import re

from django.core.management import call_command
from playwright.sync_api import expect

from tests.journeys.chain.story import Story
from tests.journeys.telling import downloaded, figure, read_paper_qr

NUMBERS = "090/PRG/{year} s.d. 091"


def close(story: Story) -> None:
    page = story.as_("panitia")
    story.visit(page, "penutupan/", "penutupan")
    assert figure(page, "Berhak atas sertifikat") == "2 dari 2"
    page.get_by_text("Tutup kegiatan").first.click()
    page.get_by_role("button", name="Ya, tutup kegiatan").click()
    expect(page.get_by_text("penutupan ke-1")).to_be_visible()
    assert figure(page, "Berhak atas sertifikat") == "2 dari 2"
    story.look(page, "ditutup")


def make_layout(story: Story) -> None:
    page = story.as_("panitia")
    page.goto("/sertifikat/templat/baru/")
    story.look(page, "templat-baru")
    page.get_by_label("Milik unit").select_option(label=story.world.organiser.name)
    for label, text in (
        ("Nama", "Sertifikat Bimtek"),
        ("Kop", "Pemerintah Kabupaten Bantul\nDinas Komunikasi dan Informatika"),
        ("Ditetapkan di", "Bantul"),
        ("Jabatan penanda tangan", "Kepala Dinas Komunikasi dan Informatika"),
        ("Nama penanda tangan", "Ir. Contoh Suryanto, M.T."),
    ):
        page.get_by_label(label, exact=True).fill(text)
    page.get_by_role("button", name="Simpan templat").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sertifikat Bimtek")


def issue(story: Story) -> None:
    """Numbers typed from the agenda book; the worker makes both; the list shows them."""
    page = story.as_("panitia")
    story.visit(page, "sertifikat/", "sertifikat-kosong")
    page.get_by_role("link", name="Terbitkan 2 sertifikat").click()
    page.get_by_role("radio", name="Diketik dari buku agenda").check()
    page.get_by_label("Nomor dari buku agenda").fill(NUMBERS.format(year=story.today.year))
    story.look(page, "terbitkan")
    page.get_by_role("button", name="Terbitkan", exact=True).click()
    expect(page.get_by_text("0 dari 2")).to_be_visible()
    story.look(page, "terbitkan-berjalan")
    call_command("worker", "--once")
    expect(page.get_by_text("2 dari 2")).to_be_visible()
    page.get_by_role("link", name="Lihat sertifikat").click()
    for name in (story.programmer, story.world.clerk.full_name):
        row = page.get_by_role("row").filter(has_text=name)
        found = re.search(rf"09[01]/PRG/{story.today.year}", row.inner_text())
        assert found, row.inner_text()
        story.numbers[name] = found[0]
    assert len(set(story.numbers.values())) == 2
    story.look(page, "sertifikat")
    page.get_by_role("link", name=story.programmer).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(story.programmer)
    story.certificate = page.url
    story.look(page, "sertifikat-satu")


def read_paper(story: Story, public_url: str) -> None:
    """The QR of the PDF, drawn by one library and read by another, is the public address."""
    page = story.as_("panitia")
    page.goto(story.certificate)
    pdf = downloaded(page, page.get_by_role("link", name="Unduh PDF").click)
    story.verify, words = read_paper_qr(pdf)
    public_id = story.certificate.rstrip("/").rpartition("/")[2]
    assert story.verify == f"{public_url}/v/{public_id}"
    assert story.numbers[story.programmer] in words
    assert story.programmer in words


def ask_if_genuine(story: Story) -> None:
    """Anybody's phone, nobody logged in: genuine, and nothing that is nobody's business."""
    page = story.phone()
    page.goto(story.verify)
    expect(page.get_by_role("heading", level=1)).to_have_text("Sertifikat ini asli dan berlaku")
    expect(page.get_by_text(story.programmer)).to_be_visible()
    story.look(page, "periksa")
    digits = re.sub(r"\D", "", page.content())
    person = story.world.programmer
    for secret in (
        story.world.nip,
        person.phone.removeprefix("+62"),
        f"{person.birth_date:%Y%m%d}",
    ):
        assert secret not in digits
    assert "NIP" not in page.inner_text("body")
    assert "NIK" not in page.inner_text("body")


def find_on_own_page(story: Story) -> None:
    """The holder finds it on their own page."""
    page = story.phone()
    page.goto(story.links[story.programmer])
    number = story.numbers[story.programmer]
    pdf = downloaded(page, page.get_by_role("link", name=f"Unduh {number}").click)
    assert read_paper_qr(pdf)[0] == story.verify
    story.look(page, "peserta-sertifikat")
