"""What people are able to do: proposing evidence, and taking back what a source proposed."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from participants.actions import audit
from participants.actions.totals import totalled
from participants.errors import Reason, Refused
from participants.models import Competency, Evidence, EvidenceAct, EvidenceMethod, Person, User

VERDICTS = (EvidenceMethod.TEST, EvidenceMethod.ASSESSOR, EvidenceMethod.SUPERIOR)


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """A level somebody may have reached, by a source of ours."""

    person: Person
    competency: Competency
    level: int
    method: str
    acquired_on: date
    source_kind: str
    source_id: str
    shown_as: str


def propose_evidence(*, by: User, at: datetime, **told: Any) -> Evidence:
    """One ``Proposal``; its fields as keywords."""
    return propose_many(proposals=[Proposal(**told)], by=by, at=at)[0]


@transaction.atomic
def propose_many(*, proposals: Collection[Proposal], by: User, at: datetime) -> list[Evidence]:
    """Proposed levels, each waiting for a test, an assessor or a superior to name that person."""
    made = Evidence.objects.bulk_create(
        [
            Evidence(
                person=one.person,
                competency=one.competency,
                level=one.level,
                act=EvidenceAct.PROPOSE,
                method=one.method,
                acquired_on=one.acquired_on,
                source_kind=one.source_kind,
                source_id=one.source_id,
                shown_as=one.shown_as,
                at=at,
                by=by,
            )
            for one in proposals
        ]
    )
    audit.keep(
        audit.entry(
            "participants.evidence.proposed",
            row,
            by=by,
            at=at,
            unit=one.person.home_unit,
            competency=one.competency.code,
            level=one.level,
        )
        for one, row in zip(proposals, made, strict=True)
    )
    return made


@transaction.atomic
def grant_levels(
    *,
    proposals: Collection[Evidence],
    method: str,
    assessor: str,
    by: User,
    at: datetime,
    valid_until: date | None = None,
    note: str = "",
) -> list[Evidence]:
    """A verdict that names each person: the proposed levels are in force from the day they were
    acquired. Gives the grants; proposals answered meanwhile are left as answered.

    Raises Refused when attending is all there is, when an assessor or superior has no name (a test
    speaks for itself), or when nothing waits any more.
    """
    if method not in VERDICTS:
        raise Refused(Reason("attending-grants-no-level"))
    if method != EvidenceMethod.TEST and not assessor.strip():
        raise Refused(Reason("assessor-required"))
    waiting = list(
        Evidence.objects.select_for_update(of=("self",))
        .waiting_for_a_verdict()
        .filter(pk__in=[proposal.pk for proposal in proposals])
    )
    if not waiting:
        raise Refused(Reason("already-done"))
    with totalled({proposal.person_id for proposal in waiting}):
        return [
            _answer(
                proposal,
                EvidenceAct.GRANT,
                by=by,
                at=at,
                method=method,
                assessor=assessor.strip()[:150],
                valid_until=valid_until,
                note=note[:300],
            )
            for proposal in waiting
        ]


@transaction.atomic
def reject_proposal(*, proposal: Evidence, reason: str, by: User, at: datetime) -> Evidence:
    """The proposed level is not granted, and why. Raises Refused without a reason, or when it was
    answered meanwhile."""
    proposal = Evidence.objects.select_for_update(no_key=True).get(pk=proposal.pk)
    if proposal.act != EvidenceAct.PROPOSE or proposal.answers.exists():
        raise Refused(Reason("already-done"))
    if not reason.strip():
        raise Refused(Reason("reason-required"))
    return _answer(
        proposal,
        EvidenceAct.REJECT,
        by=by,
        at=at,
        method=proposal.method,
        note=reason.strip()[:300],
    )


@transaction.atomic
def reconsider(*, answer: Evidence, reason: str, by: User, at: datetime) -> Evidence:
    """Takes a grant or a rejection back and proposes the level again, from the same source; gives
    the new proposal. Nothing is erased. Raises Refused without a reason, when this was done before,
    or when the source itself took it back."""
    answer = Evidence.objects.select_for_update(no_key=True).get(pk=answer.pk)
    if answer.act not in (EvidenceAct.GRANT, EvidenceAct.REJECT) or answer.answers.exists():
        raise Refused(Reason("already-done"))
    if not reason.strip():
        raise Refused(Reason("reason-required"))
    proposed = answer.about or answer
    if answer.act == EvidenceAct.GRANT:
        with totalled({answer.person_id}):
            _answer(
                answer,
                EvidenceAct.WITHDRAW,
                by=by,
                at=at,
                method=answer.method,
                note=reason.strip()[:300],
            )
    again = Evidence.objects.create(
        person=answer.person,
        competency=answer.competency,
        level=answer.level,
        act=EvidenceAct.PROPOSE,
        method=proposed.method,
        about=answer if answer.act == EvidenceAct.REJECT else None,
        acquired_on=answer.acquired_on,
        source_kind=proposed.source_kind,
        source_id=proposed.source_id,
        shown_as=proposed.shown_as,
        note=reason.strip()[:300],
        at=at,
        by=by,
    )
    audit.record(
        "participants.evidence.reconsidered", again, by=by, at=at, unit=answer.person.home_unit
    )
    return again


def _answer(
    earlier: Evidence,
    act: str,
    *,
    by: User,
    at: datetime,
    method: str,
    note: str,
    assessor: str = "",
    valid_until: date | None = None,
) -> Evidence:
    answer = Evidence.objects.create(
        person=earlier.person,
        competency=earlier.competency,
        level=earlier.level,
        act=act,
        method=method,
        assessor=assessor,
        about=earlier,
        acquired_on=earlier.acquired_on,
        valid_until=valid_until,
        source_kind=earlier.source_kind,
        source_id=earlier.source_id,
        shown_as=earlier.shown_as,
        note=note,
        at=at,
        by=by,
    )
    audit.record(
        f"participants.evidence.{act}",
        answer,
        by=by,
        at=at,
        unit=earlier.person.home_unit,
        competency=earlier.competency.code,
        level=earlier.level,
    )
    return answer


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
        with totalled({earlier.person_id}):
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
