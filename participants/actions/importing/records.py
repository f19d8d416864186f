"""Writes training history, assessments and posts of a plan that a sheet brought, by the actions that
write them otherwise; and takes them back the same way."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from participants.actions import assessment, staffing, training
from participants.errors import Reason, Refused
from participants.models import (
    Assessment,
    Competency,
    ImportRow,
    ImportSession,
    OrganisationUnit,
    Person,
    PlannedPost,
    RowOutcome,
    TrainingRecord,
    TrainingState,
    User,
)
from participants.queries.undoing import Undoing, changed_by, made_by, used

TRAINING = "import"
WRITTEN = (RowOutcome.NEW, RowOutcome.CHANGED)


def write_trainings(*, session: ImportSession, by: User, at: datetime) -> list[int]:
    """New lines are recorded as verified, for HR let them in; a changed one replaces what an earlier
    sheet said."""
    made: list[int] = []
    for rows in _portions(session):
        people = Person.objects.select_related("home_unit").in_bulk(
            {row.values["person"] for row in rows}
        )
        for row in rows:
            if row.outcome == RowOutcome.CHANGED:
                _retract(row, session, by=by, at=at)
        records = training.record_trainings(
            trainings=[
                training.Training(
                    person=_living(people.get(row.values["person"])),
                    title=row.values["title"],
                    organiser=row.values["organiser"],
                    form=row.values["form"],
                    jp=row.values["jp"],
                    started_on=date.fromisoformat(row.values["started_on"]),
                    ended_on=date.fromisoformat(row.values["ended_on"]),
                    number=row.values["certificate"],
                    source_kind=TRAINING,
                    source_id=_source(session, row),
                    verified=True,
                )
                for row in rows
            ],
            by=by,
            at=at,
        )
        made += [
            record.pk
            for row, record in zip(rows, records, strict=True)
            if row.outcome == RowOutcome.NEW
        ]
    return made


def _retract(row: ImportRow, session: ImportSession, *, by: User, at: datetime) -> None:
    old = TrainingRecord.objects.filter(pk=row.target_id or 0, source_kind=TRAINING).first()
    if old is None or old.state not in (TrainingState.AWAITING, TrainingState.VERIFIED):
        raise Refused(Reason("import-outdated"))
    row.undo = {"source": old.source_id}
    row.save(update_fields=["undo"])
    training.withdraw_by_source(
        source_kind=TRAINING,
        source_id=old.source_id,
        reason=session.file_name,
        by=by,
        at=at,
    )


def write_assessments(*, session: ImportSession, by: User, at: datetime) -> list[int]:
    """Each line is an assessment sheet, which grants its levels; the one that an earlier line of that
    day made is withdrawn."""
    made: list[int] = []
    dictionary = Competency.objects.in_bulk()
    for rows in _portions(session):
        people = Person.objects.select_related("home_unit").in_bulk(
            {row.values["person"] for row in rows}
        )
        standing = Assessment.objects.standing().in_bulk(
            [row.target_id for row in rows if row.target_id]
        )
        for row in rows:
            if row.outcome == RowOutcome.CHANGED:
                if (old := standing.get(row.target_id or 0)) is None:
                    raise Refused(Reason("import-outdated"))
                assessment.withdraw_assessment(
                    assessment=old, reason=session.file_name, by=by, at=at
                )
        sheets = assessment.record_assessments(
            sheets=[
                assessment.Sheet(
                    person=_living(people.get(row.values["person"])),
                    assessed_on=date.fromisoformat(row.values["acquired_on"]),
                    assessor=row.values["assessor"],
                    scores={
                        dictionary[int(key)]: Decimal(level)
                        for key, level in row.values["levels"].items()
                    },
                    jpm=Decimal(row.values["jpm"]) if "jpm" in row.values else None,
                )
                for row in rows
            ],
            by=by,
            at=at,
        )
        made += [
            sheet.pk
            for row, sheet in zip(rows, sheets, strict=True)
            if row.outcome == RowOutcome.NEW
        ]
    return made


def write_posts(*, session: ImportSession, by: User, at: datetime) -> list[int]:
    """New posts join the draft, changed ones get their new headcount."""
    if session.plan is None:
        raise Refused(Reason("import-outdated"))
    made: list[int] = []
    for rows in _portions(session):
        units = OrganisationUnit.objects.in_bulk({row.values["unit"] for row in rows})
        planned = PlannedPost.objects.select_related("post__unit", "plan").in_bulk(
            [row.target_id for row in rows if row.target_id]
        )
        for row in rows:
            values = row.values
            if row.outcome == RowOutcome.NEW:
                post = staffing.plan_post(
                    plan=session.plan,
                    unit=units[values["unit"]],
                    job_name=values["name"],
                    headcount=values["headcount"],
                    job_class=values.get("job_class"),
                    by=by,
                    at=at,
                )
                made.append(post.pk)
            else:
                found = planned.get(row.target_id or 0)
                if found is None or found.headcount != row.changes["headcount"][0]:
                    raise Refused(Reason("import-outdated"))
                staffing.change_headcount(
                    planned_post=found, headcount=values["headcount"], by=by, at=at
                )
    return made


def plan_undoing_trainings(session: ImportSession) -> Undoing:
    found = Undoing()
    records = {
        record.source_id: record
        for record in TrainingRecord.objects.filter(
            source_kind=TRAINING, source_id__startswith=f"{session.public_id}-"
        )
    }
    for row in [*(row for row, _key in made_by(session)), *changed_by(session)]:
        record = records.get(_source(session, row))
        if record is None:
            found.keep(row, Reason("import-undo-gone"))
        elif record.state != TrainingState.VERIFIED:
            found.keep(row, Reason("import-undo-changed"))
        else:
            (found.removed.append(row.pk) if row.undo is None else found.restored.append(row))
    return found


def undo_trainings(*, session: ImportSession, found: Undoing, by: User, at: datetime) -> None:
    """What was recorded is withdrawn, and what it replaced counts again."""
    restored = {row.pk: row for row in found.restored}
    for key in [*found.removed, *restored]:
        training.withdraw_by_source(
            source_kind=TRAINING,
            source_id=f"{session.public_id}-{key}",
            reason=session.file_name,
            by=by,
            at=at,
        )
    back: list[TrainingRecord] = []
    for row in restored.values():
        back += training.restore_by_source(
            source_kind=TRAINING,
            source_id=(row.undo or {})["source"],
            reason=session.file_name,
            by=by,
            at=at,
        )
    if back:
        training.accept_trainings(records=back, by=by, at=at)


def plan_undoing_assessments(session: ImportSession) -> Undoing:
    found = Undoing()
    made = made_by(session)
    standing = set(
        Assessment.objects.standing()
        .filter(pk__in=[key for _row, key in made])
        .values_list("pk", flat=True)
    )
    for row, key in made:
        if key in standing:
            found.removed.append(key)
        else:
            found.keep(row, Reason("import-undo-changed"))
    for row in changed_by(session):
        # What it said before was withdrawn, and evidence is never written anew by an undo.
        found.keep(row, Reason("import-undo-replaced"))
    return found


def undo_assessments(*, session: ImportSession, found: Undoing, by: User, at: datetime) -> None:
    for sheet in Assessment.objects.filter(pk__in=found.removed).order_by("pk"):
        assessment.withdraw_assessment(assessment=sheet, reason=session.file_name, by=by, at=at)


def plan_undoing_posts(session: ImportSession) -> Undoing:
    found = Undoing()
    made = made_by(session)
    keys = {key for _row, key in made}
    changed = changed_by(session)
    planned = PlannedPost.objects.select_related("plan").in_bulk(
        keys | {row.target_id for row in changed if row.target_id}
    )
    asked = used(PlannedPost, keys)
    for row, key in made:
        post = planned.get(key)
        if post is None:
            found.keep(row, Reason("import-undo-gone"))
        elif key in asked or post.plan.state != "draft":
            found.keep(row, Reason("import-undo-used", what=asked.get(key, post.plan.title)))
        elif post.headcount != row.values["headcount"]:
            found.keep(row, Reason("import-undo-changed"))
        else:
            found.removed.append(key)
    for row in changed:
        post = planned.get(row.target_id or 0)
        if (
            post is None
            or post.plan.state != "draft"
            or post.headcount != row.changes["headcount"][1]
        ):
            found.keep(row, Reason("import-undo-changed"))
        else:
            found.restored.append(row)
    return found


def undo_posts(*, session: ImportSession, found: Undoing, by: User, at: datetime) -> None:
    rows = PlannedPost.objects.select_related("post__unit", "plan")
    for post in rows.filter(pk__in=found.removed).order_by("pk"):
        staffing.unplan_post(planned_post=post, by=by, at=at)
    planned = rows.in_bulk([row.target_id for row in found.restored if row.target_id])
    for row in found.restored:
        staffing.change_headcount(
            planned_post=planned[row.target_id or 0],
            headcount=row.changes["headcount"][0],
            by=by,
            at=at,
        )


def _portions(session: ImportSession, size: int = 1_000) -> Any:
    rows = session.rows.filter(outcome__in=WRITTEN).order_by("pk")
    start = 0
    while portion := list(rows.filter(pk__gt=start)[:size]):
        start = portion[-1].pk
        yield portion


def _source(session: ImportSession, row: ImportRow) -> str:
    return f"{session.public_id}-{row.pk}"


def _living(person: Person | None) -> Person:
    if person is None or person.merged_into_id:
        raise Refused(Reason("import-outdated"))
    return person
