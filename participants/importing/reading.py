"""Which sheets of an upload are read, which column of each holds what, and which lines are none."""

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from participants.models import ColumnMapping, OrganisationUnit

from .columns import OF_KIND, REQUIRED, Columns, guess_columns, known_words
from .header import hits, normalise
from .places import Places
from .rows import holds_nik
from .sheet import Row, Sheet

# What says whom or what a line is about: a line with none of them is a sum, a signature, a heading.
ABOUT: Mapping[str, tuple[str, ...]] = {
    "staff": ("name", "number", "nik"),
    "units": ("name", "code"),
    "training": ("name", "number", "nik"),
    "assessment": ("name", "number", "nik"),
    "plan": ("job",),
}
MOST_REMEMBERED = 50
MOST_TOLD = 50  # lines that were passed over and units that are not known, in the layout
_SUM = re.compile(r"(?:sub ?|grand ?)?(?:jumlah|total|rekap|rekapitulasi)\b.*")
_NO_UNIT = re.compile(r"(sheet|lembar|lembar kerja|data|csv|pegawai|asn|pns|table|tabel) ?[0-9]*")
_NUMBER = re.compile(r"(?:'?\s*(?:[0-9][\s.'-]*){15,18}|[0-9][.,][0-9]+E\+?[0-9]+)\s*")
_BEFORE_UNIT = re.compile(
    r"^(?:unit kerja|perangkat daerah|nama opd|opd|skpd|instansi|satuan kerja|"
    r"daftar (?:nominatif |nama |urut kepangkatan )?(?:pegawai|asn|pns)?(?: pada)?)\s*[:=]?\s*",
    re.IGNORECASE,
)


@dataclass
class Settled:
    """How one sheet is read: {field: place}, what is the same for all of it, or that it is left out."""

    columns: dict[str, int]
    whole: dict[str, str] = field(default_factory=dict)
    left_out: bool = False


