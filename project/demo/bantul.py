"""Bantul this year: a finished Bimtek with a test, which closes gaps in the staffing plan."""

import random
from datetime import date, timedelta
from decimal import Decimal

from participants.models import Competency, Person, User
from project.demo import story
from project.demo.regions import Region
from project.demo.staffing import WANTED_LEVEL, Programmers
from workshops.actions.invitation import invite
from workshops.actions.registration import name_person
from workshops.actions.workshop import create_workshop, give_role, set_award_rule
from workshops.models import (
    InvitationBody,
    Registration,
    TestKind,
    TestScore,
    Workshop,
    WorkshopRoleKind,
)
from workshops.rules.inviting import AskedUnit
from workshops.rules.programme import PROGRAMMES, plan_of, propose_dates

PASS_MARK = Decimal(70)


def first_day(as_of: date) -> date:
    """Ten weeks ago, a Monday, but in the current year wherever that is possible."""
    monday = as_of - timedelta(days=70 + (as_of - timedelta(days=70)).weekday())
    earliest = date(as_of.year, 1, 5)
    return max(monday, earliest) if as_of >= earliest + timedelta(days=45) else monday


def hold(
    region: Region,
    users: dict[str, User],
    programmers: Programmers,
    programming: Competency,
    as_of: date,
) -> Workshop:
    """The Bimtek up to its last afternoon: 24 people, two stages, pre- and post-test."""
    chance = random.Random("bantul-programmer")
    by, root = users["panitia"], region.root
    template = PROGRAMMES["dua-tahap"]
    first = first_day(as_of)
    dates = propose_dates(template, first)
    planned_at = root.moment(first - timedelta(days=40), story.MORNING)
    workshop = create_workshop(
        unit=region.units["Diskominfo"],
        title_id="Bimbingan Teknis Pemrograman Web dan Integrasi Data bagi Tenaga Programmer OPD",
        title_en="Technical Guidance on Web Programming and Data Integration for Unit Programmers",
        programme=template.code,
        stages=[
            plan_of(stage, starts, ends, "Ruang Mandala Saba Pracima, Kompleks Parasamya")
            for stage, (starts, ends) in zip(template.stages, dates, strict=True)
        ],
        legal_basis="RPJMD Kabupaten Bantul 2021-2026",
        by=by,
        at=planned_at,
    )
    set_award_rule(
        workshop=workshop,
        competency=programming,
        level=WANTED_LEVEL,
        minimum_score=PASS_MARK,
        by=by,
        at=planned_at,
    )
    give_role(
        workshop=workshop,
        user=users["timahli"],
        role=WorkshopRoleKind.EXPERT,
        by=by,
        at=planned_at,
    )
    trainees = programmers.below + programmers.unknown + _others(region, programmers)
    people = _register(workshop, trainees, by, region)
    after_naming = root.moment(first - timedelta(days=10), story.MORNING)
    story.letters(
        workshop,
        workshop.invitations.by_unit_name(),
        pattern="800.1.11.1/{urut}/{unit}/" + str(first.year),
        signer="Kepala Perangkat Daerah",
        by=by,
        at=after_naming,
    )
    story.confirm(people, 0.9, chance, after_naming)
    for stage in workshop.stages.in_order():
        story.hold_stage(stage, people, share=0.95, chance=chance, by=users["petugas"])
    _test(people, by, chance, root.moment(dates[-1][1], story.AFTERNOON))
    return workshop


def _others(region: Region, programmers: Programmers) -> list[Person]:
    """Ten data managers of units that have no programmer."""
    held = {
        person.home_unit_id for person in programmers.fit + programmers.below + programmers.unknown
    }
    without = [
        people[4] for unit, people in region.staff.items() if unit not in held and len(people) > 4
    ]
    return without[:10]


def _register(
    workshop: Workshop, people: list[Person], by: User, region: Region
) -> list[Registration]:
    at = workshop.created_at + timedelta(days=7)
    units = {person.home_unit_id: person for person in people}
    invite(
        workshop=workshop,
        units=[AskedUnit(one.home_unit.name, one.phone) for one in units.values()],
        body=InvitationBody.UNIT,
        seats=1,
        open_now=True,
        by=by,
        at=at,
    )
    invitations = {one.unit_id: one for one in workshop.invitations.by_unit_name()}
    return [
        name_person(
            invitation=invitations[person.home_unit_id],
            full_name=person.printed_name(),
            person=person,
            phone=person.phone,
            by=invitations[person.home_unit_id].links.get().user,
            at=at + timedelta(days=3),
        )
        for person in people
    ]


def _test(people: list[Registration], by: User, chance: random.Random, at) -> None:
    stage = people[0].workshop.stages.order_by("-order")[0]
    scores = []
    for person in people:
        before = chance.randint(30, 65)
        after = min(before + chance.randint(8, 40), 100)
        scores += [
            TestScore(
                stage=stage,
                registration=person,
                kind=kind,
                score=score,
                scored_at=at,
                scored_by=by,
            )
            for kind, score in ((TestKind.PRE, before), (TestKind.POST, after))
        ]
    TestScore.objects.bulk_create(scores)
