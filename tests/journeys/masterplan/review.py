"""What the expert answers, from the queue behind their link."""

from collections.abc import Sequence

from playwright.sync_api import Locator, Page, expect

from tests.journeys.masterplan.story import Story
from tests.journeys.masterplan.world import Opd


def open_version(story: Story, opd: Opd, work: str, version: int) -> Page:
    """From the queue to the version that waits."""
    page = story.expert()
    _waiting(page, opd, work).get_by_role("link").click()
    expect(page.get_by_role("heading", name=f"Tinjau versi {version}", exact=True)).to_be_visible()
    return page


def accept(story: Story, opd: Opd, work: str, version: int) -> None:
    page = open_version(story, opd, work, version)
    page.get_by_role("radio", name="Terima", exact=True).check()
    _answer(story, page, opd, work, "Hasil kerja diterima.")


def send_back(
    story: Story,
    opd: Opd,
    work: str,
    version: int,
    pins: Sequence[tuple[str, str, str]],
    look: str = "",
) -> None:
    """With comments pinned to cells: the row that says so, the column, the words."""
    page = open_version(story, opd, work, version)
    for row, column, words in pins:
        place = page.locator(".ws-read li").filter(has_text=row)
        place.get_by_role("button", name=f"Komentari {column}", exact=True).click()
        page.keyboard.type(words)
    page.get_by_role("radio", name="Kembalikan untuk diperbaiki", exact=True).check()
    if look:
        story.look(page, look)
    _answer(story, page, opd, work, "Dikembalikan dengan komentar.")


def _answer(story: Story, page: Page, opd: Opd, work: str, said: str) -> None:
    page.get_by_role("button", name="Kirim tinjauan").click()
    expect(page.get_by_text(said)).to_be_visible()
    page.goto(story.expert_link)
    expect(_waiting(page, opd, work)).to_have_count(0)


def _waiting(page: Page, opd: Opd, work: str) -> Locator:
    return (
        page.get_by_role("listitem")
        .filter(has=page.get_by_role("link", name=work, exact=True))
        .filter(has_text=opd.name)
    )
