"""One Bimtek at a glance: where it stands, what needs the organiser, four figures."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum

from participants.models import NoticeState
from workshops.models import (
    PRESENT,
    AssignmentLetter,
    Attendance,
    CheckIn,
    Deliverable,
    Invitation,
    InvitationBody,
    LetterState,
    OwedBy,
    Registration,
    Seat,
    Session,
    Stage,
    Submission,
    SubmissionState,
    Workshop,
    WorkshopState,
)
from workshops.queries.continuity import continuity_of
from workshops.queries.invitation import notices_of, with_seats
from workshops.rules.continuity import Continuity


@dataclass(frozen=True)
class Step:
    """A stage on the stepper: done, now (a day of it is today) or next."""

    stage: Stage
    state: str


@dataclass(frozen=True)
class Attention:
    """Something that waits for the organiser: a code of ``views/workshop.py``, and how many."""

    code: str
    count: int


@dataclass(frozen=True)
class Overview:
    """What the user may see of a Bimtek; figures of an OPD are those of its own people."""

    steps: tuple[Step, ...]
    current: Stage | None  # the stage of today, else the next one
    is_today: bool
    next_session: Session | None
    attention: tuple[Attention, ...]
    people: int
    seats: int
    present: int
    expected: int
    accepted: int
    asked: int
    jp_held: int
    jp: int
    continuity: Continuity | None  # of several stages, once the first has begun


def overview_of(workshop: Workshop, *, user: Any, at: datetime, manages: bool) -> Overview:
    """The overview at a moment, in a constant number of queries."""
    today = workshop.unit.localdate(at)
    stages = list(workshop.stages.order_by("order", "pk"))
    steps = tuple(Step(stage, _state(stage, today)) for stage in stages)
    current = next((step.stage for step in steps if step.state != "done"), None)
    people = Registration.objects.visible_to(user).filter(workshop=workshop).live().participants()
    invitations = Invitation.objects.visible_to(user).filter(workshop=workshop, withdrawn_at=None)
    sessions = Session.objects.filter(stage__workshop=workshop)
    jp = sessions.aggregate(
        all=Sum("jp", default=0), held=Sum("jp", filter=Q(ends_at__lte=at), default=0)
    )
    return Overview(
        steps=steps,
        current=current,
        is_today=current is not None and current.starts_on <= today <= current.ends_on,
        next_session=sessions.filter(ends_at__gt=at).order_by("starts_at", "pk").first(),
        attention=_attention(workshop, people, invitations, today)
        if manages and workshop.state != WorkshopState.CLOSED
        else (),
        people=people.count(),
        seats=Seat.objects.filter(invitation__in=invitations.order_by()).count(),
        present=_present(people, today),
        expected=_expected(people, current) if current else 0,
        accepted=Submission.objects.visible_to(user)
        .filter(duty__invitation__in=invitations.order_by(), state=SubmissionState.ACCEPTED)
        .newest()
        .count(),
        asked=_works(workshop).count() * invitations.filter(body=InvitationBody.UNIT).count(),
        jp_held=jp["held"],
        jp=jp["all"],
        continuity=_continuity(workshop, stages, user, at),
    )


def _continuity(
    workshop: Workshop, stages: list[Stage], user: Any, at: datetime
) -> Continuity | None:
    if len(stages) < 2 or stages[0].starts_on > workshop.unit.localdate(at):
        return None
    return continuity_of(workshop, user, at=at).total


def _state(stage: Stage, today: date) -> str:
    if stage.ends_on < today:
        return "done"
    return "now" if stage.starts_on <= today else "next"


def _present(people: QuerySet[Registration], today: date) -> int:
    """People who were counted in any slot of the day."""
    return (
        Attendance.objects.filter(
            registration__in=people.order_by(), slot__day=today, status__in=PRESENT
        )
        .order_by()
        .aggregate(n=Count("registration", distinct=True))["n"]
    )


def _expected(people: QuerySet[Registration], stage: Stage) -> int:
    """People who hold a seat in the stage."""
    holding = Q(
        delegations__ended_at=None,
        delegations__first_stage__order__lte=stage.order,
    ) & (Q(delegations__last_stage=None) | Q(delegations__last_stage__order__gte=stage.order))
    return people.filter(holding).order_by().values("pk").distinct().count()


def _works(workshop: Workshop) -> QuerySet[Deliverable]:
    return Deliverable.objects.filter(stage__workshop=workshop, owed_by=OwedBy.UNIT)


def _attention(
    workshop: Workshop,
    people: QuerySet[Registration],
    invitations: QuerySet[Invitation],
    today: date,
) -> tuple[Attention, ...]:
    """What waits, most urgent first; nothing of what does not."""
    standing = with_seats(invitations)
    letters = AssignmentLetter.objects.filter(workshop=workshop, state=LetterState.TO_FOLLOW)
    late_works = _works(workshop).filter(due_on__lt=today)
    counts = {
        "not-open": int(workshop.state == WorkshopState.DRAFT),
        "nobody-invited": int(not invitations.exists()),
        "without-names": standing.filter(named_count=0, seat_count__gt=0).count(),
        "messages-waiting": notices_of(workshop).filter(state=NoticeState.READY).count(),
        "works-late": late_works.count() * invitations.filter(body=InvitationBody.UNIT).count()
        - Submission.objects.filter(
            duty__deliverable__in=late_works.order_by(),
            duty__invitation__in=invitations.order_by(),
            version=1,
        ).count(),
        "letters-late": letters.filter(promised_on__lt=today).count(),
        "letters-to-follow": letters.exclude(promised_on__lt=today).count(),
        "names-unconfirmed": people.filter(confirmed_at=None).count(),
        "scans-in-doubt": CheckIn.objects.filter(workshop=workshop).needing_review().count(),
        "sessions-uncounted": Session.objects.filter(
            stage__workshop=workshop, slot=None, jp__gt=0
        ).count(),
    }
    return tuple(Attention(code, count) for code, count in counts.items() if count > 0)
