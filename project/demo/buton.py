"""Buton 2021: the four-stage Bimtek of the article, closed on Tuesday 23 November 2021.

Known from the press: dates and rooms of stages I, II and IV, SK 173/2021, the masterplan of
2022-2031. Invented: stage III, who came, every name, every letter.
"""

import random
from datetime import UTC, date, datetime
from decimal import Decimal

from participants.models import Competency, UnitKind, User
from project.demo import rounds, story, works
from project.demo.regions import Region
from workshops.actions.invitation import invite
from workshops.actions.rule import set_passing_rule
from workshops.actions.workshop import create_workshop, give_role, set_award_rule
from workshops.models import Deliverable, InvitationBody, Workshop, WorkshopRoleKind
from workshops.rules.inviting import AskedUnit
from workshops.rules.programme import PROGRAMMES, plan_of

DATES = (
    (date(2021, 8, 30), date(2021, 8, 31), "Aula Kantor Bupati Buton, Takawa"),
    (date(2021, 9, 29), date(2021, 9, 30), "Aula Dinas Kesehatan Kabupaten Buton"),
    (date(2021, 10, 27), date(2021, 10, 28), "Aula Bappeda Kabupaten Buton (rekaan)"),
    (date(2021, 11, 22), date(2021, 11, 23), "Aula Kantor Bupati Buton, Takawa"),
)
BASIS = (
    "Nota Kesepahaman Pemerintah Kabupaten Buton dengan Kementerian Komunikasi dan Informatika, "
    "25 Mei 2021\nKeputusan Bupati Buton Nomor 173 Tahun 2021"
)


def hold(region: Region, users: dict[str, User], planning: Competency) -> Workshop:
    """The Bimtek up to the evening of its last day, ready to be closed."""
    chance = random.Random("buton-2021")
    by = users["panitia"]
    planned_at = datetime(2021, 8, 2, 1, tzinfo=UTC)
    template = PROGRAMMES["smart-city"]
    workshop = create_workshop(
        unit=region.units["Diskominfo"],
        title_id="Bimbingan Teknis Penyusunan Masterplan Smart City Kabupaten Buton",
        title_en="Technical Guidance on the Smart City Masterplan of Buton Regency",
        programme=template.code,
        stages=[
            plan_of(stage, starts, ends, venue)
            for stage, (starts, ends, venue) in zip(template.stages, DATES, strict=True)
        ],
        legal_basis=BASIS,
        by=by,
        at=planned_at,
    )
    set_passing_rule(
        workshop=workshop,
        minimum_share=Decimal("0.8"),
        deliverables_required=False,
        by=by,
        at=planned_at,
    )
    set_award_rule(
        workshop=workshop, competency=planning, level=2, minimum_score=None, by=by, at=planned_at
    )
    give_role(
        workshop=workshop,
        user=users["timahli"],
        role=WorkshopRoleKind.EXPERT,
        by=by,
        at=planned_at,
    )
    units = [unit for unit in region.units.values() if unit.kind != UnitKind.EXTERNAL]
    asked = [AskedUnit(unit.name, region.staff[unit.pk][2].phone) for unit in units]
    invited_at = datetime(2021, 8, 9, 2, tzinfo=UTC)
    invite(
        workshop=workshop,
        units=asked,
        body=InvitationBody.UNIT,
        seats=2,
        open_now=True,
        by=by,
        at=invited_at,
    )
    outside = region.units["outside"]
    invite(
        workshop=workshop,
        units=[AskedUnit(outside.name, region.staff[outside.pk][0].phone)],
        body=InvitationBody.OUTSIDE,
        seats=1,
        by=by,
        at=invited_at,
    )
    named_at = datetime(2021, 8, 20, 3, tzinfo=UTC)
    invitations = list(workshop.invitations.by_unit_name())
    inside = [one for one in invitations if one.body == InvitationBody.UNIT]
    people = story.name(inside, region.staff, each=2, by=by, at=named_at)
    people += story.name(
        [one for one in invitations if one.body == InvitationBody.OUTSIDE],
        region.staff,
        each=1,
        from_position=0,
        by=by,
        at=named_at,
    )
    story.letters(
        workshop,
        inside,
        pattern="094/{urut}/{unit}/VIII/2021",
        signer="Kepala Perangkat Daerah",
        by=by,
        at=named_at,
    )
    story.confirm(people, 0.93, chance, datetime(2021, 9, 1, 3, tzinfo=UTC))
    steadfast = [person for person in people if chance.random() < 0.85]
    others = [person for person in people if person not in steadfast]
    for stage in workshop.stages.in_order():
        story.hold_stage(stage, steadfast, share=0.97, chance=chance, by=users["petugas"])
        story.hold_stage(stage, others, share=0.55, chance=chance, by=users["petugas"])
    first_works = Deliverable.objects.filter(stage__workshop=workshop, stage__order=1)
    works.hand_in(
        first_works.order_by("order"),
        inside[:-4],
        expert=users["timahli"],
        at=datetime(2021, 9, 14, 3, tzinfo=UTC),
        chance=chance,
    )
    works.hand_in(
        Deliverable.objects.filter(stage__workshop=workshop, worksheet="rencana-aksi"),
        [one for one in inside if one.unit == region.units["Diskominfo"]] or inside[:1],
        expert=users["timahli"],
        at=datetime(2021, 10, 18, 3, tzinfo=UTC),
        chance=chance,
    )
    rounds.hold(
        workshop,
        inside[-5:],
        expert=users["timahli"],
        by=by,
        at=datetime(2021, 9, 2, 3, tzinfo=UTC),
        due=date(2021, 9, 20),
        chance=chance,
    )
    return workshop