class Reading:
    """The sheets of an upload with their columns: settled by hand, remembered for that header, or
    guessed by its words."""

    def __init__(
        self,
        kind: str,
        root: OrganisationUnit,
        sheets: Sequence[Sheet],
        by_hand: Mapping[str, Settled] | None = None,
    ) -> None:
        self.kind, self.root, self.sheets = kind, root, sheets
        self.places = Places(root)
        remembered = list(
            ColumnMapping.objects.filter(unit=root, kind=kind)
            .order_by("-said_at", "-pk")
            .values_list("signature", "fields")[:MOST_REMEMBERED]
        )
        self.settled = {
            sheet.name: (by_hand or {}).get(sheet.name) or self._settle(sheet, remembered)
            for sheet in sheets
        }
        if by_hand is None:
            self._leave_out()
        self.layout: dict[str, Any] = {"sheets": [self._told(sheet) for sheet in sheets]}

    @property
    def complete(self) -> bool:
        """Whether every sheet that is read has what a line cannot do without."""
        read = [sheet for sheet in self.sheets if not self.settled[sheet.name].left_out]
        return bool(read) and not any(self.missing(sheet) for sheet in read)

    def missing(self, sheet: Sheet) -> list[str]:
        """The fields that are needed and that neither a column nor the whole sheet says."""
        settled = self.settled[sheet.name]
        if settled.left_out:
            return []
        return [
            name
            for name in REQUIRED[self.kind]
            if name not in settled.columns and not settled.whole.get(name)
        ]

    def columns(self) -> dict[str, Columns]:
        """By the name of the sheet, of those that are read."""
        return {
            sheet.name: Columns(
                self.settled[sheet.name].columns, sheet.headers, self.settled[sheet.name].whole
            )
            for sheet in self.sheets
            if not self.settled[sheet.name].left_out
        }

    def rows(self) -> Iterator[tuple[Row, Columns]]:
        """Every line that is about somebody or something; the layout tells which were passed over."""
        columns = self.columns()
        for told, sheet in zip(self.layout["sheets"], self.sheets, strict=True):
            if sheet.name in columns:
                passed: list[int] = []
                for row in self._about(sheet, columns[sheet.name], passed):
                    yield row, columns[sheet.name]
                told["skipped"], told["skipped_count"] = passed[:MOST_TOLD], len(passed)

    def tell_units(self) -> None:
        """Notes in the layout which spellings were asked for and are no unit; after the judging."""
        self.layout["units"] = [
            [written, rows]
            for written, rows in self.places.missed.most_common(4 * MOST_TOLD)
            if not holds_nik(written)
        ]

    def _settle(self, sheet: Sheet, remembered: Sequence[tuple[str, Any]]) -> Settled:
        fields = OF_KIND[self.kind]
        at = {key: place for place, key in enumerate(keys_of(sheet.headers))}
        places = guess_columns(fields, sheet.headers)
        whole = signature(sheet.headers)
        known = next((said for mark, said in remembered if mark == whole), None) or next(
            # The same source with a column more, such as our own that says what to mend.
            (said for _mark, said in remembered if said and said.keys() <= at.keys()),
            None,
        )
        if known is not None:
            said = {one: at[key] for key, one in known.items() if key in at and one in fields}
            rest = {one: place for one, place in places.items() if place not in said.values()}
            places = {**rest, **said} if len(known) < len(at) else said
        settled = Settled(places)
        asks_unit = "unit" in fields and self.kind != "units"
        if asks_unit and "unit" not in places and (text := self._unit_of(sheet)):
            settled.whole["unit"] = text
        return settled

    def _leave_out(self) -> None:
        """A sheet beside others that are read, in which no header is known and nobody's number stands
        (a summary, a legend): left out, and told. One with numbers is asked about."""
        words = known_words(self.kind)
        known = {sheet.name for sheet in self.sheets if hits(sheet.headers, words) >= 2}
        for sheet in self.sheets:
            beside = sheet.name not in known and known
            if beside and self.missing(sheet) and not _holds_numbers(sheet):
                self.settled[sheet.name].left_out = True

    def _unit_of(self, sheet: Sheet) -> str:
        """The unit that a whole sheet is about: by its name, by what stands above it, or as far as
        its name says anything at all."""
        for text in (sheet.name, *sheet.titles):
            bare = _BEFORE_UNIT.sub("", text).strip()
            for one in (text, bare):
                if one and self.places.knows(one):
                    return one
        for row in sheet.rows:  # a heading between the rows
            alone = [cell for cell in row.cells if cell]
            if len(alone) == 1 and self.places.knows(alone[0]):
                return alone[0]
        if "unit" in REQUIRED[self.kind] and not _NO_UNIT.fullmatch(normalise(sheet.name)):
            return sheet.name
        return ""

    def _about(self, sheet: Sheet, columns: Columns, passed: list[int]) -> Iterator[Row]:
        about = [columns.places[name] for name in ABOUT[self.kind] if name in columns.places]
        named = "unit" in columns.places
        section = ""
        for row in sheet.rows:
            filled = [cell for cell in row.cells if cell]
            alone = len(filled) == 1 and not named and self.kind != "units"
            if alone and self.places.knows(filled[0]):
                section = filled[0]
                passed.append(row.line)
            elif self._is_none(row, about, sheet.headers):
                passed.append(row.line)
            else:
                yield Row(row.sheet, row.line, row.cells, section) if section else row

    def _is_none(self, row: Row, about: Sequence[int], headers: Sequence[str]) -> bool:
        said = [row.cells[place] for place in about if row.cells[place]]
        if not said:
            return True
        if len(said) == 1 and _SUM.fullmatch(normalise(said[0])):
            return True
        return row.cells == headers  # a header printed anew on each page

    def _told(self, sheet: Sheet) -> dict[str, Any]:
        settled = self.settled[sheet.name]
        return {
            "name": sheet.name,
            "header_row": sheet.header_row,
            "headers": list(sheet.headers),
            "columns": settled.columns,
            "whole": settled.whole,
            "left_out": settled.left_out,
        }


def _holds_numbers(sheet: Sheet) -> bool:
    """Whether a column of it is one of NIP or NIK, whole or spoiled."""
    for place in range(len(sheet.headers)):
        cells = [row.cells[place] for row in sheet.rows[:200] if row.cells[place]]
        if cells and 2 * sum(map(bool, map(_NUMBER.fullmatch, cells))) >= len(cells):
            return True
    return False


def settled_in(layout: Mapping[str, Any]) -> dict[str, Settled]:
    """What a layout says of each sheet."""
    return {
        told["name"]: Settled(told["columns"], told["whole"], told["left_out"])
        for told in layout.get("sheets", [])
    }


def keys_of(headers: Sequence[str]) -> list[str]:
    """What each column is known by: its header, and which of several with that header it is."""
    seen: dict[str, int] = {}
    found = []
    for header in map(normalise, headers):
        seen[header] = seen.get(header, 0) + 1
        found.append(header if seen[header] == 1 else f"{header}#{seen[header]}")
    return found


def signature(headers: Sequence[str]) -> str:
    """What a source is known by: the words of its header in their order."""
    words = "|".join(map(normalise, headers)).rstrip("|")
    return hashlib.sha256(words.encode()).hexdigest()
