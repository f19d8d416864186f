"""The board: whoever owes down, hasil kerja across; and who is to be reminded."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from workshops.models import (
    Deliverable,
    Group,
    Invitation,
    OwedBy,
    Stage,
    Submission,
    Workshop,
)
from workshops.queries.deliverable import (
    ACCEPTED,
    SUBMITTED,
    Work,
    advised_invitations,
    asked_of,
    stand_of,
)
from workshops.rules.duty import owed_by
from workshops.rules.entry import required_for

# Reminders go out once a week as a rule: what is due before the next one is told in this.
SOON = timedelta(days=7)


@dataclass(frozen=True)
class BoardRow:
    """One OPD or group of the board, with its works in the order of the columns. ``required``: how
    many of them entry to the next stage still waits for."""

    owner: Invitation | Group
    works: tuple[Work, ...]
    required: int = 0

    @property
    def name(self) -> str:
        return str(self.owner.unit if isinstance(self.owner, Invitation) else self.owner)

    @property
    def accepted(self) -> int:
        return self.count(ACCEPTED)

    @property
    def waiting(self) -> int:
        return self.count(SUBMITTED)

    @property
    def late(self) -> int:
        """Past their day, and the next step is the owner's."""
        return sum(work.overdue for work in self.works)

    def count(self, state: str) -> int:
        if state == "late":
            return self.late
        return self.required if state == "required" else sum(w.state == state for w in self.works)


@dataclass(frozen=True)
class BoardStage:
    stage: Stage
    deliverables: tuple[Deliverable, ...]


@dataclass(frozen=True)
class BoardPart:
    """The board of one kind of owner (an ``OwedBy``)."""

    owed_by: str
    stages: tuple[BoardStage, ...]
    rows: tuple[BoardRow, ...]


@dataclass(frozen=True)
class Board:
    """``following``: the stage that begins next, which ``required`` works are to be ready for."""

    parts: tuple[BoardPart, ...]
    following: Stage | None

    @property
    def rows(self) -> tuple[BoardRow, ...]:
        return tuple(row for part in self.parts for row in part.rows)

    def works(self) -> list[Work]:
        return [work for row in self.rows for work in row.works]


@dataclass(frozen=True)
class Debt:
    """What one owner should do next, of stages that have begun."""

    owner: Invitation | Group
    works: tuple[Work, ...]

    @property
    def name(self) -> str:
        return str(self.owner.unit if isinstance(self.owner, Invitation) else self.owner)


def board_of(workshop: Workshop, *, user: Any, at: datetime) -> Board:
    """The whole board as far as the user may see it; six queries however many owe."""
    return _board(
        workshop,
        Submission.objects.visible_to(user),
        advised_invitations(workshop, user),
        Group.objects.visible_to(user).standing().filter(workshop=workshop).by_name(),
        at=at,
    )


def whole_board_of(workshop: Workshop, *, at: datetime) -> Board:
    """The whole board whoever asks, for figures that name nobody."""
    standing = workshop.invitations.filter(withdrawn_at=None).by_unit_name()
    groups = Group.objects.standing().filter(workshop=workshop).by_name()
    return _board(workshop, Submission.objects.all(), standing, groups, at=at)


def debts_of(workshop: Workshop, *, at: datetime) -> list[Debt]:
    """Who has something to do now, by name: nobody who delivered is among them, and nothing that is
    due later than ``SOON``. Five queries."""
    today = workshop.unit.localdate(at)
    board = whole_board_of(workshop, at=at)
    found = [
        Debt(
            row.owner,
            tuple(
                work
                for work in row.works
                if work.owed and work.deliverable.stage.starts_on <= today and _soon(work, today)
            ),
        )
        for row in board.rows
    ]
    return [debt for debt in found if debt.works]


def _soon(work: Work, today: date) -> bool:
    """What came back is to be done now, whatever its first day was."""
    due = work.deliverable.due_on
    return work.newest is not None or due is None or due <= today + SOON


def _board(
    workshop: Workshop,
    submissions: Any,
    invitations: Iterable[Invitation],
    groups: Iterable[Group],
    *,
    at: datetime,
) -> Board:
    asked: dict[str, list[Deliverable]] = defaultdict(list)
    for one in asked_of(workshop):
        asked[one.owed_by].append(one)
    stages = workshop.stages.order_by("order", "pk")
    today = workshop.unit.localdate(at)
    following = next((stage for stage in stages if stage.starts_on > today), None)
    newest = {
        (one.duty.invitation_id, one.duty.group_id, one.duty.deliverable_id): one
        for one in submissions.of(workshop)
        .newest()
        .select_related("duty")
        .defer("content", "text", "note")
    }
    owners: dict[str, list[Invitation | Group]] = defaultdict(list)
    listed: list[Invitation | Group] = [*invitations]
    if asked.keys() - {OwedBy.UNIT}:
        listed += groups
    for owner in listed:
        owner.workshop = workshop
        if kind := owed_by(owner):
            owners[kind].append(owner)
    parts = []
    for kind in OwedBy:
        if not asked[kind]:
            continue
        required = {one.pk for one in required_for(following, asked[kind])} if following else set()
        rows = []
        for owner in owners[kind]:
            key = _key(owner)
            works = tuple(
                stand_of(one, owner, newest.get((*key, one.pk)), workshop, at)
                for one in asked[kind]
            )
            missing = sum(w.deliverable.pk in required and w.state != ACCEPTED for w in works)
            rows.append(BoardRow(owner, works, missing))
        parts.append(BoardPart(str(kind), _by_stage(asked[kind]), tuple(rows)))
    return Board(tuple(parts), following)


def _key(owner: Invitation | Group) -> tuple[int | None, int | None]:
    return (None, owner.pk) if isinstance(owner, Group) else (owner.pk, None)


def _by_stage(deliverables: Sequence[Deliverable]) -> tuple[BoardStage, ...]:
    grouped: dict[Stage, list[Deliverable]] = defaultdict(list)
    for one in deliverables:
        grouped[one.stage].append(one)
    return tuple(BoardStage(stage, tuple(asked)) for stage, asked in grouped.items())
