"""The same worksheet as an Excel form: downloaded, filled in the hall, read back, sent."""

import io

from openpyxl import load_workbook
from playwright.sync_api import expect

from tests.journeys.masterplan.review import accept
from tests.journeys.masterplan.sheet import control, open_sheet, row, send
from tests.journeys.masterplan.story import Story
from tests.journeys.telling import downloaded

WORK = "Analisis SWOT-TOWS"
POINTS = {
    "Kekuatan (S)": "Empat belas puskesmas terakreditasi",
    "Kelemahan (W)": "Rekam medis masih di kertas",
    "Peluang (O)": "Jaringan serat optik sampai kecamatan",
    "Ancaman (T)": "Listrik di kepulauan sering padam",
}
STRATEGY = "S1-O1: pendaftaran daring di semua puskesmas"


def fill_in_excel(story: Story) -> None:
    opd = story.world.diligent
    page = open_sheet(story, opd, WORK)
    form = downloaded(page, page.get_by_role("link", name="Unduh formulir Excel").click)
    page.get_by_role("link", name="Unggah formulir", exact=True).click()
    page.get_by_label("Formulir Excel (.xlsx)").set_input_files(
        {"name": "swot.xlsx", "mimeType": "application/octet-stream", "buffer": _filled(form)}
    )
    page.get_by_role("button", name="Baca formulir").click()
    expect(page.get_by_role("heading", name="Yang akan berubah")).to_be_visible()
    for point in POINTS.values():
        expect(page.get_by_text(point).first).to_be_visible()
    story.look(page, "mp-formulir")
    page.get_by_role("button", name="Masukkan ke lembar kerja").click()
    expect(page.get_by_text("Isinya dimasukkan.")).to_be_visible()
    for title, point in POINTS.items():
        expect(control(row(page, title, 1), "Butir")).to_have_value(point)
    send(page)
    page.context.close()


def judge(story: Story) -> None:
    accept(story, story.world.diligent, WORK, 1)


def _filled(form: bytes) -> bytes:
    """Written into the sheets as a person does, below the heading that says what goes there."""
    book = load_workbook(io.BytesIO(form))
    for title, point in POINTS.items():
        sheet = book[title]
        assert sheet["B1"].value == "Butir *"
        sheet["B2"] = point
    sheet = book["Strategi TOWS"]
    assert sheet["C1"].value == "Jawaban"
    for number in range(2, 6):
        sheet.cell(number, 3, STRATEGY)
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()
