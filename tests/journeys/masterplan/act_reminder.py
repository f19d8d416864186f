"""Those who have not delivered are reminded, and nobody else."""

from playwright.sync_api import expect

from tests.journeys.masterplan import act_issues, act_plans, act_swot
from tests.journeys.masterplan.story import Story


def remind(story: Story) -> None:
    page = story.as_("panitia")
    story.visit(page, "hasil-kerja/")
    page.get_by_role("link", name="Ingatkan yang belum").click()
    tardy, diligent = story.world.tardy.name, story.world.diligent.name
    expect(page.get_by_role("heading", name=tardy, exact=True)).to_be_visible()
    expect(page.get_by_role("heading", name=diligent, exact=True)).to_have_count(0)
    story.look(page, "mp-ingatkan")
    page.get_by_role("button", name="Siapkan pengingat").click()

    message = page.get_by_role("listitem").filter(
        has=page.get_by_role("heading", name=tardy, exact=True)
    )
    text = message.locator("pre").text_content() or ""
    for work in (act_issues.WORK, act_swot.WORK):
        (line,) = (line for line in text.splitlines() if work in line)
        assert "sudah lewat" in line
    assert f"{act_plans.WORK} (perlu diperbaiki)" in text
    assert story.desks[story.world.tardy.name] in text
    assert diligent not in page.get_by_role("main").inner_text()
    story.look(page, "mp-ingatkan-siap")
    message.get_by_role("button", name="Sudah dikirim").click()
    expect(message.get_by_text("terakhir diingatkan")).to_be_visible()
