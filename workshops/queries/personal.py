"""What one participant's own page tells of the Bimtek: next session, agenda, what they hold."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from workshops.models import (
    AssignmentLetter,
    Delegation,
    Link,
    LinkKind,
    Registration,
    Session,
    Stage,
)
from workshops.notices import participant_link
from workshops.queries.naming import letter_states


@dataclass(frozen=True)
class AgendaDay:
    """One day of a stage with its sessions in order."""

    day: date
    sessions: tuple[Session, ...]

    @property
    def starts_at(self) -> datetime:
        return self.sessions[0].starts_at

    @property
    def ends_at(self) -> datetime:
        return max(session.ends_at for session in self.sessions)


@dataclass(frozen=True)
class AgendaStage:
    """A stage at which the person is expected."""

    stage: Stage
    days: tuple[AgendaDay, ...]


@dataclass(frozen=True)
class Next:
    """Where to be next: the day, until when it lasts; ``running`` when it has begun."""

    stage: Stage
    day: AgendaDay
    session: Session
    running: bool


@dataclass(frozen=True)
class Agenda:
    stages: tuple[AgendaStage, ...]
    next: Next | None
    letter: str  # received | to_follow | none


def agenda_of(registration: Registration, *, at: datetime) -> Agenda:
    """The stages somebody holds a seat at (all of them for who is no participant); five queries."""
    workshop = registration.workshop
    ranges = [
        (first, last)
        for first, last in Delegation.objects.filter(
            registration=registration, ended_at=None
        ).values_list("first_stage__order", "last_stage__order")
    ]
    everywhere = registration.kind != "participant"
    sessions: dict[int, dict[date, list[Session]]] = defaultdict(lambda: defaultdict(list))
    for session in Session.objects.filter(stage__workshop=workshop).order_by("starts_at", "pk"):
        sessions[session.stage_id][workshop.unit.localdate(session.starts_at)].append(session)
    stages = tuple(
        AgendaStage(
            stage,
            tuple(AgendaDay(day, tuple(held)) for day, held in sorted(sessions[stage.pk].items())),
        )
        for stage in workshop.stages.order_by("order", "pk")
        if everywhere
        or any(f <= stage.order and (t is None or stage.order <= t) for f, t in ranges)
    )
    letters = AssignmentLetter.objects.filter(registrations=registration)
    return Agenda(
        stages=stages,
        next=_next(stages, at),
        letter=letter_states(letters).get(registration.pk, "none"),
    )


def _next(stages: tuple[AgendaStage, ...], at: datetime) -> Next | None:
    coming = [
        (session.starts_at, Next(one.stage, day, session, running=day.starts_at <= at))
        for one in stages
        for day in one.days
        for session in day.sessions
        if session.ends_at > at
    ]
    return min(coming, key=lambda found: found[0])[1] if coming else None


def personal_links(registrations: Collection[Registration], *, at: datetime) -> dict[int, str]:
    """{registration's key: address of the person's own page}, where their link still works."""
    working = Link.objects.working(at).filter(
        kind=LinkKind.PARTICIPANT, registration__in=registrations
    )
    return {
        link.registration_id: participant_link(link.token())
        for link in working
        if link.registration_id is not None
    }
