"""What a newly reported place of work means for the one on record."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from participants.errors import Reason


class Step(StrEnum):
    """What has to be written; the values are staged with the row."""

    NONE = "none"
    FIRST = "first"  # nobody's open row: a new one begins
    NEXT = "next"  # the open row ends the day before, a new one begins
    CORRECT = "correct"  # the open row itself is mended


@dataclass(frozen=True, slots=True)
class Post:
    """Where somebody works and as what; ``job_title`` as written."""

    unit: int
    status: str
    rank: str
    job_title: str


def step_to(
    wanted: Post,
    *,
    given: date | None,
    today: date,
    held: Post | None,
    held_from: date | None,
    ended_on: date | None,
) -> tuple[Step, date, list[Reason]]:
    """The step, the day it takes effect, and why it cannot be taken.

    ``given`` is the TMT in the sheet (None: it counts from today); ``held`` with ``held_from`` the
    open row, ``ended_on`` the last day of the rows before it. A post that changes without a later
    TMT would rewrite history, so that is refused.
    """
    day = given or today
    if held is None or held_from is None:
        if ended_on and day <= ended_on:
            return Step.FIRST, day, [Reason("tmt-overlaps", ended=ended_on.isoformat())]
        return Step.FIRST, day, []
    if wanted == held:
        if given is None or given == held_from:
            return Step.NONE, held_from, []
        if ended_on and given <= ended_on:
            return Step.CORRECT, given, [Reason("tmt-overlaps", ended=ended_on.isoformat())]
        return Step.CORRECT, given, []
    if day > held_from:
        return Step.NEXT, day, []
    if day == held_from:
        return Step.CORRECT, day, []
    return Step.NEXT, day, [Reason("tmt-before-current", start=held_from.isoformat())]
