"""Whether somebody fits a post now, after which training, or not; every requirement said. Pure."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from participants.rules.staffing import Criterion, Finding, Outcome


class Degree(StrEnum):
    """One requirement against one person; *sebagian* is a level held that is not high enough."""

    MET = "met"
    PARTLY = "partly"
    NOT_MET = "not_met"
    NO_DATA = "no_data"


class Outlook(StrEnum):
    """Best first."""

    NOW = "now"
    AFTER = "after"
    UNKNOWN = "unknown"  # nothing speaks against it, but a must has no data
    NOT = "not"


@dataclass(frozen=True, slots=True)
class Judgement:
    """``trains`` are the musts that a training would bring; ``lacking`` all that are not met."""

    outlook: Outlook
    lacking: tuple[Finding, ...]
    trains: tuple[Criterion, ...]


def degree(finding: Finding) -> Degree:
    if finding.outcome == Outcome.NOT_MET and finding.criterion.kind == "competency":
        return Degree.PARTLY
    return Degree(finding.outcome.value)


def outlook(findings: Sequence[Finding], taught: Callable[[int, int], bool]) -> Judgement:
    """NOW: every must is met. AFTER: all that is lacking are competencies that a Bimtek to come
    teaches. NOT: a must is known not to be met and no training brings it. Else UNKNOWN."""
    lacking = tuple(one for one in findings if one.criterion.must and one.outcome != Outcome.MET)
    trains = tuple(
        one.criterion
        for one in lacking
        if one.criterion.competency is not None
        and taught(one.criterion.competency, one.criterion.level or 1)
    )
    if not lacking:
        return Judgement(Outlook.NOW, (), ())
    if len(trains) == len(lacking):
        return Judgement(Outlook.AFTER, lacking, trains)
    untaught = [one for one in lacking if one.criterion not in trains]
    if any(one.outcome == Outcome.NOT_MET for one in untaught):
        return Judgement(Outlook.NOT, lacking, trains)
    return Judgement(Outlook.UNKNOWN, lacking, trains)


@dataclass(frozen=True, slots=True)
class Opened:
    """What somebody's leaving does to the post behind them: B and K, before and after."""

    needed: int
    filled: int
    qualified: int
    qualified_after: int

    @property
    def filled_after(self) -> int:
        return self.filled - 1

    @property
    def opens_vacancy(self) -> bool:
        return self.filled_after < self.needed
