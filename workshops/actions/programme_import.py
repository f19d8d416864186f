"""Writes the programmes that a sheet brought into the register."""

from datetime import datetime
from typing import Any

from participants.errors import Reason, Refused
from participants.models import ImportSession, OrganisationUnit, RowOutcome, User
from workshops.actions.programme import Entry, add_programmes, change_programme
from workshops.models import WorkProgramme
from workshops.queries.programme_rows import recorded
from workshops.rules.work_programme_sheet import planned_from

KIND = "programmes"  # of ImportSession


def write(*, session: ImportSession, by: User, at: datetime) -> None:
    """New rows first, then what changed of those on record.

    Raises Refused ("import-outdated") when the register is no longer what the preview showed.
    """
    # Whoever else imports into this register waits, so that no programme is made twice.
    keeper = OrganisationUnit.objects.select_for_update(no_key=True).get(pk=session.unit_id)
    units = OrganisationUnit.objects.filter(path__startswith=keeper.root_path).in_bulk()
    rows = session.rows.order_by("pk")
    fresh = [row.values for row in rows.filter(outcome=RowOutcome.NEW)]
    standing = WorkProgramme.objects.standing().filter(keeper=keeper)
    known = {one.pk: one for one in recorded(standing).values()}
    there = {(one.values["title"].casefold(), one.values["unit"]) for one in known.values()}
    if any((values["title"].casefold(), values["unit"]) in there for values in fresh):
        raise Refused(Reason("import-outdated"))
    add_programmes(
        keeper=keeper,
        entries=[_entry(values, units) for values in fresh],
        workshop=None,
        by=by,
        at=at,
    )
    changed = list(rows.filter(outcome=RowOutcome.CHANGED))
    programmes = WorkProgramme.objects.in_bulk([row.target_id for row in changed])
    for row in changed:
        record = known.get(row.target_id or 0)
        if record is None or any(
            _then(record.values, name) != old for name, (old, _new) in row.changes.items()
        ):
            raise Refused(Reason("import-outdated"))
        change_programme(
            programme=programmes[record.pk], entry=_entry(row.values, units), by=by, at=at
        )


def _entry(values: dict[str, Any], units: dict[int, OrganisationUnit]) -> Entry:
    named = [values["unit"], *values["supporting"]]
    if any(key not in units for key in named):
        raise Refused(Reason("import-outdated"))
    return Entry(
        planned_from(values), units[named[0]], [units[key] for key in values["supporting"]]
    )


def _then(values: dict[str, Any], name: str) -> Any:
    word, _line, year = name.rpartition("_")
    if year.isdigit():
        return values["years"].get(year, {}).get(word)
    return values.get(name)
