"""What of a finding is a training need. No database."""

import pytest

from participants.rules.need import Gap, Urgency, gap_of
from participants.rules.staffing import Criterion, Finding, Outcome

HIGH, MIDDLE, LOW = Urgency.HIGH, Urgency.MIDDLE, Urgency.LOW


def skill(outcome, held, *, must=True, level=3):
    return Finding(Criterion("competency", must, "", 7, level), outcome, held)


@pytest.mark.parametrize(
    ("finding", "gap"),
    [
        (skill(Outcome.MET, "3"), None),
        (skill(Outcome.NOT_MET, "2"), Gap(1, HIGH, False)),
        (skill(Outcome.NOT_MET, "1"), Gap(2, HIGH, False)),
        (skill(Outcome.NOT_MET, "2", must=False), Gap(1, LOW, False)),
        (skill(Outcome.NOT_MET, "1", must=False), Gap(2, MIDDLE, False)),
        (skill(Outcome.NO_DATA, ""), Gap(None, MIDDLE, True)),
        (skill(Outcome.NO_DATA, "", must=False), Gap(None, LOW, True)),
        (Finding(Criterion("training", True, "PKA"), Outcome.NO_DATA, ""), Gap(None, HIGH, False)),
        (Finding(Criterion("training", False, "PKA"), Outcome.NOT_MET, ""), Gap(None, LOW, False)),
        (Finding(Criterion("education", True, "S1"), Outcome.NOT_MET, "SMA"), None),
        (Finding(Criterion("rank", True, "III/a"), Outcome.NO_DATA, ""), None),
    ],
)
def test_a_gap_that_training_closes_has_a_size_and_an_urgency(finding, gap):
    assert gap_of(finding) == gap
