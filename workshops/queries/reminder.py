"""Messages to those who have not delivered, worded at the moment they are shown."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from participants.models import Notice, NoticeState
from participants.rules.phone import whatsapp_number
from workshops.models import Group, Invitation, Link, LinkKind, Workshop
from workshops.notices import unit_link, word
from workshops.queries.board import Debt, debts_of

CODE = "workshops.works_owed"


@dataclass(frozen=True)
class Reminder:
    """One owner who owes something now. ``notice_id``: the message that waits to be handed over, ""
    while none does; ``told_at``: when the last one was."""

    debt: Debt
    text: str
    phone: str  # as WhatsApp's address wants it, "" when not known
    notice_id: str
    told_at: datetime | None
    today: bool  # one was readied today already

    @property
    def ready(self) -> bool:
        return bool(self.notice_id)


def reminders_of(workshop: Workshop, *, at: datetime) -> list[Reminder]:
    """Everybody who owes something now, by name, with what they would read or are to be sent."""
    debts = debts_of(workshop, at=at)
    owners = [debt.owner for debt in debts]
    stages = list(workshop.stages.order_by("order", "pk"))
    tokens = {
        (link.invitation_id, link.group_id): link.token()
        for link in Link.objects.working(at).filter(
            workshop=workshop, kind__in=[LinkKind.UNIT, LinkKind.GROUP]
        )
    }
    waiting: dict[str, Notice] = {}
    told: dict[str, Notice] = {}
    for one in reminders_about(owners).order_by("created_at", "pk"):
        (waiting if one.state == NoticeState.READY else told)[one.about_id] = one
    today = workshop.unit.localdate(at)
    made = []
    for debt in debts:
        owner = debt.owner
        is_group = isinstance(owner, Group)
        token = tokens.get((None, owner.pk) if is_group else (owner.pk, None))
        if token is None:
            continue  # without a working link there is no way to deliver
        last = told.get(owner.public_id)
        text = word(
            CODE, workshop=workshop, stages=stages, debt=debt, today=today, link=unit_link(token)
        )
        made.append(
            Reminder(
                debt=debt,
                text=text,
                phone="" if isinstance(owner, Group) else whatsapp_number(owner.phone),
                notice_id=waiting[owner.public_id].public_id if owner.public_id in waiting else "",
                told_at=last.sent_at if last else None,
                today=last is not None and workshop.unit.localdate(last.created_at) == today,
            )
        )
    return made


def reminders_about(owners: Sequence[Invitation | Group]) -> QuerySet[Notice]:
    """Every reminder these were ever to be sent."""
    return Notice.objects.filter(code=CODE, about_id__in=[owner.public_id for owner in owners])


def waiting_reminders(workshop: Workshop) -> QuerySet[Notice]:
    """Of one Bimtek, those that wait to be handed over."""
    ids = [
        *workshop.invitations.values_list("public_id", flat=True),
        *workshop.groups.values_list("public_id", flat=True),
    ]
    return Notice.objects.filter(code=CODE, about_id__in=ids, state=NoticeState.READY)
