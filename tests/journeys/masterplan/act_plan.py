"""Panitia plans the four stages, the first a month ago; asks two OPD; gives an expert a link."""

import re
from datetime import timedelta

from playwright.sync_api import expect

from tests.journeys.masterplan.story import TITLE, Story
from tests.journeys.telling import address_in, read_qr

# Of the template's hasil kerja the story tells of three; the organiser drops these.
DROPPED = (
    "Analisis kesiapan daerah",
    "Analisis kesenjangan",
    "Indikator SNI ISO 37122",
    "Draf Buku 1 Analisis Strategis Smart City Daerah",
)
EXPERT = "Dr. Contoh Ahli, M.T. (rekaan)"


def plan(story: Story) -> None:
    """Stage I is over, stage II begins today; what stage I asked was due a week ago."""
    page = story.as_("panitia")
    page.goto("/bimtek/baru/")
    page.get_by_role("radio", name=re.compile("Smart City empat tahap")).check()
    page.get_by_label("Judul").fill(TITLE)
    page.get_by_label("Penyelenggara").select_option(label=story.world.organiser.name)
    page.get_by_role("button", name="Lanjut ke tanggal").click()
    first = page.get_by_role("group", name=re.compile("^Tahap I "))
    first.get_by_label("Mulai").fill((story.today - timedelta(weeks=4)).isoformat())
    first.get_by_label("Tempat").fill("Aula Kantor Bupati Buton, Takawa")
    story.look(page, "mp-tanggal")
    page.get_by_role("button", name="Lanjut ke undangan").click()
    if page.get_by_role("heading", level=1).inner_text() == TITLE:  # dates were proposed first
        page.get_by_role("button", name="Lanjut ke undangan").click()
    expect(page.get_by_role("heading", name="Undang OPD")).to_be_visible()
    page.get_by_role("link", name=TITLE[:30]).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)
    story.bimtek = page.url


def ask_for_less(story: Story) -> None:
    """The template asks for more than the story tells of; and no hours of stage I, whose lists
    were kept on paper."""
    page = story.as_("panitia")
    for title in DROPPED:
        story.visit(page, "jadwal/", "mp-jadwal")
        page.get_by_role("link", name=title, exact=True).click()
        story.look(page, "mp-hasil-kerja-ubah")
        page.get_by_text("Hapus", exact=True).click()
        page.get_by_role("button", name="Ya, hapus").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Hasil kerja")
    story.visit(page, "jadwal/")
    for title in DROPPED:
        expect(page.get_by_role("link", name=title, exact=True)).to_have_count(0)
    story.visit(page, "aturan/")
    page.get_by_label("Kehadiran minimum (%)", exact=True).fill("0")
    page.get_by_role("button", name="Lihat akibatnya").click()
    page.get_by_role("button", name="Simpan sebagai versi baru").click()
    expect(page.get_by_text("Versi 2,")).to_be_visible()


def invite(story: Story) -> None:
    page = story.as_("panitia")
    story.visit(page, "undangan/baru/")
    asked = (story.world.diligent, story.world.tardy)
    pasted = "\n".join(f"{opd.name}\t{opd.phone}" for opd in asked)
    page.get_by_label("Daftar OPD").fill(pasted)
    page.get_by_label("Kursi tiap unit").fill("2")
    page.get_by_role("button", name="Periksa daftar").click()
    page.get_by_role("button", name="Undang 2 OPD").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("2 pesan siap dikirim")
    for opd in asked:
        message = page.get_by_role("listitem").filter(
            has=page.get_by_role("heading", name=opd.name, exact=True)
        )
        story.desks[opd.name] = address_in(message.locator("pre").text_content() or "", "o")


def give_expert_a_link(story: Story) -> None:
    page = story.as_("panitia")
    story.visit(page, "panitia/")
    page.get_by_label("Nama Tim Ahli").fill(EXPERT)
    page.get_by_role("button", name="Buat tautan").click()
    row = page.get_by_role("row").filter(has_text=EXPERT)
    story.look(page, "mp-panitia")
    story.expert_link = address_in(row.locator("[data-copy-text]").text_content() or "", "t")


def name_people(story: Story) -> None:
    """Each OPD names its people by its link; each of them has a page with a QR."""
    for opd in (story.world.diligent, story.world.tardy):
        page = story.desk(opd, on_phone=True)
        form = page.locator("form").filter(
            has=page.get_by_role("button", name=re.compile("Tunjuk$"))
        )
        for number, name in enumerate(opd.delegates, start=1):
            form.get_by_label("Nama lengkap dan gelar").fill(name)
            form.get_by_role("button", name="Tunjuk").click()
            expect(page.get_by_text(f"{number} dari 2 kursi terisi")).to_be_visible()
        for name in opd.delegates:
            page.goto(story.desks[opd.name])
            page.get_by_role("link", name=name, exact=True).click()
            page.goto(address_in(page.locator("pre").inner_text(), "p"))
            shown = page.get_by_role("link", name="Tampilkan kode QR sepenuh layar")
            story.codes[name] = read_qr(shown)
        page.context.close()
