"""A Bimtek is planned, BKPSDM asks whom to send, and each OPD answers on its own page."""

from playwright.sync_api import Page, expect

from tests.journeys.chain import act_plan
from tests.journeys.gaps.story import Story
from tests.journeys.telling import address_in

PASS = "70"


def plan(story: Story) -> None:
    """As in the chain; and who passes its test at 70 is proposed for level 3."""
    act_plan.plan(story)
    page = story.as_("panitia")
    page.get_by_role("button", name="Buka pendaftaran").click()
    page.get_by_role("link", name="Syarat kelulusan").click()
    form = page.locator("form.after")
    form.get_by_label("Kompetensi").select_option(label="Pemrograman Web")
    form.get_by_label("Tingkat").select_option("3")
    form.locator("[name$=minimum_score]").fill(PASS)
    form.get_by_role("button", name="Usulkan kompetensi").click()
    expect(page.get_by_text(f"tingkat 3, nilai paling sedikit {PASS}")).to_be_visible()


def ask(story: Story) -> None:
    """From the wall to the Bimtek that could close it, to whom one should send."""
    page = story.as_("bkpsdm")
    page.goto("/cakupan/peran/")
    page.get_by_role("link", name="Siapa yang sebaiknya ikut?").click()
    story.look(page, "usulan-kosong")
    expect(page.locator("main")).to_contain_text("17 orang di 30 kursi menutup 17 dari 17")
    page.get_by_role("button", name="Serahkan ke OPD").click()
    expect(page.get_by_text("17 usulan diserahkan ke OPD.")).to_be_visible()
    story.look(page, "usulan")


def fetch_links(story: Story) -> None:
    """Each asked OPD's link, out of the message that the organiser sends."""
    page = story.as_("panitia")
    story.visit(page, "undangan/kirim/")
    for message in page.get_by_role("listitem").filter(has=page.locator("pre")).all():
        name = message.get_by_role("heading").inner_text()
        story.links[name] = address_in(message.locator("pre").text_content() or "", "o")
    assert set(story.links) == set(story.world.nearly)


def answer(story: Story) -> None:
    """Fourteen OPD send whom BKPSDM proposed, one sends another, one nobody, one is silent."""
    page = story.phone()
    *willing, other, refusing, _silent = story.world.nearly
    for name in willing:
        page.goto(story.links[name])
        story.look(page, "opd-usulan")
        page.get_by_role("button", name="Tunjuk orang ini").click()
        expect(page.get_by_text("Jawaban tersimpan dan terbaca oleh BKPSDM.")).to_be_visible()
        story.sent.add(story.world.nearly[name].full_name)
    _fold(page, story.links[other])
    page.get_by_label("Orang lain (kosongkan bila menolak)").select_option(
        label=story.world.stand_ins[other].full_name
    )
    page.get_by_label("Alasan").fill("Yang diusulkan sedang cuti melahirkan.")
    page.get_by_role("button", name="Tunjuk orang lain").click()
    expect(page.get_by_text("Jawaban tersimpan dan terbaca oleh BKPSDM.")).to_be_visible()
    story.sent.add(story.world.stand_ins[other].full_name)
    _fold(page, story.links[refusing])
    page.get_by_label("Alasan").fill("Tidak ada yang dapat ditinggalkan minggu ini.")
    page.get_by_role("button", name="Tolak usulan").click()
    expect(page.get_by_text("Jawaban tersimpan dan terbaca oleh BKPSDM.")).to_be_visible()


def _fold(page: Page, address: str) -> None:
    page.goto(address)
    page.locator("summary").filter(has_text="Tunjuk orang lain, atau tolak").click()
