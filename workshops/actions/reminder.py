"""Reminding those who have not delivered: readied for the outbox, at most once a day each."""

from datetime import datetime

from django.db import transaction

from participants.actions import audit, notice
from participants.models import Notice, NoticeChannel, NoticeState, User
from workshops.actions.locking import changeable
from workshops.models import Workshop
from workshops.queries.board import debts_of
from workshops.queries.reminder import CODE, reminders_about


@transaction.atomic
def remind_owing(*, workshop: Workshop, by: User, at: datetime) -> list[Notice]:
    """A message ready to be handed over to each OPD and group that owes something now, unless one
    waits already or was readied the same day. Refused: workshop-closed."""
    workshop = changeable(workshop)
    owners = [debt.owner for debt in debts_of(workshop, at=at)]
    today = workshop.unit.localdate(at)
    told = {
        one.about_id
        for one in reminders_about(owners)
        if one.state == NoticeState.READY or workshop.unit.localdate(one.created_at) == today
    }
    fresh = [owner for owner in owners if owner.public_id not in told]
    made = Notice.objects.bulk_create(
        notice.prepare(
            code=CODE,
            channel=NoticeChannel.WHATSAPP,
            about=owner,
            unit=getattr(owner, "unit", None) or workshop.unit,
            by=by,
            at=at,
        )
        for owner in fresh
    )
    if fresh:
        audit.record_many("workshops.deliverable.reminded", fresh, by=by, at=at, unit=workshop.unit)
    return made
