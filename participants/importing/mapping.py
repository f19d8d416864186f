"""What the page shows that asks which column holds what, and what its answer says."""

from collections.abc import Mapping
from dataclasses import dataclass

from participants.errors import Reason, Refused
from participants.models import ImportSession, OrganisationUnit

from .columns import EXPECTED, OF_KIND, REQUIRED, letter
from .reading import Settled, keys_of, settled_in
from .rows import hide_nik
from .sheet import Sheet

EXAMPLES = 3
BY_NAME, AS_FOUND = "nama-lembar", "ditemukan"


@dataclass(frozen=True)
class AskedColumn:
    """One column: its letter and header, what stands in its first lines, and what it holds so far."""

    place: int
    letter: str
    header: str
    examples: tuple[str, ...]
    holds: str


@dataclass(frozen=True)
class AskedSheets:
    """Sheets of one header, asked about once; ``number`` names the fields of the form."""

    number: int
    names: tuple[str, ...]
    columns: tuple[AskedColumn, ...]
    left_out: bool
    units: Mapping[str, str]  # by sheet, what it was found to be about where no column says it
    rows: int

    @property
    def units_shown(self) -> str:
        return ", ".join(dict.fromkeys(self.units.values()))


@dataclass(frozen=True)
class Choice:
    """A field of this import as the page offers it."""

    name: str
    label: str
    expected: str
    required: bool


def choices(kind: str) -> list[Choice]:
    return [
        Choice(name, own, str(EXPECTED.get(name, "")), name in REQUIRED[kind])
        for name, (own, _words) in OF_KIND[kind].items()
    ]


def asked(session: ImportSession, sheets: list[Sheet]) -> list[AskedSheets]:
    """One question for every header there is."""
    settled = settled_in(session.layout)
    groups: dict[tuple[str, ...], list[Sheet]] = {}
    for sheet in sheets:
        groups.setdefault(tuple(keys_of(sheet.headers)), []).append(sheet)
    found = []
    for number, several in enumerate(groups.values()):
        first = several[0]
        so_far = settled.get(first.name, Settled({}))
        holds = {place: name for name, place in so_far.columns.items()}
        found.append(
            AskedSheets(
                number=number,
                names=tuple(sheet.name for sheet in several),
                columns=tuple(
                    AskedColumn(
                        place,
                        letter(place),
                        header,
                        _examples(several, place),
                        holds.get(place, ""),
                    )
                    for place, header in enumerate(first.headers)
                ),
                left_out=so_far.left_out,
                units={
                    sheet.name: found_unit
                    for sheet in several
                    if (found_unit := settled.get(sheet.name, Settled({})).whole.get("unit"))
                },
                rows=sum(len(sheet.rows) for sheet in several),
            )
        )
    return found


def answered(
    kind: str, groups: list[AskedSheets], given: Mapping[str, str], units: Mapping[str, str]
) -> dict[str, Settled]:
    """How each sheet is read by what was answered: ``0-3`` names the field of column 3 of the first
    group, ``0-unit`` the unit of its whole sheets (``nama-lembar``: as each is named, ``ditemukan``: as was found) and ``0-lewati``
    leaves it out. ``units`` are {public id: name}.

    Refused: import-column-twice, import-columns-missing, import-nothing-read.
    """
    fields = OF_KIND[kind]
    reasons: list[Reason] = []
    settled: dict[str, Settled] = {}
    for group in groups:
        if given.get(f"{group.number}-lewati"):
            settled.update({name: Settled({}, {}, left_out=True) for name in group.names})
            continue
        columns: dict[str, int] = {}
        for column in group.columns:
            name = given.get(f"{group.number}-{column.place}", "")
            if name not in fields:
                continue
            if name in columns:
                reasons.append(Reason("import-column-twice", field=fields[name][0]))
            columns[name] = column.place
        unit = given.get(f"{group.number}-unit", "")
        for sheet in group.names:
            whole = sheet if unit == BY_NAME else units.get(unit, "")
            if unit == AS_FOUND:
                whole = group.units.get(sheet, "")
            of_all = {"unit": whole} if whole and "unit" not in columns else {}
            settled[sheet] = Settled(dict(columns), of_all)
        missing = [
            fields[name][0]
            for name in REQUIRED[kind]
            if name not in columns and not settled[group.names[0]].whole.get(name)
        ]
        if missing:
            reasons.append(Reason("import-columns-missing", missing=", ".join(missing)))
    if all(one.left_out for one in settled.values()):
        reasons.append(Reason("import-nothing-read"))
    if reasons:
        raise Refused(*dict.fromkeys(reasons))
    return settled


def units_of(root: OrganisationUnit) -> list[OrganisationUnit]:
    """The units in force of a Pemda, as a list to choose from."""
    return list(OrganisationUnit.objects.under(root).filter(valid_to=None).in_tree_order())


def _examples(sheets: list[Sheet], place: int) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for sheet in sheets:
        for row in sheet.rows[:200]:
            if row.cells[place]:
                found[hide_nik(row.cells[place])[:60]] = None
            if len(found) == EXAMPLES:
                return tuple(found)
    return tuple(found)
