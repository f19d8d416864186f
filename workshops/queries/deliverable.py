"""Hasil kerja as they are read: what a unit owes, the board of all units, the experts' queue."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q, QuerySet

from participants.models import User
from workshops.models import (
    Deliverable,
    Invitation,
    InvitationBody,
    Stage,
    Submission,
    SubmissionState,
    Workshop,
    WorkshopRole,
    WorkshopRoleKind,
    WorkshopState,
)
from workshops.models.deliverable import ADVISERS

# What a cell of the board and a line of the unit's list may say.
MISSING, LATE, SUBMITTED, ACCEPTED, RETURNED = (
    "missing",
    "late",
    "submitted",
    "accepted",
    "returned",
)


@dataclass(frozen=True)
class Work:
    """One deliverable of one unit: its newest version, if any, and where it stands."""

    deliverable: Deliverable
    invitation: Invitation
    newest: Submission | None
    state: str  # missing | late | submitted | accepted | returned
    frozen: bool
    days: int | None = None  # since the newest version was sent

    @property
    def owed(self) -> bool:
        """Whether the next step is the unit's."""
        return self.state in (MISSING, LATE, RETURNED) and not self.frozen


@dataclass(frozen=True)
class BoardRow:
    """One OPD of the board, with its works in the order of the columns."""

    invitation: Invitation
    works: tuple[Work, ...]

    @property
    def accepted(self) -> int:
        return self.count(ACCEPTED)

    @property
    def waiting(self) -> int:
        return self.count(SUBMITTED)

    @property
    def late(self) -> int:
        return self.count(LATE)

    def count(self, state: str) -> int:
        return sum(work.state == state for work in self.works)


@dataclass(frozen=True)
class BoardStage:
    stage: Stage
    deliverables: tuple[Deliverable, ...]


@dataclass(frozen=True)
class Board:
    """OPD down, deliverables across grouped by stage."""

    stages: tuple[BoardStage, ...]
    rows: tuple[BoardRow, ...]

    def works(self) -> list[Work]:
        return [work for row in self.rows for work in row.works]


@dataclass(frozen=True)
class Waiting:
    """One line of the experts' queue: whole days it has waited."""

    submission: Submission
    days: int


def works_of(invitation: Invitation, *, at: datetime) -> tuple[Work, ...]:
    """Everything asked of this unit, by stage; two queries. Nothing for who is no OPD."""
    if invitation.body != InvitationBody.UNIT:
        return ()
    newest = {
        one.deliverable_id: one
        for one in Submission.objects.filter(invitation=invitation).newest().select_related("file")
    }
    return tuple(
        _work(deliverable, invitation, newest.get(deliverable.pk), invitation.workshop, at)
        for deliverable in asked_of(invitation.workshop)
    )


def work_of(deliverable: Deliverable, invitation: Invitation, *, at: datetime) -> Work:
    """One deliverable of one unit; one query."""
    newest = Submission.objects.filter(invitation=invitation, deliverable=deliverable).newest()
    return _work(deliverable, invitation, newest.first(), invitation.workshop, at)


def asked_of(workshop: Workshop) -> QuerySet[Deliverable]:
    """The deliverables of a Bimtek in the order of its stages."""
    return (
        Deliverable.objects.filter(stage__workshop=workshop)
        .select_related("stage")
        .order_by("stage__order", "order", "pk")
    )


def board_of(workshop: Workshop, *, user: Any, at: datetime) -> Board:
    """The whole board as far as the user may see it; four queries however many OPD."""
    deliverables = list(asked_of(workshop))
    grouped = defaultdict(list)
    for deliverable in deliverables:
        grouped[deliverable.stage].append(deliverable)
    newest = {
        (one.invitation_id, one.deliverable_id): one
        for one in Submission.objects.visible_to(user)
        .filter(invitation__workshop=workshop)
        .newest()
    }
    invitations = advised_invitations(workshop, user)
    return Board(
        stages=tuple(BoardStage(stage, tuple(asked)) for stage, asked in grouped.items()),
        rows=tuple(
            BoardRow(
                invitation,
                tuple(
                    _work(one, invitation, newest.get((invitation.pk, one.pk)), workshop, at)
                    for one in deliverables
                ),
            )
            for invitation in invitations
        ),
    )


def advised_invitations(workshop: Workshop, user: Any) -> QuerySet[Invitation]:
    """The OPD of a Bimtek whose work the user may read: by a grant, or as their expert."""
    roles = WorkshopRole.objects.filter(workshop=workshop, user=user, role__in=ADVISERS)
    whole = roles.filter(unit=None).exists()
    seen = Invitation.objects.visible_to(user).order_by().values("pk")
    condition = Q(pk__in=seen) | Q(unit__in=roles.exclude(unit=None).values("unit"))
    standing = Invitation.objects.filter(
        workshop=workshop, body=InvitationBody.UNIT, withdrawn_at=None
    )
    return (standing if whole else standing.filter(condition)).by_unit_name()


def thread_of(deliverable: Deliverable, invitation: Invitation) -> list[Submission]:
    """Every version, newest first, with its reviews; two queries."""
    return list(
        Submission.objects.filter(deliverable=deliverable, invitation=invitation)
        .select_related("file", "submitted_by")
        .prefetch_related("reviews__by")
        .order_by("-version")
    )


def reviewable_by(user: User) -> QuerySet[Submission]:
    """Newest versions of the Bimtek and units whose expert this user is, closed Bimtek left out."""
    roles = WorkshopRole.objects.filter(user=user, role=WorkshopRoleKind.EXPERT)
    whole = roles.filter(unit=None).values("workshop")
    condition = Q(invitation__workshop__in=whole)
    for workshop, unit in roles.exclude(unit=None).values_list("workshop_id", "unit_id"):
        condition |= Q(invitation__workshop=workshop, invitation__unit=unit)
    return (
        Submission.objects.newest()
        .filter(condition)
        .exclude(invitation__workshop__state=WorkshopState.CLOSED)
        .select_related(
            "invitation__unit", "invitation__workshop__unit", "deliverable__stage", "file"
        )
    )


def queue_of(user: User, *, at: datetime) -> list[Waiting]:
    """What waits for this expert, oldest first; two queries."""
    return [
        Waiting(one, (at - one.submitted_at).days)
        for one in reviewable_by(user)
        .filter(state=SubmissionState.SUBMITTED)
        .order_by("submitted_at", "pk")
    ]


def _work(
    deliverable: Deliverable,
    invitation: Invitation,
    newest: Submission | None,
    workshop: Workshop,
    at: datetime,
) -> Work:
    today = workshop.unit.localdate(at)
    unsent = LATE if _past(deliverable.due_on, today) else MISSING
    state = str(newest.state) if newest else unsent
    return Work(
        deliverable=deliverable,
        invitation=invitation,
        newest=newest,
        state=state,
        frozen=workshop.state == WorkshopState.CLOSED or _past(deliverable.frozen_after, today),
        days=(at - newest.submitted_at).days if newest else None,
    )


def _past(day: date | None, today: date) -> bool:
    return bool(day and day < today)
