"""Evaluations year by year, with index and improvement."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from participants.models import OrganisationUnit
from workshops.models import Dimension, Evaluation, EvaluationRound, Pillar
from workshops.rules.evaluation import (
    Scores,
    improvement,
    index_of,
    mean_of_pillars,
    two_places,
)


@dataclass(frozen=True)
class Year:
    """One year: both rounds, the index by its own weights, and how it moved."""

    evaluation: Evaluation
    self_scores: Scores
    assessor_scores: Scores
    self_index: Decimal | None
    assessed_index: Decimal | None
    improvement: Decimal | None

    @property
    def index(self) -> Decimal | None:
        """What the letter says; else the assessors'; a self-assessment is no result."""
        if self.evaluation.published_index is not None:
            return self.evaluation.published_index
        return self.assessed_index

    @property
    def differs(self) -> bool:
        """The letter says another index than the assessors' scores make."""
        return (
            self.evaluation.published_index is not None
            and self.assessed_index is not None
            and self.evaluation.published_index != self.assessed_index
        )

    @property
    def pillar_mean(self) -> Decimal | None:
        exact = mean_of_pillars(self.assessor_scores.pillars)
        return None if exact is None else two_places(exact)

    def dimensions(self) -> list[tuple[Any, int, Decimal | None, Decimal | None]]:
        """(name, weight, self, assessors) of each dimension."""
        return [
            (
                one.label,
                self.evaluation.weights.get(one.value, 0),
                self.self_scores.dimensions.get(one.value),
                self.assessor_scores.dimensions.get(one.value),
            )
            for one in Dimension
        ]

    def pillars(self) -> list[tuple[Any, Decimal | None, Decimal | None]]:
        return [
            (
                one.label,
                self.self_scores.pillars.get(one.value),
                self.assessor_scores.pillars.get(one.value),
            )
            for one in Pillar
        ]


def years_of(root: OrganisationUnit) -> list[Year]:
    """All evaluations of a Pemda, first year first; two queries."""
    return years_in(Evaluation.objects.filter(root=root).by_year())


def years_in(evaluations: Any) -> list[Year]:
    """The same over any evaluations of one Pemda, in their order."""
    found: list[Year] = []
    for evaluation in evaluations.select_related("root", "keeper").prefetch_related("scores"):
        before = next(
            (one.index for one in found if one.evaluation.year == evaluation.year - 1), None
        )
        found.append(_year(evaluation, before))
    return found


def _year(evaluation: Evaluation, before: Decimal | None) -> Year:
    scores = list(evaluation.scores.all())
    own, assessed = (_scores(scores, round_) for round_ in EvaluationRound.values)
    assessed_index = index_of(assessed, evaluation.weights)
    index = evaluation.published_index if evaluation.published_index is not None else assessed_index
    return Year(
        evaluation,
        own,
        assessed,
        index_of(own, evaluation.weights),
        assessed_index,
        improvement(index, before),
    )


def _scores(scores: Iterable[Any], round_: str) -> Scores:
    own = [one for one in scores if one.round == round_]
    return Scores(
        {one.dimension: one.score for one in own if one.dimension},
        {one.pillar: one.score for one in own if one.pillar},
    )
