"""Reads a sheet of units and decides what each line means for the tree of one Pemda."""

from typing import Any

from participants.errors import Reason
from participants.models import OrganisationUnit, UnitKind
from participants.rules.phone import read_phone
from participants.rules.unit_names import plain

from .columns import Columns
from .rows import Draft, clean
from .sheet import Row

LONGEST = {"code": 30, "name": 200, "short_name": 60}
_KINDS = {
    "pemda": UnitKind.PEMDA,
    "kabupaten": UnitKind.PEMDA,
    "kota": UnitKind.PEMDA,
    "sekretariat": UnitKind.SECRETARIAT,
    "bagian": UnitKind.DIVISION,
    "bidang": UnitKind.DIVISION,
    "subbagian": UnitKind.DIVISION,
    "seksi": UnitKind.DIVISION,
    "dinas": UnitKind.DEPARTMENT,
    "badan": UnitKind.AGENCY,
    "inspektorat": UnitKind.INSPECTORATE,
    "kecamatan": UnitKind.DISTRICT,
    "kapanewon": UnitKind.DISTRICT,
    "kemantren": UnitKind.DISTRICT,
    "distrik": UnitKind.DISTRICT,
    "kelurahan": UnitKind.VILLAGE,
    "desa": UnitKind.VILLAGE,
    "kalurahan": UnitKind.VILLAGE,
    "uptd": UnitKind.SERVICE,
    "upt": UnitKind.SERVICE,
    "rsud": UnitKind.SERVICE,
    "puskesmas": UnitKind.SERVICE,
    "lain": UnitKind.OTHER,
    "lainnya": UnitKind.OTHER,
    "luar": UnitKind.EXTERNAL,
    "eksternal": UnitKind.EXTERNAL,
}
COMPARED = ("code", "name", "short_name", "kind", "phone")


