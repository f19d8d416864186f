"""Makers for planning: an organiser with a unit, a Bimtek made by the real action."""

from datetime import date
from typing import Any

from participants.models import OrganisationUnit, Role, User
from tests.factories import NOW, make_role, make_unit
from workshops.actions.invitation import invite
from workshops.actions.workshop import create_workshop
from workshops.models import InvitationBody, Workshop
from workshops.rules.inviting import AskedUnit
from workshops.rules.programme import PROGRAMMES, plan_of, propose_dates

FORTY = "\n".join(f"Dinas Nomor {number}\t0812345678{number:02d}" for number in range(1, 41))


def make_organiser(unit: OrganisationUnit | None = None) -> User:
    """Somebody who runs Bimtek for ``unit``; the unit stands in ``.unit``."""
    unit = unit or make_unit()
    user = make_role(Role.ORGANISER, unit)
    user.unit = unit
    return user


def plan(programme: str = "satu-tahap", first: date = date(2026, 12, 1)) -> list:
    chosen = PROGRAMMES[programme]
    return [
        plan_of(stage, starts, ends, venue="Aula")
        for stage, (starts, ends) in zip(chosen.stages, propose_dates(chosen, first), strict=True)
    ]


def make_planned(
    organiser: User | None = None, programme: str = "satu-tahap", **fields: Any
) -> Workshop:
    """A draft from a programme, beginning on 1 December 2026 unless ``first`` says otherwise."""
    organiser = organiser or make_organiser()
    return create_workshop(
        unit=organiser.unit,
        title_id=fields.pop("title_id", "Bimtek Penyusunan Masterplan"),
        programme=programme,
        stages=fields.pop("stages", None)
        or plan(programme, fields.pop("first", date(2026, 12, 1))),
        by=organiser,
        at=NOW,
        **fields,
    )


def ask_units(workshop, organiser, *names):
    """Invitations of these units, with a number and two seats each."""
    return invite(
        workshop=workshop,
        units=[AskedUnit(name, "+6281234567890") for name in names],
        body=InvitationBody.UNIT,
        seats=2,
        by=organiser,
        at=NOW,
    ).invitations


def asked(text, **other):
    """What the invitation form sends."""
    return {"units": text, "seats": "2", "body": "unit", **other}
