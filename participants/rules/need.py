"""What of a finding is a training need, and how urgent. Pure (domain.md §4.4, §4.5)."""

from dataclasses import dataclass
from enum import IntEnum

from participants.rules.staffing import Finding, Outcome

FAR = 2  # convention: two levels or more below what is asked


class Urgency(IntEnum):
    """Priority as the AKPK asks for it, highest first."""

    HIGH = 1
    MIDDLE = 2
    LOW = 3


@dataclass(frozen=True, slots=True)
class Gap:
    """``levels`` missing; None where nobody has assessed the person, or a training is asked."""

    levels: int | None
    urgency: Urgency
    assess_first: bool


def gap_of(finding: Finding) -> Gap | None:
    """None for what is met, and for schooling and rank, which no training brings.

    A must that is known to be missed is high. A should two levels away, or a must that nobody has
    looked into, is middle; what is unknown is assessed before anybody is sent.
    """
    asked = finding.criterion
    if finding.outcome == Outcome.MET or asked.kind not in ("competency", "training"):
        return None
    if asked.kind == "training":  # not taken, whether or not others are on record
        return Gap(None, Urgency.HIGH if asked.must else Urgency.LOW, assess_first=False)
    if finding.outcome == Outcome.NO_DATA:
        urgency = Urgency.MIDDLE if asked.must else Urgency.LOW
        return Gap(None, urgency, assess_first=True)
    missing = (asked.level or 1) - int(finding.held)
    if asked.must:
        return Gap(missing, Urgency.HIGH, assess_first=False)
    return Gap(missing, Urgency.MIDDLE if missing >= FAR else Urgency.LOW, assess_first=False)
