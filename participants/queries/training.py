"""Training history that waits for BKPSDM, event by event."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Max, Min, QuerySet, Sum

from participants.models import CLAIM, TrainingRecord, TrainingState
from participants.rules.conversion import Counted, Told, convert
from participants.rules.overlap import Clash, clashes

STANDING = (TrainingState.AWAITING, TrainingState.VERIFIED)


@dataclass(frozen=True)
class WaitingEvent:
    """Records of one event that wait for a decision. ``key`` is the public id of one of them, by
    which the event is found again; ``until`` the moment of the newest: what came later was not seen.
    """

    key: str
    title: str
    organiser: str
    first_day: date
    last_day: date
    records: int
    jp: int
    until: datetime
    claimed: bool  # by people themselves: each file is to be looked at


def waiting_events(records: QuerySet[TrainingRecord]) -> list[WaitingEvent]:
    """What waits among these records, the longest waiting event first; in one query."""
    rows = (
        records.awaiting()  # type: ignore[attr-defined]
        .values("title", "organiser", "form", "source_kind", "year")
        .annotate(
            key=Min("public_id"),
            first_day=Min("started_on"),
            last_day=Max("ended_on"),
            records=Count("pk"),
            total=Sum("jp"),
            since=Min("recorded_at"),
            until=Max("recorded_at"),
        )
        .order_by("since", "key")
    )
    return [
        WaitingEvent(
            row["key"],
            row["title"],
            row["organiser"],
            row["first_day"],
            row["last_day"],
            row["records"],
            row["total"],
            row["until"],
            row["source_kind"] == CLAIM,
        )
        for row in rows
    ]


def counted_of(record: TrainingRecord) -> Counted | None:
    """How the JP of a claim came about; None for a record whose source says them."""
    if record.source_kind != CLAIM:
        return None
    return convert(
        Told(
            form=record.form,
            started_on=record.started_on,
            ended_on=record.ended_on,
            stated=record.stated_jp,
            sessions=record.sessions,
            is_international=record.is_international,
        )
    )


def clashes_with(record: TrainingRecord) -> list[Clash]:
    """The person's other standing trainings at the same hours; ``other`` is theirs, in one query."""
    if record.state not in STANDING:
        return []
    others = (
        TrainingRecord.objects.standing()
        .filter(
            person=record.person_id,
            started_on__lte=record.ended_on,
            ended_on__gte=record.started_on,
        )
        .exclude(pk=record.pk)
        .order_by("started_on", "pk")
    )
    return [one for one in clashes([record, *others]) if one.one is record]


def same_file_elsewhere(record: TrainingRecord) -> int:
    """How many other records were proved by the very same file: a paper lent to somebody else."""
    if record.file is None:
        return 0
    same = TrainingRecord.objects.filter(file__sha256=record.file.sha256)
    return same.exclude(pk=record.pk).count()
