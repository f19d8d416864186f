"""An OPD opens its link on a phone, names two people and hands in one surat tugas for both."""

import re

from playwright.sync_api import Page, expect

from tests.journeys.chain.story import Story
from tests.journeys.telling import address_in, scanned_letter

NUMBER = "800.1.11.1/147/2026"


def name_two(story: Story) -> None:
    """One with the NIP that HR has; one by the name alone, whom nobody can place yet."""
    page = story.phone()
    page.goto(story.unit_link)
    expect(page.get_by_text("0 dari 2 kursi terisi")).to_be_visible()
    story.look(page, "opd-kosong")
    _name(page, story.programmer, nip=story.world.nip, job="Pranata Komputer Ahli Pertama")
    expect(page.get_by_text("1 dari 2 kursi terisi")).to_be_visible()
    _name(page, story.world.clerk.full_name, job="Staf Subbagian Program")
    expect(page.get_by_text("2 dari 2 kursi terisi")).to_be_visible()
    seats = page.get_by_role("listitem")
    expect(seats.filter(has_text=story.programmer).first).not_to_contain_text("belum dicocokkan")
    expect(seats.filter(has_text=story.world.clerk.full_name).first).to_contain_text(
        "belum dicocokkan"
    )
    story.look(page, "opd")


def hand_in_letter(story: Story) -> None:
    page = story.phone()
    page.goto(story.unit_link)
    page.get_by_role("link", name="Surat tugas", exact=True).click()
    for box in page.get_by_role("group", name="Untuk").get_by_role("checkbox").all():
        expect(box).to_be_checked()  # both people, unless one says otherwise
    page.get_by_label("Nomor surat").fill(NUMBER)
    page.get_by_label("Tanggal surat").fill(story.today.isoformat())
    page.get_by_label("Penanda tangan").fill("Kepala Perangkat Daerah")
    page.get_by_label("Pindaian surat").set_input_files(
        {"name": "surat-tugas.pdf", "mimeType": "application/pdf", "buffer": scanned_letter()}
    )
    story.look(page, "opd-surat-tugas")
    page.get_by_role("button", name="Serahkan").click()
    expect(page.get_by_text(NUMBER)).to_be_visible()
    expect(page.get_by_role("link", name="surat-tugas.pdf")).to_be_visible()


def fetch_links(story: Story) -> None:
    """Each person's own link, from the message the OPD passes on."""
    page = story.phone()
    for name in (story.programmer, story.world.clerk.full_name):
        page.goto(story.unit_link)
        page.get_by_role("link", name=name, exact=True).click()
        expect(page.get_by_text("surat tugas", exact=True)).to_be_visible()
        story.look(page, "opd-peserta")
        story.links[name] = address_in(page.locator("pre").inner_text(), "p")
    assert len(set(story.links.values())) == 2


def _name(page: Page, name: str, *, nip: str = "", job: str = "") -> None:
    form = page.locator("form").filter(has=page.get_by_role("button", name=re.compile("Tunjuk$")))
    form.get_by_label("Nama lengkap dan gelar").fill(name)
    form.get_by_label("NIP atau NI PPPK").fill(nip)
    form.get_by_label("Jabatan").fill(job)
    form.get_by_role("button", name="Tunjuk").click()
