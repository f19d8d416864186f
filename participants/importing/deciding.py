"""Decides what a line of a staff sheet means for the person on record: new, changed, same, wrong."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from participants.errors import Reason
from participants.models import OrganisationUnit
from participants.models.sealed import lookup
from participants.queries import staff
from participants.queries.staff import FIELDS, Recorded
from participants.rules.employment import Post, Step, step_to
from participants.rules.identity import Kind, masked, read_identifier
from participants.rules.names import matching_key

from .columns import Columns
from .places import Places
from .rows import Draft, Where
from .staff import status_of_number

OTHER_KIND = {Kind.NIP.value: Kind.NI_PPPK.value, Kind.NI_PPPK.value: Kind.NIP.value}


class StaffDesk:
    """Judges drafts by the thousand; remembers the whole file, so that nobody comes twice."""

    def __init__(
        self,
        root: OrganisationUnit,
        columns: Mapping[str, Columns],
        places: Places,
        today: date,
    ) -> None:
        """``columns`` by the name of the sheet."""
        self._root, self._columns, self._places, self._today = root, columns, places, today
        # Where something first stood, not the whole line: a file is longer than a portion of it.
        self._seen: dict[str, Where] = {}
        self._taken: dict[int, Where] = {}
        self._by_name: dict[tuple[str, int], list[int]] | None = None

    def judge(self, drafts: list[Draft]) -> None:
        """Settles outcome, changes and target of each."""
        for draft in drafts:
            self._refuse_twice(draft)
        found = self._targets([draft for draft in drafts if not draft.wrong])
        people = staff.recorded({key for key in found.values() if key})
        for draft in drafts:
            if not draft.wrong:
                key = found.get(id(draft))
                self._decide(draft, people.get(key) if key else None)
            draft.judge()

    def _refuse_twice(self, draft: Draft) -> None:
        for name, key in (("number", "digits"), ("nik", "nik_lookup")):
            value = draft.values.get(key)
            if value and (first := self._seen.setdefault(value, draft.where)) != draft.where:
                self._again(draft, name, first)

    def _again(self, draft: Draft, name: str, first: Where) -> None:
        sheet, line = first
        self._fault(draft, name, Reason("import-twice-in-file", sheet=sheet, line=line))

    def _targets(self, drafts: list[Draft]) -> dict[int, int | None]:
        """Whose record each draft is about, by the draft's identity; None for somebody new."""
        asked = {
            value
            for draft in drafts
            for key in ("lookup", "nik_lookup")
            if (value := draft.values.get(key))
        }
        holders = staff.holders(asked)
        # 18 digits alone do not prove whether they are a NIP or an NI PPPK.
        others = {
            lookup(OTHER_KIND[draft.values["kind"]], draft.values["digits"]): draft.values["lookup"]
            for draft in drafts
            if "digits" in draft.values and draft.values["lookup"] not in holders
        }
        for other, person in staff.holders(others).items():
            holders[others[other]] = person
        found: dict[int, int | None] = {}
        for draft in drafts:
            by_number = holders.get(draft.values.get("lookup", ""))
            by_nik = holders.get(draft.values.get("nik_lookup", ""))
            if by_number and by_nik and by_number != by_nik:
                self._fault(draft, "nik", Reason("import-numbers-of-two-people"))
                continue
            found[id(draft)] = by_number or by_nik or self._of_that_name(draft)
        return found

    def _of_that_name(self, draft: Draft) -> int | None:
        """A person without any number is known by name and unit; only among those HR matched."""
        if "digits" in draft.values or "full_name" not in draft.values:
            return None
        if self._by_name is None:
            self._by_name = {}
            for key, name, unit in staff.without_numbers(self._root.path):
                self._by_name.setdefault((matching_key(name), unit), []).append(key)
        known_as = (matching_key(draft.values["full_name"]), draft.values.get("unit", 0))
        if "nik_lookup" not in draft.values:
            first = self._seen.setdefault(f"{known_as[0]}@{known_as[1]}", draft.where)
            if first != draft.where:
                self._again(draft, "name", first)
                return None
        same = self._by_name.get(known_as, [])
        if len(same) > 1:
            self._fault(draft, "name", Reason("import-name-of-several", count=len(same)))
            return None
        return same[0] if same else None

    def _decide(self, draft: Draft, known: Recorded | None) -> None:
        if draft.wrong:
            return
        values = draft.values
        if known is not None:
            if not known.home_path.startswith(self._root.path):
                self._fault(draft, "number", Reason("import-person-elsewhere"))
                return
            first = self._taken.setdefault(known.person, draft.where)
            if first != draft.where:
                self._again(draft, "number" if "digits" in values else "name", first)
                return
            draft.target = known.person
            self._compare_fields(draft, known)
            self._compare_numbers(draft, known)
        elif "unit" not in values:
            self._fault(draft, "unit", Reason("import-cell-required"))
            return
        self._fill_from_number(draft, known)
        self._compare_post(draft, known)
        if known is not None and not draft.wrong:
            if draft.changes:
                values["seen"] = known.fingerprint()
            else:
                keep = ("full_name", "unit_name", "kind", "digits")
                draft.values = {name: values[name] for name in keep if name in values}

    def _compare_fields(self, draft: Draft, known: Recorded) -> None:
        for name in FIELDS:
            new = draft.values.get(name)
            if new is not None and (old := _text(known.fields[name])) != new:
                draft.changes[name] = [old, new]
        if not known.matched:
            draft.changes["match_state"] = ["unmatched", "matched"]

    def _compare_numbers(self, draft: Draft, known: Recorded) -> None:
        values = draft.values
        if "digits" in values:
            kind = values["kind"]
            other = OTHER_KIND[kind]
            if known.lookups.get(other) == lookup(other, values["digits"]):
                values["kind"], values["lookup"] = other, known.lookups[other]
            elif (old := known.lookups.get(kind)) is None:
                draft.changes[kind] = ["", values["digits"]]
            elif old != values["lookup"]:
                self._fault(draft, "number", Reason("import-number-differs"))
        if "nik_lookup" in values:
            old = known.lookups.get(Kind.NIK)
            if old is None:
                draft.changes["nik"] = ["", masked("0" * 16)]
            elif old != values["nik_lookup"]:
                self._fault(draft, "nik", Reason("import-number-differs"))

    def _fill_from_number(self, draft: Draft, known: Recorded | None) -> None:
        """Birth date and sex from NIP or NI PPPK, where neither sheet nor record has them."""
        values = draft.values
        if "digits" not in values:
            return
        lacking = [
            name
            for name in ("birth_date", "sex")
            if name not in values and not (known and known.fields[name])
        ]
        if not lacking:
            return
        identity, _reasons = read_identifier(values["digits"], Kind(values["kind"]))
        if identity is None:
            return
        for name in lacking:
            said = identity.born_on if name == "birth_date" else identity.sex
            if said:
                values[name] = _text(said)
                if known is not None:
                    draft.changes[name] = ["", values[name]]

    def _compare_post(self, draft: Draft, known: Recorded | None) -> None:
        values = draft.values
        held = known.post if known else None
        unit = values.get("unit") or (held.unit if held else None)
        if unit is None:
            self._fault(draft, "unit", Reason("import-cell-required"))
            return
        wanted = Post(
            unit,
            values.get("status") or (held.status if held else status_of_number(values.get("kind"))),
            values.get("rank") or (held.rank if held else ""),
            values.get("job_title") or (held.job_title if held else ""),
        )
        given = values.get("since")
        step, day, reasons = step_to(
            wanted,
            given=date.fromisoformat(given) if given else None,
            today=self._today,
            held=held,
            held_from=known.since if known else None,
            ended_on=known.ended_on if known else None,
        )
        if reasons:
            draft.fault(self._columns[draft.sheet], "since", given or "", *reasons)
            return
        values.update(
            unit=wanted.unit,
            status=wanted.status,
            rank=wanted.rank,
            job_title=wanted.job_title,
            step=step.value,
            valid_from=day.isoformat(),
        )
        if known is not None and step is not Step.NONE:
            self._tell_post(draft, held, wanted, known.since, day)

    def _tell_post(
        self, draft: Draft, held: Post | None, wanted: Post, since: date | None, day: date
    ) -> None:
        if held is None or held.unit != wanted.unit:
            before = self._places.name_of(held.unit) if held else ""
            draft.changes["unit"] = [before, self._places.name_of(wanted.unit)]
        for name in ("status", "rank", "job_title"):
            old = getattr(held, name) if held else ""
            if old != getattr(wanted, name):
                draft.changes[name] = [old, str(getattr(wanted, name))]
        draft.changes["valid_from"] = [_text(since), day.isoformat()]

    def _fault(self, draft: Draft, name: str, reason: Reason) -> None:
        columns = self._columns[draft.sheet]
        at = columns.places.get(name)
        draft.fault(columns, name, draft.given[at] if at is not None else "", reason)


def _text(value: Any) -> str:
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if value else ""
