"""The outbox of one Bimtek: messages to units, worded and ready to be handed over."""

from collections.abc import Sequence
from datetime import datetime

from participants.models import Notice, NoticeState
from participants.rules.phone import whatsapp_number
from workshops.models import Invitation, Link, LinkKind, Workshop
from workshops.notices import Message, unit_link, word
from workshops.queries.invitation import notices_of, with_seats


def ready_messages(
    workshop: Workshop, *, at: datetime, only: Invitation | None = None, code: str = ""
) -> list[Message]:
    """Messages waiting to be sent, by the name of the unit, in four queries. One whose link does
    not work any more is left out: renewing the link readies another. ``code``: those alone."""
    notices = notices_of(workshop).filter(state=NoticeState.READY).order_by("created_at", "pk")
    if code:
        notices = notices.filter(code=code)
    if only is not None:
        notices = notices.filter(about_id=only.public_id)
    return messages_of(workshop, list(notices), at=at)


def messages_of(workshop: Workshop, notices: Sequence[Notice], *, at: datetime) -> list[Message]:
    """These notices in words, by the name of the unit."""
    stages = list(workshop.stages.order_by("order", "pk"))
    standing = workshop.invitations.filter(withdrawn_at=None)
    invitations = {
        invitation.public_id: invitation for invitation in with_seats(standing).by_unit_name()
    }
    tokens = {
        link.invitation_id: link.token()
        for link in Link.objects.working(at).filter(workshop=workshop, kind=LinkKind.UNIT)
    }
    made = []
    for notice in notices:
        invitation = invitations.get(notice.about_id)
        if invitation is None or invitation.pk not in tokens:
            continue
        text = word(
            notice.code,
            workshop=workshop,
            stages=stages,
            language=notice.language,
            invitation=invitation,
            seats=invitation.seat_count,
            empty=max(invitation.seat_count - invitation.named_count, 0),
            link=unit_link(tokens[invitation.pk]),
        )
        made.append(Message(invitation, whatsapp_number(invitation.phone), text, notice.public_id))
    return sorted(made, key=lambda message: (message.invitation.unit.name, message.notice_id))
