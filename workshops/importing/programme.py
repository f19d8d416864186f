"""Reads a sheet of programmes and decides what each line means for the register."""

import hashlib
from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from pathlib import PurePath
from typing import Any, BinaryIO

from participants.actions import importing as actions
from participants.errors import Reason
from participants.importing.columns import Columns
from participants.importing.header import normalise
from participants.importing.places import Places
from participants.importing.rows import Draft, clean
from participants.importing.sheet import Row
from participants.importing.staging import staged
from participants.importing.upload import likeliest, read_upload
from participants.models import ImportSession, OrganisationUnit, User
from workshops.actions.programme_import import KIND
from workshops.importing.programme_columns import choices_of, known_words, read_columns
from workshops.models import WorkProgramme
from workshops.queries.programme_rows import Recorded, recorded, stored_form
from workshops.queries.programme_units import UnitNames
from workshops.rules.figures import read_figure
from workshops.rules.work_programme import LONGEST, faulty
from workshops.rules.work_programme_sheet import planned_from

TEXTS = ("title", "indicator", "measure", "code_program", "code_kegiatan", "code_sub_kegiatan")


def stage_programmes(
    *, upload: BinaryIO, name: str, keeper: OrganisationUnit, by: User, at: datetime
) -> ImportSession:
    """The staged import of one XLSX or CSV into the register that ``keeper`` keeps.

    Raises Refused when the file is no usable sheet, or lacks a column it cannot do without.
    """
    content = upload.read()
    sheet = likeliest(read_upload(content, name, known_words()), known_words())
    columns = read_columns(sheet.headers)
    drafts = ProgrammeReader(keeper, columns).read(sheet.rows)
    return actions.stage(
        kind=KIND,
        unit=keeper,
        file_name=PurePath(name).name,
        sha256=hashlib.sha256(content).hexdigest(),
        headers=list(sheet.headers),
        portions=[[staged(draft) for draft in drafts]],
        by=by,
        at=at,
    )


