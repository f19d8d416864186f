"""What the acts of the chain leave behind for one another."""

from dataclasses import dataclass, field

from tests.journeys.telling import Telling


@dataclass
class Story(Telling):
    """From a plan to a certificate to a training history."""

    title: str = "Bimbingan Teknis Pemrograman Web bagi Perangkat Daerah"
    unit_link: str = ""
    links: dict[str, str] = field(default_factory=dict)  # name → a participant's own page
    qr: dict[str, str] = field(default_factory=dict)  # name → what the QR on that page says
    slot: str = ""  # address of the morning's slot
    certificate: str = ""  # address of the programmer's certificate for the organiser
    verify: str = ""  # what the QR on the paper says
    numbers: dict[str, str] = field(default_factory=dict)  # name → number on the certificate

    @property
    def programmer(self) -> str:
        """The name as the OPD types it, with its degree."""
        return self.world.programmer.printed_name()

    @property
    def clerk(self) -> str:
        return self.world.clerk.printed_name()
