"""How many programmes run: per pillar, per OPD, over all. Pure."""

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from workshops.models import ProgrammeState


@dataclass(frozen=True)
class Share:
    """Of so many programmes: how many run, how many do not, and of how many nobody said."""

    running: int = 0
    not_running: int = 0
    unreported: int = 0

    @property
    def reported(self) -> int:
        return self.running + self.not_running

    @property
    def all(self) -> int:
        return self.reported + self.unreported

    @property
    def percent(self) -> Decimal | None:
        """Of those reported, to one decimal; None before anybody said anything. What nobody said is
        not taken for "does not run": it is counted beside it."""
        if not self.reported:
            return None
        exact = Decimal(100 * self.running) / self.reported
        return exact.quantize(Decimal("0.1"), ROUND_HALF_UP)


def share_of(states: Iterable[str | None]) -> Share:
    """The share over the last known state of each programme; None or "" for one nobody reported."""
    counted = Counter(state or "" for state in states)
    return Share(
        running=counted[ProgrammeState.RUNNING],
        not_running=counted[ProgrammeState.NOT_RUNNING],
        unreported=counted[""],
    )


def shares_by(states: Iterable[tuple[Hashable, str | None]]) -> Mapping[Hashable, Share]:
    """The same for each key, in the order in which the keys come."""
    found: dict[Hashable, list[str | None]] = {}
    for key, state in states:
        found.setdefault(key, []).append(state)
    return {key: share_of(each) for key, each in found.items()}
