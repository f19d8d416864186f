"""What is asked for between the stages: defined, changed, asked no more; and whose duty it is."""

from datetime import date, datetime
from typing import Any

from django.db import models, transaction

from participants.actions import audit
from participants.errors import Reason, Refused
from participants.models import User
from workshops.actions.entry import refresh_holds
from workshops.actions.group import committee_of
from workshops.actions.locking import changeable
from workshops.models import (
    Deliverable,
    Duty,
    Group,
    Invitation,
    OwedBy,
    Stage,
    WorkForm,
)
from workshops.rules.duty import owed_by as owed_by_owner


@transaction.atomic
def define_deliverable(
    *,
    stage: Stage,
    title_id: str,
    by: User,
    at: datetime,
    deliverable: Deliverable | None = None,
    title_en: str = "",
    instructions: str = "",
    owed_by: str = OwedBy.UNIT,
    form: str = WorkForm.FILE,
    worksheet: str = "",
    due_on: date | None = None,
    required_after: date | None = None,
    frozen_after: date | None = None,
) -> Deliverable:
    """A hasil kerja that ``stage`` asks of each of ``owed_by``, new or (``deliverable``) changed.

    Refused: workshop-closed, deliverable-title-missing, deliverable-worksheet-missing,
    deliverable-frozen-before-due, deliverable-required-before-due, and deliverable-has-versions
    where something was sent and the form or who owes it would change.
    """
    workshop = changeable(stage.workshop)
    title_id = " ".join(title_id.split())
    if not title_id:
        raise Refused(Reason("deliverable-title-missing"))
    if due_on and frozen_after and frozen_after < due_on:
        raise Refused(Reason("deliverable-frozen-before-due"))
    if due_on and required_after and required_after < due_on:
        raise Refused(Reason("deliverable-required-before-due"))
    if form != WorkForm.WORKSHEET:
        worksheet = ""
    elif not worksheet:
        raise Refused(Reason("deliverable-worksheet-missing"))
    shape = (owed_by, form, worksheet)
    if deliverable is not None and shape != _shape(deliverable) and _was_sent(deliverable):
        raise Refused(Reason("deliverable-has-versions"))
    if deliverable is None:
        last = stage.deliverables.aggregate(last=models.Max("order"))["last"] or 0
        deliverable = Deliverable(stage=stage, order=last + 1)
    deliverable.title_id, deliverable.title_en = title_id, title_en
    deliverable.instructions = instructions
    deliverable.owed_by, deliverable.form, deliverable.worksheet = shape
    deliverable.due_on, deliverable.frozen_after = due_on, frozen_after
    deliverable.required_after = required_after
    deliverable.save()
    if owed_by == OwedBy.COMMITTEE:
        committee_of(workshop=workshop, by=by, at=at)
    audit.record(
        "workshops.deliverable.defined",
        deliverable,
        by=by,
        at=at,
        unit=workshop.unit,
        stage=stage.public_id,
    )
    refresh_holds(workshop=workshop, by=by, at=at)
    return deliverable


@transaction.atomic
def remove_deliverable(*, deliverable: Deliverable, by: User, at: datetime) -> None:
    """It is asked no more. Refused: workshop-closed, deliverable-has-submissions."""
    workshop = changeable(deliverable.stage.workshop)
    if _was_sent(deliverable):
        raise Refused(Reason("deliverable-has-submissions"))
    audit.record("workshops.deliverable.removed", deliverable, by=by, at=at, unit=workshop.unit)
    deliverable.duties.all().delete()
    deliverable.delete()
    refresh_holds(workshop=workshop, by=by, at=at)


@transaction.atomic
def open_duty(
    *, deliverable: Deliverable, owner: Invitation | Group, by: User, at: datetime
) -> Duty:
    """The duty of this owner for this deliverable, made if it is the first time it is needed.

    Its row is the lock of whatever is done in it. Refused: deliverable-not-asked.
    """
    stage = Stage.objects.get(pk=deliverable.stage_id)
    if stage.workshop_id != owner.workshop_id or owed_by_owner(owner) != deliverable.owed_by:
        raise Refused(Reason("deliverable-not-asked"))
    which: dict[str, Any] = {"group" if isinstance(owner, Group) else "invitation": owner}
    known = Duty.objects.filter(deliverable=deliverable, **which).first()
    if known is None:
        # Two of its people who open it at once follow each other here.
        type(owner)._default_manager.select_for_update(of=("self",)).get(pk=owner.pk)
        known, _made = Duty.objects.get_or_create(deliverable=deliverable, **which)
    return known


def _shape(deliverable: Deliverable) -> tuple[str, str, str]:
    return (deliverable.owed_by, deliverable.form, deliverable.worksheet)


def _was_sent(deliverable: Deliverable) -> bool:
    """Or begun: a draft is somebody's work too."""
    return deliverable.duties.filter(
        models.Q(submissions__isnull=False) | models.Q(draft__isnull=False)
    ).exists()
