"""Assessment sheets: scores that set levels at once, since an assessor named that person."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from participants.actions import audit
from participants.actions.competency import withdraw_by_source
from participants.errors import Reason, Refused
from participants.models import (
    Assessment,
    AssessmentScore,
    Competency,
    Evidence,
    EvidenceAct,
    EvidenceMethod,
    Person,
    User,
)
from participants.rules.assessment import level_of_score

SOURCE = "assessment-sheet"  # the kind of source in evidence


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """One person's sheet. ``scores`` by competency, 0 to 5; ``asked`` the levels of the post."""

    person: Person
    assessed_on: date
    assessor: str
    scores: Mapping[Competency, Decimal]
    asked: Mapping[Competency, int] = field(default_factory=dict)
    jpm: Decimal | None = None
    advice: str = ""
    number: str = ""
    valid_until: date | None = None

    @property
    def key(self) -> tuple[int, date, str]:
        return self.person.pk, self.assessed_on, self.assessor.strip()


@transaction.atomic
def record_assessments(*, sheets: Collection[Sheet], by: User, at: datetime) -> list[Assessment]:
    """Sheets with their scores; a score of 1 or more grants the level it reaches from the day of the
    assessment on. All or none, in a handful of statements however many.

    Raises Refused when a sheet has no scores, no assessor, a score beyond 0 to 5, ends before it
    begins, or is recorded already (same person, day and assessor).
    """
    for sheet in sheets:
        _readable(sheet)
    known = {
        (row.person_id, row.assessed_on, row.assessor)
        for row in Assessment.objects.standing().filter(
            person__in={sheet.person.pk for sheet in sheets}
        )
    }
    for sheet in sheets:
        if sheet.key in known:
            raise Refused(Reason("assessment-recorded", day=sheet.assessed_on.isoformat()))
        known.add(sheet.key)
    made = Assessment.objects.bulk_create(
        [
            Assessment(
                person=sheet.person,
                assessed_on=sheet.assessed_on,
                valid_until=sheet.valid_until,
                assessor=sheet.assessor.strip(),
                number=sheet.number.strip(),
                jpm=sheet.jpm,
                advice=sheet.advice.strip(),
                recorded_at=at,
                recorded_by=by,
            )
            for sheet in sheets
        ],
        batch_size=500,
    )
    pairs = list(zip(made, sheets, strict=True))
    AssessmentScore.objects.bulk_create(
        [
            AssessmentScore(
                assessment=one,
                competency=competency,
                score=score,
                asked=sheet.asked.get(competency),
            )
            for one, sheet in pairs
            for competency, score in sheet.scores.items()
        ],
        batch_size=500,
    )
    Evidence.objects.bulk_create(
        [
            Evidence(
                person=sheet.person,
                competency=competency,
                level=level,
                act=EvidenceAct.GRANT,
                method=EvidenceMethod.ASSESSOR,
                assessor=one.assessor,
                acquired_on=one.assessed_on,
                valid_until=one.valid_until,
                source_kind=SOURCE,
                source_id=one.public_id,
                shown_as=one.number,
                at=at,
                by=by,
            )
            for one, sheet in pairs
            for competency, score in sheet.scores.items()
            if (level := level_of_score(score)) is not None
        ],
        batch_size=500,
    )
    audit.keep(
        audit.entry(
            "participants.assessment.recorded",
            one,
            by=by,
            at=at,
            unit=sheet.person.home_unit,
            person=sheet.person.public_id,
            scores=len(sheet.scores),
        )
        for one, sheet in pairs
    )
    return made


def _readable(sheet: Sheet) -> None:
    if not sheet.scores:
        raise Refused(Reason("assessment-without-scores"))
    if not sheet.assessor.strip():
        raise Refused(Reason("assessor-required"))
    if any(not 0 <= score <= 5 for score in sheet.scores.values()):
        raise Refused(Reason("assessment-score-out-of-range"))
    if sheet.jpm is not None and not 0 <= sheet.jpm <= 150:
        raise Refused(Reason("assessment-jpm-out-of-range"))
    if sheet.valid_until is not None and sheet.valid_until < sheet.assessed_on:
        raise Refused(Reason("assessment-ends-before-it-starts"))


@transaction.atomic
def withdraw_assessment(
    *, assessment: Assessment, reason: str, by: User, at: datetime
) -> Assessment:
    """The sheet counts no more, and the levels that it set are withdrawn; nothing is erased. Raises
    Refused without a reason, or when this was done before."""
    assessment = (
        Assessment.objects.select_for_update(of=("self",))
        .select_related("person__home_unit")
        .get(pk=assessment.pk)
    )
    if assessment.withdrawn_at is not None:
        raise Refused(Reason("already-done"))
    if not reason.strip():
        raise Refused(Reason("reason-required"))
    withdraw_by_source(
        source_kind=SOURCE, source_id=assessment.public_id, reason=reason.strip(), by=by, at=at
    )
    assessment.withdrawn_at, assessment.withdrawn_by = at, by
    assessment.save(update_fields=["withdrawn_at", "withdrawn_by"])
    audit.record(
        "participants.assessment.withdrawn",
        assessment,
        by=by,
        at=at,
        unit=assessment.person.home_unit,
        person=assessment.person.public_id,
    )
    return assessment
