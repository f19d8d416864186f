"""One upload from staging to its end."""

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any, NamedTuple

from django.db import transaction

from participants.actions import audit
from participants.errors import Reason, Refused
from participants.models import (
    ImportKind,
    ImportRow,
    ImportSession,
    ImportState,
    OrganisationUnit,
    RowOutcome,
    User,
)
from participants.models.bulk import collector_resting, insert_rows

from . import staff, units


class Staged(NamedTuple):
    """One line of a sheet as it will lie in ImportRow."""

    sheet: str
    line: int
    outcome: str
    values: dict[str, Any]
    faults: list[dict[str, Any]]
    changes: dict[str, list[Any]]
    target_id: int | None


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
) -> ImportSession:
    """The upload with all its lines in the database; nothing else is written yet.

    Portions are consumed one at a time, so that a file of any length takes the memory of one.
    """
    session = ImportSession.objects.create(
        kind=kind,
        unit=unit,
        file_name=file_name[:120],
        sha256=sha256,
        headers=headers,
        staged_at=at,
        staged_by=by,
    )
    counts = Counter(dict.fromkeys(RowOutcome.values, 0))
    for portion in portions:
        counts.update(row.outcome for row in portion)
        insert_rows(
            ImportRow,
            ("session_id", *Staged._fields),
            [(session.pk, *row) for row in portion],
        )
    session.counts = dict(counts)
    session.save(update_fields=["counts"])
    audit.record("participants.import.staged", session, by=by, at=at, unit=unit, **counts)
    return session


@collector_resting()
@transaction.atomic
def commit(
    *,
    session: ImportSession,
    set_aside: int,
    by: User,
    at: datetime,
    write: Callable[..., None] | None = None,
) -> ImportSession:
    """Everything new and changed, in one transaction; what is the same is not touched.

    ``set_aside`` is how many wrong rows the person agreed to leave out; ``write`` puts the rows of
    a kind that a higher package knows into their place. Raises Refused when wrong
    rows remain, when this was decided before, or when a record changed since the sheet was checked.
    """
    session = _undecided(session)
    wrong = session.counts.get(RowOutcome.WRONG, 0)
    if wrong and set_aside != wrong:
        raise Refused(Reason("import-rows-wrong", count=wrong))
    if not (session.counts.get(RowOutcome.NEW) or session.counts.get(RowOutcome.CHANGED)):
        raise Refused(Reason("import-nothing-to-do"))
    if write is None:
        write = {ImportKind.STAFF: staff.write, ImportKind.UNITS: units.write}[
            ImportKind(session.kind)
        ]
    write(session=session, by=by, at=at)
    return _decide(session, ImportState.COMMITTED, "participants.import.committed", by=by, at=at)


@transaction.atomic
def cancel(*, session: ImportSession, by: User, at: datetime) -> ImportSession:
    """The upload is dropped with its rows; that it was there stays on record."""
    session = _undecided(session)
    session.rows.all().delete()
    return _decide(session, ImportState.CANCELLED, "participants.import.cancelled", by=by, at=at)


def _undecided(session: ImportSession) -> ImportSession:
    # Whoever presses twice, or in two windows, waits here and is then told.
    session = ImportSession.objects.select_for_update(no_key=True).get(pk=session.pk)
    if session.state == ImportState.COMMITTED:
        raise Refused(Reason("import-already-committed"))
    if session.state == ImportState.CANCELLED:
        raise Refused(Reason("import-already-cancelled"))
    return session


def _decide(
    session: ImportSession, state: str, verb: str, *, by: User, at: datetime
) -> ImportSession:
    session.state, session.decided_at, session.decided_by = state, at, by
    session.save(update_fields=["state", "decided_at", "decided_by"])
    audit.record(verb, session, by=by, at=at, unit=session.unit, **session.counts)
    return session
