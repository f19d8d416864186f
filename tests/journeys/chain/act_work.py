"""One hasil kerja: asked for, handed in, returned with a comment, handed in again, accepted."""

import io
from datetime import timedelta

from openpyxl import Workbook
from playwright.sync_api import expect

from tests.journeys.chain.story import Story

WORK = "Rencana aplikasi OPD"
COMMENT = "Target belum terukur. Mohon lengkapi angka dasarnya."


def ask(story: Story) -> None:
    page = story.as_("panitia")
    story.visit(page, "hasil-kerja/", "hasil-kerja-kosong")
    page.get_by_role("link", name="Minta hasil kerja").click()
    story.look(page, "hasil-kerja-baru")
    page.get_by_label("Nama hasil kerja", exact=True).fill(WORK)
    page.get_by_label("Tenggat").fill((story.today + timedelta(days=7)).isoformat())
    page.get_by_role("button", name="Simpan").click()
    expect(page.get_by_role("status").first).to_contain_text("Hasil kerja disimpan.")


def hand_in_and_accept(story: Story) -> None:
    _send(story, "versi-1.xlsx", "opd-hasil-kerja")
    _review(story, 1, "Kembalikan untuk diperbaiki", COMMENT)
    phone = _send(story, "versi-2.xlsx", "opd-hasil-kerja-dikembalikan", reads=COMMENT)
    _review(story, 2, "Terima", "")
    phone.reload()
    expect(phone.get_by_text("Sudah diterima. Tidak ada lagi yang perlu dikirim.")).to_be_visible()
    page = story.as_("panitia")
    story.visit(page, "hasil-kerja/", "hasil-kerja")
    row = page.get_by_role("row").filter(has_text=story.world.unit.name)
    expect(row).to_contain_text("Diterima")


def _send(story: Story, name: str, look: str, reads: str = ""):
    """The OPD sends a version through its link; ``reads`` is what it must have been told before."""
    page = story.phone()
    page.goto(story.unit_link)
    page.get_by_role("link", name=WORK).first.click()
    if reads:
        expect(page.get_by_text(reads)).to_be_visible()
    story.look(page, look)
    page.get_by_label("Berkas").set_input_files(
        {"name": name, "mimeType": "application/octet-stream", "buffer": _sheet(name)}
    )
    page.get_by_role("button", name="Kirim", exact=True).click()
    expect(page.get_by_role("link", name=name)).to_be_visible()
    return page


def _review(story: Story, version: int, verdict: str, comment: str) -> None:
    """The expert answers what waits longest."""
    page = story.as_("timahli")
    page.goto("/tinjauan/")
    story.look(page, "tinjauan")
    page.get_by_role("link", name=WORK).click()
    expect(page.get_by_role("heading", name=f"Tinjau versi {version}")).to_be_visible()
    story.look(page, "tinjauan-versi")
    page.get_by_role("radio", name=verdict, exact=True).check()
    page.get_by_role("textbox", name="Komentar (tidak wajib)").fill(comment)
    page.get_by_role("button", name="Kirim tinjauan").click()
    expect(page.get_by_role("link", name=WORK)).to_have_count(0)


def _sheet(title: str) -> bytes:
    book = Workbook()
    book.active.append(["Layanan", "Aplikasi", "Target"])
    book.active.append([title, "Portal data", "80 %"])
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()
