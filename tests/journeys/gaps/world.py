"""What is there before the story begins: 53 OPD, 32 with a programmer, 17 with somebody one level below."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db import transaction

from participants.actions.ability import define_role
from participants.models import Competency, EvidenceAct, OrganisationUnit, Person, Role
from project.demo.accounts import PASSWORD
from tests.factories import make_competency, make_pemda, make_role, make_system, make_unit
from tests.factories_record import make_employee, make_evidence

OPD, ABLE, NEARLY = 53, 32, 17
LEVEL = 3
LONG_AGO = timedelta(days=200)


@dataclass(frozen=True)
class World:
    """``nearly`` are the people of the 17 OPD by the OPD's name; ``stand_ins`` a colleague of each."""

    root: OrganisationUnit
    organiser: OrganisationUnit
    skill: Competency
    nearly: dict[str, Person] = field(default_factory=dict)
    stand_ins: dict[str, Person] = field(default_factory=dict)

    def today(self, at: datetime) -> date:
        return self.root.localdate(at)


def make_world(at: datetime) -> World:
    """No Bimtek yet; the role "Programmer" is watched, and levels were granted long ago."""
    with transaction.atomic():
        root = make_pemda("Kabupaten Uji")
        skill = make_competency(code="TIK.PRG", name_id="Pemrograman Web")
        define_role(unit=root, name="Programmer", skills=[(skill, LEVEL)], by=make_system(), at=at)
        units = [make_unit(root, name=f"Dinas Nomor {number:02}") for number in range(1, OPD + 1)]
        world = World(root, units[0], skill)
        then = {"acquired_on": root.localdate(at - LONG_AGO), "at": at - LONG_AGO}
        for place, unit in enumerate(units):
            person = make_employee(unit, full_name=f"Programmer {unit.name[-2:]}")
            if place < ABLE:
                make_evidence(person, skill, act=EvidenceAct.GRANT, level=LEVEL, **then)
            elif place < ABLE + NEARLY:
                make_evidence(person, skill, act=EvidenceAct.GRANT, level=LEVEL - 1, **then)
                world.nearly[unit.name] = person
                world.stand_ins[unit.name] = make_employee(
                    unit, full_name=f"Pengganti {unit.name[-2:]}"
                )
        make_role(Role.ORGANISER, units[0], username="panitia", password=PASSWORD)
        make_role(Role.HR, root, username="bkpsdm", password=PASSWORD)
    return world
