"""How a programme stands, period by period: reported, never rewritten."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from participants.actions import audit, file
from participants.errors import Reason, Refused
from participants.models import User
from workshops.models import Cause, ProgrammeReport, ProgrammeState, WorkProgramme

EVIDENCE_KINDS = frozenset({"pdf", "docx", "xlsx", "pptx", "jpg", "png"})
EVIDENCE_BYTES = 20 * 1024 * 1024


@dataclass(frozen=True)
class Status:
    """What is said of one programme."""

    state: str
    cause: str = ""
    realisation: Decimal | None = None
    spent: int | None = None
    note: str = ""


@transaction.atomic
def report_programme(
    *,
    programme: WorkProgramme,
    period_on: date,
    status: Status,
    by: User,
    at: datetime,
    upload: Any = None,
) -> ProgrammeReport:
    """The state of a programme as of a day, with what was reached and spent in that year so far.

    ``upload``: evidence, told by content. A second report of the same day corrects the first, and
    both stay. Refused: programme-withdrawn, report-in-future, report-before-start,
    report-state-unknown, report-cause-missing, report-figure-negative, and what the file is
    refused for.
    """
    programme = (
        WorkProgramme.objects.select_for_update(of=("self",))
        .select_related("unit")
        .get(pk=programme.pk)
    )
    if reasons := _against(programme, period_on, status, at):
        raise Refused(*reasons)
    stored = None
    if upload:
        stored = file.store(
            upload=upload,
            name=upload.name,
            unit=programme.unit,
            by=by,
            at=at,
            allowed=EVIDENCE_KINDS,
            max_bytes=EVIDENCE_BYTES,
        )
    report = ProgrammeReport.objects.create(
        **_fields(programme, period_on, status), evidence=stored, reported_at=at, reported_by=by
    )
    audit.record(
        "workshops.programme.reported",
        programme,
        by=by,
        at=at,
        report=report.public_id,
        period=period_on.isoformat(),
        state=report.state,
    )
    return report


@transaction.atomic
def report_many(
    *,
    told: Sequence[tuple[WorkProgramme, Status]],
    period_on: date,
    by: User,
    at: datetime,
) -> list[ProgrammeReport]:
    """One day's state of many programmes at once: all of them or, refused, none.

    Refused with the programme's name before each reason; see ``report_programme``.
    """
    keys = [programme.pk for programme, _status in told]
    locked = {
        one.pk: one
        for one in WorkProgramme.objects.select_for_update(of=("self",))
        .filter(pk__in=keys)
        .select_related("unit")
        .order_by("pk")
    }
    refused = [
        Reason("report-of-programme", title=locked[programme.pk].title[:80], why=str(reason))
        for programme, status in told
        for reason in _against(locked[programme.pk], period_on, status, at)
    ]
    if refused:
        raise Refused(*refused)
    pairs = [(locked[programme.pk], status) for programme, status in told]
    reports = ProgrammeReport.objects.bulk_create(
        [
            ProgrammeReport(**_fields(programme, period_on, status), reported_at=at, reported_by=by)
            for programme, status in pairs
        ],
        batch_size=200,
    )
    audit.record_many(
        "workshops.programme.reported",
        [programme for programme, _status in pairs],
        by=by,
        at=at,
        period=period_on.isoformat(),
    )
    return reports


def _fields(programme: WorkProgramme, period_on: date, status: Status) -> dict[str, Any]:
    running = status.state == ProgrammeState.RUNNING
    return {
        "programme": programme,
        "period_on": period_on,
        "state": status.state,
        "cause": "" if running else status.cause,
        "realisation": status.realisation,
        "spent": status.spent,
        "note": status.note.strip(),
    }


def _against(
    programme: WorkProgramme, period_on: date, status: Status, at: datetime
) -> list[Reason]:
    if programme.withdrawn_at is not None:
        return [Reason("programme-withdrawn")]
    found = []
    if period_on > programme.unit.localdate(at):
        found.append(Reason("report-in-future"))
    if programme.starts_year and period_on.year < programme.starts_year:
        found.append(Reason("report-before-start", year=programme.starts_year))
    if status.state not in ProgrammeState.values:
        found.append(Reason("report-state-unknown"))
    elif status.state == ProgrammeState.NOT_RUNNING and status.cause not in Cause.values:
        found.append(Reason("report-cause-missing"))
    if (status.realisation or 0) < 0 or (status.spent or 0) < 0:
        found.append(Reason("report-figure-negative"))
    return found
