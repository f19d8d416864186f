"""What is there before the story begins: the demo's two regions, its accounts and Bantul's plan."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

from django.db import transaction

from participants.models import (
    IdentifierKind,
    OrganisationUnit,
    Person,
    StaffingPlan,
    UnitKind,
    User,
)
from project.demo import regions, staffing

SINCE = datetime(2021, 1, 4, 2, tzinfo=UTC)
ASKED = 40


@dataclass(frozen=True)
class World:
    """The people of the story and what HR knows of them."""

    root: OrganisationUnit
    organiser: OrganisationUnit
    unit: OrganisationUnit  # the OPD that names two people
    programmer: Person  # holds the programmer's post there, one level below what it asks
    nip: str
    clerk: Person  # HR knows them too, but the OPD types the name alone
    asked: list[tuple[str, str]]  # forty OPD with the number of whom to write to
    plan: StaffingPlan

    def today(self, at: datetime) -> date:
        return self.root.localdate(at)


def make_world(at: datetime) -> World:
    """As the demo makes it, without any Bimtek."""
    with transaction.atomic():
        system = User.objects.system()
        bantul = regions.bantul(by=system, at=SINCE)
        buton = regions.buton(by=system, at=SINCE)
        users = regions.make_accounts(bantul, buton, by=system, at=SINCE, since=SINCE.date())
        programmers = staffing.plan(
            bantul,
            regions.job_titles(),
            staffing.dictionary(),
            by=users["organisasi"],
            at=datetime(at.year, 1, 1, 2, tzinfo=UTC),
        )
    programmer = programmers.below[0]
    unit = programmer.home_unit
    units = [
        one
        for one in bantul.units.values()
        if one.kind not in (UnitKind.EXTERNAL, UnitKind.DIVISION)
    ][:ASKED]
    assert unit in units
    return World(
        root=bantul.root,
        organiser=bantul.units["Diskominfo"],
        unit=unit,
        programmer=programmer,
        nip=programmer.identifiers.get(kind=IdentifierKind.NIP).value,
        clerk=bantul.staff[unit.pk][4],
        asked=[(one.name, bantul.staff[one.pk][2].phone) for one in units],
        plan=StaffingPlan.objects.get(unit=bantul.root),
    )
