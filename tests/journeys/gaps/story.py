"""What the acts leave behind for one another, and what BKPSDM reads off its pages."""

import re
from dataclasses import dataclass, field

from tests.journeys.telling import Telling


@dataclass(frozen=True)
class Wall:
    """The coverage page: OPD without a programmer, of how many, and what changed since a day."""

    without: int
    opds: int
    gained: int
    lost: int


@dataclass
class Story(Telling):
    """From "nobody in 21 of 53 OPD" to a Bimtek and back."""

    title: str = "Bimbingan Teknis Pemrograman Web Lanjutan"
    slot: str = ""
    links: dict[str, str] = field(default_factory=dict)  # OPD → its own page
    sent: set[str] = field(default_factory=set)  # names of who takes part
    certificate: str = ""  # address of one of the certificates

    def wall(self) -> Wall:
        """Read off "OPD mana punya Programmer?" as BKPSDM sees it now."""
        page = self.as_("bkpsdm")
        page.goto("/cakupan/peran/")
        self.look(page, "cakupan-peran")
        said = re.search(r"Tidak ada di (\d+) dari (\d+) OPD", page.inner_text("main"))
        changes = page.locator("#berubah li")
        return Wall(
            int(said[1]),
            int(said[2]),
            changes.filter(has_text="Bertambah").count(),
            changes.filter(has_text="Berkurang").count(),
        )

    def closed(self) -> str:
        """What the Bimtek closed, as its nominations' page says it: "12 dari 17"."""
        page = self.as_("bkpsdm")
        self.visit(page, "usulan/")
        said = page.locator("#tertutup").inner_text()
        return re.search(r"(\d+ dari \d+) kesenjangan tertutup", said)[1]
