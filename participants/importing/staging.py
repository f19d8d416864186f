"""From an uploaded file to a staged import: read, judge, lay down; nothing else is written."""

import hashlib
from collections.abc import Iterator, Mapping
from datetime import datetime
from itertools import islice
from pathlib import PurePath
from typing import Any, BinaryIO

from django.db import transaction

from participants.actions import importing as actions
from participants.actions.importing import Staged
from participants.errors import Refused
from participants.models import (
    ImportKind,
    ImportSession,
    Job,
    OrganisationUnit,
    StaffingPlan,
    User,
)
from participants.models.bulk import collector_resting
from participants.models.sealed import seal_bytes, unseal_bytes
from participants.queries.importing import READ
from participants.rules.filetype import size_fault

from .assessment import judge_assessments
from .columns import known_words
from .deciding import StaffDesk
from .plan import judge_posts
from .reading import Reading, Settled, keys_of, settled_in, signature
from .rows import Draft
from .sheet import MOST_BYTES, Sheet
from .source import mended, pack, unpack
from .staff import StaffReader
from .training import judge_trainings
from .units import UnitReader
from .upload import read_upload

PORTION = 2_000  # lines held in memory at a time


@collector_resting()
def stage_file(
    *,
    upload: BinaryIO,
    name: str,
    kind: str,
    unit: OrganisationUnit,
    by: User,
    at: datetime,
    plan: StaffingPlan | None = None,
) -> ImportSession:
    """The staged import of one XLSX or CSV into the Pemda ``unit``; one that waits for its columns to
    be named where the header does not say them.

    Raises Refused when the file is no usable sheet.
    """
    content = upload.read()
    sheets = read_upload(content, name, known_words(kind))
    digest = hashlib.sha256(content).hexdigest()
    del content
    return stage_sheets(
        sheets=sheets, digest=digest, name=name, kind=kind, unit=unit, by=by, at=at, plan=plan
    )


def stage_sheets(
    *,
    sheets: list[Sheet],
    digest: str,
    name: str,
    kind: str,
    unit: OrganisationUnit,
    by: User,
    at: datetime,
    plan: StaffingPlan | None = None,
) -> ImportSession:
    """The same for sheets that were read already."""
    reading = Reading(kind, unit, sheets)
    return actions.stage(
        kind=kind,
        unit=unit,
        file_name=PurePath(name).name,
        sha256=digest,
        headers=list(sheets[0].headers),
        portions=portions(reading, at, plan),
        layout=reading.layout,
        source=pack(sheets),
        complete=reading.complete,
        plan=plan,
        by=by,
        at=at,
    )


@collector_resting()
def read_again(
    *,
    session: ImportSession,
    by: User,
    at: datetime,
    by_hand: Mapping[str, Settled] | None = None,
    mend: tuple[str, int, Mapping[int, str]] | None = None,
    at_most: int | None = None,
) -> ImportSession:
    """The same upload read again: with columns named ``by_hand`` (remembered for its header), with
    cells of one line mended (sheet, line, {place: text}), or by what was decided since. One of more
    lines than ``at_most`` is left to the worker.

    Raises Refused when the upload was decided meanwhile.
    """
    sheets = unpack(actions.source_of(session))
    if mend:
        sheets = mended(sheets, *mend)
    reading = Reading(
        session.kind, session.unit, sheets, {**settled_in(session.layout), **(by_hand or {})}
    )
    learnt = {
        signature(sheet.headers): {
            keys_of(sheet.headers)[place]: name
            for name, place in by_hand[sheet.name].columns.items()
        }
        for sheet in sheets
        if by_hand and sheet.name in by_hand and not by_hand[sheet.name].left_out
    }
    source = pack(sheets) if mend else None
    if at_most is not None and sum(len(sheet.rows) for sheet in sheets) > at_most:
        return _read_later(session, reading, learnt, source, by, at)
    return actions.stage_again(
        session=session,
        portions=portions(reading, at, session.plan),
        layout=reading.layout,
        complete=reading.complete,
        source=source,
        mappings=learnt,
        by=by,
        at=at,
    )


@transaction.atomic
def _read_later(
    session: ImportSession,
    reading: Reading,
    learnt: Mapping[str, dict[str, str]],
    source: str | None,
    by: User,
    at: datetime,
) -> ImportSession:
    session = actions.settle(
        session=session, layout=reading.layout, mappings=learnt, source=source, by=by, at=at
    )
    actions.hand_over(session=session, kind=READ, by=by, at=at)
    return session


