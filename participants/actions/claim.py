"""Certificates from outside: added with their file by the person or their office, decided by BKPSDM."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from participants.actions import audit
from participants.actions.file import store
from participants.errors import Reason, Refused
from participants.models import CLAIM, Person, TrainingRecord, TrainingState, User
from participants.rules.conversion import Told, convert

KINDS = frozenset({"pdf", "jpg", "png"})
MOST_BYTES = 5_000_000
MOST_WAITING = 30  # of one person: a link that went round must not fill BKPSDM's desk


@dataclass(frozen=True, kw_only=True)
class Claim:
    """What the paper says. ``start`` and ``end`` are clock times "08.00" of each day, "" where unknown."""

    title: str
    organiser: str
    number: str
    told: Told
    start: str = ""
    end: str = ""


@transaction.atomic
def add_claim(
    *, person: Person, claim: Claim, upload: Any, by: User, at: datetime
) -> TrainingRecord:
    """A line of training history with its file, waiting for BKPSDM; its JP follow from the form.

    Refused when it is not over yet, counts nothing, is recorded already by its number or its file, or
    too many wait.
    """
    person = (
        Person.objects.select_for_update(of=("self",)).select_related("home_unit").get(pk=person.pk)
    )
    told = claim.told
    counted = convert(told)
    if told.ended_on > person.home_unit.localdate(at):
        raise Refused(Reason("claim-ends-in-the-future", day=f"{told.ended_on:%d-%m-%Y}"))
    if not counted.jp:
        raise Refused(Reason("claim-without-jp"))
    own = TrainingRecord.objects.filter(person=person)
    if own.claims().awaiting().count() >= MOST_WAITING:
        raise Refused(Reason("claim-too-many-waiting", count=MOST_WAITING))
    if claim.number and own.standing().filter(number__iexact=claim.number).exists():
        raise Refused(Reason("claim-recorded-already", number=claim.number))
    kept = store(
        upload=upload,
        name=upload.name,
        unit=person.home_unit,
        by=by,
        at=at,
        allowed=KINDS,
        max_bytes=MOST_BYTES,
    )
    if own.standing().filter(file__sha256=kept.sha256).exists():
        raise Refused(Reason("claim-file-recorded-already"))
    record = TrainingRecord.objects.create(
        person=person,
        title=claim.title,
        organiser=claim.organiser,
        number=claim.number,
        form=told.form,
        jp=counted.jp,
        stated_jp=told.stated,
        sessions=told.sessions,
        is_international=told.is_international,
        started_on=told.started_on,
        ended_on=told.ended_on,
        year=told.ended_on.year,
        periods=_periods(claim),
        source_kind=CLAIM,
        file=kept,
        recorded_at=at,
        recorded_by=by,
    )
    audit.record(
        "participants.training.claimed", record, by=by, at=at, unit=person.home_unit, jp=counted.jp
    )
    return record


def _periods(claim: Claim) -> list[list[str]]:
    if not (claim.start and claim.end):
        return []
    return [
        [(claim.told.started_on + timedelta(days=n)).isoformat(), claim.start, claim.end]
        for n in range(min(claim.told.days, 62))
    ]


@transaction.atomic
def take_claim_back(*, record: TrainingRecord, by: User, at: datetime) -> TrainingRecord:
    """What was added by mistake, before anybody decided; Refused afterwards."""
    claimed = (
        TrainingRecord.objects.select_for_update(of=("self",))
        .select_related("person__home_unit")
        .get(pk=record.pk)
    )
    if claimed.source_kind != CLAIM or claimed.state != TrainingState.AWAITING:
        raise Refused(Reason("training-state-changed", state=claimed.get_state_display()))
    claimed.state = TrainingState.WITHDRAWN
    claimed.decided_at, claimed.decided_by = at, by
    claimed.save(update_fields=["state", "decided_at", "decided_by"])
    audit.record(
        "participants.training.taken_back", claimed, by=by, at=at, unit=claimed.person.home_unit
    )
    return claimed
