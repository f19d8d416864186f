"""One upload from staging to its end."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from django.db import transaction

from participants.actions import audit
from participants.actions.totals import forget
from participants.errors import Reason, Refused
from participants.models import (
    ColumnMapping,
    ImportKind,
    ImportRow,
    ImportSession,
    ImportSource,
    ImportState,
    Job,
    OrganisationUnit,
    RowOutcome,
    StaffingPlan,
    User,
)
from participants.models.bulk import collector_resting, insert_rows

from . import records, staff, units
from .background import refuse_underway

WRITERS: dict[str, Callable[..., list[int]]] = {
    ImportKind.STAFF: staff.write,
    ImportKind.UNITS: units.write,
    ImportKind.TRAINING: records.write_trainings,
    ImportKind.ASSESSMENT: records.write_assessments,
    ImportKind.PLAN: records.write_posts,
}


class Staged(NamedTuple):
    """One line of a sheet as it will lie in ImportRow."""

    sheet: str
    line: int
    outcome: str
    values: dict[str, Any]
    faults: list[dict[str, Any]]
    changes: dict[str, list[Any]]
    target_id: int | None
    words: str = ""


@transaction.atomic
def stage(
    *,
    kind: str,
    unit: OrganisationUnit,
    file_name: str,
    sha256: str,
    headers: list[str],
    portions: Iterable[list[Staged]],
    by: User,
    at: datetime,
    layout: dict[str, Any] | None = None,
    source: str = "",
    complete: bool = True,
    plan: StaffingPlan | None = None,
) -> ImportSession:
    """The upload with all its lines in the database; nothing else is written yet.

    Portions are consumed one at a time, so that a file of any length takes the memory of one;
    ``layout`` may be filled meanwhile. Not ``complete`` it waits for its columns to be named.
    """
    session = ImportSession.objects.create(
        kind=kind,
        unit=unit,
        file_name=file_name[:120],
        sha256=sha256,
        headers=headers,
        state=ImportState.STAGED if complete else ImportState.MAPPING,
        staged_at=at,
        staged_by=by,
        plan=plan,
    )
    if source:
        ImportSource.objects.create(session=session, sealed=source)
    _lay_down(session, portions, layout or {})
    audit.record("participants.import.staged", session, by=by, at=at, unit=unit, **session.counts)
    return session


@transaction.atomic
def stage_again(
    *,
    session: ImportSession,
    portions: Iterable[list[Staged]],
    layout: dict[str, Any],
    complete: bool,
    mappings: Mapping[str, dict[str, str]],
    by: User,
    at: datetime,
    source: str | None = None,
    headers: list[str] | None = None,
    job: Job | None = None,
) -> ImportSession:
    """The lines of an upload judged anew; ``mappings`` ({signature: {header: field}}) are remembered
    for the next file of that source. Raises Refused when it was decided meanwhile, or the worker is
    at it with another ``job``."""
    session = _undecided(session, job)
    _remember(session, mappings, by, at)
    if headers is not None:
        session.headers = headers
        session.save(update_fields=["headers"])
    if source is not None:
        ImportSource.objects.filter(session=session).update(sealed=source)
    session.rows.all().delete()
    session.state = ImportState.STAGED if complete else ImportState.MAPPING
    _lay_down(session, portions, layout)
    audit.record(
        "participants.import.read_again", session, by=by, at=at, unit=session.unit, **session.counts
    )
    return session


@transaction.atomic
def settle(
    *,
    session: ImportSession,
    layout: dict[str, Any],
    mappings: Mapping[str, dict[str, str]],
    by: User,
    at: datetime,
    source: str | None = None,
) -> ImportSession:
    """What was said of an upload, kept for the worker that reads it again (``hand_over``). Raises
    Refused as ``stage_again``."""
    session = _undecided(session)
    _remember(session, mappings, by, at)
    if source is not None:
        ImportSource.objects.filter(session=session).update(sealed=source)
    session.layout = {**session.layout, **layout}
    session.save(update_fields=["layout"])
    audit.record("participants.import.settled", session, by=by, at=at, unit=session.unit)
    return session


def _remember(
    session: ImportSession, mappings: Mapping[str, dict[str, str]], by: User, at: datetime
) -> None:
    for signature, fields in mappings.items():
        ColumnMapping.objects.update_or_create(
            unit=session.unit,
            kind=session.kind,
            signature=signature,
            defaults={"fields": fields, "said_at": at, "said_by": by},
        )


def source_of(session: ImportSession) -> str:
    """The sealed sheets of an upload. Raises Refused when it was decided."""
    sealed = ImportSource.objects.filter(session=session).values_list("sealed", flat=True).first()
    if not sealed:
        raise Refused(Reason("import-already-committed"))
    return sealed


def _lay_down(
    session: ImportSession, portions: Iterable[list[Staged]], layout: dict[str, Any]
) -> None:
    counts = Counter(dict.fromkeys(RowOutcome.values, 0))
    for portion in portions:
        counts.update(row.outcome for row in portion)
        insert_rows(
            ImportRow,
            ("session_id", *Staged._fields),
            [(session.pk, *row) for row in portion],
        )
    session.counts, session.layout = dict(counts), layout
    session.save(update_fields=["counts", "layout", "state"])


@collector_resting()
@transaction.atomic
def commit(
    *,
    session: ImportSession,
    set_aside: int,
    by: User,
    at: datetime,
    write: Callable[..., list[int] | None] | None = None,
    job: Job | None = None,
) -> ImportSession:
    """Everything new and changed, in one transaction; what is the same is not touched.

    ``set_aside`` is how many wrong rows the person agreed to leave out; ``write`` puts the rows of
    a kind that a higher package knows into their place, and gives the keys of what it made. Raises Refused when wrong
    rows remain, when this was decided before, when the worker is at it with another ``job``, or when
    a record changed since the sheet was checked.
    """
    session = _undecided(session, job)
    if session.state == ImportState.MAPPING:
        raise Refused(Reason("import-columns-unnamed"))
    wrong = session.counts.get(RowOutcome.WRONG, 0)
    if wrong and set_aside != wrong:
        raise Refused(Reason("import-rows-wrong", count=wrong))
    if not (session.counts.get(RowOutcome.NEW) or session.counts.get(RowOutcome.CHANGED)):
        raise Refused(Reason("import-nothing-to-do"))
    if write is None:
        write = WRITERS[ImportKind(session.kind)]
    forget()  # thousands at once: the totals are counted anew afterwards
    made = write(session=session, by=by, at=at) or []
    ImportSource.objects.update_or_create(session=session, defaults={"sealed": "", "made": made})
    return _decide(session, ImportState.COMMITTED, "participants.import.committed", by=by, at=at)


@transaction.atomic
def cancel(*, session: ImportSession, by: User, at: datetime) -> ImportSession:
    """The upload is dropped with its rows; that it was there stays on record."""
    session = _undecided(session)
    session.rows.all().delete()
    ImportSource.objects.filter(session=session).delete()
    return _decide(session, ImportState.CANCELLED, "participants.import.cancelled", by=by, at=at)


def _undecided(session: ImportSession, job: Job | None = None) -> ImportSession:
    # Whoever presses twice, or in two windows, waits here and is then told.
    session = ImportSession.objects.select_for_update(no_key=True).get(pk=session.pk)
    if session.state in (ImportState.COMMITTED, ImportState.UNDONE):
        raise Refused(Reason("import-already-committed"))
    if session.state == ImportState.CANCELLED:
        raise Refused(Reason("import-already-cancelled"))
    refuse_underway(session, job)
    return session


def _decide(
    session: ImportSession, state: str, verb: str, *, by: User, at: datetime
) -> ImportSession:
    session.state, session.decided_at, session.decided_by = state, at, by
    session.save(update_fields=["state", "decided_at", "decided_by"])
    audit.record(verb, session, by=by, at=at, unit=session.unit, **session.counts)
    return session
