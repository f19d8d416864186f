"""Stage II: who lacks something is warned of; then kept waiting, and let in with a reason."""

import re

from playwright.sync_api import Page, expect

from tests.journeys.door.officer import expect_band, scan_usb
from tests.journeys.masterplan import act_issues, act_swot
from tests.journeys.masterplan.story import Story
from tests.journeys.telling import read_qr

ALL_DAY = ("00:00", "23:58", "23:59")
REASON = "Mewakili kepala dinas yang sedang tugas luar, atas izin Sekda"
HELD = "Tertahan syarat masuk"


def overdue_on_board(story: Story) -> None:
    """At a glance: one OPD has delivered what stage I asked, the other is late with it."""
    page = story.as_("panitia")
    story.visit(page, "hasil-kerja/", "mp-papan")
    story.look_on_a_phone(page)
    done, late = (_row(page, opd.name) for opd in (story.world.diligent, story.world.tardy))
    for work in (act_issues.WORK, act_swot.WORK):
        expect(done.get_by_role("link", name=f"Diterima {work}")).to_be_visible()
        expect(late.get_by_role("link", name=f"Lewat tenggat {work}")).to_be_visible()
    expect(done).not_to_contain_text("Lewat tenggat")
    expect(late).to_contain_text("2 lewat tenggat")


def warn(story: Story) -> None:
    """Stage II only warns; its page says of whom, and what is missing."""
    page = story.as_("panitia")
    _entry_page(story, page)
    expect(page.get_by_text("Memperingatkan saja")).to_be_visible()
    expect(page.get_by_role("heading", name="2 dari 3 peserta belum lengkap")).to_be_visible()
    party = page.get_by_role("listitem").filter(has_text=story.world.tardy.name)
    expect(party.first).to_contain_text("Belum satu pun hasil kerja yang diminta diterima.")
    for work in (act_issues.WORK, act_swot.WORK):
        expect(page.get_by_role("listitem").filter(has_text=work).first).to_be_visible()
    for name in story.world.tardy.delegates:
        expect(party.get_by_role("listitem").filter(has_text=name)).to_be_visible()
    for name in story.world.diligent.delegates:
        expect(page.get_by_text(name)).to_have_count(0)
    story.look(page, "mp-syarat-masuk")


def open_stage(story: Story) -> None:
    """The morning's slot is stretched over the whole day, so that the story can be told at any
    hour."""
    page = story.as_("panitia")
    story.visit(page, "jadwal/")
    page.get_by_role("link", name=re.compile(rf"^ubah Pagi, 0?{story.today.day} ")).click()
    for label, value in zip(("Dibuka", "Terlambat sesudah", "Ditutup"), ALL_DAY, strict=True):
        page.get_by_label(label).fill(value)
    page.get_by_role("button", name="Simpan").click()
    story.visit(page, "kehadiran/")
    stage = page.get_by_role("region", name="Tahap II", exact=True)
    stage.get_by_role("button", name="Mulai tahap ini").click()


def at_the_door(story: Story) -> None:
    """While it warns everybody comes in; where it blocks the next is held, told why, and let in."""
    warned, held = story.world.tardy.delegates
    (ready,) = story.world.diligent.delegates
    door = _door(story)
    for name in (ready, warned):
        scan_usb(door, story.codes[name])
        expect_band(door, "green", "Hadir", name)

    page = story.as_("panitia")
    _entry_page(story, page)
    page.get_by_role("radio", name=re.compile("^Tahan di pintu")).check()
    page.get_by_role("main").get_by_role("button", name="Simpan", exact=True).click()
    expect(page.get_by_text("Menahan di pintu")).to_be_visible()
    scan_usb(door, story.codes[held])
    expect_band(door, "amber", HELD, held)
    expect(door.locator("#band-message")).to_contain_text("Belum lengkap: 2 hasil kerja")
    story.look(door, "mp-pintu-tertahan")

    door.locator("#band-acts").get_by_role("button", name="Izinkan").click()
    door.get_by_role("button", name="Izinkan dan catat hadir").click()
    expect(door.locator("#letin-note")).to_have_text("Tuliskan alasannya.")
    door.get_by_role("textbox", name="Alasan", exact=True).fill(REASON)
    door.get_by_role("button", name="Izinkan dan catat hadir").click()
    expect_band(door, "calm", "Tercatat", held)
    expect(door.locator("#band-message")).to_have_text("Diizinkan masuk; kehadirannya tercatat.")
    expect(door.locator("#counts")).to_contain_text("3/3")
    door.context.close()

    page.reload()
    passed = page.get_by_role("listitem").filter(has_text=REASON)
    expect(passed).to_contain_text(held)
    story.look(page, "mp-syarat-masuk-diizinkan")


def _door(story: Story) -> Page:
    page = story.as_("panitia")
    story.visit(page, "perangkat/")
    page.get_by_label("Nama perangkat").fill("HP pintu utama")
    page.get_by_label("Boleh mendaftarkan, mengganti").check()
    page.get_by_role("button", name="Buat kode").click()
    address = read_qr(page.get_by_role("img", name="Kode QR pendaftaran perangkat"))
    door = story.phone()
    door.goto(address)
    door.get_by_label("Nama perangkat").fill("HP pintu utama")
    door.get_by_role("button", name="Daftarkan perangkat").click()
    expect(door.locator("#counts")).to_contain_text("/3")
    expect(door.locator("#acts-open")).to_be_visible()
    return door


def _entry_page(story: Story, page: Page) -> None:
    story.visit(page, "jadwal/")
    page.get_by_role("link", name="Syarat masuk").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Syarat masuk tahap: Tahap II")


def _row(page: Page, name: str):
    return page.get_by_role("row").filter(has=page.get_by_role("rowheader", name=name))
