"""What the acts of the masterplan leave behind for one another."""

from dataclasses import dataclass, field

from playwright.sync_api import Page

from tests.journeys.masterplan.world import Opd
from tests.journeys.telling import LAPTOP, Telling

TITLE = "Bimbingan Teknis Penyusunan Masterplan Smart City Kabupaten Buton"


@dataclass
class Story(Telling):
    """From the worksheets of two OPD to Buku 2."""

    complaints: list[str] = field(default_factory=list)  # of the browser
    desks: dict[str, str] = field(default_factory=dict)  # OPD → its link
    expert_link: str = ""
    codes: dict[str, str] = field(default_factory=dict)  # name → what the QR on their page says
    _experts: list[Page] = field(default_factory=list, repr=False)

    def desk(self, opd: Opd, *, on_phone: bool = False) -> Page:
        """Somebody of the OPD opens its link, in a session of their own."""
        page = self.phone() if on_phone else self._open(width=LAPTOP, height=900)
        page.goto(self.desks[opd.name])
        return page

    def expert(self) -> Page:
        """The expert's queue behind their link; they have no account."""
        if not self._experts:
            self._experts.append(self._open(width=LAPTOP, height=900))
        page = self._experts[0]
        page.goto(self.expert_link)
        self.look(page, "ahli-antrean")
        return page
