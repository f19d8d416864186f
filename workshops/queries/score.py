"""Scores as the pages show them: who has which at a stage, and what each stage gained."""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q

from participants.models import Identifier, IdentifierKind
from workshops.models import Registration, RegistrationKind, Stage, TestKind, TestScore, Workshop
from workshops.queries.expected import expected_at
from workshops.rules.score import Gain, gain_of, n_gain_of


@dataclass(frozen=True)
class ScoreLine:
    """One person at one stage."""

    registration: Registration
    pre: TestScore | None
    post: TestScore | None

    @property
    def scores(self) -> tuple[Decimal | None, Decimal | None]:
        return (self.pre.score if self.pre else None, self.post.score if self.post else None)

    @property
    def gain(self) -> Decimal | None:
        before, after = self.scores
        return None if before is None or after is None else after - before

    @property
    def n_gain(self) -> Decimal | None:
        before, after = self.scores
        return None if before is None or after is None else n_gain_of(before, after)


@dataclass(frozen=True)
class StageScores:
    stage: Stage
    gain: Gain


def lines_of(stage: Stage) -> list[ScoreLine]:
    """Participants who are expected at the stage, and whoever has a score there, by unit and name."""
    kept: dict[tuple[int, str], TestScore] = {
        (score.registration_id, score.kind): score
        for score in TestScore.objects.filter(stage=stage).select_related("scored_by")
    }
    people = (
        Registration.objects.filter(workshop=stage.workshop_id)
        .filter(
            Q(pk__in=expected_at(stage).filter(kind=RegistrationKind.PARTICIPANT).values("pk"))
            | Q(pk__in={key for key, _kind in kept})
        )
        .select_related("unit")
        .order_by("unit__name", "unit_id", "printed_name", "pk")
    )
    return [
        ScoreLine(
            registration=one,
            pre=kept.get((one.pk, TestKind.PRE)),
            post=kept.get((one.pk, TestKind.POST)),
        )
        for one in people
    ]


def scores_of(workshop: Workshop) -> list[StageScores]:
    """Every stage of the Bimtek with what was gained there."""
    found: defaultdict[int, defaultdict[int, dict[str, Decimal]]] = defaultdict(
        lambda: defaultdict(dict)
    )
    rows = TestScore.objects.filter(stage__workshop=workshop)
    for stage, person, kind, score in rows.values_list("stage", "registration", "kind", "score"):
        found[stage][person][kind] = score
    return [
        StageScores(
            stage=stage,
            gain=gain_of(
                (scores.get(TestKind.PRE), scores.get(TestKind.POST))
                for scores in found[stage.pk].values()
            ),
        )
        for stage in workshop.stages.in_order()
    ]


def numbers_of(lines: list[ScoreLine]) -> dict[str, int]:
    """NIP and NI PPPK of these people, with the registration they lead to."""
    people = {line.registration.person_id: line.registration.pk for line in lines}
    rows = Identifier.objects.filter(person__in=people).exclude(kind=IdentifierKind.NIK)
    return {value: people[person] for value, person in rows.values_list("value", "person")}
