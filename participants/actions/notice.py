"""The outbox: what is to be told, and that it was."""

from datetime import datetime
from typing import Any

from django.db import models, transaction

from participants.actions import audit
from participants.models import Notice, NoticeState, OrganisationUnit, Person, User


def prepare(
    *,
    code: str,
    channel: str,
    about: models.Model,
    by: User,
    at: datetime,
    unit: OrganisationUnit | None = None,
    person: Person | None = None,
    language: str = "id",
    **facts: Any,
) -> Notice:
    """An unsaved notice, for callers that insert many at once."""
    return Notice(
        code=code,
        channel=channel,
        about_kind=about._meta.label_lower,
        about_id=str(getattr(about, "public_id", None) or about.pk),
        unit=unit,
        person=person,
        language=language,
        facts=facts,
        created_at=at,
        created_by=by,
    )


def post(**told: Any) -> Notice:
    """A message put into the outbox; arguments as ``prepare``."""
    notice = prepare(**told)
    notice.save()
    return notice


def drop_waiting(*, about: models.Model) -> None:
    """What was to be told of this thing and was not yet is not true any more."""
    waiting = Notice.objects.filter(
        about_kind=about._meta.label_lower,
        about_id=str(getattr(about, "public_id", None) or about.pk),
        state=NoticeState.READY,
    )
    waiting.update(state=NoticeState.DROPPED)


@transaction.atomic
def mark_sent(*, notice: Notice, by: User, at: datetime) -> Notice:
    """Somebody says that they handed it over (WhatsApp, print), or the mail server took it."""
    notice = Notice.objects.select_for_update(no_key=True).get(pk=notice.pk)
    if notice.state == NoticeState.READY:
        notice.state, notice.sent_at, notice.sent_by = NoticeState.SENT, at, by
        notice.save(update_fields=["state", "sent_at", "sent_by"])
        audit.record("participants.notice.sent", notice, by=by, at=at, unit=notice.unit)
    return notice
