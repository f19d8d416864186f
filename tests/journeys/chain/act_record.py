"""BKPSDM: who the unknown one was, what was learned, and what it changes in the staffing plan."""

from dataclasses import dataclass

from playwright.sync_api import Page, expect

from project.demo.staffing import PROGRAMMER
from tests.journeys.chain.story import Story
from tests.journeys.telling import figure

UNFIT = "Terisi, belum memenuhi syarat"


@dataclass(frozen=True)
class Fit:
    """What the pages say of the unit's programmer, of its Pemda, and of the programmers' wall."""

    post: str  # "0 dari 1 pemegang": who meets what the post asks
    qualified: int  # holders in the Pemda who do
    unqualified: int  # and who do not
    wall: int  # OPD whose programmer does not


def read_fit(story: Story) -> Fit:
    """Read off Peta jabatan, the post's page and Cakupan, as BKPSDM sees them today."""
    page = story.as_("bkpsdm")
    page.goto("/peta-jabatan/")
    story.look(page, "peta-jabatan-daftar")
    page.get_by_role("link", name=story.world.plan.title).click()
    qualified, unqualified = (_number(figure(page, one)) for one in ("Memenuhi syarat", UNFIT))
    page.get_by_role("rowheader").get_by_role("link", name=story.world.unit.name).click()
    expect(page.get_by_role("rowheader")).to_have_count(1)
    story.look(page, "peta-jabatan")
    page.get_by_role("link", name=PROGRAMMER).click()
    story.look(page, "peta-jabatan-satu")
    post = figure(page, "Memenuhi syarat")
    page.goto("/cakupan/")
    page.get_by_label("Jabatan", exact=True).select_option(label=_option(page, PROGRAMMER))
    page.get_by_role("button", name="Tampilkan").click()
    story.look(page, "cakupan")
    return Fit(post, qualified, unqualified, _number(figure(page, UNFIT)))


def match(story: Story) -> None:
    """The one whom the OPD typed is somebody whom HR knows."""
    page = story.as_("bkpsdm")
    page.goto("/pegawai/")
    story.look(page, "pegawai")
    page.get_by_role("link", name="1 orang belum dicocokkan").click()
    story.look(page, "belum-dicocokkan")
    name = story.world.clerk.full_name
    page.get_by_role("button", name=f"Cocokkan dengan {name}").first.click()
    expect(page.get_by_text("Semua orang sudah dicocokkan")).to_be_visible()


def accept_all(story: Story) -> None:
    page = story.as_("bkpsdm")
    page.goto("/riwayat/")
    story.look(page, "riwayat")
    page.get_by_role("button", name="Terima 2 riwayat").click()
    expect(page.get_by_text("Tidak ada riwayat yang menunggu")).to_be_visible()


def set_level(story: Story) -> None:
    """Being there is not a level: an assessor says it is."""
    page = story.as_("bkpsdm")
    page.goto("/kompetensi/")
    story.look(page, "kompetensi")
    page.get_by_role("link", name=story.programmer).click()
    assert figure(page, "Tingkat yang berlaku") == "2 dari 5"
    story.look(page, "kompetensi-satu")
    page.get_by_label("Cara menetapkan").select_option(label="Asesor")
    page.get_by_label("Nama penilai").fill("Tim Asesor BKPSDM")
    page.get_by_role("button", name="Tetapkan tingkat").click()
    expect(page.get_by_role("heading", name="Tetapkan tingkat 3")).to_have_count(0)
    assert figure(page, "Tingkat yang berlaku") == "3 dari 5"


def look_at_people(story: Story, *, jp: int) -> None:
    """Both have the training and its JP in their year; the programmer fits the post."""
    page = story.as_("bkpsdm")
    _open(page, story.world.nip, story.programmer)
    story.look(page, "pegawai-satu")
    expect(page.get_by_text(f"Sudah {jp} dari 20 JP")).to_be_visible()
    timeline = page.get_by_role("region", name="Riwayat")
    expect(timeline).to_contain_text(story.title)
    expect(timeline).to_contain_text(story.numbers[story.programmer])
    expect(page.get_by_text("Memenuhi syarat", exact=True).first).to_be_visible()
    _open(page, story.world.clerk.full_name, story.clerk)
    expect(page.get_by_text(f"Sudah {jp} dari 20 JP")).to_be_visible()
    expect(page.get_by_role("region", name="Riwayat")).to_contain_text(story.title)


def look_at_hours(story: Story, *, jp: int) -> None:
    """The unit's page of 20 JP counts the same."""
    page = story.as_("bkpsdm")
    page.goto("/jp/")
    story.look(page, "jp")
    page.get_by_role("link", name=story.world.unit.name).click()
    story.look(page, "jp-unit")
    row = page.get_by_role("row").filter(has_text=story.programmer)
    assert row.get_by_role("cell").nth(2).inner_text().strip() == str(jp)


def _open(page: Page, search: str, name: str) -> None:
    page.goto("/pegawai/")
    page.get_by_label("Nama, NIP, atau NIK").fill(search)
    page.get_by_role("button", name="Cari", exact=True).click()
    page.get_by_role("table").get_by_role("link", name=name).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(name)


def _option(page: Page, beginning: str) -> str:
    """The choice with its count behind it: "Pranata Komputer Ahli Pertama (53)"."""
    choices = page.get_by_label("Jabatan", exact=True).get_by_role("option").all_inner_texts()
    return next(one for one in choices if one.startswith(beginning))


def _number(shown: str) -> int:
    return int(shown.split()[0].replace(".", ""))
