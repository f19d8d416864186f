"""What is there before the story begins: the demo's two regions and its accounts, no Bimtek."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

from django.db import transaction

from participants.models import OrganisationUnit, User
from project.demo import regions

SINCE = datetime(2021, 1, 4, 2, tzinfo=UTC)


@dataclass(frozen=True)
class Opd:
    """An OPD that is asked: whom its invitation goes to, and whom it names."""

    unit: OrganisationUnit
    phone: str
    delegates: tuple[str, ...]

    @property
    def name(self) -> str:
        return self.unit.name


@dataclass(frozen=True)
class World:
    organiser: OrganisationUnit
    diligent: Opd  # delivers everything, in rounds
    tardy: Opd  # is late with everything, and its rencana aksi goes back

    def today(self, at: datetime) -> date:
        return self.organiser.localdate(at)


def make_world() -> World:
    """Kabupaten Buton, whose masterplan it is; the accounts hold roles there."""
    with transaction.atomic():
        system = User.objects.system()
        bantul = regions.bantul(by=system, at=SINCE)
        buton = regions.buton(by=system, at=SINCE)
        regions.make_accounts(bantul, buton, by=system, at=SINCE, since=SINCE.date())
    return World(
        organiser=buton.units["Diskominfo"],
        diligent=_opd(buton, "Dinkes", delegates=1),
        tardy=_opd(buton, "Diskan", delegates=2),
    )


def _opd(region: regions.Region, short: str, *, delegates: int) -> Opd:
    unit = region.units[short]
    staff = region.staff[unit.pk]
    names = tuple(person.printed_name() for person in staff[1 : 1 + delegates])
    return Opd(unit, staff[2].phone, names)
