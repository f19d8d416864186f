"""Training history, evidence and staffing plans; the least that is valid."""

import itertools
from datetime import date
from typing import Any

from participants.actions.person import employ
from participants.models import (
    Competency,
    EmployeeStatus,
    Evidence,
    EvidenceAct,
    EvidenceMethod,
    JobTitle,
    OrganisationUnit,
    Person,
    PlannedPost,
    PlanState,
    Post,
    Requirement,
    RequirementKind,
    StaffingPlan,
    TrainingForm,
    TrainingRecord,
    TrainingState,
)
from tests.factories import NOW, make_competency, make_person, make_system

_count = itertools.count(1)


def make_employee(unit: OrganisationUnit, **fields: Any) -> Person:
    """A PNS of the unit since 2020."""
    rank, status = fields.pop("rank", "III/a"), fields.pop("status", EmployeeStatus.PNS)
    person = make_person(unit, **fields)
    employ(
        person=person,
        unit=unit,
        status=status,
        rank=rank,
        valid_from=date(2020, 1, 1),
        by=make_system(),
        at=NOW,
    )
    return person


def make_training(person: Person, **fields: Any) -> TrainingRecord:
    """20 JP of one Bimtek in October 2026, waiting for BKPSDM."""
    number = next(_count)
    fields.setdefault("title", "Bimtek Pemrograman Web")
    fields.setdefault("state", TrainingState.AWAITING)
    ended_on = fields.setdefault("ended_on", date(2026, 10, 9))
    if fields["state"] in (TrainingState.VERIFIED, TrainingState.REJECTED):
        fields.setdefault("decided_at", NOW)
        fields.setdefault("decided_by", make_system())
    return TrainingRecord.objects.create(
        person=person,
        organiser="Diskominfo",
        form=fields.pop("form", TrainingForm.BIMTEK),
        jp=fields.pop("jp", 20),
        started_on=fields.pop("started_on", ended_on),
        year=ended_on.year,
        number=f"{number}/A",
        source_kind="certificate",
        source_id=f"sertifikat{number}",
        recorded_at=fields.pop("recorded_at", NOW),
        recorded_by=make_system(),
        **fields,
    )


def make_evidence(person: Person, competency: Competency | None = None, **fields: Any) -> Evidence:
    """A level 3 that a test proposed in October 2026."""
    fields.setdefault("act", EvidenceAct.PROPOSE)
    fields.setdefault("method", EvidenceMethod.TEST)
    return Evidence.objects.create(
        person=person,
        competency=competency or make_competency(),
        level=fields.pop("level", 3),
        acquired_on=fields.pop("acquired_on", date(2026, 10, 9)),
        source_kind="certificate",
        source_id=fields.pop("source_id", f"sertifikat{next(_count)}"),
        shown_as="1/A",
        at=fields.pop("at", NOW),
        by=make_system(),
        **fields,
    )


def make_job(name: str = "", **fields: Any) -> JobTitle:
    return JobTitle.objects.create(name=name or f"Jabatan {next(_count)}", **fields)


def make_plan(root: OrganisationUnit, **fields: Any) -> StaffingPlan:
    """A draft from 1 January 2026; ``approved=True`` for one in force."""
    if fields.pop("approved", False):
        fields.update(state=PlanState.APPROVED, approved_at=NOW, approved_by=make_system())
    fields.setdefault("valid_from", date(2026, 1, 1))
    return StaffingPlan.objects.create(unit=root, title=f"Peta Jabatan {next(_count)}", **fields)


def make_planned(plan: StaffingPlan, unit: OrganisationUnit, **fields: Any) -> PlannedPost:
    """One wanted at the unit; ``competency`` and ``level`` make it a must."""
    competency, level = fields.pop("competency", None), fields.pop("level", 3)
    post = Post.objects.create(unit=unit, job=fields.pop("job", None) or make_job())
    planned = PlannedPost.objects.create(plan=plan, post=post, headcount=fields.pop("headcount", 1))
    if competency:
        Requirement.objects.create(
            planned_post=planned,
            kind=RequirementKind.COMPETENCY,
            competency=competency,
            level=level,
        )
    return planned