class ProgrammeReader:
    """Reads and judges a whole sheet. A line is known by its Kode Baris, else by title and owner
    among what stands in the register. An empty cell changes nothing."""

    def __init__(self, keeper: OrganisationUnit, columns: Columns) -> None:
        self._columns = columns
        root = OrganisationUnit.objects.get(path=keeper.root_path)
        self._places, self._names = Places(root), UnitNames(keeper.root_path)
        self._choices = choices_of()
        self._known: dict[str, Recorded] = recorded(
            WorkProgramme.objects.standing().filter(keeper=keeper)
        )
        self._by_name: dict[tuple[str, int], list[Recorded]] = {}
        for one in self._known.values():
            key = (normalise(one.values["title"]), one.values["unit"])
            self._by_name.setdefault(key, []).append(one)
        self._taken: dict[str, Draft] = {}

    def read(self, rows: tuple[Row, ...]) -> list[Draft]:
        drafts = []
        for row in rows:
            draft = Draft(row.sheet, row.line, row.cells)
            given = self._cells(row, draft)
            if not draft.wrong:
                self._decide(draft, given)
            draft.judge()
            drafts.append(draft)
        return drafts

    def _cells(self, row: Row, draft: Draft) -> dict[str, Any]:
        """What the filled cells say; what cannot be understood is a fault."""
        found: dict[str, Any] = {}
        for name, place in self._columns.places.items():
            raw = row.cells[place]
            written = raw.strip() if name == "note" else clean(raw)
            if not written or written in ("-", "–"):
                continue
            value = self._value(name, written, draft)
            if value is not None:
                found[name] = value
        return found

    def _value(self, name: str, written: str, draft: Draft) -> Any:
        if name in TEXTS:
            return self._text(name, written, draft)
        if name == "note":
            return written[:5000]
        if name == "id":
            return written.lower()
        if name == "unit":
            place, reason = self._places.find(written)
            if reason:
                draft.fault(self._columns, name, written, reason)
            return place.key if place else None
        if name == "supporting":
            units, others = self._names.split(written)
            return {"units": [unit.pk for unit in units], "note": "; ".join(others)[:500]}
        if name in self._choices:
            return self._choice(name, written, draft)
        return self._figure(name, written, draft)

    def _text(self, name: str, written: str, draft: Draft) -> str | None:
        most = LONGEST.get(name, 24)
        if len(written) > most:
            reason = Reason("import-too-long", letters=len(written), most=most)
            draft.fault(self._columns, name, written, reason)
            return None
        return written

    def _choice(self, name: str, written: str, draft: Draft) -> Any:
        words = self._choices[name]
        key = normalise(written)
        head = key.split(" ", 1)[0]
        value = words.get(key)
        if value is None and name == "action_group" and head in words:
            value = words[head]  # "1. Pengembangan kebijakan"
        if value is None:
            draft.fault(self._columns, name, written, Reason("import-not-understood"))
        return value

    def _figure(self, name: str, written: str, draft: Draft) -> Any:
        year = name in ("starts_year", "ends_year")
        figure = Decimal(written) if year and written.isdecimal() else read_figure(written)
        whole = year or name.startswith("budget_")
        if figure is None or (whole and figure != figure.to_integral_value()):
            draft.fault(self._columns, name, written, Reason("import-not-understood"))
            return None
        return int(figure) if whole else stored_form(figure)

    def _decide(self, draft: Draft, given: Mapping[str, Any]) -> None:
        known = self._recorded(draft, given)
        if draft.wrong:
            return
        values = dict(known.values) if known else {"supporting": [], "years": {}, "unit": None}
        values["years"] = {year: dict(plan) for year, plan in values["years"].items()}
        for name, value in given.items():
            word, _line, year = name.rpartition("_")
            if year.isdigit():
                values["years"].setdefault(year, {})[word] = value
            elif name == "supporting":
                values["supporting"] = sorted(
                    key for key in value["units"] if key != given.get("unit", values["unit"])
                )
                values["supporting_note"] = value["note"]
            elif name != "id":
                values[name] = value
        if values["unit"] is None:
            draft.fault(self._columns, "unit", "", Reason("import-cell-required"))
        for name, reason in faulty(planned_from(values)):
            place = self._columns.places.get(name)
            draft.fault(
                self._columns, name, draft.given[place] if place is not None else "", reason
            )
        draft.values = values
        if known and not draft.wrong:
            draft.target = known.pk
            draft.changes = _changes(known.values, values)

    def _recorded(self, draft: Draft, given: Mapping[str, Any]) -> Recorded | None:
        code = given.get("id", "")
        found = self._known.get(code)
        if code and found is None:
            draft.fault(self._columns, "id", code, Reason("import-row-code-unknown"))
            return None
        key = (normalise(given.get("title", "")), given.get("unit", 0))
        if found is None:
            same = self._by_name.get(key, [])
            if len(same) > 1:
                draft.fault(
                    self._columns, "title", given["title"], Reason("import-programme-of-several")
                )
                return None
            found = same[0] if same else None
        mark = str(found.pk) if found else f"{key}"
        first = self._taken.setdefault(mark, draft)
        if first is not draft:
            reason = Reason("import-twice-in-file", sheet=first.sheet, line=first.line)
            draft.fault(self._columns, "title", given.get("title", ""), reason)
        return found


def _changes(old: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, list[Any]]:
    found = {
        name: [old.get(name), new.get(name)]
        for name in sorted({*old, *new})
        if name != "years" and (old.get(name) or None) != (new.get(name) or None)
    }
    for year in sorted({*old["years"], *new["years"]}):
        was, is_ = old["years"].get(year, {}), new["years"].get(year, {})
        for word in ("target", "budget"):
            if was.get(word) != is_.get(word):
                found[f"{word}_{year}"] = [was.get(word), is_.get(word)]
    return found
