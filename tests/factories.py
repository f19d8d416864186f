"""The least that is valid; a test says the rest. People are invented."""

import itertools
from datetime import UTC, date, datetime, time
from typing import Any

from participants.actions.person import create_person, grant
from participants.actions.unit import create_unit
from participants.models import (
    Competency,
    CompetencyKind,
    MatchState,
    OrganisationUnit,
    Person,
    Role,
    TimeZone,
    UnitKind,
    User,
    UserKind,
)
from participants.models.sealed import lookup, seal
from workshops import tokens
from workshops.models import (
    AttendanceSlot,
    Delegation,
    Invitation,
    InvitationBody,
    PassingRule,
    Registration,
    Seat,
    Session,
    Stage,
    Workshop,
    WorkshopState,
)

NOW = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)  # 09.00 WIB, 10.00 WITA
_count = itertools.count(1)


def make_user(**fields: Any) -> User:
    number = next(_count)
    username = fields.pop("username", f"pengguna{number}")
    fields.setdefault("full_name", f"Pengguna {number}")
    return User.objects.create_user(username, fields.pop("password", None), **fields)


def make_system() -> User:
    return User.objects.system()


def make_pemda(name: str = "", timezone: str = TimeZone.WITA) -> OrganisationUnit:
    return create_unit(
        parent=None,
        kind=UnitKind.PEMDA,
        name=name or f"Kabupaten {next(_count)}",
        timezone=timezone,
        by=make_system(),
        at=NOW,
    )


def make_unit(parent: OrganisationUnit | None = None, **fields: Any) -> OrganisationUnit:
    return create_unit(
        parent=parent or make_pemda(),
        kind=fields.pop("kind", UnitKind.DEPARTMENT),
        name=fields.pop("name", f"Dinas {next(_count)}"),
        by=make_system(),
        at=NOW,
        **fields,
    )


def make_role(role: str, unit: OrganisationUnit, **fields: Any) -> User:
    """A user who holds ``role`` on ``unit`` and below."""
    user = make_user(**fields)
    grant(user=user, role=role, unit=unit, valid_from=date(2020, 1, 1), by=make_system(), at=NOW)
    return user


def make_person(unit: OrganisationUnit | None = None, **fields: Any) -> Person:
    return create_person(
        full_name=fields.pop("full_name", f"Orang Ke-{next(_count)}"),
        home_unit=unit or make_unit(),
        matched=fields.pop("match_state", MatchState.MATCHED) == MatchState.MATCHED,
        by=make_system(),
        at=NOW,
        **fields,
    )


def make_competency(**fields: Any) -> Competency:
    number = next(_count)
    fields.setdefault("code", f"KOMP-{number}")
    fields.setdefault("name_id", f"Kompetensi {number}")
    fields.setdefault("kind", CompetencyKind.TECHNICAL)
    return Competency.objects.create(**fields)


def make_workshop(unit: OrganisationUnit | None = None, **fields: Any) -> Workshop:
    """Open for registration, one stage today with pagi (4 JP) and siang (4 JP), rule of 80 %."""
    unit = unit or make_unit()
    by = make_system()
    stages = fields.pop("stages", 1)
    fields.setdefault("title_id", f"Bimtek {next(_count)}")
    fields.setdefault("state", WorkshopState.OPEN)
    workshop = Workshop.objects.create(unit=unit, created_at=NOW, created_by=by, **fields)
    PassingRule.objects.create(workshop=workshop, version=1, made_at=NOW, made_by=by)
    for order in range(1, stages + 1):
        make_stage(workshop, order=order)
    return workshop


def make_stage(workshop: Workshop, order: int = 1, day: date | None = None) -> Stage:
    day = day or workshop.unit.localdate(NOW)
    unit = workshop.unit
    stage = Stage.objects.create(
        workshop=workshop, order=order, title_id=f"Tahap {order}", starts_on=day, ends_on=day
    )
    for kind, start, end in (("pagi", 7, 12), ("siang", 12, 17)):
        slot = AttendanceSlot.objects.create(
            stage=stage,
            day=day,
            kind=kind,
            state="open",
            opens_at=unit.moment(day, time(start)),
            late_after=unit.moment(day, time(start + 2)),
            closes_at=unit.moment(day, time(end)),
        )
        Session.objects.create(
            stage=stage,
            slot=slot,
            starts_at=unit.moment(day, time(start + 1)),
            ends_at=unit.moment(day, time(start + 4)),
            jp=4,
            topic_id=f"Materi {kind} {order}",
        )
    return stage


def make_invitation(
    workshop: Workshop, unit: OrganisationUnit | None = None, seats: int = 1
) -> Invitation:
    by = make_system()
    root = OrganisationUnit.objects.get(path=workshop.unit.root_path)
    invitation = Invitation.objects.create(
        workshop=workshop,
        unit=unit or make_unit(root),
        body=InvitationBody.UNIT,
        invited_at=NOW,
        invited_by=by,
    )
    first = workshop.stages.order_by("order").first()
    Seat.objects.bulk_create(
        Seat(invitation=invitation, ordinal=number, first_stage=first)
        for number in range(1, seats + 1)
    )
    return invitation


def make_registration(
    workshop: Workshop | None = None, person: Person | None = None, **fields: Any
) -> Registration:
    """Registered and holding a seat from the first stage to the end."""
    workshop = workshop or make_workshop()
    by = make_system()
    invitation = fields.pop("invitation", None)
    if invitation is None:
        invitation = make_invitation(workshop, person.home_unit if person else None)
    person = person or make_person(invitation.unit)
    code = tokens.new_check_in_code()
    registration = Registration.objects.create(
        workshop=workshop,
        person=person,
        unit=invitation.unit,
        printed_name=fields.pop("printed_name", person.printed_name()),
        code_lookup=lookup("check-in", code),
        code_sealed=seal(code),
        registered_at=NOW,
        registered_by=by,
        **fields,
    )
    seat = invitation.seats.filter(delegations=None).order_by("ordinal").first()
    if seat is None:
        first = workshop.stages.order_by("order").first()
        seat = Seat.objects.create(
            invitation=invitation, ordinal=invitation.seats.count() + 1, first_stage=first
        )
    Delegation.objects.create(
        seat=seat,
        registration=registration,
        first_stage=seat.first_stage,
        made_at=NOW,
        made_by=by,
    )
    return registration


def make_link_user(name: str = "Tautan") -> User:
    return User.objects.create_actor(UserKind.LINK, f"tautan-{next(_count)}", name)


__all__ = [name for name in dir() if name.startswith("make_")] + ["NOW", "Role"]
