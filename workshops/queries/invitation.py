"""Who was asked, and who has answered; units as a pasted list means them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from participants.models import Notice, NoticeState, OrganisationUnit
from workshops.models import (
    Delegation,
    Invitation,
    Link,
    LinkKind,
    RegistrationState,
    Seat,
    Workshop,
)
from workshops.rules.inviting import Answer, KnownUnit, directory

CODES = ("workshops.invitation", "workshops.reminder", "workshops.moved")


@dataclass(frozen=True)
class InvitationRow:
    """One invitation with what the organiser needs to act on it."""

    invitation: Invitation
    seats: int
    named: int
    link: Link | None  # the working one
    told_at: datetime | None  # when somebody last said a message was handed over
    waiting: int  # messages ready to be handed over

    @property
    def standing(self) -> bool:
        return self.invitation.withdrawn_at is None

    @property
    def answered(self) -> Answer:
        if not self.standing:
            return Answer.WITHDRAWN
        if not self.named:
            return Answer.NONE
        return Answer.ALL if self.named >= self.seats else Answer.SOME


def invitation_rows(workshop: Workshop, *, user: Any, at: datetime) -> list[InvitationRow]:
    """Every invitation the user may see, who has named nobody on top, in three queries."""
    invitations = list(
        with_seats(Invitation.objects.visible_to(user).filter(workshop=workshop))
        .by_unit_name()
        .select_related("workshop__unit")
    )
    links = {
        link.invitation_id: link
        for link in Link.objects.working(at).filter(
            workshop=workshop, kind=LinkKind.UNIT, invitation__isnull=False
        )
    }
    told: dict[str, datetime] = {}
    waiting: dict[str, int] = {}
    for about_id, state, sent_at in (
        notices_of(workshop).order_by("sent_at", "pk").values_list("about_id", "state", "sent_at")
    ):
        if state == NoticeState.SENT and sent_at:
            told[about_id] = sent_at
        elif state == NoticeState.READY:
            waiting[about_id] = waiting.get(about_id, 0) + 1
    rows = [
        InvitationRow(
            invitation=invitation,
            seats=invitation.seat_count,
            named=invitation.named_count,
            link=links.get(invitation.pk),
            told_at=told.get(invitation.public_id),
            waiting=waiting.get(invitation.public_id, 0),
        )
        for invitation in invitations
    ]
    return sorted(rows, key=lambda row: Answer.values.index(row.answered))


def with_seats(invitations: QuerySet[Invitation]) -> Any:
    """Invitations with ``seat_count`` and ``named_count`` (seats that somebody holds)."""
    seats = Seat.objects.filter(invitation=OuterRef("pk")).order_by().values("invitation")
    held = (
        Delegation.objects.filter(
            seat__invitation=OuterRef("pk"),
            ended_at=None,
            registration__state=RegistrationState.CONFIRMED,
        )
        .order_by()
        .values("seat__invitation")
    )
    return invitations.annotate(
        seat_count=Coalesce(Subquery(seats.annotate(n=Count("pk")).values("n")), 0),
        named_count=Coalesce(
            Subquery(held.annotate(n=Count("seat", distinct=True)).values("n")), 0
        ),
    )


def notices_of(workshop: Workshop) -> QuerySet[Notice]:
    """Messages to the units of this Bimtek that have not been dropped."""
    return Notice.objects.filter(
        code__in=CODES,
        about_kind=Invitation._meta.label_lower,
        about_id__in=workshop.invitations.order_by().values("public_id"),
    ).exclude(state=NoticeState.DROPPED)


def units_by_key(root_path: str, on: Any) -> dict[str, int]:
    """Every name under a Pemda, normalised (rules/inviting.py), to the key of its unit."""
    units = (
        OrganisationUnit.objects.filter(path__startswith=root_path)
        .in_force_on(on)
        .order_by("path", "pk")
        .values_list("pk", "path", "name", "short_name")
    )
    return directory(
        KnownUnit(pk, path, tuple(filter(None, (name, short_name))))
        for pk, path, name, short_name in units
    )
