"""The index of a yearly Evaluasi Implementasi Smart City. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_DOWN, Decimal

from participants.errors import Reason
from workshops.models import Dimension, Pillar

FIRST_YEAR, LAST_YEAR = 2017, 2100  # the movement began in 2017
LARGEST = Decimal(4)
HUNDREDTH = Decimal("0.01")
# Published for 2022: they reproduce Kota Kediri's index (docs/rules.md).
USUAL_WEIGHTS: Mapping[str, int] = {
    Dimension.BASELINE: 10,
    Dimension.OUTPUT: 20,
    Dimension.OUTCOME: 30,
    Dimension.IMPACT: 20,
    Dimension.QUICK_WIN: 20,
}


@dataclass(frozen=True)
class Scores:
    """One round: by dimension and by pillar, whatever is known of them."""

    dimensions: Mapping[str, Decimal]
    pillars: Mapping[str, Decimal]

    def __bool__(self) -> bool:
        return bool(self.dimensions or self.pillars)


def two_places(value: Decimal) -> Decimal:
    """As letters print it. A tie goes down: the scores are printed with two places themselves, and
    on the edge an office does not claim what its figures do not show."""
    return value.quantize(HUNDREDTH, ROUND_HALF_DOWN)


def mean_of_pillars(pillars: Mapping[str, Decimal]) -> Decimal | None:
    """The exact mean of the six pillars; None before all six are known."""
    if set(pillars) != set(Pillar.values):
        return None
    return sum(pillars.values(), Decimal(0)) / len(pillars)


def index_of(scores: Scores, weights: Mapping[str, int]) -> Decimal | None:
    """The weighted mean of the five dimensions with two places; None before all are known.

    Impact is the mean of the six pillars: where it was only typed as that mean with two places, the
    exact one counts; where it was not typed at all, too.
    """
    known = dict(scores.dimensions)
    exact = mean_of_pillars(scores.pillars)
    if exact is not None and known.get(Dimension.IMPACT, two_places(exact)) == two_places(exact):
        known[Dimension.IMPACT] = exact
    if set(known) != set(Dimension.values):
        return None
    total = sum((weights.get(name, 0) * score for name, score in known.items()), Decimal(0))
    return two_places(total / 100)


def improvement(index: Decimal | None, before: Decimal | None) -> Decimal | None:
    """This year's published index minus last year's."""
    return None if index is None or before is None else index - before


def weight_faults(weights: Mapping[str, int]) -> list[Reason]:
    if any(weight < 0 for weight in weights.values()):
        return [Reason("evaluation-weight-negative")]
    total = sum(weights.get(name, 0) for name in Dimension.values)
    if total != 100 or set(weights) - set(Dimension.values):
        return [Reason("evaluation-weights-not-100", total=total)]
    return []


def score_faults(scores: Scores) -> list[Reason]:
    every = [*scores.dimensions.values(), *scores.pillars.values()]
    unknown = set(scores.dimensions) - set(Dimension.values) or set(scores.pillars) - set(
        Pillar.values
    )
    if unknown or any(not score.is_finite() or not 0 <= score <= LARGEST for score in every):
        return [Reason("evaluation-score-out-of-range")]
    return []
