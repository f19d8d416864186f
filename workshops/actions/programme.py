"""The register of work programmes: added, changed, withdrawn, taken over from a rencana aksi."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from participants.actions import audit
from participants.errors import Reason, Refused
from participants.models import OrganisationUnit, UnitKind, User
from workshops.models import Duty, ProgrammeYear, Submission, WorkProgramme, Workshop
from workshops.queries.programme_source import PlannedRow, plan_is_open, planned_rows, whole_of
from workshops.rules.programme_joining import Difference, Whole, join
from workshops.rules.work_programme import OWN, Planned, YearPlan, faults

Unit = OrganisationUnit
Changes = dict[str, list[Any]]
WITHDRAWN = ("withdrawn_at", "withdrawn_by", "withdrawn_reason", "withdrawn_with_plan")


@dataclass(frozen=True)
class Entry:
    """A programme to be: what it plans, whose it is, who helps; from which row of which version."""

    planned: Planned
    unit: Unit
    supporting: Sequence[Unit] = ()
    submission: Submission | None = None
    row: str = ""


@transaction.atomic
def add_programmes(
    *, keeper: Unit, entries: Sequence[Entry], by: User, at: datetime, workshop: Workshop | None
) -> list[WorkProgramme]:
    """New rows of the register that ``keeper`` keeps, in a handful of statements.

    Refused: programme-unit-elsewhere, programme-unit-outside, and whatever ``rules.work_programme.faults`` says.
    """
    for entry in entries:
        _check(keeper, entry)
    programmes = WorkProgramme.objects.bulk_create(
        [
            WorkProgramme(
                keeper=keeper,
                unit=entry.unit,
                workshop=workshop,
                source_submission=entry.submission,
                source_row=entry.row,
                made_at=at,
                made_by=by,
                **{name: getattr(entry.planned, name) for name in OWN},
            )
            for entry in entries
        ],
        batch_size=200,
    )
    pairs = list(zip(programmes, entries, strict=True))
    ProgrammeYear.objects.bulk_create(
        [year for programme, entry in pairs for year in _years(programme, entry.planned.years)],
        batch_size=500,
    )
    helping = WorkProgramme.supporting.through
    helping.objects.bulk_create(
        [
            helping(workprogramme_id=programme.pk, organisationunit_id=unit.pk)
            for programme, entry in pairs
            for unit in _helpers(entry)
        ],
        batch_size=500,
    )
    audit.record_many("workshops.programme.added", programmes, by=by, at=at)
    return programmes


@transaction.atomic
def change_programme(
    *, programme: WorkProgramme, entry: Entry, by: User, at: datetime
) -> WorkProgramme:
    """The row says from now on what ``entry`` says; the trail keeps both.

    Refused: programme-withdrawn, programme-unit-elsewhere, and what ``faults`` says.
    """
    programme = _locked(programme)
    if programme.withdrawn_at is not None:
        raise Refused(Reason("programme-withdrawn"))
    _check(programme.keeper, entry)
    _change(programme, entry, verb="workshops.programme.changed", by=by, at=at)
    return programme


@transaction.atomic
def withdraw_programme(
    *, programme: WorkProgramme, reason: str, by: User, at: datetime
) -> WorkProgramme:
    """It counts no more; its history stays. Refused: reason-required, programme-withdrawn."""
    programme = _locked(programme)
    reason = " ".join(reason.split())
    if not reason:
        raise Refused(Reason("reason-required"))
    if programme.withdrawn_at is not None:
        raise Refused(Reason("programme-withdrawn"))
    _withdraw([programme], reason=reason, with_plan=False, by=by, at=at)
    return programme


@transaction.atomic
def restore_programme(*, programme: WorkProgramme, by: User, at: datetime) -> WorkProgramme:
    """A withdrawn row counts again. Refused: programme-standing, and programme-plan-open while the
    rencana aksi that it came from is not accepted."""
    if programme.source_submission:
        # Before the programme, as whoever opens or accepts the plan locks them.
        Duty.objects.select_for_update().get(pk=programme.source_submission.duty_id)
    programme = _locked(programme)
    if programme.withdrawn_at is None:
        raise Refused(Reason("programme-standing"))
    if plan_is_open(programme):
        raise Refused(Reason("programme-plan-open"))
    _restore(programme)
    audit.record("workshops.programme.restored", programme, by=by, at=at)
    return programme


@transaction.atomic
def take_over(*, submission: Submission, by: User, at: datetime) -> list[WorkProgramme]:
    """The rows of an accepted rencana aksi as rows of the register; called by the acceptance, in
    its transaction. A row that an earlier version already brought takes what the worksheet changed
    since (``rules.programme_joining``), and keeps its reports. One that the version before had and
    this one lacks is withdrawn. Withdrawn and restored by hand stays as the hand left it.

    Refused, naming the row: programme-owner-unknown, and what ``faults`` says.
    """
    workshop = submission.duty.deliverable.stage.workshop
    rows = planned_rows(submission)
    if refused := [reason for row in rows for reason in row.refused()]:
        raise Refused(*refused)
    known = {
        one.source_row: one
        for one in _of_the_duty(submission)
        .select_for_update(of=("self",))
        .select_related("keeper", "unit", "source_submission__duty__invitation__unit")
    }
    last = max((one.source_submission.version for one in known.values()), default=0)
    entries = {row.row: _entry(row, submission) for row in rows}
    made = add_programmes(
        keeper=workshop.unit,
        entries=[entry for row, entry in entries.items() if row not in known],
        by=by,
        at=at,
        workshop=workshop,
    )
    before: dict[int, Mapping[str, PlannedRow]] = {}
    revised = []
    for row, entry in entries.items():
        if programme := known.pop(row, None):
            source = programme.source_submission
            if source.pk not in before:
                before[source.pk] = {one.row: one for one in planned_rows(source)}
            _revise(programme, before[source.pk].get(row), entry, by=by, at=at)
            revised.append(programme)
    gone = [
        one
        for one in known.values()
        if one.withdrawn_at is None and one.source_submission.version == last
    ]
    _withdraw(gone, reason="", with_plan=True, by=by, at=at)
    return [*made, *revised]


@transaction.atomic
def take_back(
    *, submission: Submission, by: User, at: datetime, reason: str = ""
) -> list[WorkProgramme]:
    """The version was opened again: the programmes it brought are withdrawn until it is accepted
    anew. Gives those that stood."""
    standing = list(
        WorkProgramme.objects.standing()
        .select_for_update(of=("self",))
        .filter(source_submission=submission)
        .order_by("pk")
    )
    _withdraw(standing, reason=reason, with_plan=True, by=by, at=at)
    return standing


def _of_the_duty(submission: Submission) -> Any:
    """Whatever earlier versions of the same duty brought."""
    return WorkProgramme.objects.filter(source_submission__duty=submission.duty).order_by("pk")


def _entry(row: PlannedRow, submission: Submission) -> Entry:
    assert row.owner is not None  # noqa: S101 - refused before
    return Entry(row.planned, row.owner, row.supporting, submission, row.row)


def _revise(
    programme: WorkProgramme, before: PlannedRow | None, entry: Entry, *, by: User, at: datetime
) -> None:
    """What the worksheet changed since ``before``; what stands otherwise was typed and stays."""
    _check(programme.keeper, entry)
    after = Whole(entry.planned, entry.unit.pk, frozenset(unit.pk for unit in entry.supporting))
    here = whole_of(programme)
    joined = join(before=before.whole(programme.unit) if before else here, here=here, after=after)
    units = OrganisationUnit.objects.in_bulk([joined.whole.unit, *joined.whole.supporting])
    if programme.withdrawn_with_plan:
        _restore(programme)
    programme.source_submission = entry.submission
    _change(
        programme,
        Entry(
            joined.whole.planned,
            units[joined.whole.unit],
            [units[key] for key in joined.whole.supporting],
        ),
        verb="workshops.programme.revised",
        kept=joined.kept,
        by=by,
        at=at,
    )


def _check(keeper: Unit, entry: Entry) -> None:
    reasons = faults(entry.planned)
    if entry.unit.kind == UnitKind.EXTERNAL:
        reasons.append(Reason("programme-unit-outside", name=entry.unit.name))
    for unit in (entry.unit, *entry.supporting):
        if unit.root_path != keeper.root_path:
            reasons.append(Reason("programme-unit-elsewhere", name=unit.name))
    if reasons:
        raise Refused(*reasons)


def _locked(programme: WorkProgramme) -> WorkProgramme:
    return (
        WorkProgramme.objects.select_for_update(of=("self",))
        .select_related("keeper", "unit")
        .get(pk=programme.pk)
    )


def _helpers(entry: Entry) -> list[Unit]:
    """Each once, and never the owner."""
    return list({unit.pk: unit for unit in entry.supporting if unit.pk != entry.unit.pk}.values())


def _years(programme: WorkProgramme, years: Mapping[int, YearPlan]) -> list[ProgrammeYear]:
    return [
        ProgrammeYear(programme=programme, year=year, target=plan.target, budget=plan.budget)
        for year, plan in sorted(years.items())
        if plan
    ]


def _change(
    programme: WorkProgramme,
    entry: Entry,
    *,
    verb: str,
    by: User,
    at: datetime,
    kept: Sequence[Difference] = (),
) -> None:
    changes: Changes = {}
    for name in OWN:
        old, new = getattr(programme, name), getattr(entry.planned, name)
        if old != new:
            changes[name] = [_plain(old), _plain(new)]
            setattr(programme, name, new)
    if programme.unit_id != entry.unit.pk:
        changes["unit"] = [programme.unit.name, entry.unit.name]
        programme.unit = entry.unit
    programme.save()
    _change_years(programme, entry.planned.years, changes)
    before = {unit.pk: unit.name for unit in programme.supporting.order_by("name", "pk")}
    after = {unit.pk: unit.name for unit in _helpers(entry)}
    if set(before) != set(after):
        programme.supporting.set(list(after))
        changes["supporting"] = ["; ".join(before.values()), "; ".join(after.values())]
    if changes or verb.endswith(".revised"):
        facts: dict[str, Any] = {"changes": changes}
        if kept:
            facts["kept"] = {
                one.name: [_told(one.name, one.here), _told(one.name, one.plan)] for one in kept
            }
        audit.record(verb, programme, by=by, at=at, **facts)


def _change_years(
    programme: WorkProgramme, years: Mapping[int, YearPlan], changes: Changes
) -> None:
    old = {row.year: YearPlan(row.target, row.budget) for row in programme.years.order_by("year")}
    new = {year: plan for year, plan in years.items() if plan}
    for year in sorted({*old, *new}):
        was, is_ = old.get(year, YearPlan()), new.get(year, YearPlan())
        for name in ("target", "budget"):
            if getattr(was, name) != getattr(is_, name):
                changes[f"{name}_{year}"] = [
                    _plain(getattr(was, name)),
                    _plain(getattr(is_, name)),
                ]
    if old != new:
        programme.years.all().delete()
        ProgrammeYear.objects.bulk_create(_years(programme, new))


def _withdraw(
    programmes: Sequence[WorkProgramme], *, reason: str, with_plan: bool, by: User, at: datetime
) -> None:
    for one in programmes:
        one.withdrawn_at, one.withdrawn_by, one.withdrawn_reason = at, by, reason[:500]
        one.withdrawn_with_plan = with_plan
        one.save(update_fields=WITHDRAWN)
    audit.record_many("workshops.programme.withdrawn", programmes, by=by, at=at)


def _restore(programme: WorkProgramme) -> None:
    programme.withdrawn_at = programme.withdrawn_by = None
    programme.withdrawn_reason, programme.withdrawn_with_plan = "", False
    programme.save(update_fields=WITHDRAWN)


def _told(name: str, value: Any) -> Any:
    """As the trail keeps it, units by their names."""
    if name not in ("unit", "supporting"):
        return _plain(value)
    keys = [value] if name == "unit" else value
    units = OrganisationUnit.objects.filter(pk__in=keys).order_by("name", "pk")
    return "; ".join(units.values_list("name", flat=True))


def _plain(value: Any) -> Any:
    """A value as the trail keeps it."""
    if value is None or isinstance(value, str | int):
        return value
    return f"{value.normalize():f}"
