"""What people are able to do: proposing evidence, and taking back what a source proposed."""

from datetime import date, datetime

from django.db import transaction

from participants.actions import audit
from participants.models import Competency, Evidence, EvidenceAct, Person, User


@transaction.atomic
def propose_evidence(
    *,
    person: Person,
    competency: Competency,
    level: int,
    method: str,
    acquired_on: date,
    source_kind: str,
    source_id: str,
    shown_as: str,
    by: User,
    at: datetime,
) -> Evidence:
    """A proposed level, waiting for a test, an assessor or a superior to name that person."""
    proposal = Evidence.objects.create(
        person=person,
        competency=competency,
        level=level,
        act=EvidenceAct.PROPOSE,
        method=method,
        acquired_on=acquired_on,
        source_kind=source_kind,
        source_id=source_id,
        shown_as=shown_as,
        at=at,
        by=by,
    )
    audit.record(
        "participants.evidence.proposed",
        proposal,
        by=by,
        at=at,
        unit=person.home_unit,
        competency=competency.code,
        level=level,
    )
    return proposal


@transaction.atomic
def withdraw_by_source(
    *, source_kind: str, source_id: str, reason: str, by: User, at: datetime
) -> list[Evidence]:
    """Answers every proposal and grant of this source that still stands with a withdrawal; gives
    those withdrawals. What was rejected stays rejected."""
    standing = list(
        Evidence.objects.select_for_update(of=("self",))
        .standing_by_source(source_kind, source_id)
        .select_related("person__home_unit", "competency")
    )
    withdrawals = []
    for earlier in standing:
        withdrawal = Evidence.objects.create(
            person=earlier.person,
            competency=earlier.competency,
            level=earlier.level,
            act=EvidenceAct.WITHDRAW,
            method=earlier.method,
            about=earlier,
            acquired_on=earlier.acquired_on,
            source_kind=source_kind,
            source_id=source_id,
            shown_as=earlier.shown_as,
            note=reason[:300],
            at=at,
            by=by,
        )
        withdrawals.append(withdrawal)
        audit.record(
            "participants.evidence.withdrawn",
            withdrawal,
            by=by,
            at=at,
            unit=earlier.person.home_unit,
            competency=earlier.competency.code,
        )
    return withdrawals
