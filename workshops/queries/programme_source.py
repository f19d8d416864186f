"""The rencana aksi behind a programme: its rows as programmes, and what it says today."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from participants.errors import Reason
from participants.models import OrganisationUnit
from workshops.models import Invitation, Submission, SubmissionState, WorkProgramme
from workshops.queries.programme_units import UnitNames
from workshops.rules.programme_joining import Difference, Whole, differences
from workshops.rules.work_programme import OWN, Planned, YearPlan, faults, rows_of


@dataclass(frozen=True)
class PlannedRow:
    """One row of a version. ``owner`` None: the worksheet names a unit that is none of ours."""

    row: str
    number: int
    planned: Planned
    owner: OrganisationUnit | None
    owner_written: str
    supporting: Sequence[OrganisationUnit]

    def refused(self) -> list[Reason]:
        """Why it cannot become a programme, naming the row."""
        if self.owner is None:
            return [
                Reason("programme-owner-unknown", row=self.number, name=self.owner_written[:80])
            ]
        return [
            Reason("programme-row-wrong", row=self.number, why=str(reason))
            for reason in faults(self.planned)
        ]

    def whole(self, otherwise: OrganisationUnit) -> Whole:
        """``otherwise``: the owner where the name is no longer any unit's."""
        owner = self.owner or otherwise
        return Whole(self.planned, owner.pk, frozenset(unit.pk for unit in self.supporting))


@dataclass(frozen=True)
class PlanSays:
    """What the newest version of the plan says of a programme that came from it. ``open``: it is
    not accepted now; ``holds``: it still has the row."""

    version: int
    open: bool
    holds: bool
    differs: Sequence[Difference]


def planned_rows(submission: Submission) -> list[PlannedRow]:
    """Each row with its owner: the OPD itself, or whom the row of a group names; three queries."""
    duty = submission.duty
    units = UnitNames(duty.deliverable.stage.workshop.unit.root_path)
    asked: Invitation | None = duty.invitation
    found = []
    for number, row in enumerate(rows_of(submission.content or {}), start=1):
        owner = units.find(row.owner) if row.owner else (asked.unit if asked else None)
        supporting, others = units.split(row.supporting)
        planned = replace(row.planned, supporting_note="; ".join(others)[:500])
        found.append(PlannedRow(row.row, number, planned, owner, row.owner, supporting))
    return found


def whole_of(programme: WorkProgramme) -> Whole:
    """The programme as the register has it."""
    years = {row.year: YearPlan(row.target, row.budget) for row in programme.years.order_by("year")}
    return Whole(
        Planned(**{name: getattr(programme, name) for name in OWN}, years=years),
        programme.unit_id,
        frozenset(programme.supporting.values_list("pk", flat=True)),
    )


def plan_is_open(programme: WorkProgramme) -> bool:
    """The rencana aksi it came from was opened again, and no later version is accepted."""
    newest = _newest(programme)
    return newest is not None and newest.state != SubmissionState.ACCEPTED


def plan_says(programme: WorkProgramme) -> PlanSays | None:
    """None for a programme that came from no plan."""
    newest = _newest(programme)
    source = programme.source_submission
    if newest is None or source is None:
        return None
    row = next((one for one in planned_rows(source) if one.row == programme.source_row), None)
    plan = row.whole(programme.unit) if row else None
    return PlanSays(
        version=newest.version,
        open=newest.state != SubmissionState.ACCEPTED,
        holds=source.pk == newest.pk,
        differs=differences(whole_of(programme), plan) if plan else (),
    )


def _newest(programme: WorkProgramme) -> Submission | None:
    source = programme.source_submission
    return (
        Submission.objects.newest().filter(duty=source.duty_id).defer("content", "text").first()
        if source
        else None
    )
