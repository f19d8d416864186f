"""Training history: what is written into it, and what is taken back."""

from datetime import date, datetime

from django.db import transaction

from participants.actions import audit
from participants.models import Person, TrainingRecord, TrainingState, User


@transaction.atomic
def record_training(
    *,
    person: Person,
    title: str,
    organiser: str,
    form: int,
    jp: int,
    started_on: date,
    ended_on: date,
    number: str,
    source_kind: str,
    source_id: str,
    by: User,
    at: datetime,
    verified: bool,
) -> TrainingRecord:
    """A line of somebody's training history from a source of ours (kind + public id, once each).

    It waits for BKPSDM unless ``verified``: then ``by`` decided it ``at`` once. Its JP count in
    the year the training ended.
    """
    decided = {"decided_at": at, "decided_by": by} if verified else {}
    training = TrainingRecord.objects.create(
        person=person,
        title=title,
        organiser=organiser,
        form=form,
        jp=jp,
        started_on=started_on,
        ended_on=ended_on,
        year=ended_on.year,
        number=number,
        source_kind=source_kind,
        source_id=source_id,
        state=TrainingState.VERIFIED if verified else TrainingState.AWAITING,
        recorded_at=at,
        recorded_by=by,
        **decided,
    )
    audit.record(
        "participants.training.recorded",
        training,
        by=by,
        at=at,
        unit=person.home_unit,
        source=source_kind,
        verified=verified,
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
