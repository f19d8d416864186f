"""The register of work programmes: added, changed, withdrawn, taken over from a rencana aksi."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db import transaction

from participants.actions import audit
from participants.errors import Reason, Refused
from participants.models import OrganisationUnit, UnitKind, User
from workshops.models import ProgrammeYear, Submission, WorkProgramme, Workshop
from workshops.queries.programme_units import UnitNames
from workshops.rules.work_programme import OWN, Planned, YearPlan, faults, rows_of

Unit = OrganisationUnit
Changes = dict[str, list[Any]]


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
    _withdraw([programme], reason=reason, by=by, at=at)
    return programme


@transaction.atomic
def restore_programme(*, programme: WorkProgramme, by: User, at: datetime) -> WorkProgramme:
    """A withdrawn row counts again. Refused: programme-standing."""
    programme = _locked(programme)
    if programme.withdrawn_at is None:
        raise Refused(Reason("programme-standing"))
    _restore(programme)
    audit.record("workshops.programme.restored", programme, by=by, at=at)
    return programme


@transaction.atomic
def take_over(*, submission: Submission, by: User, at: datetime) -> list[WorkProgramme]:
    """The rows of an accepted rencana aksi as rows of the register; called by the acceptance, in
    its transaction. A row that an earlier version already brought is revised by its id and keeps
    its reports; one that the new version lacks is withdrawn.

    Refused, naming the row: programme-owner-unknown, and what ``faults`` says.
    """
    workshop = submission.duty.deliverable.stage.workshop
    entries = _entries(submission, UnitNames(workshop.unit.root_path))
    known = {
        one.source_row: one
        for one in _of_the_duty(submission).select_for_update(of=("self",)).select_related("keeper")
    }
    fresh = [entry for entry in entries if entry.row not in known]
    made = add_programmes(keeper=workshop.unit, entries=fresh, by=by, at=at, workshop=workshop)
    revised = []
    for entry in entries:
        if programme := known.pop(entry.row, None):
            _check(programme.keeper, entry)
            _restore(programme)
            programme.source_submission = submission
            _change(programme, entry, verb="workshops.programme.revised", by=by, at=at)
            revised.append(programme)
    gone = [one for one in known.values() if one.withdrawn_at is None]
    _withdraw(gone, reason="", by=by, at=at)
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
    _withdraw(standing, reason=reason, by=by, at=at)
    return standing


def _of_the_duty(submission: Submission) -> Any:
    """Whatever earlier versions of the same duty brought."""
    return WorkProgramme.objects.filter(source_submission__duty=submission.duty).order_by("pk")


def _entries(submission: Submission, units: UnitNames) -> list[Entry]:
    """Each row with its owner: the OPD itself, or whom the row of a group names."""
    asked = submission.duty.invitation
    entries, refused = [], []
    for number, row in enumerate(rows_of(submission.content or {}), start=1):
        owner = units.find(row.owner) if row.owner else (asked.unit if asked else None)
        if owner is None:
            refused.append(Reason("programme-owner-unknown", row=number, name=row.owner[:80]))
            continue
        supporting, others = units.split(row.supporting)
        planned = replace(row.planned, supporting_note="; ".join(others)[:500])
        refused += [
            Reason("programme-row-wrong", row=number, why=str(reason)) for reason in faults(planned)
        ]
        entries.append(Entry(planned, owner, supporting, submission, row.row))
    if refused:
        raise Refused(*refused)
    return entries


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


def _change(programme: WorkProgramme, entry: Entry, *, verb: str, by: User, at: datetime) -> None:
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
        audit.record(verb, programme, by=by, at=at, changes=changes)


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


def _withdraw(programmes: Sequence[WorkProgramme], *, reason: str, by: User, at: datetime) -> None:
    for one in programmes:
        one.withdrawn_at, one.withdrawn_by, one.withdrawn_reason = at, by, reason[:500]
        one.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_reason"])
    audit.record_many("workshops.programme.withdrawn", programmes, by=by, at=at)


def _restore(programme: WorkProgramme) -> None:
    programme.withdrawn_at = programme.withdrawn_by = None
    programme.withdrawn_reason = ""
    programme.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_reason"])


def _plain(value: Any) -> Any:
    """A value as the trail keeps it."""
    if value is None or isinstance(value, str | int):
        return value
    return f"{value.normalize():f}"
