"""Buku 2 is ordered on the page, written by the worker, downloaded, and opened by LibreOffice."""

from django.core.management import call_command
from playwright.sync_api import expect

from tests import books, papers
from tests.journeys.masterplan.act_plans import MEASURED, QUEUE, RECORDS, RETURNED
from tests.journeys.masterplan.story import Story
from tests.journeys.telling import downloaded


def make(story: Story) -> bytes:
    page = story.as_("panitia")
    story.visit(page, "hasil-kerja/")
    page.get_by_role("link", name="Buku masterplan").click()
    story.look(page, "mp-buku")
    for box in page.get_by_role("group", name="Yang disusun").get_by_role("checkbox").all():
        box.set_checked("Buku 2" in (box.evaluate("(box) => box.labels[0].textContent") or ""))
    page.get_by_role("button", name="Susun buku").click()
    expect(page.get_by_text("Buku sedang disusun")).to_be_visible()
    call_command("worker", "--once")
    written = page.locator(".book-order").get_by_role("listitem").filter(has_text="Buku 2")
    expect(written).to_contain_text("2 program")
    story.look(page, "mp-buku-jadi")
    return downloaded(page, written.get_by_role("link").first.click)


def read(story: Story, document: bytes) -> None:
    """Every accepted programme is in it, and none that went back: as LibreOffice prints it, and in
    the document itself, which is all there is where there is no LibreOffice."""
    told = [books.text_of(document)]
    if printed := books.as_pdf(document, story.folder):
        sheets = papers.texts(printed)
        told.append(" ".join(sheets))
        story.figures["pages of Buku 2, printed by LibreOffice"] = len(sheets)
    for words in told:
        for text in (QUEUE, RECORDS, MEASURED, story.world.diligent.name):
            assert text in words, text
        assert RETURNED not in words
