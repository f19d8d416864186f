"""Training history that waits for BKPSDM, event by event."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Max, Min, QuerySet, Sum

from participants.models import TrainingRecord


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
        )
        for row in rows
    ]
