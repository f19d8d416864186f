"""Makers of programmes, accepted rencana aksi and what is said of them."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from participants.models import OrganisationUnit, User
from tests.factories import NOW, make_system, make_unit
from tests.factories_links import hand_in, make_deliverable
from workshops.actions.programme import Entry, add_programmes
from workshops.actions.programme_report import Status, report_programme
from workshops.actions.submission import Body
from workshops.models import Deliverable, Stage, Submission, WorkProgramme
from workshops.rules.work_programme import Planned, YearPlan


def planned(**fields: Any) -> Planned:
    """The least a programme says; ``years`` as {2026: (target, budget)}."""
    fields.setdefault("title", "Portal layanan")
    fields.setdefault("pillar", "governance")
    years = fields.pop("years", {})
    return Planned(**fields, years={year: YearPlan(*plan) for year, plan in years.items()})


def make_programme(
    unit: OrganisationUnit | None = None,
    *,
    keeper: OrganisationUnit | None = None,
    supporting: Any = (),
    workshop: Any = None,
    by: User | None = None,
    at: datetime = NOW,
    **fields: Any,
) -> WorkProgramme:
    unit = unit or make_unit()
    return add_programmes(
        keeper=keeper or unit,
        entries=[Entry(planned(**fields), unit, supporting)],
        workshop=workshop,
        by=by or make_system(),
        at=at,
    )[0]


def say(
    programme: WorkProgramme,
    state: str = "running",
    cause: str = "",
    *,
    on: date = date(2026, 11, 1),
    by: User | None = None,
    at: datetime = NOW,
    **told: Any,
) -> Any:
    """A report of the programme's state."""
    return report_programme(
        programme=programme,
        period_on=on,
        status=Status(state, cause, **told),
        by=by or make_system(),
        at=at,
    )


def plan_row(row: str, **cells: Any) -> dict[str, Any]:
    """One row of a rencana aksi as the worksheet keeps it."""
    return {"id": row, "title": f"Program {row}", "pillar": "governance", **cells}


def content(*rows: Mapping[str, Any]) -> dict[str, Any]:
    return {"sections": {"programmes": {"rows": list(rows)}}}


def make_plan_deliverable(stage: Stage | None = None, **fields: Any) -> Deliverable:
    """A rencana aksi that is filled in on the page."""
    return make_deliverable(
        stage, title_id="Rencana aksi", form="worksheet", worksheet="rencana-aksi", **fields
    )


def hand_in_plan(deliverable: Deliverable, owner: Any, *rows: Mapping[str, Any]) -> Submission:
    return hand_in(deliverable, owner, Body(content=content(*rows)))
