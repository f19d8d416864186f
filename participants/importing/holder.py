"""Whose record a line of training or assessment is about: by number, or by the very name."""

from collections.abc import Iterable
from typing import Any

from django.db.models.functions import Lower

from participants.errors import Reason
from participants.models import OrganisationUnit, Person
from participants.models.sealed import lookup
from participants.queries import staff
from participants.rules.identity import Kind, read_identifier
from participants.rules.names import split_titles

from .columns import Columns
from .deciding import OTHER_KIND
from .rows import Draft, clean, holds_nik
from .sheet import Row


def read_person(row: Row, columns: Columns) -> tuple[Draft, dict[str, str]]:
    """A draft with name and number as written there, and the cells by field."""
    draft = Draft(row.sheet, row.line, row.cells)
    cells = {name: clean(row.cells[place]) for name, place in columns.places.items()}
    for name in ("number", "nik"):
        if not (written := cells.get(name, "")):
            continue
        identity, reasons = read_identifier(written, Kind.NIK if name == "nik" else None)
        if identity is None:
            if reasons:
                draft.fault(columns, name, written, *reasons)
            continue
        draft.values["lookup" if name == "number" else "nik_lookup"] = lookup(
            identity.kind.value, identity.value
        )
        if identity.kind is not Kind.NIK:
            draft.values["digits"], draft.values["kind"] = identity.value, identity.kind.value
    if written := cells.get("name", ""):
        if holds_nik(written):
            draft.fault(columns, "name", written, Reason("import-nik-out-of-place"))
        else:
            draft.values["full_name"] = split_titles(written).name[:150]
    return draft, cells


class Holders:
    """Finds people of one Pemda for many lines at once."""

    def __init__(self, root: OrganisationUnit) -> None:
        self._root = root

    def find(self, drafts: Iterable[tuple[Draft, Columns]]) -> dict[int, int]:
        """The person's key by the draft's identity; a draft that is about nobody gets its fault."""
        waiting = [(draft, columns) for draft, columns in drafts if not draft.wrong]
        asked: dict[str, Draft] = {}
        for draft, _columns in waiting:
            asked.update(dict.fromkeys(_lookups(draft.values), draft))
        holders = staff.holders(asked)
        names = {
            draft.values["full_name"].lower()
            for draft, _columns in waiting
            if "full_name" in draft.values and not _lookups(draft.values)
        }
        named: dict[str, list[int]] = {}
        rows = (
            Person.objects.living()
            .filter(home_unit__path__startswith=self._root.path)
            .annotate(lowered=Lower("full_name"))
            .filter(lowered__in=names)
            .order_by("pk")
            .values_list("lowered", "pk")
        )
        for name, key in rows if names else ():
            named.setdefault(name, []).append(key)
        here = set(
            Person.objects.filter(
                pk__in=set(holders.values()), home_unit__path__startswith=self._root.path
            ).values_list("pk", flat=True)
        )
        found: dict[int, int] = {}
        for draft, columns in waiting:
            person = self._of(draft, columns, holders, named, here)
            if person:
                found[id(draft)] = person
        return found

    def _of(
        self,
        draft: Draft,
        columns: Columns,
        holders: dict[str, int],
        named: dict[str, list[int]],
        here: set[int],
    ) -> int | None:
        numbers = _lookups(draft.values)
        if numbers:
            keys = {holders[number] for number in numbers if number in holders}
            if len(keys) > 1:
                _fault(draft, columns, "nik", Reason("import-numbers-of-two-people"))
            elif not keys or keys.isdisjoint(here):
                _fault(draft, columns, "number", Reason("import-person-unknown"))
            else:
                return keys.pop()
            return None
        same = named.get(draft.values.get("full_name", "").lower(), [])
        if len(same) == 1:
            return same[0]
        code = "import-name-of-several-here" if same else "import-person-unknown"
        _fault(draft, columns, "name", Reason(code, count=len(same)) if same else Reason(code))
        return None


def _lookups(values: dict[str, Any]) -> list[str]:
    found = [values[key] for key in ("lookup", "nik_lookup") if key in values]
    if "digits" in values:
        # 18 digits alone do not prove whether they are a NIP or an NI PPPK.
        found.append(lookup(OTHER_KIND[values["kind"]], values["digits"]))
    return found


def _fault(draft: Draft, columns: Columns, name: str, reason: Reason) -> None:
    at = columns.places.get(name)
    draft.fault(columns, name, draft.given[at] if at is not None else "", reason)
