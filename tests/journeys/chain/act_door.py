"""The door: one person by the camera, from the QR on their own page; the other by a tap."""

from playwright.sync_api import Page, expect

from tests.journeys.camera import write_video
from tests.journeys.chain.story import Story
from tests.journeys.door.officer import expect_band, launch, new_phone
from tests.journeys.telling import read_qr

LAST = ("00:00", "23:58", "23:59")


def open_slots(story: Story) -> None:
    """The stage begins. Both slots are stretched over the whole day, so that the story can be told
    at any hour; the morning's comes first by the clock."""
    page = story.as_("panitia")
    story.visit(page, "jadwal/", "jadwal")
    for kind in ("Pagi", "Siang"):
        story.visit(page, "jadwal/")
        page.get_by_role("link", name=f"ubah {kind}").click()
        for label, value in zip(("Dibuka", "Terlambat sesudah", "Ditutup"), LAST, strict=True):
            page.get_by_label(label).fill(value)
        story.look(page, "jadwal-presensi")
        page.get_by_role("button", name="Simpan").click()
    story.visit(page, "kehadiran/")
    page.get_by_role("button", name="Mulai tahap ini").click()
    page.get_by_role("link", name="Pagi", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Pagi, ")
    story.slot = page.url
    story.look(page, "presensi-kosong")


def make_device(story: Story) -> str:
    """The address in the QR that makes a phone a door."""
    page = story.as_("panitia")
    story.visit(page, "perangkat/", "perangkat")
    page.get_by_label("Nama perangkat").fill("HP pintu utama")
    page.get_by_role("button", name="Buat kode").click()
    story.look(page, "perangkat-kode")
    return read_qr(page.get_by_role("img", name="Kode QR pendaftaran perangkat"))


def scan(story: Story, playwright, chromium) -> None:
    """A phone becomes the door; its camera sees the programmer's code, the clerk is tapped. At noon
    the same for the second slot."""
    address = make_device(story)
    video = write_video(story.qr[story.programmer], story.folder / "badge.mjpeg")
    browser = launch(playwright, chromium, video)
    try:
        page = new_phone(browser, address.partition("/pindai/")[0]).new_page()
        page.goto(address)
        page.get_by_label("Nama perangkat").fill("HP pintu utama")
        page.get_by_role("button", name="Daftarkan perangkat").click()
        expect_band(page, "green", "Hadir", story.programmer)
        story.look(page, "pindai")
        _tap(page, story.world.unit.name, story.world.clerk.full_name)
        expect(page.locator("#counts")).to_contain_text("2/2")
        close_slot(story)
        _noon(page, story)
    finally:
        browser.close()


def close_slot(story: Story) -> None:
    page = story.as_("panitia")
    page.goto(story.slot)
    page.get_by_role("button", name="Tutup presensi").click()


def _noon(page: Page, story: Story) -> None:
    """The morning is closed, so the clock now means the afternoon; the badge is held up again."""
    page.reload()
    expect(page.locator("#slot")).to_contain_text("Siang")
    expect_band(page, "green", "Hadir", story.programmer)
    _tap(page, story.world.unit.name, story.world.clerk.full_name)
    expect(page.locator("#counts")).to_contain_text("2/2")


def _tap(page: Page, unit: str, name: str) -> None:
    page.get_by_role("button", name="OPD → nama").click()
    page.get_by_role("button", name=unit).click()
    page.get_by_role("button", name=name).click()
    expect_band(page, "green", "Hadir", name)
