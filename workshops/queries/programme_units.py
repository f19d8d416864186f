"""Which units the names in a rencana aksi mean, inside one Pemda and nowhere else."""

from collections.abc import Sequence

from participants.models import OrganisationUnit, UnitKind
from workshops.rules.inviting import KnownUnit, directory, unit_key
from workshops.rules.work_programme import names_in


class UnitNames:
    """The units in force of one Pemda by name, short name or code; one query."""

    def __init__(self, root_path: str) -> None:
        rows = list(
            OrganisationUnit.objects.filter(path__startswith=root_path, valid_to=None)
            .exclude(kind=UnitKind.PEMDA)
            .in_tree_order()
        )
        self._units = {unit.pk: unit for unit in rows}
        self._by_key = directory(
            KnownUnit(unit.pk, unit.path, (unit.name, unit.short_name, unit.code)) for unit in rows
        )

    def find(self, name: str) -> OrganisationUnit | None:
        found = self._by_key.get(unit_key(name))
        return self._units[found] if found else None

    def split(self, written: str) -> tuple[list[OrganisationUnit], list[str]]:
        """The units named in one cell, and the names that are none of ours. A unit whose own name
        has commas ("Dinas Pendidikan, Kepemudaan dan Olahraga") is found as well."""
        parts = names_in(written)
        units: list[OrganisationUnit] = []
        others: list[str] = []
        start = 0
        while start < len(parts):
            found, length = self._longest(parts, start)
            if found:
                units.append(found)
            else:
                others.append(parts[start])
            start += length
        return units, others

    def _longest(self, parts: Sequence[str], start: int) -> tuple[OrganisationUnit | None, int]:
        for end in range(len(parts), start, -1):
            if found := self.find(", ".join(parts[start:end])):
                return found, end - start
        return None, 1
