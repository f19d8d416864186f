"""From an uploaded file to a staged import: read, judge, lay down; nothing else is written."""

import hashlib
from collections.abc import Iterator
from datetime import datetime
from pathlib import PurePath
from typing import BinaryIO

from participants.actions import importing as actions
from participants.actions.importing import Staged
from participants.models import ImportKind, ImportSession, OrganisationUnit, User
from participants.models.bulk import collector_resting

from .columns import Columns, known_words, read_columns
from .deciding import StaffDesk
from .places import Places
from .rows import Draft
from .sheet import Sheet, read_sheet
from .staff import StaffReader
from .units import UnitReader

PORTION = 5_000  # lines held in memory at a time


@collector_resting()
def stage_file(
    *, upload: BinaryIO, name: str, kind: str, unit: OrganisationUnit, by: User, at: datetime
) -> ImportSession:
    """The staged import of one XLSX or CSV into the Pemda ``unit``.

    Raises Refused when the file is no usable sheet, or lacks a column the import cannot do without.
    """
    content = upload.read()
    sheet = read_sheet(content, name, known_words(kind))
    digest = hashlib.sha256(content).hexdigest()
    del content
    columns = read_columns(kind, sheet.headers)
    portions = _staff if kind == ImportKind.STAFF else _units
    return actions.stage(
        kind=kind,
        unit=unit,
        file_name=PurePath(name).name,
        sha256=digest,
        headers=list(sheet.headers),
        portions=(
            [staged(draft) for draft in drafts] for drafts in portions(unit, columns, sheet, at)
        ),
        by=by,
        at=at,
    )


def _staff(
    root: OrganisationUnit, columns: Columns, sheet: Sheet, at: datetime
) -> Iterator[list[Draft]]:
    today = root.localdate(at)
    places = Places(root)
    reader = StaffReader(columns, places, today)
    desk = StaffDesk(root, columns, places, today)
    for start in range(0, len(sheet.rows), PORTION):
        drafts = [reader.read(row) for row in sheet.rows[start : start + PORTION]]
        desk.judge(drafts)
        yield drafts


def _units(
    root: OrganisationUnit, columns: Columns, sheet: Sheet, at: datetime
) -> Iterator[list[Draft]]:
    yield UnitReader(root, columns).read(sheet.rows)


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
    )
