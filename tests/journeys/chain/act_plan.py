"""Panitia plans a Bimtek for today, says what it awards, and asks forty OPD by a pasted list."""

from playwright.sync_api import expect

from tests.journeys.chain.story import Story
from tests.journeys.telling import address_in


def plan(story: Story) -> None:
    page = story.as_("panitia")
    page.goto("/bimtek/")
    story.look(page, "bimtek-daftar")
    page.get_by_role("link", name="Rencanakan Bimtek").first.click()
    story.look(page, "bimtek-rencana")
    page.get_by_role("radio", name="Satu tahap").check()
    page.get_by_label("Judul").fill(story.title)
    page.get_by_label("Penyelenggara").select_option(label=story.world.organiser.name)
    page.get_by_label("Dasar hukum").fill("RPJMD Kabupaten Bantul 2021-2026")
    page.get_by_role("button", name="Lanjut ke tanggal").click()
    story.look(page, "bimtek-tanggal")
    page.get_by_label("Mulai").fill(story.today.isoformat())
    page.get_by_label("Tempat").fill("Ruang Mandala Saba Pracima, Kompleks Parasamya")
    page.get_by_role("button", name="Lanjut ke undangan").click()
    expect(page.get_by_role("heading", name="Undang OPD")).to_be_visible()
    page.get_by_role("link", name=story.title[:30]).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(story.title)
    story.bimtek = page.url
    story.look(page, "bimtek")


def award(story: Story) -> None:
    """Who completes it is proposed for the level that the programmers' posts ask."""
    page = story.as_("panitia")
    page.goto(story.bimtek)
    page.get_by_role("link", name="Syarat kelulusan").click()
    page.get_by_label("Kompetensi").select_option(label="Pemrograman Web")
    page.get_by_label("Tingkat").select_option("3")
    page.get_by_role("button", name="Usulkan kompetensi").click()
    expect(page.get_by_text("Pemrograman Web, tingkat 3")).to_be_visible()
    story.look(page, "aturan")


def give_roles(story: Story) -> None:
    page = story.as_("panitia")
    page.goto(story.bimtek)
    page.get_by_role("link", name="Panitia dan Tim Ahli").click()
    page.get_by_label("Nama pengguna").fill("timahli")
    page.get_by_label("Peran").select_option(label="Tim Ahli")
    page.get_by_role("button", name="Beri peran").click()
    expect(page.get_by_role("cell", name="timahli")).to_be_visible()
    story.look(page, "panitia")


def invite(story: Story) -> None:
    """Paste, look, confirm; forty messages; one is sent."""
    page = story.as_("panitia")
    page.goto(story.bimtek)
    page.get_by_role("button", name="Buka pendaftaran").click()
    page.get_by_role("link", name="Undangan").first.click()
    story.look(page, "undangan-kosong")
    page.get_by_role("link", name="Undang OPD").click()
    story.look(page, "undangan-baru")
    pasted = "\n".join(f"{name}\t{phone}" for name, phone in story.world.asked)
    page.get_by_label("Daftar OPD").fill(pasted)
    page.get_by_label("Kursi tiap unit").fill("2")
    page.get_by_role("button", name="Periksa daftar").click()
    expect(page.get_by_role("status").first).to_contain_text("40 OPD akan diundang")
    expect(page.get_by_role("cell", name="Dikenal", exact=True)).to_have_count(40)
    story.look(page, "undangan-periksa")
    page.get_by_role("button", name="Undang 40 OPD").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("40 pesan siap dikirim")
    message = page.get_by_role("listitem").filter(
        has=page.get_by_role("heading", name=story.world.unit.name, exact=True)
    )
    text = message.locator("pre").text_content() or ""
    story.unit_link = address_in(text, "o")
    whatsapp = message.get_by_role("link", name="WhatsApp").get_attribute("href") or ""
    assert whatsapp.startswith("https://wa.me/62")
    story.look(page, "undangan-kirim")
    page.get_by_role("button", name="Sudah dikirim").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("39 pesan siap dikirim")


def who_is_silent(story: Story) -> None:
    """After one OPD answered: those who named nobody stand above it."""
    page = story.as_("panitia")
    story.visit(page, "undangan/")
    expect(page.get_by_text("39 OPD belum menunjuk peserta.")).to_be_visible()
    rows = page.get_by_role("row").filter(has=page.get_by_role("cell"))
    assert rows.count() == 40
    expect(rows.last).to_contain_text(story.world.unit.name)
    story.look(page, "undangan")
