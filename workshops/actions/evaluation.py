"""The yearly evaluation: its weights, the two rounds of scores, what the ministry's letter says."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from participants.actions import audit
from participants.errors import Reason, Refused
from participants.models import OrganisationUnit, User
from workshops.models import Evaluation, EvaluationRound, EvaluationScore
from workshops.rules.evaluation import (
    FIRST_YEAR,
    LAST_YEAR,
    Scores,
    score_faults,
    weight_faults,
)


@dataclass(frozen=True)
class Letter:
    """What the result letter says; ``index`` where it differs from, or stands without, the scores."""

    number: str = ""
    dated_on: date | None = None
    province_rank: int | None = None
    national_rank: int | None = None
    index: Decimal | None = None


@transaction.atomic
def open_evaluation(
    *, keeper: OrganisationUnit, year: int, weights: Mapping[str, int], by: User, at: datetime
) -> Evaluation:
    """A year's evaluation of the Pemda that ``keeper`` belongs to.

    Refused: evaluation-year-taken, evaluation-year-implausible, evaluation-weights-not-100,
    evaluation-weight-negative.
    """
    # The Pemda's row is the lock, so that two people opening one year follow each other.
    root = OrganisationUnit.objects.select_for_update(no_key=True).get(path=keeper.root_path)
    reasons = weight_faults(weights)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        reasons.append(Reason("evaluation-year-implausible"))
    if Evaluation.objects.filter(root=root, year=year).exists():
        reasons.append(Reason("evaluation-year-taken", year=year))
    if reasons:
        raise Refused(*reasons)
    evaluation = Evaluation.objects.create(
        root=root, keeper=keeper, year=year, weights=dict(weights), made_at=at, made_by=by
    )
    audit.record(
        "workshops.evaluation.opened",
        evaluation,
        by=by,
        at=at,
        unit=root,
        year=year,
        weights=dict(weights),
    )
    return evaluation


@transaction.atomic
def weigh(
    *, evaluation: Evaluation, weights: Mapping[str, int], by: User, at: datetime
) -> Evaluation:
    """Other weights for this year. Refused: evaluation-weights-not-100, evaluation-weight-negative."""
    evaluation = _locked(evaluation)
    if reasons := weight_faults(weights):
        raise Refused(*reasons)
    before, evaluation.weights = evaluation.weights, dict(weights)
    if before != evaluation.weights:
        evaluation.save(update_fields=["weights"])
        _record("weighed", evaluation, by, at, changes={"weights": [before, evaluation.weights]})
    return evaluation


@transaction.atomic
def score(
    *, evaluation: Evaluation, round_: str, scores: Scores, by: User, at: datetime
) -> Evaluation:
    """All scores of one round as they are now; those left out are no longer given.

    Refused: evaluation-score-out-of-range, evaluation-self-first.
    """
    evaluation = _locked(evaluation)
    reasons = score_faults(scores)
    known = list(evaluation.scores.order_by("pk"))
    if round_ == EvaluationRound.ASSESSOR and not any(
        one.round == EvaluationRound.SELF for one in known
    ):
        reasons.append(Reason("evaluation-self-first"))
    if reasons:
        raise Refused(*reasons)
    old = {(one.dimension, one.pillar): one for one in known if one.round == round_}
    new = {(name, ""): value for name, value in scores.dimensions.items()} | {
        ("", name): value for name, value in scores.pillars.items()
    }
    changes = {
        name or pillar: [
            str(old[name, pillar].score) if (name, pillar) in old else None,
            str(new[name, pillar]) if (name, pillar) in new else None,
        ]
        for name, pillar in sorted({*old, *new})
        if (name, pillar) not in old
        or (name, pillar) not in new
        or old[name, pillar].score != new[name, pillar]
    }
    if not changes:
        return evaluation
    gone = [one.pk for key, one in old.items() if key not in new or one.score != new[key]]
    evaluation.scores.filter(pk__in=gone).delete()
    EvaluationScore.objects.bulk_create(
        EvaluationScore(
            evaluation=evaluation,
            round=round_,
            dimension=name,
            pillar=pillar,
            score=value,
            scored_at=at,
            scored_by=by,
        )
        for (name, pillar), value in new.items()
        if (name, pillar) not in old or old[name, pillar].score != value
    )
    _record("scored", evaluation, by, at, round=round_, changes=changes)
    return evaluation


@transaction.atomic
def note_letter(
    *, evaluation: Evaluation, letter: Letter, note: str, by: User, at: datetime
) -> Evaluation:
    """What the letter says: number, date, ranks, and the index where it is given.

    Refused: evaluation-score-out-of-range.
    """
    evaluation = _locked(evaluation)
    if letter.index is not None and not 0 <= letter.index <= 4:
        raise Refused(Reason("evaluation-score-out-of-range"))
    told = {
        "letter_number": " ".join(letter.number.split()),
        "letter_on": letter.dated_on,
        "province_rank": letter.province_rank,
        "national_rank": letter.national_rank,
        "published_index": letter.index,
        "note": note.strip(),
    }
    changed = [name for name, value in told.items() if getattr(evaluation, name) != value]
    for name in changed:
        setattr(evaluation, name, told[name])
    if changed:
        evaluation.save(update_fields=changed)
        _record("letter_noted", evaluation, by, at, fields=changed)
    return evaluation


def _locked(evaluation: Evaluation) -> Evaluation:
    return (
        Evaluation.objects.select_for_update(of=("self",))
        .select_related("root", "keeper")
        .get(pk=evaluation.pk)
    )


def _record(deed: str, evaluation: Evaluation, by: User, at: datetime, **facts: object) -> None:
    audit.record(
        f"workshops.evaluation.{deed}", evaluation, by=by, at=at, unit=evaluation.root, **facts
    )