@transaction.atomic
def hand_in(
    *,
    upload: BinaryIO,
    name: str,
    kind: str,
    unit: OrganisationUnit,
    by: User,
    at: datetime,
    plan: StaffingPlan | None = None,
) -> ImportSession:
    """A big file, kept sealed until the worker has read it. Raises Refused when it is too big."""
    content = upload.read()
    if fault := size_fault(len(content), MOST_BYTES):
        raise Refused(fault)
    session = actions.stage(
        kind=kind,
        unit=unit,
        file_name=PurePath(name).name,
        sha256=hashlib.sha256(content).hexdigest(),
        headers=[],
        portions=(),
        layout={"sheets": [], "unread": True},
        source=seal_bytes(content),
        complete=False,
        plan=plan,
        by=by,
        at=at,
    )
    actions.hand_over(session=session, kind=READ, by=by, at=at)
    return session


def sheets_kept(session: ImportSession) -> list[Sheet]:
    """The sheets of an upload: as they were read, or read now. Raises Refused when the file is no
    usable sheet, or was decided."""
    sealed = actions.source_of(session)
    if not session.layout.get("unread"):
        return unpack(sealed)
    return read_upload(unseal_bytes(sealed), session.file_name, known_words(session.kind))


@collector_resting()
def judge_again(
    *, session: ImportSession, sheets: list[Sheet], job: Job, by: User, at: datetime
) -> ImportSession:
    """What the worker does with ``sheets_kept``: every line judged by what was said so far."""
    unread = session.layout.get("unread", False)
    by_hand = None if unread else settled_in(session.layout)
    reading = Reading(session.kind, session.unit, sheets, by_hand)
    return actions.stage_again(
        session=session,
        portions=portions(reading, at, session.plan),
        layout=reading.layout,
        complete=reading.complete,
        source=pack(sheets) if unread else None,
        headers=list(sheets[0].headers) if unread else None,
        mappings={},
        job=job,
        by=by,
        at=at,
    )


@transaction.atomic
def decide_units(
    *,
    session: ImportSession,
    meant: Mapping[str, OrganisationUnit],
    by: User,
    at: datetime,
    at_most: int | None = None,
) -> ImportSession:
    """The upload read again with these spellings decided, which every later one knows too."""
    actions.keep_spellings(unit=session.unit, meant=meant, by=by, at=at)
    return read_again(session=session, by=by, at=at, at_most=at_most)


def portions(reading: Reading, at: datetime, plan: StaffingPlan | None) -> Iterator[list[Staged]]:
    """The judged lines, some thousands at a time; none while a needed column is not named."""
    if not reading.complete:
        return
    for drafts in _JUDGES[ImportKind(reading.kind)](reading, at, plan):
        yield [staged(draft) for draft in drafts]
    reading.tell_units()


def _staff(reading: Reading, at: datetime, _plan: Any) -> Iterator[list[Draft]]:
    today = reading.root.localdate(at)
    reader = StaffReader(reading.places, today)
    desk = StaffDesk(reading.root, reading.columns(), reading.places, today)
    rows = reading.rows()
    while some := list(islice(rows, PORTION)):
        drafts = [reader.read(row, columns) for row, columns in some]
        desk.judge(drafts)
        yield drafts


def _units(reading: Reading, _at: datetime, _plan: Any) -> Iterator[list[Draft]]:
    rows = list(reading.rows())
    if rows:
        # Units of several sheets are read as one: a parent may stand on another.
        yield UnitReader(reading.root, rows[0][1]).read(tuple(row for row, _columns in rows))


_JUDGES: dict[str, Any] = {
    ImportKind.STAFF: _staff,
    ImportKind.UNITS: _units,
    ImportKind.TRAINING: lambda reading, at, _plan: judge_trainings(reading, at),
    ImportKind.ASSESSMENT: lambda reading, at, _plan: judge_assessments(reading, at),
    ImportKind.PLAN: lambda reading, _at, plan: judge_posts(reading, plan),
}


def staged(draft: Draft) -> Staged:
    """A judged line as it is laid down."""
    return Staged(
        draft.sheet[:60],
        draft.line,
        str(draft.outcome),
        draft.values,
        draft.faults,
        draft.changes,
        draft.target,
        draft.words,
    )
