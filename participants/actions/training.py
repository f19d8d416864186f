"""Training history: what is written into it, and what is taken back."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from participants.actions import audit
from participants.actions.totals import totalled
from participants.errors import Reason, Refused
from participants.models import (
    CLAIM,
    OrganisationUnit,
    Person,
    TrainingRecord,
    TrainingState,
    User,
)


@dataclass(frozen=True, kw_only=True)
class Training:
    """One line of somebody's training history, from a source of ours (kind + public id, once each)."""

    person: Person
    title: str
    organiser: str
    form: int
    jp: int
    started_on: date
    ended_on: date
    number: str
    source_kind: str
    source_id: str
    verified: bool
    periods: tuple[tuple[str, str, str], ...] = ()


def record_training(*, by: User, at: datetime, **told: Any) -> TrainingRecord:
    """One ``Training``; its fields as keywords."""
    return record_trainings(trainings=[Training(**told)], by=by, at=at)[0]


@transaction.atomic
def record_trainings(
    *, trainings: Collection[Training], by: User, at: datetime
) -> list[TrainingRecord]:
    """Lines of training history, in one insert.

    Each waits for BKPSDM unless ``verified``: then ``by`` decided it ``at`` once. Its JP count in
    the year the training ended.
    """
    with totalled({one.person.pk for one in trainings if one.verified}):
        made = TrainingRecord.objects.bulk_create(
            [
                TrainingRecord(
                    person=one.person,
                    title=one.title,
                    organiser=one.organiser,
                    form=one.form,
                    jp=one.jp,
                    started_on=one.started_on,
                    ended_on=one.ended_on,
                    year=one.ended_on.year,
                    periods=list(one.periods),
                    number=one.number,
                    source_kind=one.source_kind,
                    source_id=one.source_id,
                    state=TrainingState.VERIFIED if one.verified else TrainingState.AWAITING,
                    recorded_at=at,
                    recorded_by=by,
                    decided_at=at if one.verified else None,
                    decided_by=by if one.verified else None,
                )
                for one in trainings
            ]
        )
    audit.keep(
        audit.entry(
            "participants.training.recorded",
            row,
            by=by,
            at=at,
            unit=one.person.home_unit,
            source=one.source_kind,
            verified=one.verified,
        )
        for one, row in zip(trainings, made, strict=True)
    )
    return made


@transaction.atomic
def accept_trainings(
    *, records: Collection[TrainingRecord], by: User, at: datetime
) -> list[TrainingRecord]:
    """Verifies those of the records that still wait, all in one go; gives the ones it verified.

    What somebody else decided meanwhile is left as decided. Raises Refused when nothing waits any more,
    and for several claims at once: somebody has to look at each file.
    """
    if len(records) > 1 and any(record.source_kind == CLAIM for record in records):
        raise Refused(Reason("claims-one-by-one"))
    waiting = list(
        TrainingRecord.objects.select_for_update(of=("self",))
        .filter(pk__in=[record.pk for record in records])
        .awaiting()
        .select_related("person__home_unit")
        .order_by("pk")
    )
    if not waiting:
        raise Refused(Reason("already-done"))
    for training in waiting:
        training.state, training.reason = TrainingState.VERIFIED, ""
        training.decided_at, training.decided_by = at, by
    with totalled({training.person_id for training in waiting}):
        TrainingRecord.objects.bulk_update(
            waiting, ["state", "reason", "decided_at", "decided_by"], batch_size=500
        )
    for home, several in _by_home(waiting).items():
        audit.record_many("participants.training.verified", several, by=by, at=at, unit=home)
    return waiting


def _by_home(records: list[TrainingRecord]) -> dict[OrganisationUnit, list[TrainingRecord]]:
    """The audit trail keeps each entry with the unit whose auditors may read it."""
    found: dict[OrganisationUnit, list[TrainingRecord]] = {}
    for training in records:
        found.setdefault(training.person.home_unit, []).append(training)
    return found


@transaction.atomic
def reject_training(
    *, record: TrainingRecord, reason: str, by: User, at: datetime
) -> TrainingRecord:
    """The record does not count, for a reason the person will read. Raises Refused without one, or
    when it does not wait any more."""
    return _decide(record, TrainingState.AWAITING, TrainingState.REJECTED, reason, by, at)


@transaction.atomic
def reopen_training(
    *, record: TrainingRecord, reason: str, by: User, at: datetime
) -> TrainingRecord:
    """Back to waiting, when it was verified or rejected by mistake; the reason stays with it.

    What its source took back (withdrawn) cannot come back this way: Refused.
    """
    decided = TrainingState.VERIFIED, TrainingState.REJECTED
    return _decide(record, decided, TrainingState.AWAITING, reason, by, at)


def _decide(
    record: TrainingRecord,
    before: str | tuple[str, ...],
    after: str,
    reason: str,
    by: User,
    at: datetime,
) -> TrainingRecord:
    training = (
        TrainingRecord.objects.select_for_update(of=("self",))
        .select_related("person__home_unit")
        .get(pk=record.pk)
    )
    if training.state not in (before if isinstance(before, tuple) else (before,)):
        raise Refused(Reason("training-state-changed", state=training.get_state_display()))
    if not reason.strip():
        raise Refused(Reason("reason-required"))
    training.state, training.reason = after, reason.strip()[:300]
    waits = after == TrainingState.AWAITING
    training.decided_at, training.decided_by = (None, None) if waits else (at, by)
    with totalled({training.person_id}):
        training.save(update_fields=["state", "reason", "decided_at", "decided_by"])
    audit.record(
        f"participants.training.{'reopened' if waits else after}",
        training,
        by=by,
        at=at,
        unit=training.person.home_unit,
    )
    return training


@transaction.atomic
def withdraw_by_source(
    *, source_kind: str, source_id: str, reason: str, by: User, at: datetime
) -> list[TrainingRecord]:
    """Takes back what this source wrote, whatever was decided about it since; gives the records."""
    records = list(
        TrainingRecord.objects.select_for_update(of=("self",))
        .filter(source_kind=source_kind, source_id=source_id)
        .exclude(state=TrainingState.WITHDRAWN)
        .select_related("person__home_unit")
        .order_by("pk")
    )
    for training in records:
        training.state, training.reason = TrainingState.WITHDRAWN, reason
        training.decided_at, training.decided_by = at, by
        with totalled({training.person_id}):
            training.save(update_fields=["state", "reason", "decided_at", "decided_by"])
        audit.record(
            "participants.training.withdrawn",
            training,
            by=by,
            at=at,
            unit=training.person.home_unit,
            source=source_kind,
        )
    return records


@transaction.atomic
def restore_by_source(
    *, source_kind: str, source_id: str, reason: str, by: User, at: datetime
) -> list[TrainingRecord]:
    """What this source wrote and took back waits for HR again; gives the records."""
    records = list(
        TrainingRecord.objects.select_for_update(of=("self",))
        .filter(source_kind=source_kind, source_id=source_id, state=TrainingState.WITHDRAWN)
        .select_related("person__home_unit")
        .order_by("pk")
    )
    for training in records:
        training.state, training.reason = TrainingState.AWAITING, reason[:300]
        training.decided_at = training.decided_by = None
        training.save(update_fields=["state", "reason", "decided_at", "decided_by"])
        audit.record(
            "participants.training.restored",
            training,
            by=by,
            at=at,
            unit=training.person.home_unit,
            source=source_kind,
        )
    return records
