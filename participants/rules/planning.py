"""What one list of wanted posts changes in another. Pure; for a plan against a plan, and for an
OPD's own list against what a draft says of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

PostKey = tuple[int, str]  # a unit's key, and the name of a job or its key as text


class Move(StrEnum):
    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    SAME = "same"


@dataclass(frozen=True, slots=True)
class Change:
    """One post: how many were wanted (None: it was not there), and how many are."""

    key: PostKey
    before: int | None
    after: int | None

    @property
    def move(self) -> Move:
        if self.before is None:
            return Move.ADDED
        if self.after is None:
            return Move.REMOVED
        return Move.SAME if self.before == self.after else Move.CHANGED


def compare(
    before: Mapping[PostKey, int], after: Mapping[PostKey, int], *, complete: bool
) -> list[Change]:
    """Every post of both, those of ``before`` first. Without ``complete`` a post that ``after``
    does not name stays as it was."""
    changes = [
        Change(key, wanted, after.get(key, None if complete else wanted))
        for key, wanted in before.items()
    ]
    return changes + [
        Change(key, None, wanted) for key, wanted in after.items() if key not in before
    ]
