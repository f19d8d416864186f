"""Bantul today: a four-stage Bimtek whose first stage is this morning, with everything to do."""

import random
from datetime import date, timedelta

from participants.actions.notice import mark_sent
from participants.models import Notice, OrganisationUnit, UnitKind, User
from project.demo import rounds, story, works
from project.demo.regions import Region
from workshops.actions.invitation import invite
from workshops.actions.registration import name_person
from workshops.actions.workshop import create_workshop, give_role
from workshops.models import (
    Deliverable,
    Invitation,
    InvitationBody,
    Registration,
    StageState,
    Workshop,
    WorkshopRoleKind,
    WorkshopState,
)
from workshops.rules.inviting import AskedUnit
from workshops.rules.programme import PROGRAMMES, plan_of, propose_dates

INVITED, NAMED, UNKNOWN = 40, 34, 4


def hold(region: Region, users: dict[str, User], as_of: date) -> Workshop:
    """Forty OPD invited, six have named nobody, four people are unknown to HR, three letters are to
    follow, and two thirds of the hall came through the door this morning."""
    chance = random.Random("bantul-live")
    by, root = users["panitia"], region.root
    template = PROGRAMMES["smart-city"]
    planned_at = root.moment(as_of - timedelta(days=30), story.MORNING)
    dates = propose_dates(template, as_of)
    workshop = create_workshop(
        unit=region.units["Diskominfo"],
        title_id="Bimbingan Teknis Penyusunan Masterplan Smart City Kabupaten Bantul",
        title_en="Technical Guidance on the Smart City Masterplan of Bantul Regency",
        programme=template.code,
        stages=[
            plan_of(stage, starts, ends, "Ruang Mandala Saba Pracima, Kompleks Parasamya")
            for stage, (starts, ends) in zip(template.stages, dates, strict=True)
        ],
        legal_basis="RPJMD Kabupaten Bantul 2021-2026",
        by=by,
        at=planned_at,
    )
    for username, role in (
        ("timahli", WorkshopRoleKind.EXPERT),
        ("petugas", WorkshopRoleKind.OFFICER),
    ):
        give_role(workshop=workshop, user=users[username], role=role, by=by, at=planned_at)
    invitations = _invite(
        workshop, region, by, root.moment(as_of - timedelta(days=21), story.MORNING)
    )
    named_at = root.moment(as_of - timedelta(days=9), story.MORNING)
    people = story.name(invitations[: NAMED - UNKNOWN], region.staff, each=2, by=by, at=named_at)
    people += [
        _unknown(invitation, number, named_at)
        for number, invitation in enumerate(invitations[NAMED - UNKNOWN : NAMED])
    ]
    story.letters(
        workshop,
        invitations,
        pattern="800.1.11.1/{urut}/{unit}/" + str(as_of.year),
        signer="Kepala Perangkat Daerah",
        to_follow=3,
        by=by,
        at=named_at,
    )
    story.confirm(people, 0.7, chance, named_at + timedelta(days=2))
    _begin(workshop, people, chance, users["petugas"])
    early = Deliverable.objects.filter(stage__workshop=workshop, stage__order=1).order_by("order")
    works.hand_in(
        early[:1],
        invitations[2:5],
        expert=None,
        at=root.moment(as_of, story.MORNING) - timedelta(days=1),
        chance=chance,
    )
    rounds.hold(
        workshop,
        invitations[6:11],
        expert=users["timahli"],
        by=by,
        at=root.moment(as_of - timedelta(days=8), story.MORNING),
        due=as_of - timedelta(days=2),
        chance=chance,
    )
    return workshop


def _invite(workshop: Workshop, region: Region, by: User, at) -> list[Invitation]:
    units: list[OrganisationUnit] = [
        unit
        for unit in region.units.values()
        if unit.kind not in (UnitKind.EXTERNAL, UnitKind.DIVISION)
    ][:INVITED]
    invite(
        workshop=workshop,
        units=[AskedUnit(unit.name, region.staff[unit.pk][2].phone) for unit in units],
        body=InvitationBody.UNIT,
        seats=2,
        open_now=True,
        by=by,
        at=at,
    )
    by_unit = {one.unit_id: one for one in workshop.invitations.by_unit_name()}
    for notice in Notice.objects.ready().filter(unit__in=units[:NAMED], created_at=at):
        mark_sent(notice=notice, by=by, at=at + timedelta(minutes=20))
    return [by_unit[unit.pk] for unit in units]


TYPED = (
    ("Bayu Aji Nugroho, S.Kom.", "Tenaga Teknis"),
    ("Wening Larasati", "Staf Subbagian Program"),
    ("Kuncoro Hadi", "Tenaga Pendukung TIK"),
    ("Retno Palupi, S.Si.", "Staf Data"),
)


def _unknown(invitation: Invitation, number: int, at) -> Registration:
    """Somebody typed by the OPD through its link, whom HR does not know."""
    full_name, job = TYPED[number]
    return name_person(
        invitation=invitation,
        full_name=full_name,
        job_title=job,
        phone=f"+62812000000{number:02}",
        by=invitation.links.get().user,
        at=at,
    )


def _begin(
    workshop: Workshop, people: list[Registration], chance: random.Random, officer: User
) -> None:
    """Stage I is running; the morning's slot is open and two thirds have come."""
    stages = list(workshop.stages.in_order())
    morning = stages[0].slots.in_order()[0]
    story.hold_slot(morning, people, share=0.66, late=0.1, chance=chance, by=officer, close=False)
    stages[0].state = StageState.RUNNING
    stages[0].save(update_fields=["state"])
    workshop.state = WorkshopState.RUNNING
    workshop.save(update_fields=["state"])
