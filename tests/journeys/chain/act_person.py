"""A participant opens the link on a phone: what it weighs, whether the name is right, the QR."""

from playwright.sync_api import expect

from tests.journeys.chain.production import production
from tests.journeys.chain.story import Story
from tests.journeys.telling import read_qr

KILOBYTE = 1024
MOST = 150 * KILOBYTE


def weigh_first_load(story: Story) -> None:
    """Everything that crosses the wire on the first visit, from a server with hashed, compressed
    files as in production, to a browser that has been nowhere yet."""
    with production(story.folder / "static") as address:
        weight, files = _weigh(story, address)
    story.figures["first load of a participant (bytes)"] = weight
    story.figures["first load of a participant (files)"] = files
    assert files > 3
    assert weight <= MOST


def _weigh(story: Story, address: str) -> tuple[int, int]:
    page = story.phone()
    wire = page.context.new_cdp_session(page)
    wire.send("Network.enable")
    arrived: list[float] = []
    wire.on("Network.loadingFinished", lambda told: arrived.append(told["encodedDataLength"]))
    path = story.links[story.programmer].partition("/p/")[2]
    page.goto(f"{address}/p/{path}")
    page.wait_for_load_state("networkidle")
    expect(page.get_by_role("heading", level=1)).to_have_text(story.programmer)
    return round(sum(arrived)), len(arrived)


def confirm_name(story: Story) -> None:
    page = story.phone()
    page.goto(story.links[story.programmer])
    expect(page.get_by_text("Sudah benar, termasuk gelarnya?")).to_be_visible()
    story.look(page, "peserta")
    page.get_by_role("button", name="Ya, benar").click()
    expect(page.get_by_text("sudah Bapak/Ibu periksa")).to_be_visible()


def read_codes(story: Story) -> None:
    """What the QR on each of the two pages says."""
    page = story.phone()
    for name, link in story.links.items():
        page.goto(link)
        shown = page.get_by_role("link", name="Tampilkan kode QR sepenuh layar")
        story.qr[name] = read_qr(shown)
    assert len(set(story.qr.values())) == 2
