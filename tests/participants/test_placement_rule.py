"""Now, after a training, unknown, or not; and every requirement by its degree."""

import pytest

from participants.rules.placement import Degree, Opened, Outlook, degree, outlook
from participants.rules.staffing import Criterion, Finding, Outcome

WEB = Criterion("competency", True, competency=1, level=3)
DATA = Criterion("competency", True, competency=2, level=3)
SCHOOL = Criterion("education", True, text="D3")
WISH = Criterion("competency", False, competency=9, level=5)
MET, NOT, NO = Outcome.MET, Outcome.NOT_MET, Outcome.NO_DATA


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ([(WEB, MET), (SCHOOL, MET), (WISH, NOT)], Outlook.NOW),
        ([(WEB, NOT), (SCHOOL, MET)], Outlook.AFTER),
        ([(WEB, NO), (SCHOOL, MET)], Outlook.AFTER),
        ([(WEB, NOT), (SCHOOL, NOT)], Outlook.NOT),
        ([(DATA, NOT)], Outlook.NOT),
        ([(DATA, NO), (WEB, NOT)], Outlook.UNKNOWN),
        ([(SCHOOL, NO)], Outlook.UNKNOWN),
    ],
)
def test_only_what_a_training_brings_comes_after_a_training(told, expected):
    findings = [Finding(criterion, outcome, "") for criterion, outcome in told]

    assert outlook(findings, lambda key, level: key == 1 and level <= 3).outlook == expected


def test_a_level_that_is_too_low_is_partly_met():
    assert degree(Finding(WEB, NOT, "2")) == Degree.PARTLY
    assert degree(Finding(SCHOOL, NOT, "SMA")) == Degree.NOT_MET
    assert degree(Finding(WEB, NO, "")) == Degree.NO_DATA


def test_leaving_a_surplus_opens_no_vacancy():
    assert Opened(needed=1, filled=1, qualified=1, qualified_after=0).opens_vacancy
    assert not Opened(needed=1, filled=2, qualified=1, qualified_after=1).opens_vacancy
