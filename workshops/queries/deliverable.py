"""Hasil kerja as they are read: what an OPD or a group owes, a thread, the experts' queue."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q, QuerySet

from participants.models import User
from workshops.models import (
    Deliverable,
    Group,
    Invitation,
    InvitationBody,
    Submission,
    SubmissionState,
    Workshop,
    WorkshopRole,
    WorkshopRoleKind,
    WorkshopState,
)
from workshops.models.deliverable import ADVISERS
from workshops.models.submission import SubmissionQuerySet
from workshops.rules.duty import is_frozen, owed_by

# What a cell of the board and a line of the owner's list may say: nothing was sent, nothing was sent
# in time, or the state of the newest version.
MISSING, LATE = "missing", "late"
ACCEPTED, SUBMITTED = str(SubmissionState.ACCEPTED), str(SubmissionState.SUBMITTED)
# The next step is the owner's.
OWNERS_TURN = frozenset(
    {
        MISSING,
        LATE,
        str(SubmissionState.RETURNED),
        str(SubmissionState.DECLINED),
        str(SubmissionState.TO_CONFIRM),
    }
)


@dataclass(frozen=True)
class Work:
    """One deliverable of one owner: its newest version, if any, and where it stands."""

    deliverable: Deliverable
    owner: Invitation | Group
    newest: Submission | None
    state: str  # missing | late, or a SubmissionState
    frozen: bool
    days: int | None = None  # since the newest version was sent
    overdue: bool = False  # past its day, and the next step is the owner's
    open_until: date | None = None  # returned after it was frozen: the last day to send it again

    @property
    def invitation(self) -> Invitation | None:
        return self.owner if isinstance(self.owner, Invitation) else None

    @property
    def owner_name(self) -> str:
        """What whoever owes it is called on screen."""
        return str(self.owner.unit if isinstance(self.owner, Invitation) else self.owner)

    @property
    def owed(self) -> bool:
        """Whether the next step is the owner's."""
        return self.state in OWNERS_TURN and not self.frozen

    @property
    def takes_a_version(self) -> bool:
        """Whether its owner may send the next version now."""
        return not self.frozen and self.state not in (ACCEPTED, SubmissionState.TO_CONFIRM)


@dataclass(frozen=True)
class Waiting:
    """One line of the experts' queue: whole days it has waited; ``overdue``: its day has passed."""

    submission: Submission
    days: int
    overdue: bool


def works_of(owner: Invitation | Group, *, at: datetime) -> tuple[Work, ...]:
    """Everything asked of this OPD or group, by stage; two queries. Nothing for who owes nothing."""
    kind = owed_by(owner)
    if kind is None:
        return ()
    newest = {
        one.duty.deliverable_id: one
        for one in Submission.objects.owed_by(owner)
        .newest()
        .select_related("duty", "file")
        .defer("content", "text", "note")
    }
    return tuple(
        stand_of(deliverable, owner, newest.get(deliverable.pk), owner.workshop, at)
        for deliverable in asked_of(owner.workshop).filter(owed_by=kind)
    )


def work_of(deliverable: Deliverable, owner: Invitation | Group, *, at: datetime) -> Work:
    """One deliverable of one owner; one query."""
    sent = Submission.objects.owed_by(owner).filter(duty__deliverable=deliverable)
    newest = sent.newest().select_related("duty").defer("content", "text", "note").first()
    return stand_of(deliverable, owner, newest, owner.workshop, at)


def asked_of(workshop: Workshop) -> QuerySet[Deliverable]:
    """The deliverables of a Bimtek in the order of its stages."""
    return (
        Deliverable.objects.filter(stage__workshop=workshop)
        .select_related("stage")
        .order_by("stage__order", "order", "pk")
    )


def advised_invitations(workshop: Workshop, user: Any) -> QuerySet[Invitation]:
    """The OPD of a Bimtek whose work the user may read: by a grant, or as their expert."""
    roles = WorkshopRole.objects.filter(workshop=workshop, user=user, role__in=ADVISERS)
    whole = roles.filter(unit=None, pillar="").exists()
    seen = Invitation.objects.visible_to(user).order_by().values("pk")
    condition = Q(pk__in=seen) | Q(unit__in=roles.exclude(unit=None).values("unit"))
    standing = Invitation.objects.filter(
        workshop=workshop, body=InvitationBody.UNIT, withdrawn_at=None
    )
    return (standing if whole else standing.filter(condition)).by_unit_name()


def thread_of(deliverable: Deliverable, owner: Invitation | Group) -> list[Submission]:
    """Every version, newest first, with its reviews and their comments; three queries."""
    return list(
        Submission.objects.owed_by(owner)
        .filter(duty__deliverable=deliverable)
        .select_related("duty__deliverable", "file", "submitted_by")
        .prefetch_related("reviews__by", "reviews__comments", "reviews__file")
        .order_by("-version")
    )


def reviewable_by(user: User, *, newest: bool = True) -> SubmissionQuerySet:
    """Newest versions of what this user advises on as an expert: the whole Bimtek, units, pillars,
    and the groups they facilitate; closed Bimtek left out. Not ``newest``: the earlier ones too, for
    words written to one while the next came in must be told so, not lost."""
    roles = WorkshopRole.objects.filter(user=user, role=WorkshopRoleKind.EXPERT)
    condition = Q(duty__group__facilitator_role__in=roles)
    for workshop, unit, pillar in roles.values_list("workshop_id", "unit_id", "pillar"):
        own = Q(duty__deliverable__stage__workshop=workshop)
        if unit:
            own &= Q(duty__invitation__unit=unit)
        elif pillar:
            own &= Q(duty__group__pillar=pillar)
        condition |= own
    versions = Submission.objects.newest() if newest else Submission.objects.all()
    return (
        versions.filter(condition)
        .exclude(duty__deliverable__stage__workshop__state=WorkshopState.CLOSED)
        .with_duty()
    )


def queue_of(user: User, *, at: datetime) -> list[Waiting]:
    """What waits for this expert, oldest first; two queries."""
    return [
        Waiting(
            one,
            (at - one.submitted_at).days,
            _past(
                one.duty.deliverable.due_on,
                one.duty.deliverable.stage.workshop.unit.localdate(at),
            ),
        )
        for one in reviewable_by(user).waiting().defer("content", "text")
    ]


def stand_of(
    deliverable: Deliverable,
    owner: Invitation | Group,
    newest: Submission | None,
    workshop: Workshop,
    at: datetime,
) -> Work:
    """Where one deliverable of one owner stands, by its newest version; fetch its duty."""
    today = workshop.unit.localdate(at)
    unsent = LATE if _past(deliverable.due_on, today) else MISSING
    state = str(newest.state) if newest else unsent
    duty = newest.duty if newest else None
    return Work(
        deliverable=deliverable,
        owner=owner,
        newest=newest,
        state=state,
        frozen=workshop.state == WorkshopState.CLOSED or is_frozen(deliverable, duty, today),
        open_until=duty.open_until if duty and _past(deliverable.frozen_after, today) else None,
        days=(at - newest.submitted_at).days if newest else None,
        overdue=state in OWNERS_TURN and _past(deliverable.due_on, today),
    )


def _past(day: date | None, today: date) -> bool:
    return bool(day and day < today)
