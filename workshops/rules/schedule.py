"""When people are counted: attendance slots from an agenda; what moving a stage touches."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, time

from participants.errors import Reason

MORNING, AFTERNOON, LEAVING = "pagi", "siang", "pulang"
NOON = time(12)
OPENS_BEFORE = 60  # minutes before the first session of the half day
GRACE = 15  # minutes until somebody is late
LEAVING_BEFORE, LEAVING_AFTER = 30, 60


@dataclass(frozen=True)
class Clocked:
    """A session as the clock of the place sees it."""

    starts: time
    ends: time
    jp: int


@dataclass(frozen=True)
class Window:
    """A slot's clock times: when the door may pick it, and from when somebody is late."""

    kind: str
    opens: time
    late_after: time
    closes: time


# A day without an agenda still has its two slots.
_EMPTY_DAY = (
    Window(MORNING, time(7), time(8, 15), time(12)),
    Window(AFTERNOON, time(12, 15), time(13, 15), time(17)),
)


def half_of(starts: time) -> str:
    """The half day a session belongs to: by its beginning."""
    return MORNING if starts < NOON else AFTERNOON


def slots_of_day(sessions: Iterable[Clocked]) -> list[Window]:
    """Pagi and siang by the agenda of a day, each only where something happens in it.

    A window opens an hour before the half's first session (siang not before pagi has closed) and
    closes with its last. One is late a quarter of an hour after that session began, or, when it is a
    registration without JP, ended.
    """
    ordered = sorted(sessions, key=lambda session: (session.starts, session.ends))
    if not ordered:
        return list(_EMPTY_DAY)
    windows: list[Window] = []
    for kind in (MORNING, AFTERNOON):
        half = [session for session in ordered if half_of(session.starts) == kind]
        if not half:
            continue
        first, closes = half[0], max(session.ends for session in half)
        opens = _plus(first.starts, -OPENS_BEFORE)
        if windows and opens < windows[-1].closes:
            opens = min(windows[-1].closes, first.starts)
        serious = first.starts if first.jp or len(half) == 1 else first.ends
        late_after = min(_plus(serious, GRACE), closes)
        windows.append(Window(kind, opens, late_after, closes))
    return windows


def leaving_window(sessions: Iterable[Clocked]) -> Window:
    """The optional pulang: around the end of the day's last session; nobody is late for it."""
    ends = max((session.ends for session in sessions), default=time(16))
    closes = _plus(ends, LEAVING_AFTER)
    return Window(LEAVING, _plus(ends, -LEAVING_BEFORE), closes, closes)


@dataclass(frozen=True)
class Move:
    """What stands in the way of, or along with, a stage's new dates."""

    letters: int
    invitations_sent: int
    used_slots: int
    deliverables: int
    sessions_without_day: int
    other_stages: Sequence[tuple[str, date, date]]
    starts_on: date
    ends_on: date


def refusals_of(move: Move) -> list[Reason]:
    """Why the stage cannot be moved so at all."""
    found = []
    if move.sessions_without_day:
        found.append(Reason("sessions-lose-their-day", sessions=move.sessions_without_day))
    return found


def consequences_of(move: Move) -> list[Reason]:
    """What moving breaks or takes along: shown before it is saved."""
    found = []
    if move.used_slots:
        found.append(Reason("move-keeps-used-slots", slots=move.used_slots))
    if move.letters:
        found.append(Reason("move-touches-letters", letters=move.letters))
    if move.invitations_sent:
        found.append(Reason("move-touches-invitations", invitations=move.invitations_sent))
    if move.deliverables:
        found.append(Reason("move-shifts-deliverables", deliverables=move.deliverables))
    found += [
        Reason("move-overlaps-stage", stage=title)
        for title, starts_on, ends_on in move.other_stages
        if starts_on <= move.ends_on and move.starts_on <= ends_on
    ]
    return found


def _plus(clock: time, minutes: int) -> time:
    """Minutes later on the same day, held between 00.00 and 23.59."""
    total = min(max(clock.hour * 60 + clock.minute + minutes, 0), 24 * 60 - 1)
    return time(total // 60, total % 60)
