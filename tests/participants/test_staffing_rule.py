"""What a post asks against what somebody has."""

import pytest

from participants.rules.staffing import Criterion, Holder, Outcome, education_step, judge, verdict

PROGRAMMING = 7


def holder(education="", rank="", level=None):
    return Holder(education, rank, {PROGRAMMING: level} if level else {})


def trained(*titles):
    return Holder("", "", {}, titles)


def competency(level, *, must=True):
    return Criterion("competency", must, competency=PROGRAMMING, level=level)


@pytest.mark.parametrize(
    ("criterion", "person", "expected"),
    [
        (competency(3), holder(level=3), Outcome.MET),
        (competency(3), holder(level=2), Outcome.NOT_MET),
        (competency(3), holder(), Outcome.NO_DATA),
        (Criterion("education", True, "D3"), holder("S1 Teknik Informatika"), Outcome.MET),
        (Criterion("education", True, "S1"), holder("D-III Komputer"), Outcome.NOT_MET),
        (Criterion("education", True, "S1"), holder("D-IV Komputer"), Outcome.MET),
        (Criterion("education", True, "S1"), holder(""), Outcome.NO_DATA),
        (Criterion("education", True, "S1 Hukum/Ilmu Hukum"), holder("S2 Ilmu Hukum"), Outcome.MET),
        (Criterion("education", True, "S1 Hukum"), holder("S1 Ekonomi"), Outcome.NOT_MET),
        (Criterion("education", True, "S1 Hukum"), holder("S1"), Outcome.NO_DATA),
        (Criterion("education", True, "S1 semua jurusan"), holder("S1 Ekonomi"), Outcome.MET),
        (Criterion("education", True, "S1 Hukum"), holder("D3 Hukum"), Outcome.NOT_MET),
        (Criterion("training", True, "PIM IV"), trained("Diklat PIM IV (2020)"), Outcome.MET),
        (Criterion("training", True, "PIM IV"), trained("Bimtek Web"), Outcome.NOT_MET),
        (Criterion("training", True, "PIM IV"), trained(), Outcome.NO_DATA),
        (Criterion("rank", True, "III/a"), holder(rank="III/c"), Outcome.MET),
        (Criterion("rank", True, "III/d"), holder(rank="III/a"), Outcome.NOT_MET),
        (Criterion("rank", True, "III/a"), holder(rank="IX"), Outcome.NO_DATA),
    ],
)
def test_each_criterion_is_met_not_met_or_without_data(criterion, person, expected):
    assert judge(criterion, person).outcome == expected


@pytest.mark.parametrize(
    ("levels_asked", "expected"),
    [
        ([competency(2)], Outcome.MET),
        ([competency(2), competency(5, must=False)], Outcome.MET),
        ([competency(2), competency(5)], Outcome.NOT_MET),
        ([], Outcome.MET),
    ],
)
def test_only_musts_decide(levels_asked, expected):
    person = holder(level=3)

    assert verdict([judge(criterion, person) for criterion in levels_asked]) == expected


def test_no_data_is_not_a_verdict_on_a_person():
    findings = [judge(competency(3), holder())]

    assert verdict(findings) == Outcome.NO_DATA


@pytest.mark.parametrize(
    ("written", "step"),
    [("S1", 6), ("S-1 Hukum", 6), ("Sarjana Ekonomi", 6), ("D III", 5), ("SMK", 2), ("-", None)],
)
def test_education_is_read_as_written(written, step):
    assert education_step(written) == step