class UnitReader:
    """Reads and judges a whole sheet at once: a line's parent may stand below it.

    Values: code, name, short_name, kind, phone; parent (key of a recorded unit) or parent_row
    (place of a line of this sheet). A unit is known by its code, else by name under its parent.
    """

    def __init__(self, root: OrganisationUnit, columns: Columns) -> None:
        self._root, self._columns = root, columns
        self._units = list(
            OrganisationUnit.objects.under(root)
            .filter(valid_to=None)
            .select_related("parent")
            .in_tree_order()
        )
        self._by_code = {unit.code.casefold(): unit for unit in self._units if unit.code}
        self._by_word: dict[str, list[OrganisationUnit]] = {}
        for unit in self._units:
            for word in {plain(word) for word in (unit.name, unit.short_name, unit.code) if word}:
                self._by_word.setdefault(word, []).append(unit)

    def read(self, rows: tuple[Row, ...]) -> list[Draft]:
        drafts = [self._read(row) for row in rows]
        lines: dict[str, list[int]] = {}
        for place, draft in enumerate(drafts):
            words = {draft.values.get(name, "") for name in ("code", "name", "short_name")}
            for word in {plain(word) for word in words if word}:
                lines.setdefault(word, []).append(place)
        for draft in drafts:
            self._parent(draft, lines)
        self._refuse_circles(drafts)
        self._refuse_twice(drafts)
        for draft in drafts:
            if not draft.wrong:
                self._compare(draft)
            draft.judge()
        self._refuse_orphans(drafts)
        return drafts

    def _read(self, row: Row) -> Draft:
        draft = Draft(row.sheet, row.line, row.cells)
        cells = {name: clean(row.cells[at]) for name, at in self._columns.places.items()}
        draft.values["parent_written"] = cells.get("parent", "")
        for name, most in LONGEST.items():
            written = cells.get(name, "")
            if len(written) > most:
                reason = Reason("import-too-long", letters=len(written), most=most)
                draft.fault(self._columns, name, written, reason)
            elif written and written != "-":
                draft.values[name] = written
        if not cells["name"]:
            draft.fault(self._columns, "name", "", Reason("import-cell-required"))
        if written := cells.get("kind", ""):
            kind = _kind_of(written)
            if kind is None:
                draft.fault(self._columns, "kind", written, Reason("import-not-understood"))
            else:
                draft.values["kind"] = kind.value
        if written := cells.get("phone", ""):
            phone, reasons = read_phone(written)
            if phone:
                draft.values["phone"] = phone
            elif reasons:
                draft.fault(self._columns, "phone", written, *reasons)
        return draft

    def _parent(self, draft: Draft, lines: dict[str, list[int]]) -> None:
        written = draft.values.pop("parent_written")
        if not written or draft.wrong:
            return
        word = plain(written)
        known, here = self._by_word.get(word, []), lines.get(word, [])
        if len(known) == 1:
            draft.values["parent"] = known[0].pk
            draft.values["parent_name"] = known[0].name
        elif not known and len(here) == 1:
            draft.values["parent_row"] = here[0]
            draft.values["parent_name"] = written
        else:
            code = "unit-ambiguous" if known or here else "unit-unknown"
            args: dict[str, Any] = {"name": written[:80]}
            if known or here:
                args["count"] = len(known) or len(here)
            draft.fault(self._columns, "parent", written, Reason(code, **args))

    def _refuse_circles(self, drafts: list[Draft]) -> None:
        for place, draft in enumerate(drafts):
            seen, above = {place}, draft.values.get("parent_row")
            while above is not None and above not in seen:
                seen.add(above)
                above = drafts[above].values.get("parent_row")
            if above is not None:
                written = draft.values["parent_name"]
                draft.fault(self._columns, "parent", written, Reason("unit-parent-in-circle"))

    def _refuse_twice(self, drafts: list[Draft]) -> None:
        seen: dict[Any, Draft] = {}
        for draft in drafts:
            if draft.wrong:
                continue
            values = draft.values
            above = (values.get("parent"), values.get("parent_row"))
            keys: list[tuple[str, Any]] = [("name", (plain(values["name"]), *above))]
            if code := values.get("code"):
                keys.append(("code", code.casefold()))
            for name, key in keys:
                first = seen.setdefault(key, draft)
                if first is not draft:
                    reason = Reason("import-twice-in-file", sheet=first.sheet, line=first.line)
                    draft.fault(self._columns, name, values[name], reason)

    def _compare(self, draft: Draft) -> None:
        values = draft.values
        unit = self._recorded(draft)
        if draft.wrong:
            return
        if unit is None:
            values.setdefault("kind", (_kind_of(values["name"]) or UnitKind.OTHER).value)
            if values["kind"] == UnitKind.PEMDA:
                draft.fault(self._columns, "kind", values["name"], Reason("unit-pemda-is-the-root"))
            if "parent_row" not in values:
                values.setdefault("parent", self._root.pk)
                values.setdefault("parent_name", self._root.name)
            return
        draft.target = unit.pk
        moved = "parent_row" in values or values.get("parent", unit.parent_id) != unit.parent_id
        if moved and unit.pk != self._root.pk:
            reason = Reason("unit-cannot-move", parent=unit.parent.name if unit.parent else "")
            draft.fault(self._columns, "parent", values["parent_name"], reason)
            return
        if (UnitKind.PEMDA in (values.get("kind"), unit.kind)) and values.get(
            "kind", unit.kind
        ) != unit.kind:
            draft.fault(
                self._columns, "kind", str(values["kind"]), Reason("unit-pemda-is-the-root")
            )
            return
        for name in COMPARED:
            new, old = values.get(name), getattr(unit, name)
            if new is not None and new != old:
                draft.changes[name] = [old, new]

    def _recorded(self, draft: Draft) -> OrganisationUnit | None:
        values = draft.values
        code = values.get("code", "").casefold()
        if code and code in self._by_code:
            return self._by_code[code]
        if "parent_row" in values:
            return None
        same = [
            unit
            for unit in self._by_word.get(plain(values["name"]), [])
            if plain(unit.name) == plain(values["name"])
            and values.get("parent", unit.parent_id) == unit.parent_id
            and not (code and unit.code)
        ]
        if len(same) > 1:
            reason = Reason("unit-ambiguous", name=values["name"][:80], count=len(same))
            draft.fault(self._columns, "name", values["name"], reason)
        return same[0] if same else None

    def _refuse_orphans(self, drafts: list[Draft]) -> None:
        """A line below one that is wrong cannot go in without it."""
        again = True
        while again:
            again = False
            for draft in drafts:
                above = draft.values.get("parent_row")
                if not draft.wrong and above is not None and drafts[above].wrong:
                    written = draft.values["parent_name"]
                    draft.fault(self._columns, "parent", written, Reason("unit-parent-wrong"))
                    draft.judge()
                    again = True


def _kind_of(written: str) -> UnitKind | None:
    """The kind by its word, or by the first word of a name ("Dinas Kesehatan"); None for neither."""
    words = plain(written).split()
    for kind in UnitKind:
        if " ".join(words) == plain(str(kind.label)):
            return kind
    return _KINDS.get(words[0]) if words else None
