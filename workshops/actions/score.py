"""Scores of the tests before and after a stage: recorded, corrected, taken back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from participants.actions import audit
from participants.errors import Reason, Refused
from participants.models import User
from workshops.actions.locking import changeable_stage
from workshops.models import Registration, Stage, TestKind, TestScore


@dataclass(frozen=True)
class ScoreChange:
    """One cell: what whoever changed it saw there, and what stands there now (None: nothing)."""

    registration: str  # public id
    kind: str
    before: Decimal | None
    score: Decimal | None


@dataclass(frozen=True)
class Recorded:
    """What became of the cells: how many changed, and those that somebody else had changed."""

    changed: int
    conflicts: tuple[ScoreChange, ...] = ()


@transaction.atomic
def record_scores(
    *, stage: Stage, changes: Sequence[ScoreChange], by: User, at: datetime
) -> Recorded:
    """Writes what changed. A cell that meanwhile holds something else than was seen is left alone
    and comes back as a conflict, so that two people at one grid lose nothing of each other.

    Refused: workshop-closed, not-registered-here, score-out-of-range.
    """
    stage = changeable_stage(stage, though_frozen=True)
    asked = [one for one in changes if one.before != one.score]
    people = {
        one.public_id: one
        for one in Registration.objects.filter(
            workshop=stage.workshop_id, public_id__in={one.registration for one in asked}
        )
    }
    kept = {
        (score.registration_id, score.kind): score
        for score in TestScore.objects.filter(stage=stage, registration__in=people.values())
    }
    conflicts: list[ScoreChange] = []
    changed = 0
    for one in asked:
        person = people.get(one.registration)
        if person is None or one.kind not in TestKind.values:
            raise Refused(Reason("not-registered-here"))
        if one.score is not None and not 0 <= one.score <= 100:
            raise Refused(Reason("score-out-of-range", given=str(one.score)))
        known = kept.get((person.pk, one.kind))
        standing = known.score if known else None
        if standing == one.score:
            continue
        if standing != one.before:
            conflicts.append(one)
            continue
        _write(stage, person, known, one, by, at)
        changed += 1
    return Recorded(changed=changed, conflicts=tuple(conflicts))


def _write(
    stage: Stage,
    person: Registration,
    known: TestScore | None,
    change: ScoreChange,
    by: User,
    at: datetime,
) -> None:
    verb = "workshops.score.recorded"
    if change.score is None:
        verb = "workshops.score.removed"
        if known:
            known.delete()
    else:
        TestScore.objects.update_or_create(
            stage=stage,
            registration=person,
            kind=change.kind,
            defaults={"score": change.score, "scored_at": at, "scored_by": by},
        )
    audit.record(
        verb,
        person,
        by=by,
        at=at,
        unit=stage.workshop.unit,
        stage=stage.public_id,
        test=change.kind,
        before=None if change.before is None else str(change.before),
        score=None if change.score is None else str(change.score),
    )
