"""The roll call on its page and on paper."""

import io
import re

from openpyxl import load_workbook
from playwright.sync_api import expect

from tests import papers
from tests.journeys.chain.story import Story
from tests.journeys.telling import downloaded, figure


def look_at_slot(story: Story) -> None:
    page = story.as_("panitia")
    story.visit(page, "kehadiran/", "kehadiran")
    page.goto(story.slot)
    assert figure(page, "Hadir") == "2 dari 2"
    for name in (story.programmer, story.world.clerk.full_name):
        expect(page.get_by_role("row").filter(has_text=name)).to_contain_text("Hadir")
    story.look(page, "presensi")


def take_papers(story: Story) -> None:
    page = story.as_("panitia")
    page.goto(story.slot)
    pdf = downloaded(page, page.get_by_role("link", name="PDF").click)
    sheet = downloaded(page, page.get_by_role("link", name="Excel").click)

    words = " ".join(papers.texts(pdf))
    book = load_workbook(io.BytesIO(sheet))
    cells = " ".join(str(cell.value) for row in book.active for cell in row if cell.value)
    for name in (story.programmer, story.world.clerk.full_name):
        assert name in words
        assert name in cells
    assert not re.search(r"\bNIK\b", words + cells)
