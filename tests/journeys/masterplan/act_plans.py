"""The rencana aksi: one in three versions, its programmes in the register; the other goes back."""

from playwright.sync_api import Page, expect

from tests.journeys.masterplan.review import accept, send_back
from tests.journeys.masterplan.sheet import control, expect_saved, fill, open_sheet, row, send
from tests.journeys.masterplan.story import Story

WORK = "Lembar kerja rencana aksi"
QUEUE, RECORDS = "Antrean puskesmas daring", "Rekam medis elektronik puskesmas"
RETURNED = "Pelabuhan perikanan pintar"
VAGUE, MEASURED = "Layanan menjadi lebih baik", "Puskesmas dengan pendaftaran daring"
FIRST_WORDS = "Indikator belum terukur. Mohon sebutkan apa yang dihitung."
SECOND_WORDS = "Satuan persen tidak sesuai dengan jumlah puskesmas."
NOT_OURS = "Pelabuhan adalah urusan provinsi. Mohon ganti programnya."


def in_three_versions(story: Story) -> None:
    """Two rounds of revision, each with words pinned to a cell; then it is accepted."""
    opd = story.world.diligent
    page = open_sheet(story, opd, WORK)
    fill(row(page, "Program", 1), _programme(story, QUEUE, VAGUE, "persen") | {"Quick win": "Ya"})
    fill(row(page, "Program", 2), _programme(story, RECORDS, "Puskesmas terhubung", "puskesmas"))
    expect_saved(page)
    story.look(page, "mp-rencana-aksi")
    send(page)

    send_back(story, opd, WORK, 1, [(QUEUE, "Indikator", FIRST_WORDS)], look="mp-tinjau")
    _continue(page)
    _expect_said(page, "Indikator", FIRST_WORDS)
    story.look(page, "mp-rencana-aksi-dikembalikan")
    fill(row(page, "Program", 1), {"Indikator": MEASURED})
    expect_saved(page)
    send(page)

    send_back(story, opd, WORK, 2, [(QUEUE, "Satuan", SECOND_WORDS)])
    _continue(page)
    _expect_said(page, "Satuan", SECOND_WORDS)
    expect(control(row(page, "Program", 1), "Indikator")).to_have_value(MEASURED)
    fill(row(page, "Program", 1), {"Satuan": "puskesmas"})
    expect_saved(page)
    send(page)

    accept(story, opd, WORK, 3)
    page.reload()
    expect(page.get_by_text("Sudah diterima. Tidak ada lagi yang perlu dikirim.")).to_be_visible()
    for words in (FIRST_WORDS, SECOND_WORDS):
        expect(page.get_by_text(words).first).to_be_attached()
    story.look(page, "mp-rencana-aksi-diterima")
    page.context.close()


def another_goes_back(story: Story) -> None:
    opd = story.world.tardy
    page = open_sheet(story, opd, WORK)
    fill(row(page, "Program", 1), _programme(story, RETURNED, "Pelabuhan terhubung", "pelabuhan"))
    expect_saved(page)
    send(page)
    send_back(story, opd, WORK, 1, [(RETURNED, "Nama program", NOT_OURS)])
    page.context.close()


def in_the_register(story: Story) -> None:
    """What was accepted is there, with the version it came from; what went back is not."""
    page = story.as_("panitia")
    page.goto("/program/")
    for title in (QUEUE, RECORDS):
        expect(page.get_by_role("link", name=title, exact=True)).to_be_visible()
    expect(page.get_by_text(RETURNED)).to_have_count(0)
    story.look(page, "mp-program")
    page.get_by_role("link", name=QUEUE, exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(QUEUE)
    expect(page.get_by_text("Dari rencana aksi versi 3 yang diterima Tim Ahli.")).to_be_visible()
    for text in (story.world.diligent.name, MEASURED):
        expect(page.get_by_text(text).first).to_be_visible()
    story.look(page, "mp-program-satu")


def _continue(page: Page) -> None:
    """The OPD's page of this hasil kerja again, then the worksheet with what was said to it."""
    page.reload()
    expect(page.get_by_text("Perlu diperbaiki").first).to_be_visible()
    page.get_by_role("link", name="Lanjutkan lembar kerja").click()


def _expect_said(page: Page, label: str, words: str) -> None:
    """The comment stands at its cell."""
    cell = control(row(page, "Program", 1), label).locator("xpath=ancestor::*[@data-cell]")
    expect(cell.get_by_text(words)).to_be_visible()


def _programme(story: Story, title: str, indicator: str, measure: str) -> dict[str, str]:
    year = story.today.year + 1
    return {
        "Nama program": title,
        "Dimensi": "Smart Living",
        "Subdimensi": "Kesehatan",
        "Kelompok aksi": "Penyediaan perangkat lunak dan aplikasi pendukung",
        "Jangka waktu": "Jangka menengah",
        "Indikator": indicator,
        "Satuan": measure,
        "Keadaan awal": "2",
        "Tahun mulai": str(year),
        "Tahun selesai": str(year + 2),
        "Target tahun ke-1": "6",
        "Target tahun ke-2": "10",
        "Target tahun ke-3": "14",
        "Anggaran tahun ke-1 (Rp)": "350000000",
        "Sumber dana": "APBD",
    }
