"""The certificate is taken back, and with it everything that stood on it."""

from playwright.sync_api import expect

from tests.journeys.chain.story import Story
from tests.journeys.telling import figure

WHY = "Terbit untuk orang yang salah"


def revoke(story: Story) -> None:
    page = story.as_("panitia")
    page.goto(story.certificate)
    page.get_by_role("link", name="Cabut").click()
    expect(page.get_by_text("Kompetensi Pemrograman Web tingkat 3")).to_be_visible()
    story.look(page, "sertifikat-cabut")
    page.get_by_label("Alasan untuk umum").fill(WHY)
    page.get_by_role("button", name="Cabut sertifikat ini").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(story.programmer)
    story.look(page, "sertifikat-dicabut")


def ask_again(story: Story) -> None:
    page = story.phone()
    page.goto(story.verify)
    expect(page.get_by_role("heading", level=1)).to_have_text("Sertifikat ini dicabut")
    expect(page.get_by_text(WHY)).to_be_visible()
    story.look(page, "periksa-dicabut")


def level_is_back(story: Story, *, jp: int) -> None:
    page = story.as_("bkpsdm")
    # Read from the database: the person's public id, which the story has no other use for.
    person = story.world.programmer.public_id
    page.goto(f"/kompetensi/TIK.PRG/{person}/")
    assert figure(page, "Tingkat yang berlaku") == "2 dari 5"
    page.goto(f"/pegawai/{person}/")
    expect(page.get_by_text(f"Sudah {jp} dari 20 JP")).to_be_visible()
