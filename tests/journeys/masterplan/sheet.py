"""A worksheet as somebody fills it in on the page of their OPD's link."""

import re
from collections.abc import Mapping

from playwright.sync_api import Locator, Page, expect

from tests.journeys.masterplan.story import Story
from tests.journeys.masterplan.world import Opd


def open_sheet(story: Story, opd: Opd, work: str, *, on_phone: bool = False) -> Page:
    """From the OPD's page to the worksheet, in a session of its own."""
    page = story.desk(opd, on_phone=on_phone)
    page.get_by_role("link", name=work, exact=True).click()
    page.get_by_role("link", name=re.compile("(Isi|Lanjutkan) lembar kerja")).click()
    return page


def control(within: Page | Locator, label: str) -> Locator:
    """The control of one cell by its whole label; a star says that it is required."""
    return within.get_by_label(re.compile(rf"^\s*{re.escape(label)}\s*\*?\s*$")).first


def section(page: Page, title: str) -> Locator:
    return page.get_by_role("region", name=title, exact=True)


def row(page: Page, title: str, number: int) -> Locator:
    """A row of a section, unfolded; rows are added until there are as many."""
    part = section(page, title)
    rows = part.locator("[data-row]")
    while rows.count() < number:
        before = rows.count()
        part.get_by_role("button", name="Tambah baris").click()
        expect(rows).to_have_count(before + 1)
    one = rows.nth(number - 1)
    one.evaluate(
        "(row) => { for (const part of row.querySelectorAll('details')) part.open = true }"
    )
    return one


def fill(within: Page | Locator, cells: Mapping[str, str]) -> None:
    for label, value in cells.items():
        cell = control(within, label)
        if cell.evaluate("(control) => control.tagName") == "SELECT":
            cell.select_option(label=value)
        else:
            cell.fill(value)


def expect_saved(page: Page) -> None:
    """What was typed is kept; nobody pressed a button."""
    expect(page.locator("#simpanan")).to_have_text(re.compile(r"^Tersimpan \d"))


def send(page: Page) -> None:
    page.get_by_role("button", name="Kirim ke Tim Ahli").click()
    expect(page.get_by_text("Terkirim. Tim Ahli akan meninjaunya.")).to_be_visible()
