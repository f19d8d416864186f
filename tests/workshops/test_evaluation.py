"""The yearly evaluation: published indices come out of the scores, and every change stays known."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from participants.errors import Refused
from participants.models import AuditEntry, Role
from tests.factories import NOW, make_pemda, make_role, make_system, make_unit
from workshops.actions.evaluation import Letter, note_letter, open_evaluation, score, weigh
from workshops.models import Dimension, Evaluation, EvaluationScore, Pillar
from workshops.queries.evaluation import years_of
from workshops.rules.evaluation import USUAL_WEIGHTS, Scores, index_of, mean_of_pillars, two_places

OTHER_WEIGHTS = dict(zip(Dimension.values, (10, 20, 30, 30, 10), strict=True))
KEDIRI = dict(
    zip(Dimension.values, map(Decimal, ("3.60", "3.21", "3.23", "3.07", "3.65")), strict=True)
)
KEDIRI_PILLARS = dict(
    zip(
        Pillar.values,
        map(Decimal, ("2.75", "2.75", "3.50", "3.33", "3.33", "2.75")),
        strict=True,
    )
)


def codes(refusal):
    return [reason.code for reason in refusal.value.reasons]


@pytest.fixture
def office():
    return make_unit(make_pemda("Kota Kediri", timezone="Asia/Jakarta"), name="Diskominfo")


def evaluated(office, year, dimensions, *, pillars=(), weights=USUAL_WEIGHTS, letter=None):
    by = make_system()
    found = open_evaluation(keeper=office, year=year, weights=weights, by=by, at=NOW)
    if dimensions:
        scores = Scores(dimensions, dict(pillars))
        score(evaluation=found, round_="self", scores=scores, by=by, at=NOW)
        score(evaluation=found, round_="assessor", scores=scores, by=by, at=NOW)
    if letter:
        note_letter(evaluation=found, letter=letter, note="", by=by, at=NOW)
    return found


def test_kediri_2022_is_reproduced_with_its_weights_and_not_with_the_others():
    """3.315 exactly: a tie between the figures as they are printed, which goes down."""
    assert index_of(Scores(KEDIRI, {}), USUAL_WEIGHTS) == Decimal("3.31")
    assert index_of(Scores(KEDIRI, {}), OTHER_WEIGHTS) == Decimal("3.26")


def test_kediri_2022_is_reproduced_from_its_pillars_without_any_tie():
    """The impact is the mean of six pillars: 3.0683…, printed 3.07. With it the index is 3.3147."""
    assert two_places(mean_of_pillars(KEDIRI_PILLARS)) == KEDIRI[Dimension.IMPACT]
    assert index_of(Scores(KEDIRI, KEDIRI_PILLARS), USUAL_WEIGHTS) == Decimal("3.31")


def test_an_impact_that_is_not_the_mean_of_the_pillars_is_taken_as_it_was_given():
    given_impact = {**KEDIRI, Dimension.IMPACT: Decimal("4.00")}

    assert index_of(Scores(given_impact, KEDIRI_PILLARS), USUAL_WEIGHTS) == Decimal("3.50")


def test_pillars_alone_make_the_impact():
    four = {name: value for name, value in KEDIRI.items() if name != Dimension.IMPACT}

    assert index_of(Scores(four, KEDIRI_PILLARS), USUAL_WEIGHTS) == Decimal("3.31")
    assert index_of(Scores(four, {}), USUAL_WEIGHTS) is None


@given(
    st.lists(st.integers(0, 400), min_size=5, max_size=5),
    st.lists(st.integers(0, 100), min_size=4, max_size=4),
)
def test_the_index_lies_between_the_least_and_the_largest_score(scores, cuts):
    points = sorted(cuts)
    shares = [high - low for low, high in zip([0, *points], [*points, 100], strict=True)]
    weights = dict(zip(Dimension.values, shares, strict=True))
    given_scores = dict(zip(Dimension.values, (Decimal(one) / 100 for one in scores), strict=True))

    index = index_of(Scores(given_scores, {}), weights)

    assert min(given_scores.values()) <= index <= max(given_scores.values())


@pytest.mark.django_db
def test_kediri_moved_by_a_quarter_over_the_year_before(office):
    evaluated(office, 2021, {}, letter=Letter(index=Decimal("3.06")))
    evaluated(
        office,
        2022,
        KEDIRI,
        pillars=KEDIRI_PILLARS,
        letter=Letter("B-1003/DJAI/AI.01.04/12/2022", None, 3, 40),
    )

    before, now = years_of(office.parent)

    assert (before.index, before.improvement) == (Decimal("3.06"), None)
    assert (now.index, now.improvement, now.differs) == (Decimal("3.31"), Decimal("0.25"), False)
    assert now.pillar_mean == Decimal("3.07")


@pytest.mark.django_db
def test_a_year_in_between_that_is_missing_makes_no_improvement(office):
    evaluated(office, 2020, {}, letter=Letter(index=Decimal("3.06")))
    evaluated(office, 2022, KEDIRI)

    assert years_of(office.parent)[1].improvement is None


@pytest.mark.django_db
def test_each_year_keeps_its_own_weights(office):
    evaluated(office, 2021, KEDIRI, weights=OTHER_WEIGHTS)
    second = evaluated(office, 2022, KEDIRI)

    assert [one.index for one in years_of(office.parent)] == [Decimal("3.26"), Decimal("3.31")]
    weigh(evaluation=second, weights=OTHER_WEIGHTS, by=make_system(), at=NOW)
    assert [one.index for one in years_of(office.parent)] == [Decimal("3.26")] * 2


@pytest.mark.django_db
def test_a_self_assessment_is_no_result_and_comes_first(office):
    by = make_system()
    found = open_evaluation(keeper=office, year=2022, weights=USUAL_WEIGHTS, by=by, at=NOW)
    scores = Scores(KEDIRI, {})
    with pytest.raises(Refused) as refusal:
        score(evaluation=found, round_="assessor", scores=scores, by=by, at=NOW)
    assert codes(refusal) == ["evaluation-self-first"]

    score(evaluation=found, round_="self", scores=scores, by=by, at=NOW)

    (year,) = years_of(office.parent)
    assert (year.self_index, year.index) == (Decimal("3.31"), None)


@pytest.mark.django_db
def test_a_score_that_changes_keeps_the_others_and_is_noted_with_both_values(office):
    found = evaluated(office, 2022, KEDIRI)
    kept = EvaluationScore.objects.get(round="assessor", dimension="output").pk

    score(
        evaluation=found,
        round_="assessor",
        scores=Scores({**KEDIRI, "baseline": Decimal("3.5")}, {}),
        by=make_system(),
        at=NOW,
    )

    assert EvaluationScore.objects.get(round="assessor", dimension="output").pk == kept
    last = AuditEntry.objects.filter(verb="workshops.evaluation.scored").order_by("-pk")[0]
    assert last.facts["changes"] == {"baseline": ["3.60", "3.5"]}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("year", "weights", "code"),
    [
        (2022, {**USUAL_WEIGHTS, "impact": 30}, "evaluation-weights-not-100"),
        (2022, {**USUAL_WEIGHTS, "impact": -20, "output": 60}, "evaluation-weight-negative"),
        (1999, USUAL_WEIGHTS, "evaluation-year-implausible"),
        (2021, USUAL_WEIGHTS, "evaluation-year-taken"),
    ],
)
def test_what_is_no_evaluation_is_refused(office, year, weights, code):
    evaluated(office, 2021, {})

    with pytest.raises(Refused) as refusal:
        open_evaluation(keeper=office, year=year, weights=weights, by=make_system(), at=NOW)

    assert codes(refusal) == [code]


@pytest.mark.django_db
@pytest.mark.parametrize("wrong", ["4.01", "-0.01", "NaN"])
def test_a_score_is_zero_to_four(office, wrong):
    found = evaluated(office, 2021, {})

    with pytest.raises(Refused) as refusal:
        score(
            evaluation=found,
            round_="self",
            scores=Scores({"impact": Decimal(wrong)}, {}),
            by=make_system(),
            at=NOW,
        )

    assert codes(refusal) == ["evaluation-score-out-of-range"]


@pytest.mark.django_db
def test_who_sees_an_evaluation(office):
    evaluated(office, 2021, {})
    visible = Evaluation.objects.visible_to

    assert visible(make_role(Role.ORGANISER, office)).count() == 1
    assert visible(make_role(Role.LEADER, office.parent)).count() == 1
    assert visible(make_role(Role.UNIT_ADMIN, make_unit(office.parent))).count() == 0
    assert visible(make_role(Role.LEADER, make_pemda())).count() == 0
